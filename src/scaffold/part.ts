import { boundsOf } from '../mesh/study/edge-sum.ts';
import { volumeAbout } from '../mesh/study/measure-shells.ts';
import type { Built, PartRole, ScaffoldPart } from './scaffold.ts';

const origin = [0, 0, 0] as const;

/** Triangles as a part whose mesh is named after its file. */
function solidPart(name: string, role: PartRole, triangles: Float32Array): ScaffoldPart {
  const mesh = { name, triangles, bounds: boundsOf(triangles) };
  return { file: `${name}.stl`, mesh, role, volumeMm3: volumeAbout(triangles, origin) };
}

/** What a mesher gives by label, as parts: surface 0 faces what is outside of all of them. */
export function builtOf(
  surfaces: readonly Float32Array[],
  parts: readonly (readonly [name: string, role: PartRole])[],
  facts: readonly string[] = [],
): Built {
  return {
    parts: parts.map(([name, role], p) => solidPart(name, role, surfaces[p + 1])),
    envelopeMm3: -volumeAbout(surfaces[0], origin),
    facts,
  };
}
