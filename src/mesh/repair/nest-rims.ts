import { dot } from '../vector.ts';
import type { Loop, Places } from './boundary-loops.ts';
import { flatten, type LoopShape } from './loop-shape.ts';

/** Rims to be closed by one cap: the outer one, and those that are holes in it. */
export interface RimGroup {
  readonly outer: number;
  readonly holes: readonly number[];
}

/** Above this many rims none is looked for inside another; caps that lie over each other cancel all the same. */
const mostNested = 2000;
/** Cosine of the angle between planes that are taken for one. */
const parallel = 0.995;

/**
 * Groups the rims marked in `closes`: one that lies within another in the same plane and runs the other way is a hole in
 * its cap, as the inner rim of a pipe's end is.
 */
export function nestRims(
  loops: readonly Loop[],
  shapes: readonly LoopShape[],
  closes: readonly boolean[],
  places: Places,
  flat: number,
): RimGroup[] {
  const rims = loops.map((_, l) => l).filter((l) => closes[l]);
  const bySize = [...rims].sort((a, b) => shapes[a].area - shapes[b].area || a - b);
  const outerOf = new Map<number, number>();
  if (rims.length <= mostNested) {
    bySize.forEach((inner, rank) => {
      const outer = bySize.slice(rank + 1).find((l) => isHole(loops[inner], shapes[inner], shapes[l], places, flat));
      if (outer !== undefined) outerOf.set(inner, outer);
    });
  }
  // A hole in a hole's own cap closes for itself.
  const isOuter = (l: number) => !outerOf.has(l) || outerOf.has(outerOf.get(l)!);
  return rims.filter(isOuter).map((outer) => ({
    outer,
    holes: rims.filter((l) => outerOf.get(l) === outer && !isOuter(l)),
  }));
}

function isHole(inner: Loop, its: LoopShape, outer: LoopShape, places: Places, flat: number): boolean {
  if (dot(its.normal, outer.normal) > -parallel) return false;
  const off = [0, 1, 2].map((axis) => its.centre[axis] - outer.centre[axis]) as [number, number, number];
  if (Math.abs(dot(outer.normal, off)) > flat || Math.hypot(...off) > outer.diameter) return false;
  return liesInside(inner, outer, places);
}

/** So many points of a rim, spread along it, say whether it lies in another: single ones may lie on it. */
const mostAsked = 15;

/** Whether a rim lies within another, both seen along the normal of the outer one. */
export function liesInside({ points }: Loop, outer: LoopShape, places: Places): boolean {
  const stride = Math.ceil(points.length / mostAsked);
  const asked = points.filter((_, i) => i % stride === 0);
  const flat = flatten(asked, places, outer.centre, outer.axes);
  let inside = 0;
  for (let i = 0; i < flat.length; i += 2) if (isInRing(outer.flat, flat[i], flat[i + 1])) inside++;
  return 2 * inside > asked.length;
}

function isInRing(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (ring[i + 1] > y === ring[j + 1] > y) continue;
    if (x < ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1])) inside = !inside;
  }
  return inside;
}
