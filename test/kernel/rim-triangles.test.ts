import Delaunator from 'delaunator';
import { expect, test } from 'vitest';
import { bytesAt, intsAt } from '../../src/kernel/kernel.ts';
import { plannerKernel } from '../../src/kernel/planner-kernel.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { draws, seedFrom } from '../proving.ts';

// Another author's triangulation beside ours, with another way to tell sides exactly: the same triangles in the same
// order, where four points lie on one circle as well.

type Points = readonly (readonly [number, number])[];
type Draw = (next: () => number, count: number) => Points;
const each = (count: number, point: (i: number) => readonly [number, number]): Points =>
  Array.from({ length: count }, (_, i) => point(i));
const size = 3e7;
const draw: Readonly<Record<string, Draw>> = {
  anywhere: (next, count) => each(count, () => [next() * size, next() * size]),
  'within a few nanometres': (next, count) => each(count, () => [next() * 12, next() * 12]),
  'on the largest plane there is': (next, count) => each(count, () => [next() * (2 ** 31 - 1), next() * (2 ** 31 - 1)]),
  'on a square grid': (_, count) => each(count, (i) => [(i % 17) * 100_000, Math.floor(i / 17) * 100_000]),
  'on two rims side by side': (next, count) => {
    const slope = next();
    return each(count, (i) => [(i >> 1) * 102_500, (i >> 1) * 102_500 * slope + (i % 2) * 410_000]);
  },
  'on rings': (next, count) => {
    const radii = [8e6, 7e6, 1e6 * (1 + next())];
    return each(count, (i) => {
      const angle = (2 * Math.PI * i) / count;
      return [1e7 + radii[i % 3] * Math.cos(angle), 1e7 + radii[i % 3] * Math.sin(angle)];
    });
  },
  'nearly on a line': (next, count) => each(count, (i) => [i * 50_000 + 7, i * 30_000 + next() * 2]),
  'in heaps': (next, count) => each(count, (i) => [(i % 5) * 1e6 + next() * 30, (i % 3) * 1e6 + next() * 30]),
};

/** Whole numbers, each place once. */
function rounded(points: Points): Points {
  const places = points.map(([x, y]) => [Math.round(x), Math.round(y)] as const);
  return [...new Map(places.map((place) => [place.join(' '), place])).values()];
}

/** The net of one closed rim; half-edge e runs from corners[e] to corners[after(e)]. */
function netOf(rim: Points, shortest: number) {
  const kernel = plannerKernel();
  kernel.takeSamples(rim.length);
  for (const [x, y] of rim) kernel.addSample(x, y, 1, 1);
  kernel.closeRing(0);
  const isThere = kernel.makeNet(shortest, Infinity) !== 0;
  const [edges, corners, twins, rims, sides] = intsAt(kernel, kernel.netArrays(), 5);
  if (!isThere) return { corners: [], twins: [], rims: [], inside: [] };
  return {
    corners: Array.from(intsAt(kernel, corners, edges)),
    twins: Array.from(intsAt(kernel, twins, edges)),
    rims: Array.from(bytesAt(kernel, rims, edges)),
    inside: Array.from(bytesAt(kernel, sides, edges / 3)),
  };
}

test.each(Object.entries(draw))('points %s have the triangles of the library', (_name, drawPoints) => {
  const next = seededRandom(seedFrom(4127));
  for (let run = 0; run < draws(12, 400); run++) {
    const rim = rounded(drawPoints(next, 3 + Math.floor(next() * (run % 4 === 0 ? 900 : 60))));
    // x and y change places, so that triangles turn the other way, and the first point is the origin.
    const places = Float64Array.from(rim.flatMap(([x, y]) => [y - rim[0][1], x - rim[0][0]]));
    const expected = rim.length < 3 ? { triangles: [], halfedges: [] } : new Delaunator(places);
    // No stretch is long enough to be split.
    const { corners, twins } = netOf(rim, Infinity);
    expect(corners).toEqual(Array.from(expected.triangles));
    expect(twins).toEqual(Array.from(expected.halfedges));
  }
});

test('triangles lie inside where their rim has them on its left, and all of them fill it', () => {
  // A comb: 40 teeth of 300 by 2000 on a back of 500.
  const teeth = Array.from({ length: 40 }, (_, i): Points => {
    const x = 600 * i;
    return [
      [x, 500],
      [x, 2500],
      [x - 300, 2500],
      [x - 300, 500],
    ];
  });
  const corners: Points = [[-300, 0], [600 * 39, 0], ...teeth.reverse().flat()];
  // A point every 100.
  const points = corners.flatMap(([x, y], i) => {
    const [toX, toY] = corners[(i + 1) % corners.length];
    const parts = Math.hypot(toX - x, toY - y) / 100;
    return each(parts, (k) => [x + ((toX - x) * k) / parts, y + ((toY - y) * k) / parts]);
  });
  const { corners: ends, rims, inside } = netOf(points, 1);
  const twice = inside.map((isInside, t) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [0, 1, 2].map((k) => points[ends[3 * t + k]]);
    return isInside * ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  });
  const area = twice.reduce((sum, own) => sum + own, 0) / 2;
  expect(area).toBeCloseTo(40 * 300 * 2000 + 500 * (600 * 39 + 300), 3);
  ends.forEach((from, edge) => {
    const to = ends[edge % 3 === 2 ? edge - 2 : edge + 1];
    expect(rims[edge] === 1).toBe((from + 1) % points.length === to);
  });
});
