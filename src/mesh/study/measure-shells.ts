import type { Bounds } from '../mesh.ts';
import type { Shells } from './find-shells.ts';

/** Area and volume of each shell, both in the unit of the mesh; volumes about one common point. */
export interface ShellSizes {
  readonly areas: Float64Array;
  readonly volumes: Float64Array;
  /** Where that point is. */
  readonly origin: readonly [x: number, y: number, z: number];
}

/** Sums up the areas and volumes of the triangles of each shell; `areas` by triangle. */
export function measureShells(
  triangles: Float32Array,
  { count, shellOf, turned }: Shells,
  areas: Float64Array,
  { min, max }: Bounds,
): ShellSizes {
  const sizes = { areas: new Float64Array(count), volumes: new Float64Array(count) };
  const origin = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2] as const;
  for (let t = 0; t < shellOf.length; t++) {
    const shell = shellOf[t];
    if (shell < 0) continue;
    const volume = volumeAbout(triangles, origin, 9 * t, 9 * t + 9);
    sizes.areas[shell] += areas[t];
    sizes.volumes[shell] += turned[t] === 1 ? -volume : volume;
  }
  return { ...sizes, origin };
}

/** Area of each triangle. */
export function areasOf(triangles: Float32Array): Float64Array {
  const areas = new Float64Array(triangles.length / 9);
  for (let t = 0; t < areas.length; t++) {
    const o = 9 * t;
    const ux = triangles[o + 3] - triangles[o];
    const uy = triangles[o + 4] - triangles[o + 1];
    const uz = triangles[o + 5] - triangles[o + 2];
    const vx = triangles[o + 6] - triangles[o];
    const vy = triangles[o + 7] - triangles[o + 1];
    const vz = triangles[o + 8] - triangles[o + 2];
    areas[t] = Math.sqrt((uy * vz - uz * vy) ** 2 + (uz * vx - ux * vz) ** 2 + (ux * vy - uy * vx) ** 2) / 2;
  }
  return areas;
}

/** Signed volume of the cones from a point to triangles, nine numbers each, of which those from `start` to `end` count. */
export function volumeAbout(
  triangles: ArrayLike<number>,
  [ox, oy, oz]: ShellSizes['origin'],
  start = 0,
  end = triangles.length,
): number {
  let six = 0;
  for (let i = start; i < end; i += 9) {
    const ax = triangles[i] - ox;
    const ay = triangles[i + 1] - oy;
    const az = triangles[i + 2] - oz;
    const bx = triangles[i + 3] - ox;
    const by = triangles[i + 4] - oy;
    const bz = triangles[i + 5] - oz;
    const cx = triangles[i + 6] - ox;
    const cy = triangles[i + 7] - oy;
    const cz = triangles[i + 8] - oz;
    six += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return six / 6;
}
