import { expect, test } from 'vitest';
import { comparePath, positionTolerance } from '../../src/check/readback/readback-path.ts';

const mm = 1e6;
const flat = (...points: [number, number][]) => Float64Array.from(points.flatMap(([x, y]) => [x * mm, y * mm, 0]));
const planned = flat([0, 0], [10, 0], [10, 5]);

test('the same path is the same, and so is one with points on its way', () => {
  expect(comparePath(planned, planned)).toBeNull();
  expect(comparePath(planned, flat([0, 0], [4, 0], [10, 0], [10, 2], [10, 4], [10, 5]))).toBeNull();
});

test.each([
  ['nothing', flat(), /nothing moves/],
  ['a last point that is missing', flat([0, 0], [10, 0]), /./],
  ['a first point that is missing', flat([10, 0], [10, 5]), /./],
  ['a corner that is cut', flat([0, 0], [10, 5]), /./],
  ['one point after the end', flat([0, 0], [10, 0], [10, 5], [10, 6]), /goes on to/],
  ['the last point twice', flat([0, 0], [10, 0], [10, 5], [10, 5]), /goes on to/],
  ['a detour', flat([0, 0], [5, 1], [10, 0], [10, 5]), /./],
  ['another order', flat([10, 5], [10, 0], [0, 0]), /./],
])('%s is found', (_, found, what) => {
  expect(comparePath(planned, found)?.what).toMatch(what);
});

test('a point may be off by half of the last digit, not by more', () => {
  const off = (nm: number) => Float64Array.from(planned, (value, i) => (i === 4 ? value + nm : value));
  expect(comparePath(planned, off(positionTolerance - 1))).toBeNull();
  expect(comparePath(planned, off(positionTolerance + 2))).not.toBeNull();
});
