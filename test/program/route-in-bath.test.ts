import { expect, test } from 'vitest';
import { createHeightMap, stamp } from '../../src/program/heights/height-map.ts';
import { routeInBath } from '../../src/program/heights/route-in-bath.ts';

const from = { x: 1_000_000, y: 5_000_000, z: 2_000_000 };
const to = { x: 8_000_000, y: 5_000_000, z: 2_000_000 };

/** The way beside a strand that is so many nm higher than the tip stands. */
function wayBeside(higher: number): number[][] {
  const map = createHeightMap({ minX: 0, minY: 0, maxX: 10_000_000, maxY: 10_000_000 }, 100_000);
  stamp(map, from.x, from.y, from.x, from.y, 300_000, from.z + higher);
  const { points } = routeInBath({ printed: { as: 'heights', map }, radius: 200_000, over: 0, spare: 0 }, from, to);
  return Array.from({ length: points.length / 3 }, (_, i) => points.slice(3 * i, 3 * i + 3));
}

test('a rise that no file can tell is no place on the way', () => {
  expect(wayBeside(1)[0]).not.toEqual([from.x, from.y, from.z + 1]);
  expect(wayBeside(5_000)[0]).toEqual([from.x, from.y, from.z + 5_000]);
  for (const higher of [0, 1, 99, 5_000]) expect(wayBeside(higher).at(-1)).toEqual([to.x, to.y, to.z]);
});
