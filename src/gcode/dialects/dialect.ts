import type { DialectId, Profile, ProfileTool } from '../../printer/profile.ts';

/**
 * How one family of machines wants to be spoken to: facts, and functions from a request to lines. What a single
 * machine adds (valve codes, lamps, tool changes) stands in its profile; what moves is written in one place for all.
 */
export interface Dialect {
  readonly id: DialectId;
  /** Unit of the P word of G4. */
  readonly dwellUnit: 'ms' | 's';
  /** Longest command line the firmware takes, its comment not counted. */
  readonly lineLimit: number;
  /** Word for motion without ink: G1 where G0 would ignore the feed rate. */
  readonly travelWord: 'G0' | 'G1';
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
  readonly limits: (motion: Profile['motion']) => readonly string[];
  /** Extrusion words as increments (true) or positions. */
  readonly extrusionMode: (relative: boolean) => readonly string[];
  readonly dwell: (seconds: number) => readonly string[];
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
}

export interface TemperatureRequest {
  readonly profile: Profile;
  readonly of: ProfileTool | 'bed' | 'chamber';
  /** null: off */
  readonly celsius: number | null;
  /** Wait until it is reached, from above as from below. */
  readonly wait: boolean;
  /** °C asked for so far, by tool id, `bed` or `chamber`; this request included. */
  readonly targets: ReadonlyMap<string, number>;
}

export const degrees = (celsius: number): string => String(Number(celsius.toFixed(1)));

/** A dwell in whole ms. */
export const dwellMs = (seconds: number): readonly string[] => [`G4 P${Math.round(seconds * 1000)}`];

/** A dwell in s; three decimals. */
export const dwellSeconds = (seconds: number): readonly string[] => [`G4 P${Number(seconds.toFixed(3))}`];

export const none = (): readonly string[] => [];
