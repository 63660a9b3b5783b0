import type { Nozzle } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Cells } from '../../job/job.ts';
import type { ProfileTool } from '../../printer/profile.ts';
import type { ProgramTool } from '../program.ts';

/** A tool of the machine with the ink, the nozzle and the settings the job gives it. mm, mm/s, s, µL, kPa, °C. */
export interface LoadedTool {
  /** Key of the ink in the job. */
  readonly ink: string;
  readonly material: Ink;
  readonly tool: ProfileTool;
  readonly nozzle: Nozzle;
  readonly cells: Cells | null;
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
