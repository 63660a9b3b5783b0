import type { Finding } from '../finding/finding.ts';
import { dialectOf } from '../firmware/dialects.ts';
import { noteOldPlace, placeOf } from '../job/place.ts';
import type { MachineRun } from '../machine/run-file.ts';
import { carryOut } from '../machine/run-program.ts';
import { type Memory, noMemory } from '../memory/memory.ts';
import { type Handedness, handednessOf } from '../printer/handedness.ts';
import { planProgram } from '../program/plan-program.ts';
import type { Program } from '../program/program.ts';
import type { WellPlan } from '../program/write/plan-state.ts';
import type { Report } from '../record/report.ts';
import { type PlacedVessel, placeVessel } from '../vessel/place-vessel.ts';
import { buildReport } from './build-report.ts';
import type { GateId } from './gates.ts';
import { mirrorConstruct } from './inputs/mirror-construct.ts';
import { noteHandedness } from './inputs/note-handedness.ts';
import type { PlanInput } from './inputs/plan-input.ts';
import { checkPlanOptions, type PlanOptions } from './inputs/plan-options.ts';
import { allowed, bioOf, judge, physicsOf, withEffect } from './judge.ts';
import { refuseNoStrand } from './layers/no-strand.ts';
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

/** A plan that every gate but the reading back has judged: there is no file yet. */
export interface Draft extends Omit<Plan, 'gcode' | 'report'> {
  /** The file as it would be written, for a look at it: it has not been read back. */
  readonly unproven: Uint8Array;
  /** The plan in numbers, without a file. */
  readonly report: () => Report;
  /** Reads the file back twice and compares it, where no gate refuses: the whole plan. */
  readonly prove: () => Promise<Plan>;
}

/**
 * The whole way from meshes to checked G-code. Pure: same input and options, same plan, to the byte. Throws InputError
 * for input that cannot be planned at all; what can be planned but should not be printed is refused by a gate.
 */
export async function plan(input: PlanInput, options: PlanOptions = {}): Promise<Plan> {
  const draft = await draftPlan(input, options, noMemory);
  return draft.prove();
}

/** Plans and judges; what `memory` holds of earlier plans is not made again. The result does not depend on it. */
export async function draftPlan(input: PlanInput, options: PlanOptions, memory: Memory): Promise<Draft> {
  checkPlanOptions(options);
  const { job, profile } = input;
  const { workers, pause, allow = [], onProgress: say = () => {} } = options;
  const vessel = placeVessel(input.vessel, profile, placeOf(job));
  say('slicing and laying down');
  const wells = await planWells(input, vessel, {
    workers,
    memory,
    pause,
    onProgress: (done, all) => say(`layer ${done} of ${all}`),
  });
  refuseNoStrand(wells.constructs);
  await pause?.();
  say('ordering');
  const handedness = handednessOf(profile, input.letterF);
  const draft = orderProgram(input, wells, vessel, handedness, memory);
  const unused = refuseUnread(input, wells, vessel, draft);
  await pause?.();
  say('writing and running the machine model');
  const physics = physicsOf(input, draft, wells);
  const alive = new Set([...physics.tools.values()].filter(({ cells }) => cells !== null).map(({ tool }) => tool.id));
  const carried = carryOut(draft, profile, bioOf(physics), alive);
  const { program, run } = carried;
  const timed = { ...physics, program, startTimes: run.strandStart, laidUl: run.depositUl };
  await pause?.();
  say('judging');
  const judged = judge({ input, program, wells, vessel, physics: timed, allow, memory });
  const said = [
    ...(input.findings ?? []),
    ...noteOldPlace(job),
    ...unused,
    ...wells.findings,
    ...noteHandedness(profile, handedness, wells.constructs, vessel.kind === 'plate', memory),
    ...program.findings,
    ...judged,
  ];
  const findings = withEffect(said, job, wells);
  const common = { program, wells, vessel, time: run };
  const reported = { input, program, wells, physics: timed, run, allow };
  const done = (all: readonly Finding[], written: GcodeParts | null): Plan => {
    const report = buildReport({ ...reported, findings: all, written });
    return { ...common, report, findings: all, refusedBy: refusers(all), gcode: written?.bytes ?? null };
  };
  const refusedBy = refusers(findings);
  return {
    ...common,
    findings,
    refusedBy,
    unproven: carried.bytes,
    report: () => done(findings, null).report,
    prove: async () => {
      if (refusedBy.length > 0) return done(findings, null);
      say('reading back');
      const written = await readBackPlan(carried, profile, vessel);
      const all = [...findings, ...written.findings.map((finding) => allowed(finding, allow))];
      return done(all, refusers(all).length > 0 ? null : written);
    },
  };
}

function orderProgram(
  { job, profile, hashes }: PlanInput,
  { wells, tools }: PlannedWells,
  vessel: PlacedVessel,
  handedness: Handedness,
  memory: Memory,
): Program {
  const { waitsForTemperature } = dialectOf(profile.dialect);
  const wellPlans = handedness === 'mirrored' ? wells.map((well) => mirrored(well, memory)) : wells;
  return planProgram({ job, profile, vessel, wells: wellPlans, tools, hashes, waitsForTemperature, handedness });
}

function mirrored(well: WellPlan, memory: Memory): WellPlan {
  const construct = memory.recall(
    'mirrored',
    (id) => id(well.construct),
    () => mirrorConstruct(well.construct),
  );
  return { ...well, construct };
}

function refusers(findings: readonly Finding[]): GateId[] {
  const gates = findings
    .filter(({ severity, gate }) => severity === 'refuse' && gate !== 'plan')
    .map(({ gate }) => gate);
  return [...new Set(gates)] as GateId[];
}
