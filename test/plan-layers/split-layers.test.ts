import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLayers } from '../../src/plan/layers/split-layers.ts';
import { runs } from '../proving.ts';

test('ranges cover all layers once, in order, and share the work', () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(cuts, fc.integer({ min: 1, max: 8 }), (work, count) => {
      const ranges = splitLayers(Float64Array.from(work), count);
      expect(ranges.length).toBeLessThanOrEqual(count);
      const covered = ranges.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, i) => first + i),
      );
      expect(covered).toEqual(work.map((_, i) => i));
      const total = work.reduce((sum, each) => sum + each + 61, 0);
      for (const [i, { first, last }] of ranges.entries()) {
        const own = work.slice(first, last + 1).reduce((sum, each) => sum + each + 61, 0);
        // Here less than the first thread is ahead: it takes half of its own share of each other one.
        const share = i === 0 ? total * (1 - (count - 1) / (2 * count)) : total / (2 * count);
        expect(own).toBeLessThanOrEqual(share + Math.max(...work) + 61);
      }
    }),
    runs(11, 200),
  );
});

test('the thread that is running already takes what it does while the others start', () => {
  const cuts = new Float64Array(1000).fill(2000 - 61);
  const [own, other, ...more] = splitLayers(cuts, 2).map(({ first, last }) => last - first + 1);
  expect(more).toEqual([]);
  // Two million cuts, of which the first thread takes 400,000 more than the second.
  expect(own - other).toBe(200);
});

test('no layers give no ranges', () => {
  expect(splitLayers(new Float64Array(0), 2)).toEqual([]);
});
