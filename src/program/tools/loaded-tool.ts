import type { CellLaw } from '../../ink/cell-lines.ts';
import type { NozzleFlowCalculator } from '../../ink/flow/flow-through.ts';
import type { Nozzle } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Cells, JobInk } from '../../job/job-ink.ts';
import type { ProfileTool } from '../../printer/profile.ts';
import type { ProgramTool } from '../program.ts';

/**
 * A tool of the machine with the ink, the nozzle and the settings the job gives it, and the laws by which that ink flows
 * and its cells live: resolved once for all that plan, judge and report. mm, mm/s, s, µL, kPa, °C.
 */
export interface LoadedTool {
  /** Key of the ink in the job. */
  readonly ink: string;
  readonly material: Ink;
  readonly tool: ProfileTool;
  /** What the job says of the ink. */
  readonly settings: JobInk;
  readonly nozzle: Nozzle;
  readonly cells: Cells | null;
  /** null: no cells, or nobody knows a law for them. */
  readonly cellLaw: CellLaw | null;
  /** Through this nozzle; null: the ink has no flow law. */
  readonly flow: NozzleFlowCalculator | null;
  /** As a strand lies, mm: `spread` times the width of its volume. */
  readonly width: number;
  readonly spread: number;
  readonly speed: number;
  /** null: driven by displacement, or nobody knows yet. */
  readonly pressure: number | null;
  /** Flow that the job's own pressure drives over the flow of the nominal strand; 1 where the plan sets the pressure. */
  readonly flowRatio: number;
  /** Of the cartridge; null: not controlled. */
  readonly temperature: number | null;
  /** Of the ink, also by means of the operator's own; null: nobody controls it, and the law is that measured. */
  readonly celsius: number | null;
  readonly preflow: number;
  readonly postflow: number;
  readonly coast: number;
  /** s from opening the valve until ink flows, and that it flows on after closing. */
  readonly startLag: number;
  readonly stopLag: number;
  /** s before the end of a strand at which the valve closes for what flows on, at most half of the strand. */
  readonly earlyS: number;
  readonly leadIn: number;
  readonly prime: number;
  readonly purge: number;
  readonly wipe: boolean;
  readonly strandPrime: number;
}

/** The tool that holds an ink of the program; inks without a tool were refused before. */
export function toolWithInk(tools: readonly LoadedTool[], ink: string): LoadedTool {
  const loaded = tools.find((tool) => tool.ink === ink);
  if (loaded === undefined) throw new Error(`The program prints ${ink}, which no tool holds`);
  return loaded;
}

/** How the program's header names a loaded tool. */
export function headerTool(loaded: LoadedTool): ProgramTool {
  const { inner, outer, length, label, inlet, land } = loaded.nozzle;
  const cone = inlet > inner ? { inlet, land } : {};
  return {
    tool: loaded.tool.id,
    ink: loaded.ink,
    material: loaded.material.id,
    kind: loaded.tool.kind,
    nozzle: { inner, outer, length, label, ...cone },
    ...(loaded.startLag > 0 ? { startLag: loaded.startLag } : {}),
    ...(loaded.stopLag > 0 ? { stopLag: loaded.stopLag } : {}),
    pressure: loaded.pressure,
    temperature: loaded.temperature,
  };
}

/** Whether the ink of a tool is washed out of the construct afterwards. */
export const isSacrificial = ({ material }: LoadedTool): boolean => material.kind === 'sacrificial';
