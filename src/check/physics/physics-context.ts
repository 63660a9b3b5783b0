import type { NozzleFlow, NozzleFlowCalculator } from '../../ink/flow/flow-through.ts';
import { survive } from '../../ink/viability.ts';
import type { Job } from '../../job/job.ts';
import type { Cells } from '../../job/job-ink.ts';
import { thinnestWidth } from '../../laydown/strand.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { StrandStep } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';

/** What the physics gates look at, worked out once and shared with the writer's `;BIO:` values. */
export interface PhysicsContext {
  readonly job: Job;
  readonly profile: Profile;
  readonly program: Program;
  /** By strand id. */
  readonly strands: readonly StrandStep[];
  /** By tool id. */
  readonly tools: ReadonlyMap<string, LoadedTool>;
  readonly physics: StrandPhysics;
  /** When each strand begins, s from the start of the print, by strand id. */
  readonly startTimes: ArrayLike<number>;
  /** µL that leave the needle on each strand, by strand id; null: as planned, the program has not run. */
  readonly laidUl: ArrayLike<number> | null;
}

/** A tool whose ink has a flow law, and one whose ink holds cells. */
export type WithFlow = LoadedTool & { readonly flow: NozzleFlowCalculator };
export type WithCells = LoadedTool & { readonly cells: Cells };

export const hasFlow = (loaded: LoadedTool): loaded is WithFlow => loaded.flow !== null;
export const hasCells = (loaded: LoadedTool): loaded is WithCells => loaded.cells !== null;

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
  readonly tools: readonly LoadedTool[];
  readonly startTimes: ArrayLike<number>;
  readonly laidUl?: ArrayLike<number>;
}

/** The context of a program that is printed with these tools. */
export function physicsContext(input: PhysicsInput): PhysicsContext {
  const { job, profile, program, startTimes, laidUl = null } = input;
  const tools = new Map(input.tools.map((loaded) => [loaded.tool.id, loaded]));
  const strands: StrandStep[] = [];
  for (const step of program.steps) if (step.kind === 'strand') strands[step.id] = step;
  return { job, profile, program, strands, tools, physics: assessStrands(strands, tools), startTimes, laidUl };
}

/** Pressure, shear, residence and survival of every strand. */
function assessStrands(strands: readonly StrandStep[], tools: ReadonlyMap<string, LoadedTool>): StrandPhysics {
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

function surviveIn(loaded: LoadedTool, through: NozzleFlow, known: Map<NozzleFlow, number>): number {
  let share = known.get(through);
  if (share === undefined) {
    share = viabilityAfter(loaded, through);
    known.set(through, share);
  }
  return share;
}

/** Fraction alive after a flow, viability at loading included; NaN without cells or without a law for them. */
export function viabilityAfter({ cells, cellLaw }: LoadedTool, flow: NozzleFlow): number {
  if (cells === null || cellLaw === null) return Number.NaN;
  return cells.viability * survive(cellLaw, flow.exposures).viability;
}
