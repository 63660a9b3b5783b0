import { shareCorners } from '../study/share-corners.ts';

/** Triangles as numbered points, each written once. */
export interface IndexedMesh {
  /** Three numbers a point. */
  readonly points: Float32Array;
  /** Three points a triangle. */
  readonly corners: Int32Array;
}

/** Points in the order in which the triangles meet them first. */
export function indexCorners(triangles: Float32Array): IndexedMesh {
  const { ids, first } = shareCorners(triangles);
  const points = new Float32Array(3 * first.length);
  for (let id = 0; id < first.length; id++) points.set(triangles.subarray(3 * first[id], 3 * first[id] + 3), 3 * id);
  return { points, corners: ids };
}
