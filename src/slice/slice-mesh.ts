import { InputError } from '../finding/input-error.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { type ChainedLayer, chainRings, type LayerRepair, nothingRepaired } from './chain-rings.ts';
import { cutPlanes } from './cut-planes.ts';
import type { LayerPlan } from './layer-plan.ts';
import { nmPerMm, type Outline } from './outline.ts';
import { weldCorners } from './weld-corners.ts';

/** The sections of one part. */
export interface SlicedMesh {
  /** One for each layer of the range, lowest first; rings as cut, not yet simplified or united. */
  readonly outlines: readonly Outline[];
  /** Only layers where something was repaired, lowest first. */
  readonly repairs: readonly LayerRepair[];
}

/** Layers `first` to `last`, both included. */
export interface LayerRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Cuts a mesh, moved by `shiftMm`, at the mid-planes of the layers and chains the cuts to rings. The mesh may be any
 * soup of triangles; what had to be repaired is in `repairs`. Layers whose rings stay open or need long bridges are cut
 * again in other ways, and the best cut counts: with near corners welded, then a little higher and lower, as the plane
 * may run along a row of corners that are off by a trifle. For sound meshes the result does not depend on the order of
 * the triangles.
 * Throws `InputError` when the part reaches beyond what nanometres in 32 bits can hold (2.1 m).
 */
export function sliceMesh(
  mesh: Mesh,
  plan: LayerPlan,
  shiftMm: readonly [x: number, y: number, z: number],
  range: LayerRange = { first: 0, last: plan.count - 1 },
): SlicedMesh {
  checkReach(mesh, shiftMm);
  const layers = Array.from({ length: Math.max(0, range.last - range.first + 1) }, (_, i) => range.first + i);
  const cuts = cutLayers(mesh.triangles, plan, shiftMm, layers, 0);
  for (const { weldedMm, moved } of secondTries) {
    const poor = layers.filter((l, i) => {
      const isEmpty = cuts[i].outline.ringEnds.length === 0;
      return isEmpty ? moved !== 0 && isWithin(mesh, plan.plane[l] - shiftMm[2]) : isPoor(cuts[i]);
    });
    if (poor.length === 0) continue;
    const triangles = weldedMm > 0 ? weldCorners(mesh.triangles, weldedMm) : mesh.triangles;
    cutLayers(triangles, plan, shiftMm, poor, moved).forEach((recut, i) => {
      const at = poor[i] - range.first;
      if (!isBetter(recut, cuts[at])) return;
      const how = { layer: poor[i], planeMovedMm: offsetOf(moved, plan.height[poor[i]]), weldedMm };
      cuts[at] = { outline: recut.outline, repair: { ...nothingRepaired, ...recut.repair, ...how } };
    });
  }
  return { outlines: cuts.map(({ outline }) => outline), repairs: cuts.flatMap(({ repair }) => repair ?? []) };
}

/** Weld tolerances in mm (noise of a few µm; the 30 µm of CuraEngine), and planes moved by heights of their layer. */
const secondTries = [
  { weldedMm: 0.005, moved: 0 },
  { weldedMm: 0.03, moved: 0 },
  { weldedMm: 0, moved: 0.05 },
  { weldedMm: 0, moved: -0.05 },
];

/** In layers thicker than this, planes are moved no farther than in one so thick, mm. */
const thickMm = 0.2;

const longBridgeMm = 0.1;

/** An empty section within the height of a part may be a crack all around it. */
function isWithin({ bounds }: Mesh, z: number): boolean {
  return z > bounds.min[2] && z <= bounds.max[2];
}

function isPoor({ repair }: ChainedLayer): boolean {
  return repair !== null && (repair.droppedMm > 0 || repair.largestGapMm > longBridgeMm);
}

function isBetter(recut: ChainedLayer, before: ChainedLayer): boolean {
  if (recut.outline.ringEnds.length === 0) return false;
  if (before.outline.ringEnds.length === 0) return true;
  const a = recut.repair ?? nothingRepaired;
  const b = before.repair ?? nothingRepaired;
  // Not for the sake of a few micrometres: the section as it stands in the file counts for more.
  return a.droppedMm < b.droppedMm || (a.droppedMm === b.droppedMm && a.largestGapMm < 0.9 * b.largestGapMm);
}

/** How far a plane is moved for some part of its layer's height: enough to leave a row of corners, and no more. */
function offsetOf(moved: number, heightMm: number): number {
  return moved * Math.min(heightMm, thickMm);
}

/** Cuts some layers, each `offset` heights of its own above its middle. */
function cutLayers(
  triangles: Float32Array,
  plan: LayerPlan,
  shiftMm: readonly [number, number, number],
  layers: readonly number[],
  offset: number,
): ChainedLayer[] {
  const planes = Float64Array.from(layers, (l) => plan.plane[l] + offsetOf(offset, plan.height[l]) - shiftMm[2]);
  const chained: ChainedLayer[] = [];
  cutPlanes(triangles, planes, shiftMm, (kernel, plane) => {
    chained.push(chainRings(kernel, plane, layers[plane]));
  });
  return chained;
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
