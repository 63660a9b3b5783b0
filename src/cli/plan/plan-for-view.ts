import { basename } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import { wellJobsOf } from '../../job/expand-wells.ts';
import { placeOf } from '../../job/place.ts';
import { loadInputs } from '../../plan/inputs/load-inputs.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { offsetIn, placeParts } from '../../plan/inputs/place-part.ts';
import type { PlanInput } from '../../plan/inputs/plan-input.ts';
import { cutEmptyBottom } from '../../plan/layers/cut-bottom.ts';
import { layerTask } from '../../plan/layers/make-layer-task.ts';
import { type Plan, plan } from '../../plan/plan.ts';
import { profileIds } from '../../printer/load-profiles.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Report } from '../../record/report.ts';
import { loadPolygons } from '../../region/clipper-polygons.ts';
import { placeVessel } from '../../vessel/place-vessel.ts';

/** A source mesh for the page: triangles in the construct's frame, as base64 of little-endian float32. */
export interface ViewMesh {
  readonly part: string;
  readonly ink: string;
  readonly triangles: string;
}

/** A plan to look at. */
export interface PlannedView {
  readonly name: string;
  readonly gcode: { readonly bytes: Uint8Array };
  readonly report: Report;
  readonly model: readonly ViewMesh[];
  /** The printer's profile where it is not of the library. */
  readonly profile: Profile | null;
  /** What it came from, absolute paths. */
  readonly files: readonly string[];
}

/** Larger models only slow the page down: a ghost tells no more for being finer. */
const mostTriangles = 400_000;

/** Plans a job to look at it. What a gate refuses is shown as a finding, but there is no file to show. */
export async function planForView(path: string): Promise<PlannedView> {
  const input = await loadInputs({ file: path });
  const planned = await plan(input);
  if (!planned.gcode) {
    throw new InputError(
      'view-refused',
      `The plan is refused by ${planned.refusedBy.join(', ')}: there is nothing to show. ${whyRefused(planned)}`,
      {
        where: { file: path },
        fix: `Run bioweft slice ${path}, which says why; view shows what --allow lets through: slice first, then view the G-code.`,
      },
    );
  }
  const { report } = planned;
  const name = `${basename(path).replace(/\.ya?ml$/i, '')}.gcode`;
  const ofLibrary = profileIds(libraryFolder('printers')).includes(input.profile.id);
  const profile = ofLibrary ? null : input.profile;
  const model = await viewMeshes(input);
  return { name, gcode: { bytes: planned.gcode }, report, model, profile, files: input.files ?? [path] };
}

/** The first that refuses, in its own words. */
function whyRefused({ findings }: Plan): string {
  return findings.find(({ severity }) => severity === 'refuse')?.what ?? '';
}

/** The meshes of a job alone, and its limits. */
export async function modelOfJob(path: string): Promise<{ model: ViewMesh[]; limits: Record<string, unknown> }> {
  const input = await loadInputs({ file: path });
  return { model: await viewMeshes(input), limits: { ...input.job.limits } };
}

/** The parts of the first well, where its strands are. */
async function viewMeshes(input: PlanInput): Promise<ViewMesh[]> {
  const vessel = placeVessel(input.vessel, input.profile, placeOf(input.job));
  const [{ job }] = wellJobsOf(
    input.job,
    vessel.wells.map(({ name }) => name),
  );
  const placed = placeParts(input, job).map(({ mesh }) => mesh);
  if (placed.reduce((sum, { triangles }) => sum + triangles.length / 9, 0) > mostTriangles) return [];
  const { task } = cutEmptyBottom(layerTask(job, placed, offsetIn(vessel, job)), await loadPolygons());
  return task.parts.map(({ name, sequence, mesh, shiftMm: [dx, dy, dz] }) => {
    const shift = [dx, dy, dz + task.liftMm];
    const moved = Float32Array.from(mesh.triangles, (value, k) => value + shift[k % 3]);
    return { part: name, ink: sequence[0], triangles: Buffer.from(moved.buffer).toString('base64') };
  });
}
