import type { Finding } from '../finding/finding.ts';
import type { Memory } from '../memory/memory.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { type Inspected, studyAgain } from '../mesh/study/inspect.ts';
import type { LayerRepair } from '../slice/chain-rings.ts';

export interface LookedAgain {
  readonly meshes: readonly Mesh[];
  /** By part, what the second look found where it changed something. */
  readonly studied: readonly (Inspected | null)[];
  readonly findings: readonly Finding[];
}

/**
 * Large meshes are not taken apart into their shells when one pass finds them closed. Where a section of such a mesh
 * winds the wrong way, it is done now: null where that changes nothing, and the plan stands.
 */
export function lookAgain(
  meshes: readonly Mesh[],
  repairs: readonly { readonly part: string; readonly layers: readonly LayerRepair[] }[],
  memory: Memory,
): LookedAgain | null {
  const findings: Finding[] = [];
  const studied = meshes.map((mesh, i) => {
    const wrong = repairs[i].layers.some(({ lostMm2 }) => lostMm2 > 0);
    if (!wrong || mesh.unstudied !== true) return null;
    const again = memory.recall(
      'studied',
      (id) => id(mesh),
      () => studyAgain(mesh),
    );
    if (again.mesh.triangles === mesh.triangles) return null;
    findings.push({
      gate: 'mesh',
      code: 'mesh-fixed',
      severity: 'note',
      where: { part: repairs[i].part },
      what: `${repairs[i].part}: ${again.repairs.join('; ')}.`,
    });
    return again;
  });
  if (findings.length === 0) return null;
  return { meshes: meshes.map((mesh, i) => studied[i]?.mesh ?? mesh), studied, findings };
}
