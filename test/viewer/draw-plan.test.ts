import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCostModel } from '../../viewer/scene/cost-model.ts';
import { rowsIn, takeLast, visibleIntervals } from '../../viewer/scene/draw-plan.ts';
import { runs as drawn } from '../proving.ts';

// Two wells printed one after the other: layers 0, 1, 2 twice.
const wells = Uint32Array.from([0, 0, 10, 1, 10, 20, 2, 20, 30, 0, 30, 40, 1, 40, 50, 2, 50, 60]);

describe('which rows are drawn', () => {
  test('all layers are one stretch', () => {
    expect(visibleIntervals(wells, { low: 0, high: 2, endRow: 60 })).toEqual([{ first: 0, end: 60 }]);
  });
  test('one layer is one stretch a well', () => {
    expect(visibleIntervals(wells, { low: 1, high: 1, endRow: 60 })).toEqual([
      { first: 10, end: 20 },
      { first: 40, end: 50 },
    ]);
  });
  test('rows after the head are not there', () => {
    expect(visibleIntervals(wells, { low: 0, high: 2, endRow: 35 })).toEqual([{ first: 0, end: 35 }]);
    expect(visibleIntervals(wells, { low: 1, high: 2, endRow: 5 })).toEqual([]);
  });
  test('thinned, the topmost layer stays', () => {
    expect(visibleIntervals(wells, { low: 0, high: 2, endRow: 60, everyLayer: 2 })).toEqual([
      { first: 0, end: 10 },
      { first: 20, end: 40 },
      { first: 50, end: 60 },
    ]);
  });
  test('every visible row is drawn exactly once, however the queue is cut', () => {
    const runs = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 40 })), { maxLength: 12 });
    fc.assert(
      fc.property(
        runs,
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 70 }),
        (list, low, endRow, step) => {
          const flat: number[] = [];
          const expected: number[] = [];
          let row = 0;
          for (const [layer, rows] of list) {
            flat.push(layer, row, row + rows);
            for (let r = row; r < row + rows; r++) if (layer >= low && r < endRow) expected.push(r);
            row += rows;
          }
          const queue = visibleIntervals(Uint32Array.from(flat), { low, high: 5, endRow });
          const drawn: number[] = [];
          while (queue.length > 0) {
            const part = takeLast(queue, step);
            expect(rowsIn(part)).toBeLessThanOrEqual(step);
            for (const { first, end } of part) for (let r = first; r < end; r++) drawn.push(r);
          }
          expect(drawn.sort((a, b) => a - b)).toEqual(expected);
        },
      ),
      drawn(7, 200),
    );
  });
});

describe('the cost of a picture', () => {
  test('takes the truest quality that fits, or none', () => {
    const cost = createCostModel();
    expect(cost.best(1000, 40)).toBe('solid');
    expect(cost.best(15_000, 40)).toBe('ribbon');
    expect(cost.best(50_000, 40)).toBe('line');
    expect(cost.best(2_000_000, 40)).toBeNull();
  });
  test('learns from what chunks took, and not from tiny ones', () => {
    const cost = createCostModel();
    const before = cost.ms('ribbon', 1e6);
    cost.learn('ribbon', 10, 100);
    expect(cost.ms('ribbon', 1e6)).toBe(before);
    for (let i = 0; i < 20; i++) cost.learn('ribbon', 100_000, 1);
    expect(cost.ms('ribbon', 100_000)).toBeCloseTo(1, 1);
    expect(cost.best(1_000_000, 40)).toBe('ribbon');
  });
});
