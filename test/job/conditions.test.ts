import { expect, test } from 'vitest';
import { conditionsOf, settingTexts } from '../../src/job/conditions.ts';
import { expandWells } from '../../src/job/expand-wells.ts';
import { validateJob } from '../../src/job/parse-job.ts';

const job = (more: object) =>
  validateJob(
    {
      printer: 'marlin-syringe',
      inks: { gel: { ink: 'gelma', nozzle: { gauge: 22 } } },
      parts: [{ mesh: 'a.stl', ink: 'gel', laydown: { spacing: 1 } }],
      layers: { height: 0.2 },
      ...more,
    },
    'job.yaml',
  );

const wells = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3'];

test('conditions are numbered in the order of the sweep, not of the shuffled wells', () => {
  for (const seed of [1, 2, 3]) {
    const found = conditionsOf(expandWells(job({ seed, sweep: { speed: [4, 6, 8] } }), wells));
    expect(found.map(({ number, settings, wells: own }) => [number, settings['speed'], own.length])).toEqual([
      [1, 4, 2],
      [2, 6, 2],
      [3, 8, 2],
    ]);
  }
});

test('a well changed by hand is a condition of its own, after those of the sweep', () => {
  const found = conditionsOf(expandWells(job({ sweep: { speed: [4, 6] }, wells: { A1: { speed: 5 } } }), wells));
  expect(found.map(({ settings }) => settings['speed'])).toEqual([4, 6, 5]);
  expect(found[2].wells).toEqual(['A1']);
});

test('a well changed by hand to the settings of a condition is a replicate of it', () => {
  const found = conditionsOf(expandWells(job({ sweep: { speed: [4, 6] }, wells: { A1: { speed: 6 } } }), wells));
  expect(found).toHaveLength(2);
  expect(found[1].wells).toContain('A1');
});

test('wells alike are one condition', () => {
  expect(conditionsOf(expandWells(job({}), wells))).toEqual([{ number: 1, settings: {}, wells }]);
});

test('settings become plain text', () => {
  expect(settingTexts({ speed: 6, angles: [0, 90], gradient: { along: 'z', from: 1, to: 2 } })).toEqual({
    speed: '6',
    angles: '0,90',
    gradient: '{"along":"z","from":1,"to":2}',
  });
});

test.each([
  ['what the planner takes from the whole job', { sweep: { hop: [1, 2] } }, /same for all wells/],
  ['light in a job without light', { sweep: { lightSeconds: [1, 2] } }, /changes nothing/],
  [
    'a speed that every ink overrides',
    { sweep: { speed: [1, 2] }, inks: { gel: { ink: 'gelma', nozzle: { gauge: 22 }, speed: 5 } } },
    /changes nothing/,
  ],
])('%s cannot be varied', (_, more, message) => {
  expect(() => expandWells(job(more), wells)).toThrow(message);
});
