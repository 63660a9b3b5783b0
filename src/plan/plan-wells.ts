import type { Finding } from '../finding/finding.ts';
import { type Condition, conditionsOf, settingTexts } from '../job/conditions.ts';
import { type WellJob, wellJobsOf } from '../job/expand-wells.ts';
import { isLines, type Job } from '../job/job.ts';
import { assemble } from '../mesh/assemble.ts';
import { inksOfParts, loadTools, type Mounted, mountInks } from '../program/tools/assign-tools.ts';
import type { LoadedTool } from '../program/tools/loaded-tool.ts';
import type { WellPlan } from '../program/write/plan-state.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import { driveInks } from './inks/drive-inks.ts';
import { offsetIn, placeParts } from './inputs/place-part.ts';
import type { PlanInput, PlanPart } from './inputs/plan-input.ts';
import { refuseOutOfReach } from './inputs/reach-limit.ts';
import { shapeKey } from './inputs/shape-key.ts';
import { addWork, noWork, refuseTooMuch, type Work, workOf } from './inputs/work-limits.ts';
import { type PlanConstructOptions, type PlannedConstruct, planConstruct } from './layers/plan-layers.ts';
import { type PlannedLines, planLines } from './plan-lines.ts';

export interface PlannedWells {
  readonly wells: readonly WellPlan[];
  readonly wellJobs: readonly WellJob[];
  /** What is compared over the plate; one where all wells are alike. */
  readonly conditions: readonly Condition[];
  /** Every tool of the plate, as the first well that prints with it uses it. */
  readonly tools: readonly LoadedTool[];
  /** One for each set of settings that shapes other strands; the first is that of the first well. */
  readonly constructs: readonly PlannedGroup[];
  readonly findings: readonly Finding[];
}

/** Wells whose settings lay the same strands, and their construct. */
export interface PlannedGroup extends PlannedConstruct {
  /** In the order of the job's parts, scaled and turned. */
  readonly parts: readonly PlanPart[];
  readonly job: Job;
  readonly wells: readonly string[];
  /** Where the job prints lines in space: what it asks for and how they are printed. */
  readonly lines?: PlannedLines;
}

interface Group {
  readonly job: Job;
  readonly wells: string[];
}

/** Plans the construct of every well; wells whose settings lay the same strands share one. */
export async function planWells(
  input: PlanInput,
  vessel: PlacedVessel,
  options: PlanConstructOptions,
): Promise<PlannedWells> {
  const names = vessel.wells.map(({ name }) => name);
  const wellJobs = wellJobsOf(input.job, names);
  const groups = new Map<string, Group>();
  const keys = new Map<Job, string>();
  for (const { job, well } of wellJobs) {
    const key = keys.get(job) ?? shapeKey(job);
    keys.set(job, key);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { job, wells: [well] });
    else known.wells.push(well);
  }
  const constructs = new Map<string, PlannedGroup>();
  let work = noWork;
  for (const [key, { job, wells }] of groups) {
    const placed = placeParts(input, job, options.memory);
    const meshes = placed.map(({ mesh }) => mesh);
    const offsetMm = offsetIn(vessel, job);
    const planned = job.parts.every(isLines)
      ? planLines(
          job,
          placed,
          offsetMm,
          vessel.wells.find(({ name }) => name === wells[0]),
        )
      : await planConstruct(job, meshes, { ...options, offsetMm });
    const parts = placed.map((part, i) => partAsStudied(part, planned.studied[i]));
    const group: PlannedGroup = { ...planned, parts, job, wells };
    constructs.set(key, group);
    work = addWork(work, times(workOfGroup(group), wells.length));
    refuseTooMuch(work, wellJobs.length);
    refuseFarWells(group, vessel);
  }
  const planned = [...constructs.values()];
  const conditions = conditionsOf(wellJobs);
  // Every job was grouped above.
  const driven = driveWells(input, wellJobs, (job) => constructs.get(keys.get(job)!)!, conditions);
  return {
    ...driven,
    wellJobs,
    conditions,
    constructs: planned,
    findings: [...findingsOf(planned), ...driven.findings],
  };
}

