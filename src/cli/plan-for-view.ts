import { basename } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { assemble } from '../mesh/assemble.ts';
import { transformMesh } from '../mesh/transform.ts';
import { loadInputs } from '../plan/load-inputs.ts';
import { plan } from '../plan/plan.ts';
import type { PlanInput } from '../plan/plan-input.ts';

/** A source mesh for the page: triangles in the construct's frame, as base64 of little-endian float32. */
export interface ViewMesh {
  readonly part: string;
  readonly ink: string;
  readonly triangles: string;
}

/** Larger models only slow the page down: a ghost tells no more for being finer. */
const mostTriangles = 400_000;

/** Plans a job to look at it. What a gate refuses is shown as a finding, but there is no file to show. */
export async function planForView(path: string) {
  const input = await loadInputs({ file: path });
  const planned = await plan(input);
  if (!planned.gcode) {
    throw new InputError(
      'view-refused',
      `The plan is refused by ${planned.refusedBy.join(', ')}: there is nothing to show.`,
      {
        where: { file: path },
        fix: `bioweft slice ${path} tells why; view shows what --allow lets through: slice first, then view the G-code.`,
      },
    );
  }
  const { report } = planned;
  const name = `${basename(path).replace(/\.ya?ml$/i, '')}.gcode`;
  return { name, gcode: { bytes: planned.gcode }, report, model: viewMeshes(input) };
}

/** The meshes of a job alone, and its limits. */
export async function modelOfJob(path: string): Promise<{ model: ViewMesh[]; limits: Record<string, unknown> }> {
  const input = await loadInputs({ file: path });
  return { model: viewMeshes(input), limits: { ...input.job.limits } };
}

function viewMeshes({ parts, job }: PlanInput): ViewMesh[] {
  const placed = parts.map(({ mesh }, i) => transformMesh(mesh, job.parts[i]));
  const [dx, dy, dz] = assemble(placed).shiftMm;
  const total = placed.reduce((sum, { triangles }) => sum + triangles.length / 9, 0);
  if (total > mostTriangles) return [];
  return placed.map(({ triangles }, i) => {
    const moved = Float32Array.from(triangles, (value, k) => value + [dx, dy, dz][k % 3]);
    return {
      part: parts[i].name,
      ink: job.parts[i].ink ?? '',
      triangles: Buffer.from(moved.buffer).toString('base64'),
    };
  });
}
