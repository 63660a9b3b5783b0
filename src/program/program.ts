import type { Step } from './step.ts';

/** The whole print, machine-independent. Same input, same program. */
export interface Program {
  readonly header: ProgramHeader;
  /** In the order of execution; may be read any number of times. */
  readonly steps: readonly Step[];
}

export interface ProgramHeader {
  readonly name: string;
  /** Id of the printer profile. */
  readonly printer: string;
  /** Id of the vessel, `none` when printing on the bare bed. */
  readonly vessel: string;
  readonly wells: readonly string[];
  readonly tools: readonly ProgramTool[];
  /** SHA-256 by what was hashed: `job`, `mesh:bone.stl`, `printer`, `ink:gelma`. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly layers: number;
  readonly totals: ProgramTotals;
}

/** A tool as loaded for this job. */
export interface ProgramTool {
  /** Id in the profile: `T0`. */
  readonly tool: string;
  /** Key of the ink in the job. */
  readonly ink: string;
  /** Id of the ink in the library. */
  readonly material: string;
  readonly kind: string;
  readonly nozzle: { readonly inner: number; readonly outer: number; readonly length: number; readonly label: string };
  /** kPa to set, null where the tool is driven by displacement or nobody knows yet. */
  readonly pressure: number | null;
  /** °C of the cartridge, null when not controlled. */
  readonly temperature: number | null;
}

export interface ProgramTotals {
  readonly inks: Readonly<Record<string, InkTotals>>;
  readonly strands: number;
  /** Times ink starts to flow. */
  readonly starts: number;
  readonly travelMm: number;
  readonly toolChanges: number;
  readonly timeS: number;
  readonly extrusionS: number;
}

export interface InkTotals {
  readonly lengthMm: number;
  /** In the construct(s). */
  readonly volumeUl: number;
  /** Primed, purged and relaxed beside it. */
  readonly wasteUl: number;
  readonly strands: number;
}
