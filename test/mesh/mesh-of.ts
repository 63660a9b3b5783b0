import type { Mesh } from '../../src/mesh/mesh.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';

/** Triangles as a mesh of some name. */
export function meshOf(triangles: Float32Array, name = 'part'): Mesh {
  return { name, triangles, bounds: boundsOf(triangles) };
}
