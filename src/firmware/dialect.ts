import { decimals } from '../finding/number-words.ts';
import type { ExpectedLines, PlannedMotion } from './expected-lines.ts';
import type { LineTable } from './line-table.ts';
import type { ReadTraits } from './read-traits.ts';

/**
 * How one family of machines wants to be spoken to: facts, and functions from a request to lines. What a single
 * machine adds (valve codes, lamps, tool changes) stands in its profile; what moves is written in one place for all.
 */
export interface Dialect {
  /** Unit of the P word of G4. */
  readonly dwellUnit: 'ms' | 's';
  /** Longest command line the firmware takes, its comment not counted. */
  readonly lineLimit: number;
  /** What the E word of a move means to the firmware. */
  readonly meaningOfE: 'plunger' | 'flag' | 'head swing' | 'none';
  readonly arcs: 'offset or radius' | 'offset' | 'none';
  /** Lines that wait until all motion has ended. */
  readonly sync: readonly string[];
  /** Commands that act at once, ahead of the motion still queued, and so need `sync` around them. */
  readonly immediate: RegExp | null;
  /** Whether the file itself can wait for a temperature; else the operator watches it. */
  readonly waitsForTemperature: boolean;
  /** Whether `pause` was read in a source for this dialect. */
  readonly pauseVerified: boolean;
  /** Units, planes and modes, before anything moves. */
  readonly begin: readonly string[];
  /**
   * Sets the acceleration and the corner rule that the profile plans with, where the firmware takes them from a file;
   * none where it does not, or the way is not known: then the print sheet names the numbers.
   */
  readonly limits: (motion: PlannedMotion) => readonly string[];
  /** Extrusion words as increments (true) or positions. */
  readonly extrusionMode: (relative: boolean) => readonly string[];
  /** Declares the axis (`E`) to stand at 0. */
  readonly zero: (word: string) => readonly string[];
  /** Lines that set, await or end the temperature of a tool, the bed or the chamber; none where no command does. */
  readonly temperature: (request: TemperatureRequest) => readonly string[];
  /**
   * Waits for the operator. The text went through `displayText`; it stands on a line of its own, never behind the
   * command that waits, whose words the firmware reads.
   */
  readonly pause: (message: string) => readonly string[];
  readonly message: (text: string) => readonly string[];
  /** Characters on which the firmware acts wherever they stand, in comments too (global). */
  readonly realtime: RegExp | null;
  /** What it makes of the lines of a file. */
  readonly reads: ReadTraits;
  /** What the proof looks for in a file, said a second time beside the functions above. */
  readonly expects: ExpectedLines;
  /** What it makes of every command: carried out by the reading, harmless, or not understood. */
  readonly lines: LineTable;
  readonly motion: MotionTraits;
  /** How slicers name it in their settings; null: they do not. */
  readonly flavour: RegExp | null;
  /** °C of a channel that is asked for nothing; its heater counts as off. */
  readonly idleCelsius: number;
  /** Settings of the machine that hold acceleration and corners, where no file sets them; empty: unknown. */
  readonly limitSettings: readonly string[];
  /** Commands that only some builds know. */
  readonly buildNeeds: readonly BuildNeed[];
  /** G30 goes to a place that is stored in the machine; elsewhere it probes the bed. */
  readonly storesPlaces: boolean;
}

/** How it plans motion, as far as it is not the rule for corners. */
export interface MotionTraits {
  /** G0 runs as fast as the axes can, whatever F says: what is not ink is G1 then. */
  readonly rapidsIgnoreFeed: boolean;
  /** Slows short segments to the arc that they approach, where it goes by junction deviation. */
  readonly slowsOnArcs: boolean;
  /** Switches outputs in the order of motion and without a stop; else the needle stands while a valve opens or closes. */
  readonly switchesInMotion: boolean;
}

/** A command that a firmware knows only where it was built for it, and what happens where it was not. */
export interface BuildNeed {
  readonly code: string;
  readonly option: string;
  readonly without: string;
}

/** A tool as commands number it. */
export interface Channel {
  readonly id: string;
  readonly index: number;
}

export interface TemperatureRequest {
  readonly profile: { readonly tools: readonly Channel[] };
  readonly of: Channel | 'bed' | 'chamber';
  /** null: off */
  readonly celsius: number | null;
  /** Wait until it is reached, from above as from below. */
  readonly wait: boolean;
  /** °C asked for so far, by tool id, `bed` or `chamber`; this request included. */
  readonly targets: ReadonlyMap<string, number>;
}

export const degrees = (celsius: number): string => decimals(celsius, 1);

/** A wait: in whole ms, or in s with three decimals. */
export function dwellLine(unit: Dialect['dwellUnit'], seconds: number): string {
  return `G4 P${unit === 's' ? Number(seconds.toFixed(3)) : Math.round(seconds * 1000)}`;
}

export const none = (): readonly string[] => [];
