import earcut from 'earcut';
import type { Loop, Places } from './boundary-loops.ts';
import { flatten, type LoopShape } from './loop-shape.ts';

/**
 * Triangles that close a loop, and the loops that lie in it as holes: nine numbers each. Earcut takes the points that lie
 * on a line with their neighbours out; what its triangles leave open along the loops is closed with triangles of no
 * width, so that the cap fits to the last bit.
 */
export function capTriangles(outer: Loop, holes: readonly Loop[], shape: LoopShape, places: Places): number[] {
  const loops = [outer, ...holes];
  const points = Int32Array.from(loops.flatMap((loop) => [...loop.points]));
  const flat = flatten(points, places, shape.centre, shape.axes);
  const starts: number[] = [];
  let at = 0;
  for (const loop of loops) {
    starts.push(at);
    at += loop.points.length;
  }
  const corners = countsWithLoop(earcut(flat, starts.slice(1)), flat);
  const left = new Map<number, number>();
  const count = points.length;
  const add = (from: number, to: number) => {
    const [back, key] = [to * count + from, from * count + to];
    const against = left.get(back) ?? 0;
    if (against > 1) left.set(back, against - 1);
    else if (against === 1) left.delete(back);
    else left.set(key, (left.get(key) ?? 0) + 1);
  };
  loops.forEach((loop, l) => {
    const n = loop.points.length;
    for (let i = 0; i < n; i++) add(starts[l] + i, starts[l] + ((i + 1) % n));
  });
  for (let k = 0; k < corners.length; k += 3) {
    for (let side = 0; side < 3; side++) add(corners[k + ((side + 1) % 3)], corners[k + side]);
  }
  corners.push(...fans(left, count));
  return corners.flatMap((corner) => {
    const o = 3 * places.first[points[corner]];
    return [places.triangles[o], places.triangles[o + 1], places.triangles[o + 2]];
  });
}

/** Corners of triangles, turned so that they run as the loop does: counter-clockwise. */
function countsWithLoop(corners: readonly number[], flat: Float64Array): number[] {
  let twice = 0;
  for (let k = 0; k < corners.length; k += 3) {
    const [a, b, c] = [2 * corners[k], 2 * corners[k + 1], 2 * corners[k + 2]];
    twice += (flat[b] - flat[a]) * (flat[c + 1] - flat[a + 1]) - (flat[b + 1] - flat[a + 1]) * (flat[c] - flat[a]);
  }
  return twice < 0 ? [...corners].reverse() : [...corners];
}

/** Directed edges, as from * count + to, make closed ways: each becomes a fan from its first point. */
function fans(left: ReadonlyMap<number, number>, count: number): number[] {
  const nexts = new Map<number, number[]>();
  for (const [key, times] of left) {
    const from = Math.floor(key / count);
    for (let k = 0; k < times; k++) nexts.set(from, [...(nexts.get(from) ?? []), key % count]);
  }
  const corners: number[] = [];
  for (const [start, ends] of nexts) {
    while (ends.length > 0) {
      // Not empty, by the loop's condition.
      let before = ends.pop()!;
      for (let at = before; at !== start; before = at) {
        const next = nexts.get(at)?.pop();
        if (next === undefined) break;
        at = next;
        if (at !== start) corners.push(start, before, at);
      }
    }
  }
  return corners;
}
