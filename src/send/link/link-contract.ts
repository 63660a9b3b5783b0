import type { Reply } from '../../firmware/reply.ts';
import type { SilenceTiming } from './silence.ts';

/**
 * The flow of lines: what is on its way, what was answered, what is asked for again. No line is ever sent a second
 * time unless the firmware asks for it by number; an answer that stays away is probed with the driver's marker, a new
 * line whose answer tells which of those before it were taken. Pure: times come in, nothing waits here.
 */
export interface Link {
  /** Whether a line of this many bytes may be sent now. */
  room(bytes: number, now: number): boolean;
  send(command: string, tag: number, now: number): void;
  received(reply: Reply, now: number): void;
  /** Sends again what was asked for, and looks at the time. */
  tick(now: number): void;
  /** When `tick` must be called at the latest, ms; null: nothing is awaited. */
  wake(): number | null;
  /** Everything sent has been answered. */
  idle(): boolean;
  /** The last line sent was a marker, and its own answer came: nothing sent before it is missing. */
  proven(): boolean;
  /** So many lines went without a marker that one is due. */
  markerDue(): boolean;
  /** Bytes on their way. */
  bytes(): number;
  /** The markers and fences (`driver.fence`) among them, in order. */
  answersDue(): readonly ('marker' | 'fence')[];
  /** Forgets what is on its way: after a reset or a quick stop the firmware has forgotten it too. */
  clear(): void;
  readonly stats: LinkStats;
}

export interface LinkStats {
  sent: number;
  acknowledged: number;
  resends: number;
  probes: number;
  /** Answers that belonged to no line. */
  stray: number;
}

export interface LinkTiming extends SilenceTiming {
  /** The firmware drains its buffer before it listens to a line sent again, ms. */
  readonly drainMs?: number;
}

export type Trouble = 'reset' | 'lost' | 'deaf' | 'storm';

export interface LinkEvents {
  write(text: string): void;
  /** In the order of sending, once for each line; `refusal`: why it was answered and not carried out. */
  acknowledged(tag: number, command: string, refusal: string | null): void;
  resent(n: number, tag: number): void;
  /** Whether it was seen to answer `driver.poll`. */
  answersPoll?(): boolean;
  trouble(kind: Trouble, why: string): void;
}
