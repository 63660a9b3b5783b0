import { expect, test } from 'vitest';
import { expandWells } from '../../src/job/expand-wells.ts';
import type { Job } from '../../src/job/job.ts';
import { validateJob } from '../../src/job/parse-job.ts';

function job(more: object): Job {
  return validateJob(
    {
      printer: 'marlin-syringe',
      inks: { gel: { ink: 'gelma', nozzle: { gauge: 22 } } },
      parts: [{ mesh: 'a.stl', ink: 'gel', laydown: { porosity: 0.5 } }],
      layers: { height: 0.2 },
      ...more,
    },
    'job.yaml',
  );
}

const wells = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3', 'D1', 'D2', 'D3'];

test('a sweep prints every condition equally often', () => {
  const expanded = expandWells(job({ sweep: { speed: [4, 6, 8], spacing: [0.8, 1] } }), wells);
  const counts = new Map<string, number>();
  for (const { job: own } of expanded) {
    const key = `${own.speed}/${own.parts[0].laydown.spacing}/${own.parts[0].laydown.porosity}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(
    ['4/0.8', '4/1', '6/0.8', '6/1', '8/0.8', '8/1'].map((key) => `${key}/undefined`),
  );
  expect([...counts.values()]).toEqual([2, 2, 2, 2, 2, 2]);
});

test('the seed decides the order and nothing else does', () => {
  const layout = (seed: number) =>
    expandWells(job({ seed, sweep: { speed: [4, 6, 8] } }), wells).map(({ condition }) => condition);
  expect(layout(1)).toEqual(layout(1));
  expect(layout(1)).not.toEqual(layout(2));
});

test('a single well may differ', () => {
  const expanded = expandWells(job({ wells: { A2: { speed: 6, 'inks.gel.preflow': '200 ms' } } }), ['A1', 'A2']);
  expect(expanded.map(({ job: own }) => own.speed)).toEqual([10, 6]);
  expect(expanded[1].job.inks['gel'].preflow).toBe(0.2);
});

test.each([
  ['too few wells', { sweep: { speed: [1, 2, 3] } }, ['A1', 'A2'], /3 conditions, but only 2 wells/],
  ['a well that is not printed', { wells: { B1: { speed: 3 } } }, ['A1'], /B1/],
  ['a setting shared by all', { sweep: { 'inks.gel.nozzle.gauge': [22, 25] } }, ['A1', 'A2'], /same for all wells/],
  ['an unknown setting', { wells: { A1: { sped: 3 } } }, ['A1'], /unknown setting "sped"/],
  ['a value the job refuses', { wells: { A1: { speed: -3 } } }, ['A1'], /speed/],
])('%s is refused', (_, more, on, message) => {
  expect(() => expandWells(job(more), on)).toThrow(message);
});

test('ranges of wells: the narrower one counts, for each setting', () => {
  const more = { wells: { all: { speed: 5, width: 0.5 }, A: { speed: 6 }, 'A1-B2': { width: 0.4 }, A1: { speed: 7 } } };
  const made = new Map(expandWells(job(more), wells).map((each) => [each.well, each.job]));
  const of = (well: string) => [made.get(well)?.speed, made.get(well)?.inks['gel'].width];
  expect(of('A1')).toEqual([7, 0.4]);
  expect(of('A3')).toEqual([6, 0.5]);
  expect(of('B2')).toEqual([5, 0.4]);
  expect(of('C3')).toEqual([5, 0.5]);
});

test('a key set within a map that all wells are given stays with its own well', () => {
  const wells = { all: { 'parts.0.laydown': { pattern: 'grid', pore: 0.4 } }, A1: { pore: 0.5 } };
  const given = job({ wells });
  const before = structuredClone(given);
  const made = expandWells(given, ['A1', 'A2', 'A3']);
  expect(made.map((each) => each.job.parts[0].laydown.pore)).toEqual([0.5, 0.4, 0.4]);
  expect(given).toEqual(before);
});

test('where a row and a column cross, the well itself has to say which counts', () => {
  const crossing = { A: { speed: 6 }, 1: { speed: 7 } };
  expect(() => expandWells(job({ wells: crossing }), wells)).toThrow(
    /wells\.1 and wells\.A both set speed for well A1|wells\.A and wells\.1 both set speed for well A1/,
  );
  const settled = expandWells(job({ wells: { ...crossing, A1: { speed: 8 } } }), wells);
  expect(settled.find(({ well }) => well === 'A1')!.job.speed).toBe(8);
  expect(() => expandWells(job({ wells: { A: { speed: 6 }, 1: { speed: 6 } } }), wells)).not.toThrow();
});

test('a range that is printed in part sets what is printed of it; one that is not printed at all is refused', () => {
  const printed = ['A1', 'A2'];
  const made = expandWells(job({ wells: { A: { speed: 6 } } }), printed, wells);
  expect(made.map(({ job: own }) => own.speed)).toEqual([6, 6]);
  expect(() => expandWells(job({ wells: { B: { speed: 6 } } }), printed, wells)).toThrow(/none of these wells/);
});

test('null takes a key away, and a setting takes the place of what excludes it', () => {
  const shell = { ink: 'gel', thickness: 1 };
  const parts = [{ mesh: 'a.stl', ink: 'gel', shell, laydown: { porosity: 0.5 } }];
  const settings = { 'parts.0.shell': null, 'parts.0.sequence': ['gel', 'gel'], 'parts.0.laydown.solid': false };
  const [, own] = expandWells(job({ parts, wells: { A2: settings } }), wells);
  expect(own.job.parts[0]).toMatchObject({ sequence: ['gel', 'gel'], laydown: { porosity: 0.5, solid: false } });
  expect(own.job.parts[0].shell).toBeUndefined();
  expect(own.job.parts[0].ink).toBeUndefined();
});

test("a value that equals the plate's own is no difference, even where no well may differ", () => {
  const same = { printer: 'marlin-syringe', 'inks.gel.nozzle.gauge': 22, 'inks.gel.nozzle': { gauge: 22 } };
  expect(() => expandWells(job({ wells: { A2: same } }), wells)).not.toThrow();
});

test('names that objects know by themselves are names like others, and nothing reaches a prototype', () => {
  for (const name of [
    'constructor',
    '__proto__.x',
    'toString',
    'parts.0.__proto__.x',
    'parts.__proto__',
    'inks.constructor.width',
  ]) {
    expect(() => expandWells(job({ wells: { A2: { [name]: 1 } } }), wells)).toThrow(/^well A2: /);
  }
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('a speed of the job is varied where an ink has none of its own, and refused where all have', () => {
  const ink = (speed?: number) => ({ ink: 'gelma', nozzle: { gauge: 22 }, ...(speed === undefined ? {} : { speed }) });
  const sweep = { speed: [4, 6] };
  expect(() => expandWells(job({ sweep, inks: { gel: ink(8) } }), ['A1', 'A2'])).toThrow(/speed/);
  const parts = [
    { mesh: 'a.stl', ink: 'gel', laydown: { porosity: 0.5 } },
    { mesh: 'b.stl', ink: 'paste', laydown: { porosity: 0.5 } },
  ];
  const mixed = expandWells(job({ sweep, parts, inks: { gel: ink(8), paste: ink() } }), ['A1', 'A2']);
  expect(mixed.map(({ job: own }) => own.speed).sort()).toEqual([4, 6]);
  // Another key than the speed is never hidden by it.
  expect(
    expandWells(job({ sweep: { 'inks.gel.preflow': [0.1, 0.2] }, inks: { gel: ink(8) } }), ['A1', 'A2']),
  ).toHaveLength(2);
});
