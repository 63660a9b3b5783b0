import Delaunator from 'delaunator';
import { expect, test } from 'vitest';
import type { RimSamples } from '../../src/laydown/thin/sleeves/rim-samples.ts';
import { after, triangulate } from '../../src/laydown/thin/sleeves/rim-triangles.ts';
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

/** Rounded, each place once, as one closed rim. */
function rimThrough(points: Points): RimSamples {
  const places = new Map(points.map(([x, y]) => [Math.round(x), Math.round(y)] as const).map((p) => [p.join(' '), p]));
  const own = [...places.values()];
  const next = Int32Array.from(own, (_, i) => (i + 1) % own.length);
  const ones = new Uint8Array(own.length).fill(1);
  return {
    x: Float64Array.from(own, ([x]) => x),
    y: Float64Array.from(own, ([, y]) => y),
    next,
    corner: ones,
    marked: ones,
  };
}

test.each(Object.entries(draw))('points %s have the triangles of the library', (_name, drawPoints) => {
  const next = seededRandom(seedFrom(4127));
  for (let run = 0; run < draws(12, 400); run++) {
    const samples = rimThrough(drawPoints(next, 3 + Math.floor(next() * (run % 4 === 0 ? 900 : 60))));
    const { x, y } = samples;
    // x and y change places, so that triangles turn the other way, and the first point is the origin.
    const places = Float64Array.from({ length: 2 * x.length }, (_, k) =>
      k % 2 === 0 ? y[k >> 1] - y[0] : x[k >> 1] - x[0],
    );
    const expected = x.length < 3 ? { triangles: [], halfedges: [] } : new Delaunator(places);
    // No stretch is long enough to be split.
    const net = triangulate(samples, Infinity, Infinity);
    expect(Array.from(net?.corners ?? [])).toEqual(Array.from(expected.triangles));
    expect(Array.from(net?.twin ?? [])).toEqual(Array.from(expected.halfedges));
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
  const samples = rimThrough(points);
  const net = triangulate(samples, 1, Infinity);
  if (net === null) throw new Error('no triangles');
  let area = 0;
  for (let t = 0; 3 * t < net.corners.length; t++) {
    if (net.inside[t] === 0) continue;
    const [a, b, c] = [0, 1, 2].map((k) => net.corners[3 * t + k]);
    const { x, y } = net.samples;
    area += ((x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])) / 2;
  }
  expect(area).toBeCloseTo(40 * 300 * 2000 + 500 * (600 * 39 + 300), 3);
  net.rim.forEach((isRim, edge) => {
    expect(isRim === 1).toBe(net.samples.next[net.corners[edge]] === net.corners[after(edge)]);
  });
});
