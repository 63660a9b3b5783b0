import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outlineArea } from '../../src/region/outline-area.ts';
import { simplifyOutline } from '../../src/slice/simplify-outline.ts';
import { runs } from '../proving.ts';
import { outlineOf } from '../region/outlines.ts';

const circle = (radius: number, count: number, first = 0) =>
  outlineOf([
    Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * (i + first)) / count;
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    }),
  ]);

test('a square with points along its sides comes down to its corners', () => {
  const sides = outlineOf([
    [
      [0, 0],
      [3, 0],
      [10, 0],
      [10, 5],
      [10, 10],
      [4, 10],
      [0, 10],
      [0, 1],
    ],
  ]);
  const { points } = simplifyOutline(sides, 1);
  expect(Array.from(points, (nm) => nm / 1e6)).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
});

test('the result is the same wherever the ring began', () => {
  const reference = simplifyOutline(circle(7, 500), 8000);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 499 }), (first) => {
      expect(simplifyOutline(circle(7, 500, first), 8000)).toEqual(reference);
    }),
    runs(2, 40),
  );
});

test('no point left out lies farther than the tolerance from what remains', () => {
  const point = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 3, maxLength: 40 }),
      fc.integer({ min: 1, max: 20 }),
      (ring, tolerance) => {
        const outline = outlineOf([ring.map(([x, y]) => [x / 1e6, y / 1e6] as const)]);
        const { points, ringEnds } = simplifyOutline(outline, tolerance);
        if (ringEnds.length === 0) return;
        for (const [x, y] of ring) {
          let best = Infinity;
          for (let i = 0, n = ringEnds[0]; i < n; i++) {
            const j = (i + 1) % n;
            best = Math.min(best, distance(x, y, points[2 * i], points[2 * i + 1], points[2 * j], points[2 * j + 1]));
          }
          expect(best).toBeLessThanOrEqual(tolerance + 1e-9);
        }
      },
    ),
    runs(3, 300),
  );
});

test('a circle of 2000 points keeps its area within the tolerance times its circumference', () => {
  const simple = simplifyOutline(circle(5, 2000), 8000);
  expect(simple.ringEnds[0]).toBeLessThan(80);
  expect(Math.abs(outlineArea(simple) - Math.PI * 25)).toBeLessThan(0.008 * 2 * Math.PI * 5);
});

test('rings that collapse are dropped', () => {
  const line = outlineOf([
    [
      [0, 0],
      [10, 0.001],
      [20, 0],
      [10, -0.001],
    ],
  ]);
  expect(simplifyOutline(line, 8000).ringEnds.length).toBe(0);
});

function distance(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / square));
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
}
