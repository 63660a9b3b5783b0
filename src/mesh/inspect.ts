import { sumMesh } from './edge-sum.ts';
import type { Mesh, MeshReport } from './mesh.ts';

export interface Inspected {
  readonly mesh: Mesh;
  readonly report: Omit<MeshReport, 'format' | 'solids' | 'nonFinite' | 'repairs'>;
  readonly repairs: readonly string[];
}

/** Counts what is wrong with the triangles. */
export function inspectMesh(triangles: Float32Array, name: string): Inspected {
  const sums = sumMesh(triangles);
  return {
    mesh: { name, triangles, bounds: sums.bounds },
    report: {
      triangles: triangles.length / 9,
      shells: null,
      watertight: sums.closed,
      openEdges: sums.closed ? 0 : 1,
      nonManifoldEdges: null,
      flippedEdges: sums.closed ? 0 : null,
      degenerate: sums.degenerate,
      duplicate: null,
      volumeMm3: sums.volume,
      shellsInverted: null,
      bounds: sums.bounds,
    },
    repairs: [],
  };
}
