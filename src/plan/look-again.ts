import type { Finding } from '../finding/finding.ts';
import { studyAgain } from '../mesh/inspect.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { LayerRepair } from '../slice/chain-rings.ts';

export interface LookedAgain {
  readonly meshes: readonly Mesh[];
  readonly findings: readonly Finding[];
}

/**
 * Large meshes are not taken apart into their shells when one pass finds them closed. Where a section of such a mesh
 * winds the wrong way, it is done now: null where that changes nothing, and the plan stands.
 */
export function lookAgain(
  meshes: readonly Mesh[],
  repairs: readonly { readonly part: string; readonly layers: readonly LayerRepair[] }[],
): LookedAgain | null {
  const findings: Finding[] = [];
  const looked = meshes.map((mesh, i) => {
    const wrong = repairs[i].layers.some(({ lostMm2 }) => lostMm2 > 0);
    if (!wrong || mesh.unstudied !== true) return mesh;
    const { mesh: fixed, repairs: done } = studyAgain(mesh);
    if (fixed.triangles === mesh.triangles) return mesh;
    findings.push({
      gate: 'mesh',
      code: 'mesh-fixed',
      severity: 'note',
      where: { part: repairs[i].part },
      what: `${repairs[i].part}: ${done.join('; ')}.`,
    });
    return fixed;
  });
  return findings.length > 0 ? { meshes: looked, findings } : null;
}
