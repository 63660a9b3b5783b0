import { enterInPieces, floatsAt, intsAt, pieceBytes } from '../../kernel/kernel.ts';
import { meshKernel } from '../../kernel/mesh-kernel.ts';
import type { Bounds } from '../mesh.ts';

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
 * One pass over all triangles. Closedness comes from a fingerprint: every corner is hashed to two numbers p and q, and every directed edge a→b adds p(a) q(b) - q(a) p(b) modulo 2^32. The term changes its
 * sign with the direction, so a closed surface sums to zero whatever the order of its triangles, and an open one does so
 * only by chance (less than one in ten million). Zero and minus zero are the same corner.
 */
export function sumMesh(triangles: Float32Array): MeshSums {
  const kernel = meshKernel();
  const [x, y, z] = triangles;
  kernel.startSums(x, y, z);
  const room = kernel.take(pieceBytes);
  enterInPieces(kernel, triangles, room, (count) => kernel.addTriangles(room, count));
  const found = kernel.sums();
  const [volume6, x0, y0, z0, x1, y1, z1] = floatsAt(kernel, found, 7);
  const [degenerate, edges, unpaired] = intsAt(kernel, found + 56, 3);
  const bounds = { min: [x0, y0, z0], max: [x1, y1, z1] } as const;
  return { bounds, volume: volume6 / 6, degenerate, closed: edges === 0, doubled: unpaired === 0 };
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
