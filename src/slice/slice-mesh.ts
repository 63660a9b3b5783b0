import { InputError } from '../finding/input-error.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { chainRings, type LayerRepair } from './chain-rings.ts';
import { crossTriangles } from './cross-triangles.ts';
import { findSpans } from './find-spans.ts';
import type { LayerPlan } from './layer-plan.ts';
import { nmPerMm, type Outline } from './outline.ts';

/** The sections of one part. */
export interface SlicedMesh {
  /** One for each layer of the range, lowest first; rings as cut, not yet simplified or united. */
  readonly outlines: readonly Outline[];
  /** Only layers where something was mended, lowest first. */
  readonly repairs: readonly LayerRepair[];
}

/** Layers `first` to `last`, both included. */
export interface LayerRange {
  readonly first: number;
  readonly last: number;
}

/** Segments held at a time, so that memory stays bounded on tall parts with many large triangles. */
const segmentsAtOnce = 2_000_000;

/**
 * Cuts a mesh, moved by `shiftMm`, at the mid-planes of the layers and chains the cuts to rings. The mesh may be any
 * soup of triangles; what had to be mended is in `repairs`. The result does not depend on the order of the triangles.
 * Throws `InputError` when the part reaches beyond what nanometres in 32 bits can hold (2.1 m).
 */
export function sliceMesh(
  mesh: Mesh,
  plan: LayerPlan,
  shiftMm: readonly [x: number, y: number, z: number],
  range: LayerRange = { first: 0, last: plan.count - 1 },
): SlicedMesh {
  checkReach(mesh, shiftMm);
  const planes = plan.plane.slice(range.first, range.last + 1).map((z) => z - shiftMm[2]);
  const spans = findSpans(mesh.triangles, planes);
  const outlines: Outline[] = [];
  const repairs: LayerRepair[] = [];
  for (let first = 0; first < planes.length; ) {
    const last = batchEnd(spans.crossings, first);
    const cuts = crossTriangles(mesh.triangles, planes, spans, first, last, shiftMm);
    for (let layer = first; layer < last; layer++) {
      const start = cuts.starts[layer - first];
      const { outline, repair } = chainRings(cuts.segments, start, cuts.ends[layer - first], range.first + layer);
      outlines.push(outline);
      if (repair) repairs.push(repair);
    }
    first = last;
  }
  return { outlines, repairs };
}

function batchEnd(crossings: Uint32Array, first: number): number {
  let last = first + 1;
  let count = crossings[first];
  while (last < crossings.length && count + crossings[last] <= segmentsAtOnce) count += crossings[last++];
  return last;
}

function checkReach(mesh: Mesh, shiftMm: readonly [number, number, number]): void {
  const limit = 2_147_483_000 / nmPerMm;
  for (let axis = 0; axis < 2; axis++) {
    const low = mesh.bounds.min[axis] + shiftMm[axis];
    const high = mesh.bounds.max[axis] + shiftMm[axis];
    if (low >= -limit && high <= limit) continue;
    throw new InputError('part-too-large', `${mesh.name} reaches from ${low} to ${high} mm in ${'xy'[axis]}`, {
      where: { part: mesh.name },
      fix: 'Set the units of the part (`units: um`, `scale`): nothing farther than 2.1 m out can be planned.',
    });
  }
}
