import type { Finding } from '../finding/finding.ts';
import type { Step } from './step.ts';

/** The whole print, machine-independent. Same input, same program. */
export interface Program {
  readonly header: ProgramHeader;
  /** In the order of execution; may be read any number of times. */
  readonly steps: readonly Step[];
  /** What the planner decided that the operator should know. */
  readonly findings: readonly Finding[];
}

export interface ProgramHeader {
  readonly name: string;
  /** Id of the printer profile. */
  readonly printer: string;
  /** Id of the vessel, `none` when printing on the bare bed. */
  readonly vessel: string;
  readonly wells: readonly string[];
  /** Where the file counts from and which way its axes point, for the operator. */
  readonly place: readonly string[];
  /** Of the operator's own calibration, where the job gives one: what a reader of the file has to know. */
  readonly own?: { readonly a1?: string; readonly offsets?: string };
  /** How deep the support bath stands above the floor before printing, mm; absent without one. */
  readonly bathMm?: number;
  readonly tools: readonly ProgramTool[];
  /** SHA-256 by what was hashed: `job`, `mesh:bone`, `printer`, `ink:gelma`. */
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
  readonly nozzle: {
    readonly inner: number;
    readonly outer: number;
    readonly length: number;
    readonly label: string;
    /** Inner diameter of a tapered tip at its hub; absent: straight. */
    readonly inlet?: number;
    /** Straight piece at the end of a tapered tip. */
    readonly land?: number;
  };
  /** s from opening the valve until ink flows, and that it flows on after closing; absent: unknown, taken as 0. */
  readonly startLag?: number;
  readonly stopLag?: number;
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
  /** From one tool to another; the first selection is none. */
  readonly toolChanges: number;
  /** As the machine model runs the file: motion, flow, waits, light, tool changes; 0 before. Heating and pauses come on top. */
  readonly timeS: number;
  /** By ink, as the machine model runs the file; none before. */
  readonly deposits: Readonly<Record<string, InkDeposit>>;
  /** Σ length / speed of the strands. */
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

/** What the machine lays of an ink, µL, where the plan asks for `InkTotals.volumeUl`. */
export interface InkDeposit {
  /** On the strands of the constructs. */
  readonly laidUl: number;
  /** Primed, purged, and laid outside the parts while the needle speeds up or slows down. */
  readonly besideUl: number;
  /** Of `laidUl`, beyond the plan: while the needle speeds up, slows down and passes corners under an open valve. */
  readonly rampsUl: number;
  /** While it stands: preflow and postflow. */
  readonly restUl: number;
  /** By the lags of the valve: less where ink comes late, more where it drips on. */
  readonly lagsUl: number;
}
