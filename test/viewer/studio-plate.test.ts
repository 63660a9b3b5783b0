import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wellJobsOf } from '../../src/job/expand-wells.ts';
import { parseJob } from '../../src/job/parse-job.ts';
import { wellsMeant } from '../../src/job/well-names.ts';
import { edited, editForAll } from '../../viewer/studio/change-text.ts';
import { jobData } from '../../viewer/studio/form/job-data.ts';
import {
  clearWells,
  paintWells,
  printedWells,
  printThese,
  wellGrid,
  wellsBetween,
  wellWords,
} from '../../viewer/studio/plate/paint-wells.ts';
import { runs } from '../proving.ts';

const names = ['A', 'B', 'C', 'D'].flatMap((row) => [1, 2, 3, 4, 5, 6].map((column) => `${row}${column}`));
const grid = wellGrid(names);
const base = `printer: marlin-syringe
vessel: { plate: corning-24, wells: [A1-B6] } # on the bench
inks: { gel: { ink: ama, nozzle: { gauge: 22 } } }
parts: [{ shape: disc, diameter: 4, height: 1, ink: gel }]
layers: { height: 0.3 }
wells:
  A: { speed: 5 } # a row
  A1: { speed: 4, spacing: 1 }
speed: 8
`;
const dataOf = (text: string) => jobData(text)!;
/** What the planner makes of it: speed and spacing of each well. */
function planned(text: string): Record<string, unknown[]> {
  const jobs = wellJobsOf(parseJob(text, 'job.yaml'), names);
  return Object.fromEntries(jobs.map(({ well, job }) => [well, [job.speed, job.parts[0].laydown.spacing]]));
}

test('wells in as few words as rectangles take', () => {
  expect(wellWords(grid, wellsBetween(grid, 'B5', 'A2'))).toEqual(['A2-B5']);
  expect(wellWords(grid, ['A1', 'C3', 'B1'])).toEqual(['A1-B1', 'C3']);
  expect(wellWords(grid, names)).toEqual(['all']);
  fc.assert(
    fc.property(fc.subarray(names, { minLength: 1 }), (wells) => {
      expect(wellsMeant(wellWords(grid, wells).join(','), names).sort()).toEqual([...wells].sort());
    }),
    runs(82, 40),
  );
});

test('a painted well gets the setting, all others stay, and comments with them', () => {
  const text = edited(base, editForAll(base, paintWells(dataOf(base), grid, ['B1', 'B2'], 'speed', 6)));
  expect(text).toBe(base.replace('spacing: 1 }\n', 'spacing: 1 }\n  B1-B2: { speed: 6 }\n'));
  // A1 has a speed of its own: a wider range alone would not reach it.
  const over = edited(base, editForAll(base, paintWells(dataOf(base), grid, ['A1', 'A2'], 'speed', 6)));
  expect(planned(over)).toMatchObject({ A1: [6, 1], A2: [6, undefined], A3: [5, undefined], B1: [8, undefined] });
});

test('wells that are printed no more take the entries with them that are for them alone', () => {
  const wells = ['B1', 'B2'];
  const text = edited(base, editForAll(base, printThese(dataOf(base), grid, wells)));
  expect(printedWells(dataOf(text), names)).toEqual(wells);
  expect(Object.keys(planned(text))).toEqual(wells);
});

test('whatever is painted, printed and cleared: the planner gives each well what was asked', () => {
  const wells = fc.subarray(names.slice(0, 12), { minLength: 1 });
  const act = fc.oneof(
    fc.record({
      kind: fc.constant('paint' as const),
      wells,
      name: fc.constantFrom('speed', 'spacing'),
      value: fc.constantFrom(undefined, 3, 4),
    }),
    fc.record({ kind: fc.constant('clear' as const), wells }),
  );
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 4 }), (acts) => {
      let text = base;
      for (const each of acts) {
        const before = planned(text);
        const data = dataOf(text);
        const changes =
          each.kind === 'paint'
            ? paintWells(data, grid, each.wells, each.name, each.value)
            : clearWells(data, grid, each.wells);
        if (changes.length > 0) text = edited(text, editForAll(text, changes));
        const after = planned(text);
        for (const well of Object.keys(before)) {
          const [speed, spacing] = before[well];
          const isOne = each.wells.includes(well);
          if (!isOne) expect(after[well], well).toEqual([speed, spacing]);
          else if (each.kind === 'clear') expect(after[well], well).toEqual([8, undefined]);
          else if (each.name === 'speed') expect(after[well], well).toEqual([each.value ?? 8, spacing]);
          else expect(after[well], well).toEqual([speed, each.value]);
        }
      }
    }),
    runs(83, 25),
  );
});
