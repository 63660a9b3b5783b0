import type { PlannedMotion } from './expected-lines.ts';
import type { Reply } from './reply.ts';

/**
 * How one family of firmware talks on its port: facts, and two pure functions. Facts were measured on the firmwares
 * themselves (docs/sending.md); the flow of lines is the same code for all.
 */
export interface Driver {
  readonly name: string;
  readonly classify: (line: string) => Reply;
  /** The line as it goes over the port, without its line end. */
  readonly frame: (command: string, n: number) => string;
  /** Number of the first line; those of `greet` come first. */
  readonly firstNumber: number;
  /** The firmware asks again for a numbered line that came wrong. Without this a lost line cannot be repaired. */
  readonly resends: boolean;
  /** Most lines, and most bytes with line ends, that may be unanswered. */
  readonly window: { readonly lines: number; readonly bytes: number };
  /** Unit of the P word of G4. */
  readonly dwellUnit: 'ms' | 's';
  /** It has a word E, and modes for it. */
  readonly extruder: boolean;
  /** Longest line it takes, framing and line end included. */
  readonly lineLimit: number;
  /** A harmless command whose answer no other command gives: what was sent before it has been taken. */
  readonly marker: string;
  /** Asks where the last line taken leads, or (GRBL) how it is set: what a printer that was reset answers otherwise. */
  readonly whereIs: string;
  /** A harmless command whose answer holds a line of this kind: every answer before that belongs to what came before. */
  readonly fence: { readonly command: string; readonly answer: 'position' | 'firmware' };
  /** Waits until all motion has ended. */
  readonly sync: string;
  /** An `ok` to one of these says that everything before it has been executed. */
  readonly syncs: RegExp;
  /** Lines that may be taken and not yet executed. */
  readonly lookahead: number;
  /** Keeps motors and heaters on through pauses and long waits, where the firmware would let go of them; sent first. */
  readonly staysOn: readonly string[];
  /** Asked in turn before a print, each answered by an `ok`. */
  readonly greet: readonly string[];
  /** Asks whether it is ready, where a firmware that is not answers all the same; one of `greet`. */
  readonly asksReady: string | null;
  /** A byte that is answered by a status at once, whatever the firmware is doing (GRBL). */
  readonly poll: string | null;
  /** Bytes that act at once wherever the firmware listens for them. */
  readonly emergency: string;
  /** Ends queued motion at once and keeps the position; `needs` names the capability it takes. */
  readonly quickStop: QuickStop | null;
  /** Longest silence before the link is probed, ms; shorter once `busy` messages are known to come. */
  readonly quietMs: number;
  /** Commands that may be silent for longer. */
  readonly slow: RegExp;
  /** Characters that act in the middle of a line and so may never be sent in one. */
  readonly realtime: RegExp | null;
  /** Letters of commands may be small. */
  readonly smallLetters: boolean;
  /** Lines that begin with `$` are commands of its own. */
  readonly dollars: boolean;
  /** M30 ends a program; elsewhere it deletes a file of the printer's card. */
  readonly endsByM30: boolean;
  /** Lines that it stores with its interrupts off, which loses bytes of the lines behind them. */
  readonly stores: RegExp | null;
  /** Tools that are not selected aim at temperatures of their own. */
  readonly standby: boolean;
  /** Watches the modes that lines set, where `whereIs` is answered by modes; null: it is answered by a place. */
  readonly watchModes: (() => ModeWatch) | null;
  /** A wait for heat that the sender keeps itself, since the firmware would take no other line until it ends. */
  readonly heatWait: ((line: string, tool: number) => HeatWait | null) | null;
  /** Whether a state of its status report is one in which it would not print. */
  readonly refusesIn: (state: string) => boolean;
  /** Why it would not print, and what to do, from what it said; empty: it did not answer `asksReady`. */
  readonly notReady: (said: string) => { readonly text: string; readonly fix: string };
  /** Text of a halt that only names its state, of which the reason follows; null: none does. */
  readonly stateOnly: RegExp | null;
  /** How it takes the place where the needle stands without homing, beside G92; null: not. */
  readonly takesPlace: string | null;
  /** What it has stored otherwise than planned, as sentences; `settings` by number. */
  readonly offPlan: (settings: ReadonlyMap<number, number>, motion: PlannedMotion & TopSpeeds) => readonly string[];
}

export interface TopSpeeds {
  /** mm/s */
  readonly maxSpeed: { readonly x: number; readonly y: number; readonly z: number };
}

/** Modes as the lines sent set them, against what the firmware reports. */
export interface ModeWatch {
  /** A line goes to the printer. */
  sent(line: string): void;
  /** In words what is not as it was set; null: nothing. Only true of an answer to the last line sent. */
  differs(report: string): string | null;
  /** The feed was set by an earlier report and is 0 now, which only lines with G93 can do: after one it is not judged. */
  fellBack(report: string): boolean;
}

/**
 * A wait for a temperature that the sender keeps itself, where the firmware would take no other line until it ends:
 * so a pause or a stop acts at once.
 */
export interface HeatWait {
  /** What is sent in place of the line; null: nothing. */
  readonly set: string | null;
  /** Heater as reports name it. */
  readonly of: string;
  readonly low: number;
  readonly high: number;
  /** Readings in a row within both. */
  readonly reached: number;
}

export type QuickStop =
  | { readonly by: 'command'; readonly bytes: string; readonly needs: string | null }
  /** Hold, wait until it stands, then reset: the only way that keeps the position (GRBL). */
  | {
      readonly by: 'hold and reset';
      readonly hold: string;
      readonly ask: string;
      readonly held: RegExp;
      readonly reset: string;
    };

/**
 * How long a printer that stands is kept on, s: longer than any cells may wait. After that the firmware's own safety
 * may act.
 */
export const staysOnS = 4 * 3600;

/** A printer that answers and would not print, in words for the operator; `asks`: what it left without an answer. */
export function notReady(said: string, asks: string | null): { text: string; fix: string } {
  const why = said === '' ? `it does not answer ${asks}` : said;
  return {
    text: `the printer is not ready: ${why}`,
    fix: 'Clear the cause, then FIRMWARE_RESTART, and set its zero.',
  };
}

/** The exclusive or of all bytes, which Marlin and RepRapFirmware expect after `*`. */
export function checksum(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum ^= text.charCodeAt(i);
  return sum;
}

export function numberedFrame(command: string, n: number): string {
  const numbered = `N${n} ${command}`;
  return `${numbered}*${checksum(numbered)}`;
}

/** Waiting for heat, homing, motion, light or a person. */
export const slowCommands =
  /^(G4|G28|G29|G30|G32|G510|M0|M1|M109|M116|M190|M191|M226|M303|M400|M600|M801|M806|TEMPERATURE_WAIT|BED_MESH_CALIBRATE)\b/;
