import type { FirmwareId } from '../../printer/profile.ts';
import type { Reply } from '../reply.ts';

/**
 * How one family of firmware talks on its port: facts, and two pure functions. Facts were measured on the firmwares
 * themselves (docs/sending.md); the flow of lines is the same code for all.
 */
export interface Driver {
  readonly id: FirmwareId;
  readonly name: string;
  readonly classify: (line: string) => Reply;
  /** The line as it goes over the port, without its line end. */
  readonly frame: (command: string, n: number) => string;
  /** Number of the first line; those of `greet` come first. */
  readonly firstNumber: number;
  /** The firmware asks again for a numbered line that came wrong. Without this a lost line cannot be mended. */
  readonly resends: boolean;
  /** Most lines, and most bytes with line ends, that may be unanswered. */
  readonly window: { readonly lines: number; readonly bytes: number };
  /** Longest line it takes, framing included. */
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
