import { boundsOf } from '../mesh/edge-sum.ts';
import type { ScaffoldPart } from './scaffold.ts';

/** Triangles as a part whose mesh is named after its file. */
export function solidPart(
  file: string,
  role: ScaffoldPart['role'],
  triangles: Float32Array,
  expectedVolumeMm3: number,
): ScaffoldPart {
  const mesh = { name: file.replace(/\.stl$/, ''), triangles, bounds: boundsOf(triangles) };
  return { file, mesh, role, expectedVolumeMm3 };
}
