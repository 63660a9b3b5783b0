import { InputError } from '../../finding/input-error.ts';
import type { Job, JobPart } from '../../job/job.ts';
import { placeOf } from '../../job/place.ts';
import type { PlaneBounds } from '../../laydown/paths/plane-bounds.ts';
import { type PatternId, patternOf } from '../../laydown/patterns/pattern-table.ts';
import { assemble } from '../../mesh/assemble.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { sumMesh } from '../../mesh/study/edge-sum.ts';
import { laidWidth } from '../../program/tools/assign-tools.ts';
import { clearOfFaces } from '../../slice/clear-of-faces.ts';
import { nmPerMm } from '../../slice/outline.ts';
import { stackLayers } from '../../slice/stack-layers.ts';
import { saysInk } from '../inks/inks-of-materials.ts';
import { refuseOutOfReach } from '../inputs/reach-limit.ts';
import { refuseTooFine, refuseTooMuchAhead } from '../inputs/work-limits.ts';
import type { LayerTask, PartTask } from './layer-task.ts';
import { estimateCuts } from './split-layers.ts';

/**
 * The task of a job with its meshes, in the order of `job.parts`: in mm, scaled and turned as the job says, but not yet
 * moved. `offsetMm` moves the whole construct sideways from the middle of its well. Throws InputError for layers and
 * parts that cannot be planned.
 */
export function layerTask(job: Job, meshes: readonly Mesh[], offsetMm: readonly [number, number] = [0, 0]): LayerTask {
  const { shiftMm, liftMm, bounds } = assemble(
    meshes,
    job.parts.map(({ move }) => move),
  );
  const heightMm = bounds.max[2] - bounds.min[2];
  const inks = Object.keys(job.inks);
  const parts = job.parts.map((part, i) => partTask(part, meshes[i], inks, shiftOf(part, shiftMm, offsetMm)));
  const task = {
    parts,
    layers: job.layers,
    ...stackParts(parts, heightMm, job.layers),
    heightMm,
    liftMm: wholeNm(liftMm + placeOf(job).z),
    simplifyNm: job.simplify * nmPerMm,
    inks,
    widths: Object.fromEntries(inks.map((ink) => [ink, laidWidth(job.inks[ink])])),
    spreads: Object.fromEntries(inks.map((ink) => [ink, job.inks[ink].spread ?? 1])),
  };
  refuseBelowFloor(task);
  for (const { name, mesh, shiftMm: shift } of task.parts)
    refuseOutOfReach(name, mesh.bounds, shift, [0, 0, task.liftMm]);
  refuseTooFine(task);
  refuseTooMuchAhead(task);
  return task;
}

/** The layers of parts that are `heightMm` high together, and about how many triangles each of them cuts. */
export function stackParts(
  parts: readonly PartTask[],
  heightMm: number,
  layers: Job['layers'],
): Pick<LayerTask, 'plan' | 'cuts'> {
  const plan = clearOfFaces(stackLayers(heightMm, layers), parts);
  return { plan, cuts: estimateCuts(parts, plan) };
}

function shiftOf({ move }: JobPart, shiftMm: Vector, [x, y]: readonly [number, number]): Vector {
  return [shiftMm[0] + move[0] + x, shiftMm[1] + move[1] + y, shiftMm[2] + move[2]].map(wholeNm) as [
    number,
    number,
    number,
  ];
}

const wholeNm = (mm: number): number => Math.round(mm * nmPerMm) / nmPerMm + 0;

type Vector = readonly [x: number, y: number, z: number];

/** Below the floor the needle would run into the vessel, and ink be lost in silence. */
function refuseBelowFloor({ liftMm, parts }: LayerTask): void {
  if (liftMm >= 0) return;
  const bottom = ({ mesh, shiftMm }: PartTask) => mesh.bounds.min[2] + shiftMm[2];
  const { name } = parts.reduce((a, b) => (bottom(b) < bottom(a) ? b : a));
  const depth = Number((-liftMm).toFixed(3));
  throw new InputError('part-below-floor', `${name} reaches ${depth} mm below the floor of the vessel.`, {
    where: { part: name },
    fix: `Raise the z of its move by ${depth} mm, or the whole construct by that much with place: { z: … }.`,
  });
}

/** With several inks none is the obvious one: whoever reads the files takes it from their materials first. */
function refuseNoInk(part: JobPart, inks: readonly string[]): void {
  if (inks.length < 2 || saysInk(part)) return;
  const name = part.name ?? 'A part';
  throw new InputError('job-ink', `${name} does not say which ink it is made of.`, {
    where: { part: name },
    fix: `Add ink: with one of ${inks.join(', ')}.`,
  });
}

function partTask(part: JobPart, mesh: Mesh, inks: readonly string[], shiftMm: Vector): PartTask {
  const { shell, alternate, precedence, laydown, contours, crossSection, thinWalls } = part;
  refuseNoInk(part, inks);
  return {
    mesh,
    shiftMm,
    name: part.name ?? mesh.name,
    sequence: part.sequence ?? [part.ink ?? alternate?.[0] ?? inks[0]],
    alternate,
    shell,
    precedence,
    laydown,
    contours,
    crossSection,
    thinWalls,
    bounds: boundsInPlane(mesh, laydown.pattern, shiftMm),
  };
}

/** All layers of a part in the plane, nm, as its pattern wants to know them; `shiftMm` moves it. */
export function boundsInPlane(mesh: Mesh, pattern: PatternId, shiftMm: Vector = [0, 0, 0]): PlaneBounds {
  const nm = (corner: readonly number[], axis: 0 | 1) => Math.floor((corner[axis] + shiftMm[axis]) * nmPerMm + 0.5);
  const { min, max } = mesh.bounds;
  return {
    minX: nm(min, 0),
    minY: nm(min, 1),
    maxX: nm(max, 0),
    maxY: nm(max, 1),
    ...(patternOf(pattern).reachesCorners ? { corners: fillsBounds(mesh) } : {}),
  };
}

/** Whether a part is nearer to a block than to an upright cylinder in its bounds: spokes reach into its corners then. */
function fillsBounds({ triangles, bounds: { min, max } }: Mesh): boolean {
  const box = (max[0] - min[0]) * (max[1] - min[1]) * (max[2] - min[2]);
  return Math.abs(sumMesh(triangles).volume) > ((1 + Math.PI / 4) / 2) * box;
}
