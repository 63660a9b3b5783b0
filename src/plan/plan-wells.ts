import type { Finding } from '../finding/finding.ts';
import { type Condition, conditionsOf, settingTexts } from '../job/conditions.ts';
import { expandWells, type WellJob } from '../job/expand-wells.ts';
import type { Job } from '../job/job.ts';
import { placeOf } from '../job/place.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { assignTools } from '../program/assign-tools.ts';
import type { LoadedTool } from '../program/loaded-tool.ts';
import type { WellPlan } from '../program/plan-state.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import { driveInks } from './drive-inks.ts';
import type { PlanInput } from './plan-input.ts';
import { type PlanConstructOptions, type PlannedConstruct, planConstruct } from './plan-layers.ts';
import { addWork, noWork, refuseTooMuch, type Work, workOf } from './work-limits.ts';

export interface PlannedWells {
  readonly wells: readonly WellPlan[];
  readonly wellJobs: readonly WellJob[];
  /** What is compared over the plate; one where all wells are alike. */
  readonly conditions: readonly Condition[];
  /** Tools as the first well uses them. */
  readonly tools: readonly LoadedTool[];
  /** One for each set of settings that changes the geometry; the first is that of the first well. */
  readonly constructs: readonly PlannedConstruct[];
  readonly findings: readonly Finding[];
}

/** Plans the construct of every well; wells whose settings give the same geometry share one. */
export async function planWells(
  input: PlanInput,
  meshes: readonly Mesh[],
  vessel: PlacedVessel,
  options: PlanConstructOptions,
): Promise<PlannedWells> {
  const wellJobs = expandWells(input.job, wellNames(input.job, vessel));
  const constructs = new Map<string, PlannedConstruct>();
  const toolsBySettings = new Map<string, readonly LoadedTool[]>();
  const findings: Finding[] = [];
  const wells: WellPlan[] = [];
  const conditions = conditionsOf(wellJobs);
  const works = new Map<PlannedConstruct, Work>();
  let work = noWork;
  for (const { well, job, settings } of wellJobs) {
    const shape = geometryOf(job);
    let planned = constructs.get(shape);
    if (planned === undefined) {
      planned = await planConstruct(job, meshes, { ...options, offsetMm: offsetIn(vessel, job) });
      constructs.set(shape, planned);
      works.set(
        planned,
        planned.construct.layers.map(workOf).reduce((sum, layer) => addWork(sum, layer), noWork),
      );
      findings.push(...planned.construct.findings);
    }
    work = addWork(work, works.get(planned)!);
    refuseTooMuch(work, wellJobs.length);
    const key = JSON.stringify(settings);
    let tools = toolsBySettings.get(key);
    if (tools === undefined) {
      const driven = driveInks(job, input.profile, input.inks, planned.construct);
      tools = assignTools(job, input.profile, input.inks, driven.drives);
      toolsBySettings.set(key, tools);
      const place = conditions.length > 1 ? { well } : {};
      findings.push(...driven.findings.map((finding) => ({ ...finding, where: { ...finding.where, ...place } })));
    }
    const condition = conditionOf(conditions, well);
    wells.push({ well, construct: planned.construct, tools, crosslink: job.crosslink, ...condition });
  }
  return { wells, wellJobs, conditions, tools: wells[0].tools!, constructs: [...constructs.values()], findings };
}

/** How the program names a well's condition; nothing where all wells are alike. */
function conditionOf(conditions: readonly Condition[], well: string): Pick<WellPlan, 'condition'> {
  if (conditions.length < 2) return {};
  const { number, settings } = conditions.find(({ wells }) => wells.includes(well))!;
  return { condition: { number, settings: settingTexts(settings) } };
}

/** The wells the job names, else the first one of the vessel. */
function wellNames(job: Job, vessel: PlacedVessel): string[] {
  return job.vessel?.wells ?? [vessel.wells[0].name];
}

/** From the origin of the well to the middle of the construct, mm; on the bare bed the origin lies there already. */
function offsetIn(vessel: PlacedVessel, job: Job): [x: number, y: number] {
  const { x, y } = placeOf(job);
  const origin = vessel.kind === 'none' ? vessel.wells[0] : { x: 0, y: 0 };
  return [x === undefined ? 0 : x - origin.x, y === undefined ? 0 : y - origin.y];
}

/** All settings of a job that shape its strands: equal text, equal construct. */
function geometryOf(job: Job): string {
  const widths = Object.entries(job.inks).map(([key, { width, nozzle }]) => [key, width, nozzle]);
  return JSON.stringify([job.parts, job.place, job.layers, job.simplify, widths]);
}
