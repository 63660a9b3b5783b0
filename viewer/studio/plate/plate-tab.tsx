import { useState } from 'preact/hooks';
import { InputError } from '../../../src/finding/input-error.ts';
import type { Report } from '../../../src/record/report.ts';
import type { Vessel } from '../../../src/vessel/vessel.ts';
import { type FormContext, FormProvider } from '../form/form-context.ts';
import { at } from '../form/job-data.ts';
import { parsed } from '../form/library-rows.ts';
import { VesselField } from '../form/vessel-field.tsx';
import { ConditionTable } from './condition-table.tsx';
import { PaintBox } from './paint-box.tsx';
import { clearWells, printedWells, printThese, wellGrid } from './paint-wells.ts';
import { PlateMap } from './plate-map.tsx';
import { SweepBox } from './sweep-box.tsx';

/** The plate from above: which wells are printed, and what each of them has of its own. */
export function PlateTab({ form, report }: { readonly form: FormContext; readonly report: Report | null }) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { data, library, change } = form;
  const plate = at(data, ['vessel', 'plate']);
  const vessel = parsed<Vessel>(library.vessels).find(({ id }) => id === plate);
  if (vessel === undefined) {
    return (
      <FormProvider value={form}>
        <div class="job-form">
          <VesselField />
          <p class="quiet">Wells are chosen and painted on a plate of the library.</p>
        </div>
      </FormProvider>
    );
  }
  const names = Object.keys(vessel.wells);
  const grid = wellGrid(names);
  const printed = printedOr(data, names);
  const chosen = names.filter((name) => selected.has(name));
  const print = (on: boolean) => {
    const rest = printed.filter((name) => !selected.has(name));
    const wells = on ? names.filter((name) => printed.includes(name) || selected.has(name)) : rest;
    // A job prints at least one well.
    if (wells.length > 0) change(printThese(data, grid, wells));
  };
  const settle = () => {
    const isOn = chosen.every((name) => printed.includes(name));
    print(!isOn);
  };
  return (
    <FormProvider value={form}>
      <div class="plate-tab">
        <VesselField />
        <PlateMap
          vessel={vessel}
          grid={grid}
          printed={printed}
          selected={selected}
          report={report}
          onSelect={setSelected}
          onSettle={settle}
        />
        <p class="plate-words" role="status">
          {chosen.length === 0
            ? `${printed.length} of ${names.length} wells are printed. Click or drag to select wells; arrows move, Shift with arrows selects, Space adds, Enter prints.`
            : `Selected: ${chosen.length === 1 ? chosen[0] : `${chosen.length} wells`}.`}
        </p>
        <div class="studio-buttons">
          <button type="button" class="button" disabled={chosen.length === 0} onClick={() => print(true)}>
            Print these
          </button>
          <button
            type="button"
            class="button"
            disabled={chosen.length === 0 || printed.every((name) => selected.has(name))}
            onClick={() => print(false)}
          >
            Do not print these
          </button>
          <button
            type="button"
            class="button"
            disabled={chosen.length === 0 || at(data, ['wells']) === undefined}
            onClick={() => change(clearWells(data, grid, chosen))}
          >
            Clear their settings
          </button>
          <button type="button" class="button" onClick={() => setSelected(new Set(names))}>
            Select all
          </button>
        </div>
        <PaintBox grid={grid} selected={chosen.filter((name) => printed.includes(name))} />
        <SweepBox />
        <ConditionTable report={report} onSelect={(wells) => setSelected(new Set(wells))} />
      </div>
    </FormProvider>
  );
}

/** What the text names wrongly the gates say: the map shows none then. */
function printedOr(data: FormContext['data'], names: readonly string[]): string[] {
  try {
    return printedWells(data, names);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
