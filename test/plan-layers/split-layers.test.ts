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
      for (const { first, last } of ranges) {
        const own = work.slice(first, last + 1).reduce((sum, each) => sum + each + 61, 0);
        expect(own).toBeLessThanOrEqual(total / count + Math.max(...work) + 61);
      }
    }),
    runs(11, 200),
  );
});

test('no layers give no ranges', () => {
  expect(splitLayers(new Float64Array(0), 2)).toEqual([]);
});
