import { extname } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import type { PlanInput } from '../../plan/inputs/plan-input.ts';
import type { Plan } from '../../plan/plan.ts';
import { type PlateMap, plateMapCsv, plateMapFile } from '../../record/sheet/plate-map.ts';
import { printSheet } from '../../record/sheet/print-sheet.ts';

/** The print sheet of a plan. */
export function sheetOf({ job, profile, inks, bath }: PlanInput, planned: Plan): string {
  const { program, vessel, time, report, findings } = planned;
  return printSheet({ job, profile, inks, bath, program, vessel, wells: planned.wells.wells, time, report, findings });
}

/** Throws InputError for a map that is neither CSV nor a picture, before any work is done for it. */
export function checkPlateMap(path: string): void {
  if (['.csv', '.svg'].includes(extname(path).toLowerCase())) return;
  throw new InputError('plate-map', `--plate-map ${path}: the map is written as .csv or .svg`, {
    fix: 'Write, for example, --plate-map plate.csv.',
  });
}

/** The wells in the order of printing with what sets them apart: a table or a picture, by the file's ending. */
export function plateMapOf(path: string, { program, wells, vessel }: Plan): string {
  const byName = new Map(wells.wells.map((well) => [well.well, well]));
  // The program's wells are those of the vessel.
  const map: PlateMap = { vessel, wells: program.header.wells.map((name) => byName.get(name)!) };
  return extname(path).toLowerCase() === '.csv' ? plateMapCsv(map) : plateMapFile(map);
}
