import type { DialectId } from './dialects.ts';
import type { Machine } from './virtual-machine.ts';

/**
 * What tells one virtual firmware from another: how it greets, checks a line at the door, answers, and what it does
 * at once. The common course of things is in `virtual-printer.ts`.
 */
export interface VirtualFirmware {
  /** How it plans motion, and what stops it, where no printer is named. */
  readonly dialect: DialectId;
  /** Commands it holds before it stops listening to its buffer. */
  readonly commandBuffer: number;
  readonly plannerBlocks: number;
  /** Takes no move while more than this is queued, ms (Klipper counts time and not blocks); absent: blocks only. */
  readonly aheadMs?: number | undefined;
  readonly dwellUnit: 'ms' | 's';
  /** Bytes it can hold unread; more are lost. */
  readonly receiveBytes: number;
  /** Tells `busy` every so many ms while it waits; null: it is silent. */
  readonly busyMs: number | null;
  /** What it says each second while it waits for a temperature; null: nothing. */
  readonly heating: ((machine: Machine) => string) | null;
  /** A question with a button for the person at the printer; empty: it has none. */
  readonly prompt: readonly string[];
  readonly banner: readonly string[];
  /** Forgets everything at power-up. */
  restart(): void;
  /** Looks at a line as it arrives. */
  accept(line: string): Accepted;
  /** Whether a command exists; what does not is answered and not executed. */
  readonly knows: (command: string) => boolean;
  /**
   * What becomes of a command before it is executed: `command` in its place (null: nothing), and what is said of that.
   * Absent: all is obeyed.
   */
  readonly obeys?: ((command: string, machine: Machine) => CarriedOut) | undefined;
  /** What a command that waited in the queue does where no parser acts on it while it arrives (M112, M410). */
  readonly late?: ((command: string) => Urgent | null) | undefined;
  /** Axes are known at the first power-up, as after an operator has prepared the printer. */
  readonly prepared?: boolean | undefined;
  /** Text for the end of a command that was dealt with, its `ok` included. */
  answer(command: string, machine: Machine, now: number): readonly string[];
  /** Bytes or lines that act while they arrive. */
  readonly urgent: (text: string) => Urgent | null;
  /** How it says that a command was not obeyed. */
  readonly refusal: string;
  /** A move that it refuses is made all the same, without its ink. */
  readonly movesRefused?: boolean | undefined;
  /** It acts on single bytes wherever they stand in a line, in a halt too. */
  readonly bytesAct?: boolean | undefined;
  readonly halt: readonly string[];
  /** The answer to a line while it is halted; empty: it is deaf. */
  readonly haltedAnswer: (line: string) => readonly string[];
  /** Lines that are answered in a halt as ever. */
  readonly takesHalted?: RegExp | undefined;
  /** A line that ends a halt; without it only a reset does. */
  readonly unlock?: RegExp | undefined;
  readonly status?: ((machine: Machine, state: string) => string) | undefined;
}

export interface CarriedOut {
  readonly command: string | null;
  readonly says: readonly string[];
}

export type Accepted =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'answered'; readonly lines: readonly string[]; readonly flush: boolean }
  | { readonly kind: 'ignored' };

export type Urgent = 'kill' | 'quickstop' | 'endWait' | 'hold' | 'go' | 'reset' | 'status';

export function reportTemperatures(machine: Machine): string {
  // Asked only for the heaters of this machine.
  const heater = (name: string) => machine.heaters.get(name)!;
  const tools = [...machine.heaters.keys()].filter((key) => key.startsWith('T'));
  const pair = (key: string, as = key) => `${as}:${heater(key).celsius.toFixed(2)} /${heater(key).target.toFixed(2)}`;
  const first = pair('T0', 'T');
  return [first, pair('B'), ...(tools.length > 1 ? tools.map((key) => pair(key)) : []), '@:0'].join(' ');
}

/** Marlin tells two decimals and the steps, Klipper and RepRapFirmware three. */
export function reportPosition({ position }: Machine, decimals: number): string {
  const mm = (value: number) => value.toFixed(decimals);
  return `X:${mm(position.x)} Y:${mm(position.y)} Z:${mm(position.z)} E:${mm(position.e)}`;
}

/** How it is built and prepared: for a printer, or as it comes. */
export interface VirtualBuild {
  /** The operator has set its origin. */
  readonly prepared: boolean;
  /** Tools by their offset in X from the first, mm; none: as the firmware comes. */
  readonly tools: readonly number[];
  /** Cold ink is extruded. */
  readonly extrudesCold: boolean;
  /** M112 and M410 act as they arrive, where the firmware can. */
  readonly emergencyParser: boolean;
  /** Words that were configured for this printer. */
  readonly words: readonly string[];
}
