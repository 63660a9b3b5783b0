import type { LabelSurface } from '../mesh/labels/label-surface.ts';
import { reach } from './smooth-surface.ts';

/** Rounds of moving surfaces by what the volumes lack; each leaves a part of it, where labels push against each other. */
const rounds = 12;

/**
 * Gives labels back what cutting corners and smoothing took from them, in place: each surface moves along its normal by
 * what the volume inside lacks an area, less what the volume outside does. `voxels` is what each label is to hold. Points
 * stay in their blocks of voxels; labels thinner than these keep what they lost.
 */
export function keepVolumes(surface: LabelSurface, voxels: ReadonlyMap<number, number>): void {
  const { points, middles, quads, sides } = surface;
  const most = Math.max(...voxels.keys());
  const offsets = new Float64Array(points.length);
  const weights = new Float64Array(points.length / 3);
  for (let round = 0; round < rounds; round++) {
    const push = pushOf(surface, voxels, most);
    offsets.fill(0);
    weights.fill(0);
    for (let q = 0; 2 * q < sides.length; q++) {
      const by = push[sides[2 * q]] - push[sides[2 * q + 1]];
      const [x, y, z] = vectorArea(points, quads, q);
      const area = Math.sqrt(x * x + y * y + z * z);
      for (let corner = 0; corner < 4; corner++) {
        const point = quads[4 * q + corner];
        offsets[3 * point] += by * x;
        offsets[3 * point + 1] += by * y;
        offsets[3 * point + 2] += by * z;
        weights[point] += area;
      }
    }
    for (let i = 0; i < points.length; i++) {
      const weight = weights[(i / 3) | 0];
      if (weight === 0) continue;
      const moved = points[i] + offsets[i] / weight;
      points[i] = Math.min(middles[i] + reach, Math.max(middles[i] - reach, moved));
    }
  }
}

/** By label, how far its surface is to move outwards: what its volume lacks over its area. What has no label asks for nothing. */
function pushOf(
  { points, quads, sides }: LabelSurface,
  voxels: ReadonlyMap<number, number>,
  most: number,
): Float64Array {
  const volumes = new Float64Array(most + 1);
  const areas = new Float64Array(most + 1);
  for (let q = 0; 2 * q < sides.length; q++) {
    const [x, y, z] = vectorArea(points, quads, q);
    const area = Math.sqrt(x * x + y * y + z * z);
    const six = sixVolumes(points, quads, q);
    const [inner, outer] = [sides[2 * q], sides[2 * q + 1]];
    volumes[inner] += six / 6;
    volumes[outer] -= six / 6;
    areas[inner] += area;
    areas[outer] += area;
  }
  return areas.map((area, label) =>
    label === 0 || area === 0 ? 0 : ((voxels.get(label) ?? 0) - volumes[label]) / area,
  );
}

/** Half the cross product of its diagonals: the area of a quad along its normal. */
function vectorArea(points: Float64Array, quads: Int32Array, q: number): [x: number, y: number, z: number] {
  const [a, b, c, d] = [3 * quads[4 * q], 3 * quads[4 * q + 1], 3 * quads[4 * q + 2], 3 * quads[4 * q + 3]];
  const [ux, uy, uz] = [points[c] - points[a], points[c + 1] - points[a + 1], points[c + 2] - points[a + 2]];
  const [vx, vy, vz] = [points[d] - points[b], points[d + 1] - points[b + 1], points[d + 2] - points[b + 2]];
  return [(uy * vz - uz * vy) / 2, (uz * vx - ux * vz) / 2, (ux * vy - uy * vx) / 2];
}

/** Six times the volume between the origin and the two triangles of a quad. */
function sixVolumes(points: Float64Array, quads: Int32Array, q: number): number {
  const [a, b, c, d] = [3 * quads[4 * q], 3 * quads[4 * q + 1], 3 * quads[4 * q + 2], 3 * quads[4 * q + 3]];
  return triple(points, a, b, c) + triple(points, a, c, d);
}

function triple(p: Float64Array, a: number, b: number, c: number): number {
  return (
    p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) +
    p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) +
    p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c])
  );
}
