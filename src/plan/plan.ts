import type { Finding, GateId } from '../finding/finding.ts';
import { dialectOf } from '../firmware/dialects.ts';
import { noteOldPlace, placeOf } from '../job/place.ts';
import type { MachineRun } from '../machine/run-file.ts';
import { carryOut } from '../machine/run-program.ts';
import { handednessOf } from '../printer/handedness.ts';
import { planProgram } from '../program/plan-program.ts';
import type { WellPlan } from '../program/plan-state.ts';
import type { Program } from '../program/program.ts';
import type { Report } from '../record/report.ts';
import { type PlacedVessel, placeVessel } from '../vessel/place-vessel.ts';
import { buildReport } from './build-report.ts';
import { allowed, bioOf, judge, physicsOf } from './judge.ts';
import { mirrorConstruct } from './mirror-construct.ts';
import { refuseNoStrand } from './no-strand.ts';
import { noteHandedness } from './note-handedness.ts';
import type { PlanInput } from './plan-input.ts';
import { checkPlanOptions, type PlanOptions } from './plan-options.ts';
import { type PlannedWells, planWells } from './plan-wells.ts';
import { refuseUnread } from './unread/refuse-unread.ts';
import { type GcodeParts, readBackPlan } from './write-plan-gcode.ts';

export interface Plan {
  readonly program: Program;
  readonly wells: PlannedWells;
  readonly vessel: PlacedVessel;
  /** What the machine makes of the file; rows of strands are ids of strand steps. */
  readonly time: MachineRun;
  readonly report: Report;
  /** All of them, those of allowed gates as warnings. */
  readonly findings: readonly Finding[];
  /** Gates that refuse; then `gcode` is null. */
  readonly refusedBy: readonly GateId[];
  /** The file, read back twice and equal to the program. */
  readonly gcode: Uint8Array | null;
}

/**
 * The whole way from meshes to checked G-code. Pure: same input and options, same plan, to the byte. Throws InputError
 * for input that cannot be planned at all; what can be planned but should not be printed is refused by a gate.
 */
export async function plan(input: PlanInput, options: PlanOptions = {}): Promise<Plan> {
  checkPlanOptions(options);
  const { job, profile } = input;
  const say = options.onProgress ?? (() => {});
  const vessel = placeVessel(input.vessel, profile, placeOf(job));
  say('slicing and laying down');
  const { workers } = options;
  const wells = await planWells(input, vessel, {
    workers,
    onProgress: (done, all) => say(`layer ${done} of ${all}`),
  });
  refuseNoStrand(wells.constructs);
  say('ordering');
  const { waitsForTemperature } = dialectOf(profile.dialect);
  const { tools } = wells;
  const handedness = handednessOf(profile, input.letterF);
  const wellPlans = handedness === 'mirrored' ? wells.wells.map(mirrored) : wells.wells;
  const { hashes } = input;
  const draft = planProgram({
    job,
    profile,
    vessel,
    wells: wellPlans,
    tools,
    hashes,
    waitsForTemperature,
    handedness,
  });
  const unused = refuseUnread(input, wells, vessel, draft);
  say('writing and running the machine model');
  const physics = physicsOf(input, draft, wells);
  const alive = new Set([...physics.tools.values()].filter(({ cells }) => cells !== null).map(({ tool }) => tool.tool));
  const carried = carryOut(draft, profile, bioOf(physics), alive);
  const { program, run } = carried;
  const timed = { ...physics, program, startTimes: run.strandStart, laidUl: run.depositUl };
  say('judging');
  const judged = judge({ input, program, wells, vessel, physics: timed, allow: options.allow ?? [] });
  const early = [
    ...(input.findings ?? []),
    ...noteOldPlace(job),
    ...unused,
    ...wells.findings,
    ...noteHandedness(profile, handedness, wells.constructs, vessel.kind === 'plate'),
    ...(program.findings ?? []),
  ];
  let findings = [...early, ...judged];
  let refusedBy = refusers(findings);
  let written: GcodeParts | null = null;
  if (refusedBy.length === 0) {
    say('reading back');
    written = await readBackPlan(carried, profile, vessel);
    findings = [...findings, ...written.findings.map((finding) => allowed(finding, options.allow ?? []))];
    refusedBy = refusers(findings);
    if (refusedBy.length > 0) written = null;
  }
  const report = buildReport({
    input,
    program,
    wells,
    physics: timed,
    run,
    findings,
    allow: options.allow ?? [],
    written,
  });
  return { program, wells, vessel, time: run, report, findings, refusedBy, gcode: written?.bytes ?? null };
}

const mirrored = (well: WellPlan): WellPlan => ({ ...well, construct: mirrorConstruct(well.construct) });

function refusers(findings: readonly Finding[]): GateId[] {
  const gates = findings
    .filter(({ severity, gate }) => severity === 'refuse' && gate !== 'plan')
    .map(({ gate }) => gate);
  return [...new Set(gates)] as GateId[];
}
