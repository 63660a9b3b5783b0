import type { Mesh } from '../mesh/mesh.ts';
import { firstAbove, type LayerPlan } from './layer-plan.ts';

/** Faces of two parts that are nearer to each other are meant to touch, mm. */
const nearMm = 5e-4;

/** A mesh, and what is added to its coordinates. */
interface Placed {
  readonly mesh: Mesh;
  readonly shiftMm: readonly [x: number, y: number, z: number];
}

/**
 * Planes that lie in a level face of some part are lowered by a micrometre, where there are several parts: where two of
 * them touch in the middle of a layer, the noise of their floats alone would give it to both of them or to none.
 */
export function clearOfFaces(plan: LayerPlan, parts: readonly Placed[]): LayerPlan {
  if (parts.length < 2) return plan;
  const plane = plan.plane.slice();
  for (const z of levelFaces(parts)) {
    const above = firstAbove(plan.plane, z);
    for (const layer of [above - 1, above]) {
      if (Math.abs(plan.plane[layer] - z) <= nearMm) plane[layer] = plan.plane[layer] - 2 * nearMm;
    }
  }
  return { ...plan, plane };
}

function levelFaces(parts: readonly Placed[]): Set<number> {
  const heights = new Set<number>();
  for (const { mesh, shiftMm } of parts) {
    const { triangles } = mesh;
    for (let i = 2; i < triangles.length; i += 9) {
      const z = triangles[i];
      if (triangles[i + 3] === z && triangles[i + 6] === z) heights.add(z + shiftMm[2]);
    }
  }
  return heights;
}
