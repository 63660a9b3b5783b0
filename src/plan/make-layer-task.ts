import { nozzleOf } from '../ink/nozzle.ts';
import type { Job, JobPart } from '../job/job.ts';
import { assemble } from '../mesh/assemble.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { nmPerMm } from '../slice/outline.ts';
import { stackLayers } from '../slice/stack-layers.ts';
import type { LayerTask, PartTask } from './layer-task.ts';
import { estimateCuts } from './split-layers.ts';
import { refuseTooFine } from './work-limits.ts';

/**
 * The task of a job with its meshes, which stand where the job puts them (units, scale, rotation and move applied), in
 * the order of `job.parts`. Throws InputError for layers and parts that cannot be planned.
 */
export function layerTask(job: Job, meshes: readonly Mesh[]): LayerTask {
  const { shiftMm, bounds } = assemble(meshes);
  const heightMm = bounds.max[2] - bounds.min[2];
  const inks = Object.keys(job.inks);
  const task = {
    parts: job.parts.map((part, i) => partTask(part, meshes[i], inks, shiftMm)),
    plan: stackLayers(heightMm, job.layers),
    shiftMm,
    heightMm,
    simplifyNm: job.simplify * nmPerMm,
    inks,
    widths: Object.fromEntries(inks.map((ink) => [ink, job.inks[ink].width ?? nozzleOf(job.inks[ink].nozzle).inner])),
  };
  refuseTooFine(task, estimateCuts(task));
  return task;
}

function partTask(
  part: JobPart,
  mesh: Mesh,
  inks: readonly string[],
  shiftMm: readonly [number, number, number],
): PartTask {
  const { shell, alternate, precedence, laydown, contours, crossSection } = part;
  const nm = (corner: readonly number[], axis: 0 | 1) => Math.floor((corner[axis] + shiftMm[axis]) * nmPerMm + 0.5);
  const { min, max } = mesh.bounds;
  return {
    mesh,
    name: part.name ?? mesh.name,
    sequence: part.sequence ?? [part.ink ?? alternate?.[0] ?? inks[0]],
    alternate,
    shell,
    precedence,
    laydown,
    contours,
    crossSection,
    bounds: { minX: nm(min, 0), minY: nm(min, 1), maxX: nm(max, 0), maxY: nm(max, 1) },
  };
}
