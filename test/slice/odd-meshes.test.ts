import { beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { type SlicedMesh, sliceMesh } from '../../src/slice/slice-mesh.ts';
import { stackLayers } from '../../src/slice/stack-layers.ts';
import { box, meshOf, sphere, trianglesOf, tube } from './soups.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

const plan = stackLayers(8, { height: 0.2 });
// Walls in many triangles, a hole, and a sphere that bulges out of the tube: overlapping shells.
const sound = trianglesOf([...tube(4, 3, 8, 96), ...sphere([4, 0, 4], 2, 40)]);

function slice(triangles: readonly number[][]): SlicedMesh & { areas: number[] } {
  const sliced = sliceMesh(meshOf(triangles.flat()), plan, [0, 0, 0]);
  return { ...sliced, areas: sliced.outlines.map((outline) => outlineArea(polygons.union([outline]))) };
}

const sums = ({ repairs }: SlicedMesh) => ({
  gaps: repairs.reduce((sum, { gapsClosed }) => sum + gapsClosed, 0),
  largest: Math.max(0, ...repairs.map(({ largestGapMm }) => largestGapMm)),
  turned: repairs.reduce((sum, { piecesTurned }) => sum + piecesTurned, 0),
  dropped: repairs.reduce((sum, { droppedMm }) => sum + droppedMm, 0),
});

function expectAreas(areas: readonly number[], expected: readonly number[], relative: number): void {
  areas.forEach((area, l) => {
    expect(Math.abs(area / expected[l] - 1), `layer ${l}: ${area} for ${expected[l]} mm²`).toBeLessThan(relative);
  });
}

let reference: readonly number[];
beforeAll(() => {
  const { areas, repairs } = slice(sound);
  expect(repairs).toEqual([]);
  reference = areas;
});

test('overlapping shells unite', () => {
  const alone = sliceMesh(meshOf(tube(4, 3, 8, 96)), plan, [0, 0, 0]).outlines.map(outlineArea);
  const ball = sliceMesh(meshOf(sphere([4, 0, 4], 2, 40)), plan, [0, 0, 0]).outlines.map(outlineArea);
  for (let l = 0; l < plan.count; l++) {
    if (ball[l] === 0) expect(reference[l]).toBeCloseTo(alone[l], 9);
    else expect(reference[l]).toBeLessThan(alone[l] + ball[l] - 0.01);
    expect(reference[l]).toBeGreaterThan(Math.max(alone[l], ball[l]) - 1e-9);
  }
});

test('a part turned inside out is as solid as before', () => {
  const inverted = slice(sound.map((t) => [...t.slice(3, 6), ...t.slice(0, 3), ...t.slice(6)]));
  expectAreas(inverted.areas, reference, 1e-9);
  expect(inverted.repairs).toEqual([]);
});

test('corners off by 1 µm, each triangle for itself, change no area by more than 0.5 %', () => {
  const random = seededRandom(1);
  const jittered = slice(sound.map((t) => t.map((v) => v + 0.002 * (random() - 0.5))));
  expectAreas(jittered.areas, reference, 0.005);
  expect(sums(jittered).largest).toBeLessThan(0.1);
  expect(sums(jittered).dropped).toBeLessThan(0.05);
});

test('cracks of 1 µm in one triangle of a hundred close', () => {
  const random = seededRandom(2);
  const cracked = slice(sound.map((t) => (random() < 0.01 ? t.map((v) => v + 0.002 * (random() - 0.5)) : t)));
  expectAreas(cracked.areas, reference, 0.005);
  expect(sums(cracked).gaps).toBeGreaterThan(0);
  expect(sums(cracked).largest).toBeLessThan(0.01);
  expect(sums(cracked).dropped).toBe(0);
});

test('corners off by a trifle are welded where a plane runs along a row of them, and that is told', () => {
  // Rows of corners stand at every 0.5 mm; layer 2 is cut at 0.5 mm, layer 7 at 1.5 mm.
  const random = seededRandom(9);
  const walls = trianglesOf(tube(4, 3, 8, 96));
  const alone = slice(walls);
  const rough = slice(walls.map((t) => t.map((v) => v + 0.002 * (random() - 0.5))));
  expectAreas(rough.areas, alone.areas, 1e-3);
  const welded = rough.repairs.filter(({ weldedMm }) => weldedMm !== 0).map(({ layer }) => layer);
  expect(welded.slice(0, 2)).toEqual([2, 7]);
  expect(rough.repairs.every(({ droppedMm, largestGapMm }) => droppedMm === 0 && largestGapMm < 0.1)).toBe(true);
});

test('a crack all around at the height of a plane does not lose the layer: the plane is moved, and that is told', () => {
  // Two halves of a tube whose rims at 4.1 mm, the middle of layer 20, are 2 µm apart and do not match.
  const lower = tube(4, 3, 4.099, 96);
  const upper = tube(4, 3, 3.899, 60).map((v, i) => (i % 3 === 2 ? v + 4.101 : v));
  const cracked = slice(trianglesOf([...lower, ...upper]));
  expect(cracked.areas.every((area) => area > 20)).toBe(true);
  expect(cracked.repairs.map(({ layer, planeMovedMm }) => [layer, Math.abs(planeMovedMm)])).toEqual([
    [20, expect.closeTo(0.01, 9)],
  ]);
});

test('missing triangles are bridged, and the bridges are reported', () => {
  const random = seededRandom(3);
  const holed = slice(sound.filter(() => random() >= 0.01));
  expectAreas(holed.areas, reference, 0.02);
  expect(sums(holed).gaps).toBeGreaterThan(10);
  expect(sums(holed).largest).toBeGreaterThan(0.1);
  expect(sums(holed).dropped).toBe(0);
});

test('triangles facing the wrong way are turned and nothing is lost', () => {
  const random = seededRandom(4);
  const flipped = slice(sound.map((t) => (random() < 0.02 ? [...t.slice(3, 6), ...t.slice(0, 3), ...t.slice(6)] : t)));
  expectAreas(flipped.areas, reference, 1e-9);
  expect(sums(flipped).turned).toBeGreaterThan(10);
  expect(sums(flipped)).toMatchObject({ gaps: 0, largest: 0, dropped: 0 });
});

test('duplicate triangles leave the areas as they are', () => {
  const random = seededRandom(5);
  const doubled = slice(sound.flatMap((t) => (random() < 0.01 ? [t, t] : [t])));
  expectAreas(doubled.areas, reference, 1e-9);
  expect(doubled.repairs).toEqual([]);
  const all = slice(sound.flatMap((t) => [t, t]));
  expectAreas(all.areas, reference, 1e-9);
  expect(all.repairs).toEqual([]);
});

test('a T-junction does not open the ring', () => {
  const faces = trianglesOf(box([0, 0, 0], [4, 4, 8]));
  const wall = faces.filter((t) => t[0] === 4 && t[3] === 4 && t[6] === 4);
  const rest = faces.filter((t) => !wall.includes(t));
  // The wall x = 4 again, in four triangles that meet in the middle of the edge y = 0, which its neighbour has whole.
  const p = (y: number, z: number) => [4, y, z];
  const split = [
    [...p(0, 0), ...p(4, 0), ...p(0, 3.7)],
    [...p(4, 0), ...p(4, 8), ...p(0, 3.7)],
    [...p(4, 8), ...p(0, 8), ...p(0, 3.7)],
  ];
  const { areas, repairs } = slice([...rest, ...split]);
  expect(areas.every((area) => Math.abs(area - 16) < 1e-6)).toBe(true);
  expect(repairs.every(({ largestGapMm, droppedMm }) => largestGapMm < 1e-5 && droppedMm === 0)).toBe(true);
});

test('an open top and bottom do not matter: sections are closed all the same', () => {
  const open = slice(sound.filter((t) => !(t[2] === t[5] && t[5] === t[8])));
  expectAreas(open.areas, reference, 1e-9);
  expect(open.repairs).toEqual([]);
});

test('a gap of 1.5 mm between two walls is bridged and told', () => {
  const third = slice(trianglesOf(tube(4, 3, 8, 96)).filter((t) => t[0] + t[3] + t[6] > -7.5));
  const { gaps, largest, dropped } = sums(third);
  expect(gaps).toBe(2 * plan.count);
  expect(largest).toBeGreaterThan(1);
  expect(largest).toBeLessThan(1.6);
  expect(dropped).toBe(0);
});

test('a wall of 4 mm missing is bridged, and how far is reported', () => {
  const open = slice(trianglesOf(box([0, 0, 0], [4, 4, 8])).filter((t) => t[0] + t[3] + t[6] < 12));
  expect(open.repairs.length).toBe(plan.count);
  for (const repair of open.repairs) expect(repair).toMatchObject({ gapsClosed: 1, largestGapMm: 4, droppedMm: 0 });
  expectAreas(
    open.areas,
    open.areas.map(() => 16),
    1e-9,
  );
});

test('a wall that leads nowhere is not closed on itself: the length dropped is reported', () => {
  const open = slice(trianglesOf(box([0, 0, 0], [4, 4, 8])).filter((t) => t[0] === 4 && t[3] === 4 && t[6] === 4));
  expect(open.repairs.length).toBe(plan.count);
  for (const repair of open.repairs) expect(repair).toMatchObject({ piecesDropped: 1, droppedMm: 4, gapsClosed: 0 });
});

test('struts whose ends are open, in strips that share no edge, are closed across them, and the hole between is kept', () => {
  const strips = hash();
  const { areas, repairs } = slice(strips);
  expectAreas(
    areas,
    areas.map(() => 216.96),
    1e-6,
  );
  for (const repair of repairs) expect(repair).toMatchObject({ gapsClosed: 8, largestGapMm: 2.4, droppedMm: 0 });
});

/** The walls of two struts that cross two others, 2.4 mm wide and 25 mm long: neither ends nor lids. */
function hash(): number[][] {
  const [a, b, c, d] = [6, 8.4, 16.6, 19];
  const strips = [
    [0, a, a, a, a, 0],
    [b, 0, b, a, c, a, c, 0],
    [d, 0, d, a, 25, a],
    [25, b, d, b, d, c, 25, c],
    [25, d, d, d, d, 25],
    [c, 25, c, d, b, d, b, 25],
    [a, 25, a, d, 0, d],
    [0, c, a, c, a, b, 0, b],
    [b, b, b, c, c, c, c, b, b, b],
  ];
  return strips.flatMap((strip) =>
    Array.from({ length: strip.length / 2 - 1 }, (_, i) => {
      const [x, y, u, v] = strip.slice(2 * i, 2 * i + 4);
      return [
        [x, y, 0, u, v, 0, u, v, 8],
        [x, y, 0, u, v, 8, x, y, 8],
      ];
    }).flat(),
  );
}

test('the order of triangles does not matter where some are missing, flipped and doubled', () => {
  const random = seededRandom(7);
  const broken = sound
    .filter(() => random() >= 0.01)
    .map((t) => (random() < 0.02 ? [...t.slice(3, 6), ...t.slice(0, 3), ...t.slice(6)] : t))
    .flatMap((t) => (random() < 0.01 ? [t, t] : [t]));
  const shuffled = broken
    .map((t) => ({ t, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ t }) => t);
  expect(slice(shuffled)).toEqual(slice(broken));
});

test('a heap of loose triangles costs time in proportion, and ends', () => {
  const random = seededRandom(8);
  const heap = Array.from({ length: 20_000 }, () => Array.from({ length: 9 }, () => 8 * random()));
  const one = stackLayers(8, { height: 8 });
  const { outlines, repairs } = sliceMesh(meshOf(heap.flat()), one, [0, 0, 0]);
  expect(outlines.length).toBe(1);
  expect(repairs.length).toBe(1);
});

test('ends that all lie in one point cost time in proportion, and end', () => {
  const fan = Array.from({ length: 20_000 }, (_, i) => [0, 0, 0, 1 + i / 1e4, 0, 8, 0, 0, 8]);
  const one = stackLayers(8, { height: 8 });
  expect(sliceMesh(meshOf(fan.flat()), one, [0, 0, 0]).repairs.length).toBe(1);
});
