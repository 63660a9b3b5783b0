import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeightMap, highestAlong, stamp, unprinted } from '../../src/program/heights/height-map.ts';
import { runs } from '../proving.ts';

const box = { minX: 0, minY: 0, maxX: 20_000, maxY: 20_000 };

/** Distance of a point from a segment. */
function distance(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

test('a stamp raises exactly the cells whose centre lies within the radius, and a query sees them', () => {
  const coordinate = fc.integer({ min: -3000, max: 23_000 });
  const segment = fc.tuple(coordinate, coordinate, coordinate, coordinate);
  fc.assert(
    fc.property(segment, segment, fc.integer({ min: 100, max: 4000 }), ([ax, ay, bx, by], [cx, cy, dx, dy], radius) => {
      const map = createHeightMap(box, 1000);
      stamp(map, ax, ay, bx, by, radius, 77);
      let seen: number = unprinted;
      for (let row = 0; row < map.ny; row++) {
        for (let column = 0; column < map.nx; column++) {
          const x = (column + 0.5) * map.cell;
          const y = (row + 0.5) * map.cell;
          const away = distance(x, y, ax, ay, bx, by);
          if (Math.abs(away - radius) < 0.01) return;
          expect(map.top[row * map.nx + column]).toBe(away < radius ? 77 : unprinted);
          const near = distance(x, y, cx, cy, dx, dy);
          if (Math.abs(near - radius) < 0.01) return;
          if (away < radius && near < radius) seen = 77;
        }
      }
      expect(highestAlong(map, cx, cy, dx, dy, radius)).toBe(seen);
    }),
    runs(5, 200),
  );
});

test('the higher stamp stays, and what lies near the ends can be spared', () => {
  const map = createHeightMap(box, 500);
  stamp(map, 0, 5000, 20_000, 5000, 600, 300);
  stamp(map, 0, 5000, 20_000, 5000, 600, 200);
  expect(map.highest).toBe(300);
  expect(highestAlong(map, 5000, 5000, 5000, 9000, 300)).toBe(300);
  expect(highestAlong(map, 5000, 5000, 5000, 9000, 300, 900)).toBe(unprinted);
});

test('a map of a whole bed stays small', () => {
  const map = createHeightMap({ minX: 0, minY: 0, maxX: 300e6, maxY: 300e6 }, 20_000);
  expect(map.top.length).toBeLessThan(510_000);
  const thin = createHeightMap({ minX: 0, minY: 0, maxX: 2e9, maxY: 10 }, 20_000);
  expect(thin.top.length).toBeLessThan(510_000);
});
