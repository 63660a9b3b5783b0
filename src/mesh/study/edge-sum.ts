import type { Bounds } from '../mesh.ts';
import { hashAgain, hashPoint } from './hash-point.ts';

/** Everything about a mesh that one pass tells, without sharing corners. */
export interface MeshSums {
  readonly bounds: Bounds;
  /** Signed, in the unit of the mesh, cubed. */
  readonly volume: number;
  /** Triangles without area. */
  readonly degenerate: number;
  /** True when each directed edge is matched by one that runs back, on exact coordinates. */
  readonly closed: boolean;
  /** True when every triangle stands in the mesh twice (or four times, …). */
  readonly doubled: boolean;
}

/**
 * One pass over all triangles, about 45 ns each. Closedness comes from a fingerprint: every corner is hashed to two
 * numbers p and q, and every directed edge a→b adds p(a) q(b) - q(a) p(b) modulo 2^32. The term changes its sign with
 * the direction, so a closed surface sums to zero whatever the order of its triangles, and an open one does so only by
 * chance (less than one in ten million). Zero and minus zero are the same corner.
 */
export function sumMesh(triangles: Float32Array): MeshSums {
  const bits = new Int32Array(triangles.buffer, triangles.byteOffset, triangles.length);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  const [rx, ry, rz] = triangles;
  let sum = 0;
  let volume6 = 0;
  let degenerate = 0;
  let unpaired = 0;
  for (let i = 0; i < triangles.length; i += 9) {
    const pa = hashPoint(bits[i], bits[i + 1], bits[i + 2]);
    const qa = hashAgain(pa);
    const pb = hashPoint(bits[i + 3], bits[i + 4], bits[i + 5]);
    const qb = hashAgain(pb);
    const pc = hashPoint(bits[i + 6], bits[i + 7], bits[i + 8]);
    const qc = hashAgain(pc);
    sum = (sum + Math.imul(pa, qb) - Math.imul(qa, pb)) | 0;
    sum = (sum + Math.imul(pb, qc) - Math.imul(qb, pc)) | 0;
    sum = (sum + Math.imul(pc, qa) - Math.imul(qc, pa)) | 0;
    // The same for a triangle wherever it begins; pairs cancel.
    unpaired ^= Math.imul((pa + pb + pc) ^ Math.imul(qa + qb + qc, 0x9e3779b1), 0x85ebca77);
    const ax = triangles[i] - rx;
    const ay = triangles[i + 1] - ry;
    const az = triangles[i + 2] - rz;
    const ux = triangles[i + 3] - rx - ax;
    const uy = triangles[i + 4] - ry - ay;
    const uz = triangles[i + 5] - rz - az;
    const vx = triangles[i + 6] - rx - ax;
    const vy = triangles[i + 7] - ry - ay;
    const vz = triangles[i + 8] - rz - az;
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    volume6 += ax * nx + ay * ny + az * nz;
    if (nx === 0 && ny === 0 && nz === 0) degenerate++;
  }
  growBounds(triangles, low, high);
  const bounds = { min: [low[0], low[1], low[2]], max: [high[0], high[1], high[2]] } as const;
  return { bounds, volume: volume6 / 6, degenerate, closed: sum === 0, doubled: unpaired === 0 };
}

/** The box around all corners. */
export function boundsOf(triangles: Float32Array): Bounds {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  growBounds(triangles, low, high);
  return { min: [low[0], low[1], low[2]], max: [high[0], high[1], high[2]] };
}

function growBounds(triangles: Float32Array, low: number[], high: number[]): void {
  let [x0, y0, z0] = low;
  let [x1, y1, z1] = high;
  for (let i = 0; i < triangles.length; i += 3) {
    const x = triangles[i];
    const y = triangles[i + 1];
    const z = triangles[i + 2];
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
    if (z < z0) z0 = z;
    if (z > z1) z1 = z;
  }
  low.splice(0, 3, x0, y0, z0);
  high.splice(0, 3, x1, y1, z1);
}
