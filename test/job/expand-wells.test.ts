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
  expect(expanded[1].job.inks.gel.preflow).toBe(0.2);
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
