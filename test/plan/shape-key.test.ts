import { expect, test } from 'vitest';
import { validateJob } from '../../src/job/parse-job.ts';
import { shapeKey } from '../../src/plan/inputs/shape-key.ts';

// Wells whose strands are alike are laid down once: what shapes a strand is in the key, what does not is not.

const job = (ink: object = {}, part: object = {}, more: object = {}) =>
  validateJob(
    {
      printer: 'marlin-syringe',
      inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.41, ...ink } },
      parts: [{ mesh: 'a.stl', ink: 'gel', laydown: { spacing: 1 }, ...part }],
      layers: { height: 0.2 },
      ...more,
    },
    'job.yaml',
  );
const plain = shapeKey(job());

test.each([
  ['width', job({ width: 0.5 })],
  ['spread', job({ spread: 1.2 })],
  ['nozzle', job({ nozzle: { gauge: 23 } })],
  ['ink', job({ ink: 'pluronic-25' })],
  ['contours', job({}, { contours: 1 })],
  ['spacing', job({}, { laydown: { spacing: 1.1 } })],
  ['scale', job({}, { scale: 2 })],
  ['mesh', job({}, { mesh: 'b.stl' })],
  ['layer height', job({}, {}, { layers: { height: 0.21 } })],
  ['simplify', job({}, {}, { simplify: 0.02 })],
  ['place', job({}, {}, { place: { x: 1, y: 0 } })],
])('another %s makes other strands', (_, changed) => {
  expect(shapeKey(changed)).not.toBe(plain);
});

test.each([
  ['speed', job({}, {}, { speed: 4 })],
  ['speed of an ink', job({ speed: 4 })],
  ['pressure', job({ pressure: 40 })],
  ['preflow', job({ preflow: 0.2 })],
  ['purge', job({ purge: 3 })],
  ['pauses', job({}, {}, { pauses: [{ beforeLayer: 2, message: 'wait' }] })],
  ['limits', job({}, {}, { limits: { dose: 10 } })],
])('another %s makes the same strands', (_, changed) => {
  expect(shapeKey(changed)).toBe(plain);
});
