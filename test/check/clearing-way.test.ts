import { expect, test } from 'vitest';
import { clearingWay, type Way } from '../../src/check/space/clearing-way.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';

/** The way that the farthest of some points would have to go to come back into a round space; null where all are in. */
function worstIn(points: readonly Way[], [dx, dy]: Way, radius: number): Way | null {
  const [x, y] = points
    .map(([px, py]): Way => [px + dx, py + dy])
    .sort((a, b) => Math.hypot(...b) - Math.hypot(...a))[0];
  const far = Math.hypot(x, y);
  return far <= radius + 1e-9 ? null : [(-x / far) * (far - radius), (-y / far) * (far - radius)];
}

test('between two walls that both ask for room nothing is tried twice', () => {
  const left: Way[] = [[-3, 0]];
  const both: Way[] = [...left, [3, 0]];
  const tries = (points: readonly Way[], radius: number) => {
    let count = 0;
    const after = (way: Way) => {
      count++;
      return [worstIn(points, way, radius)].filter((push) => push !== null);
    };
    return { way: clearingWay(after([0, 0]), after), count };
  };
  expect(tries(left, 2.5)).toEqual({ way: [0.5, 0], count: 2 });
  expect(tries(both, 2.5)).toEqual({ way: null, count: 2 });
});

const grid = Array.from({ length: 61 * 61 }, (_, i): Way => [(i % 61) / 10 - 3, Math.floor(i / 61) / 10 - 3]);

test('a way that is found clears all, and where one is given up there is none', () => {
  const random = seededRandom(7);
  const ended = { found: 0, none: 0, tried: 0 };
  for (let round = 0; round < 300; round++) {
    const points = Array.from({ length: 4 }, (): Way => [6 * random() - 3, 6 * random() - 3]);
    const radius = 2 + 1.5 * random();
    let tries = 0;
    const after = (way: Way) => {
      tries++;
      return [points.slice(0, 2), points.slice(2)]
        .map((group) => worstIn(group, way, radius))
        .filter((push) => push !== null);
    };
    const way = clearingWay(after([0, 0]), after);
    if (way !== null) expect(worstIn(points, way, radius)).toBeNull();
    else if (tries < 5 && worstIn(points, [0, 0], radius) !== null)
      expect(grid.some((other) => worstIn(points, other, radius) === null)).toBe(false);
    ended[way !== null ? 'found' : tries < 5 ? 'none' : 'tried']++;
  }
  expect(ended.found).toBeGreaterThan(90);
  expect(ended.tried).toBeLessThan(6);
});
