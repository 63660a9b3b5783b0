import { cross, dot, type Vector } from '../vector.ts';
import type { Loop, Places } from './boundary-loops.ts';

/** A loop as seen along the normal of the plane that fits it best. */
export interface LoopShape {
  readonly centre: Vector;
  /** Of unit length; the loop runs counter-clockwise around it. */
  readonly normal: Vector;
  /** The axes of the plane, a right-handed frame with the normal. */
  readonly axes: readonly [Vector, Vector];
  /** Its points in that plane, x0 y0 x1 y1 …, about the centre. */
  readonly flat: Float64Array;
  /** In the unit of the mesh. */
  readonly area: number;
  readonly perimeter: number;
  /** Widest extent in the plane. */
  readonly diameter: number;
  /** How far any point lies off the plane. */
  readonly offPlane: number;
}

const directions = 16;

/** Newell's normal: half the sum of the cross products of neighbours, which no single bad corner spoils. */
export function shapeOf({ points }: Loop, { triangles, first }: Places): LoopShape {
  const n = points.length;
  const place = (i: number, axis: number) => triangles[3 * first[points[i]] + axis];
  const centre: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < n; i++) for (let axis = 0; axis < 3; axis++) centre[axis] += place(i, axis) / n;
  const own = Float64Array.from({ length: 3 * n }, (_, k) => place((k / 3) | 0, k % 3) - centre[k % 3]);
  const sum: [number, number, number] = [0, 0, 0];
  let perimeter = 0;
  for (let i = 0; i < n; i++) {
    const [a, b] = [3 * i, 3 * ((i + 1) % n)];
    sum[0] += (own[a + 1] * own[b + 2] - own[a + 2] * own[b + 1]) / 2;
    sum[1] += (own[a + 2] * own[b] - own[a] * own[b + 2]) / 2;
    sum[2] += (own[a] * own[b + 1] - own[a + 1] * own[b]) / 2;
    perimeter += Math.hypot(own[b] - own[a], own[b + 1] - own[a + 1], own[b + 2] - own[a + 2]);
  }
  const area = Math.hypot(...sum);
  const normal: Vector = area > 0 ? [sum[0] / area, sum[1] / area, sum[2] / area] : [0, 0, 1];
  const axes = axesAcross(normal);
  let offPlane = 0;
  for (let i = 0; i < n; i++) {
    offPlane = Math.max(offPlane, Math.abs(dot(normal, [own[3 * i], own[3 * i + 1], own[3 * i + 2]])));
  }
  const flat = flatten(points, { triangles, first }, centre, axes);
  return { centre, normal, axes, flat, area, perimeter, diameter: widest(flat), offPlane };
}

/** Points seen along the normal of a plane: x0 y0 x1 y1 … along its axes, about its centre. */
export function flatten(points: Int32Array, places: Places, centre: Vector, [u, v]: LoopShape['axes']): Float64Array {
  const flat = new Float64Array(2 * points.length);
  points.forEach((point, i) => {
    const o = 3 * places.first[point];
    const [x, y, z] = [0, 1, 2].map((axis) => places.triangles[o + axis] - centre[axis]);
    flat[2 * i] = dot(u, [x, y, z]);
    flat[2 * i + 1] = dot(v, [x, y, z]);
  });
  return flat;
}

/** Two unit vectors at right angles to the normal and to each other, a right-handed frame with it. */
function axesAcross([x, y, z]: Vector): [Vector, Vector] {
  // From the axis that the normal leans on least.
  const least = Math.min(Math.abs(x), Math.abs(y), Math.abs(z));
  const other: Vector = Math.abs(x) === least ? [1, 0, 0] : Math.abs(y) === least ? [0, 1, 0] : [0, 0, 1];
  const across = cross(other, [x, y, z]);
  const length = Math.hypot(...across);
  const u: Vector = [across[0] / length, across[1] / length, across[2] / length];
  return [u, cross([x, y, z], u)];
}

function widest(flat: Float64Array): number {
  let best = 0;
  for (let d = 0; d < directions; d++) {
    const [c, s] = [Math.cos((Math.PI * d) / directions), Math.sin((Math.PI * d) / directions)];
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < flat.length; i += 2) {
      const along = c * flat[i] + s * flat[i + 1];
      low = Math.min(low, along);
      high = Math.max(high, along);
    }
    best = Math.max(best, high - low);
  }
  return best;
}
