import { expect, test } from 'vitest';
import type { InputError } from '../../src/finding/input-error.ts';
import { plan } from '../../src/plan/plan.ts';
import { jobInput } from './plan-job.ts';

const job = (size: readonly number[], more: object = {}, laydown: object = {}): object => ({
  printer: 'marlin-syringe',
  inks: { a: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.4 } },
  parts: [{ shape: 'box', size, ink: 'a', laydown: { spacing: 1, ...laydown } }],
  layers: { height: 0.2 },
  ...more,
});

const saysOf = async (data: object): Promise<InputError> =>
  plan(jobInput(data, {})).then(
    () => expect.unreachable(),
    (error: InputError) => error,
  );

test.each([
  ['a sheet on its edge', job([1e-4, 6, 1]), /too thin for a strand 0.4 mm wide\./, /narrower width/],
  ['a sheet that lies', job([6, 6, 0.05]), /no layer of 0.2 mm cuts it/, /layers of at most 0.05 mm/],
  [
    'all simplified away',
    job([6, 6, 1], { simplify: 5 }),
    /once its outlines are simplified by 5 mm/,
    /^Simplify by less/,
  ],
  ['a margin', job([6, 6, 1], {}, { margin: 10 }), /a margin of 10 mm on each side/, /^Take a smaller margin/],
])('%s: what leaves no room for a strand is named, and first in the fix', async (_, data, why, fix) => {
  const error = await saysOf(data);
  expect(error.code).toBe('no-strand');
  expect(error.message).toMatch(why);
  expect(error.fix).toMatch(fix);
});