/** A part with the mesh that was planned, and the report of that one. */
function partAsStudied(part: PlanPart, again: PlannedConstruct['studied'][number]): PlanPart {
  if (again === null) return part;
  const repairs = [...part.report.repairs, ...again.repairs];
  return { ...part, mesh: again.mesh, report: { ...part.report, ...again.report, repairs } };
}

/** The tools of every well: one assignment for the plate, the settings of each well. */
function driveWells(
  input: PlanInput,
  wellJobs: readonly WellJob[],
  groupOf: (job: Job) => PlannedGroup,
  conditions: readonly Condition[],
): Pick<PlannedWells, 'wells' | 'tools' | 'findings'> {
  const { job: base, profile, inks } = input;
  const used = new Set(wellJobs.flatMap(({ job }) => inksOfParts(job)));
  const inksOfPlate = Object.keys(base.inks).filter((ink) => used.has(ink));
  const mounted = mountInks(base, inksOfPlate, profile, inks);
  const toolsByJob = new Map<Job, readonly LoadedTool[]>();
  const findings: Finding[] = [];
  const wells = wellJobs.map(({ well, job }): WellPlan => {
    const { construct } = groupOf(job);
    let tools = toolsByJob.get(job);
    if (tools === undefined) {
      const driven = drivenTools(input, job, mounted, construct);
      tools = driven.tools;
      toolsByJob.set(job, tools);
      const place = conditions.length > 1 ? { well } : {};
      findings.push(...driven.findings.map((finding) => ({ ...finding, where: { ...finding.where, ...place } })));
    }
    return { well, construct, tools, job, ...conditionOf(conditions, well) };
  });
  const tools = inksOfPlate.flatMap((ink) => {
    const first = wells.find((well) => well.tools.some((tool) => tool.ink === ink));
    return first?.tools.filter((tool) => tool.ink === ink) ?? [];
  });
  return { wells, tools, findings };
}

function drivenTools(input: PlanInput, job: Job, mounted: Mounted, construct: WellPlan['construct']) {
  const { profile, inks } = input;
  return driveInks(job, profile, loadTools(job, mounted, inks), construct);
}

/** What was found in meshes and layers, once; with the first of its wells where it is not so in all of them. */
function findingsOf(groups: readonly PlannedGroup[]): Finding[] {
  const found = new Map<string, { finding: Finding; groups: PlannedGroup[] }>();
  for (const group of groups) {
    const sizes = group.lines === undefined ? assemble(group.parts.map(({ mesh }) => mesh)).findings : [];
    const own = [...group.parts.flatMap(({ findings }) => findings), ...sizes, ...group.construct.findings];
    for (const finding of own) {
      const { code, where, what } = finding;
      const key = JSON.stringify([code, where, what]);
      const known = found.get(key) ?? { finding, groups: [] };
      if (known.groups.at(-1) !== group) known.groups.push(group);
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ finding, groups: holding }) =>
    holding.length === groups.length ? finding : { ...finding, where: { ...finding.where, well: holding[0].wells[0] } },
  );
}

function workOfGroup({ construct }: PlannedConstruct): Work {
  return construct.layers.map(workOf).reduce((sum, layer) => addWork(sum, layer), noWork);
}

const times = ({ strands, points, lengthMm }: Work, count: number): Work => ({
  strands: strands * count,
  points: points * count,
  lengthMm: lengthMm * count,
});

/** How the program names a well's condition; nothing where all wells are alike. */
function conditionOf(conditions: readonly Condition[], well: string): Pick<WellPlan, 'condition'> {
  if (conditions.length < 2) return {};
  // Every well belongs to a condition.
  const { number, settings } = conditions.find(({ wells }) => wells.includes(well))!;
  return { condition: { number, settings: settingTexts(settings) } };
}

function refuseFarWells({ parts, shiftsMm, liftMm, wells: own, lines }: PlannedGroup, { wells }: PlacedVessel): void {
  // Their points were held to the same reach as they were read.
  if (lines !== undefined) return;
  for (const { name, x, y, floor } of wells.filter((well) => own.includes(well.name))) {
    parts.forEach((part, i) => {
      refuseOutOfReach(part.name, part.mesh.bounds, shiftsMm[i], [x, y, floor + liftMm], name);
    });
  }
}
