import { type CellLaw, cellLawOf } from '../../ink/cell-lines.ts';
import { type NozzleFlow, type NozzleFlowCalculator, nozzleFlowOf } from '../../ink/flow/flow-through.ts';
import { type Nozzle, nozzleOf } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import { survive } from '../../ink/viability.ts';
import type { Cells, Job, JobInk } from '../../job/job.ts';
import { thinnestWidth } from '../../laydown/strand.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import type { Program, ProgramTool } from '../../program/program.ts';
import type { StrandStep } from '../../program/step.ts';

/** What the physics gates look at, worked out once and shared with the writer's `;BIO:` values. */
export interface PhysicsContext {
  readonly job: Job;
  readonly profile: Profile;
  readonly program: Program;
  /** By strand id. */
  readonly strands: readonly StrandStep[];
  /** By tool id. */
  readonly tools: ReadonlyMap<string, ToolPhysics>;
  readonly physics: StrandPhysics;
  /** When each strand begins, s from the start of the print, by strand id. */
  readonly startTimes: ArrayLike<number>;
  /** µL that leave the needle on each strand, by strand id; null: as planned. */
  readonly laidUl: ArrayLike<number> | null;
}

/** One tool as loaded: who flows through what, and who lives in it. */
export interface ToolPhysics {
  readonly tool: ProgramTool;
  readonly machine: ProfileTool;
  readonly settings: JobInk;
  readonly ink: Ink;
  readonly nozzle: Nozzle;
  /** °C of the ink, null when nobody controls it: then the law as measured. */
  readonly celsius: number | null;
  /** null: the ink has no flow law. */
  readonly flow: NozzleFlowCalculator | null;
  readonly cells: Cells | null;
  /** null: no cells, or nobody knows a law for them. */
  readonly cellLaw: CellLaw | null;
}

/** A tool whose ink has a flow law, and one whose ink holds cells. */
export type WithFlow = ToolPhysics & { readonly flow: NozzleFlowCalculator };
export type WithCells = ToolPhysics & { readonly cells: Cells };

export const hasFlow = (loaded: ToolPhysics): loaded is WithFlow => loaded.flow !== null;
export const hasCells = (loaded: ToolPhysics): loaded is WithCells => loaded.cells !== null;

/** Columns by strand id; NaN where nobody can tell. */
export interface StrandPhysics {
  readonly pressureKpa: Float64Array;
  readonly wallShearPa: Float64Array;
  readonly shearRate: Float64Array;
  readonly residenceS: Float64Array;
  /** Fraction alive after the needle, viability at loading included. */
  readonly viability: Float64Array;
}

export interface PhysicsInput {
  readonly job: Job;
  readonly profile: Profile;
  readonly program: Program;
  /** By the key in `job.inks`. */
  readonly inks: Readonly<Record<string, Ink>>;
  readonly startTimes: ArrayLike<number>;
  readonly laidUl?: ArrayLike<number>;
}

/** The context of a program. Throws InputError only for nozzles that the job could not have meant. */
export function physicsContext(input: PhysicsInput): PhysicsContext {
  const { job, profile, program, inks, startTimes, laidUl = null } = input;
  const tools = new Map<string, ToolPhysics>();
  for (const tool of program.header.tools) tools.set(tool.tool, toolPhysics(tool, job, profile, inks));
  const strands: StrandStep[] = [];
  for (const step of program.steps) if (step.kind === 'strand') strands[step.id] = step;
  return { job, profile, program, strands, tools, physics: assessStrands(strands, tools), startTimes, laidUl };
}

function toolPhysics(tool: ProgramTool, job: Job, profile: Profile, inks: Readonly<Record<string, Ink>>): ToolPhysics {
  const settings = job.inks[tool.ink];
  const ink = inks[tool.ink];
  const nozzle = nozzleOf(settings.nozzle);
  const celsius = tool.temperature ?? settings.temperature ?? null;
  // The program was made with the tools of this profile.
  const machine = profile.tools.find((candidate) => candidate.id === tool.tool)!;
  const cells = settings.cells ?? null;
  return {
    tool,
    machine,
    settings,
    ink,
    nozzle,
    celsius,
    flow: nozzleFlowOf(ink, celsius, nozzle),
    cells,
    cellLaw: cells === null ? null : cellLawOf(cells.line, cells.law),
  };
}

/** Pressure, shear, residence and survival of every strand. */
function assessStrands(strands: readonly StrandStep[], tools: ReadonlyMap<string, ToolPhysics>): StrandPhysics {
  const column = () => new Float64Array(strands.length).fill(Number.NaN);
  const physics = {
    pressureKpa: column(),
    wallShearPa: column(),
    shearRate: column(),
    residenceS: column(),
    viability: column(),
  };
  const alive = new Map<NozzleFlow, number>();
  for (const step of strands) {
    const { id, tool, flow } = step;
    const loaded = tools.get(tool);
    if (loaded === undefined) continue;
    if (loaded.flow === null || !(flow > 0)) continue;
    const through = loaded.flow.through(flow);
    physics.pressureKpa[id] = through.pressureKpa;
    physics.wallShearPa[id] = through.wallShearPa;
    physics.shearRate[id] = through.shearRate;
    physics.residenceS[id] = through.residenceS;
    physics.viability[id] = surviveIn(loaded, through, alive);
    // Where a plunger follows a thin place the shear is low and the stay in the needle long: cells may fare worse there.
    const least = leastFlow(step);
    if (least === flow || loaded.cells === null) continue;
    physics.viability[id] = Math.min(physics.viability[id], surviveIn(loaded, loaded.flow.through(least), alive));
  }
  return physics;
}

/** µL/s where a strand is thinnest: less than its flow only where a plunger follows a section that varies. */
export function leastFlow({ strand, flow, speeds }: StrandStep): number {
  if (strand.widths === undefined || speeds !== undefined) return flow;
  return (flow * thinnestWidth(strand)) / strand.width;
}

function surviveIn(loaded: ToolPhysics, through: NozzleFlow, known: Map<NozzleFlow, number>): number {
  let share = known.get(through);
  if (share === undefined) {
    share = viabilityAfter(loaded, through);
    known.set(through, share);
  }
  return share;
}

/** Fraction alive after a flow, viability at loading included; NaN without cells or without a law for them. */
export function viabilityAfter({ cells, cellLaw }: ToolPhysics, flow: NozzleFlow): number {
  if (cells === null || cellLaw === null) return Number.NaN;
  return cells.viability * survive(cellLaw, flow.exposures).viability;
}
