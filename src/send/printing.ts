import type { Driver, HeatWait } from '../firmware/driver.ts';
import type { Profile } from '../printer/profile.ts';
import type { Fault, StopContext } from './ending.ts';
import type { Link } from './link/link-contract.ts';
import type { QueueClock } from './link/queue-clock.ts';
import type { RefusedLine } from './link/refusals.ts';
import type { PauseReason, SenderEvent, SenderState } from './sender-state.ts';
import type { JobLines } from './watch/job-lines.ts';
import type { ModalState, Outputs } from './watch/modal-state.ts';
import type { PlaceCheck } from './watch/place-check.ts';

/** What is known of a print while it runs; `send-next.ts` and `sender.ts` are all that changes it. */
export interface Printing {
  readonly driver: Driver;
  readonly profile: Profile | null;
  readonly job: JobLines;
  readonly outputs: Outputs;
  readonly link: Link;
  readonly check: PlaceCheck;
  readonly queue: QueueClock;
  readonly pollMs: number;
  readonly emit: (event: SenderEvent) => void;
  readonly enter: (state: SenderState) => void;
  readonly fail: (fault: Fault | null, placeKnown: boolean, showsReset?: StopContext['showsReset']) => void;
  state: SenderState;
  now: number;
  /** First line of the job that was not sent. */
  next: number;
  /** Lines of the sender's own, which go before the job's. */
  lane: string[];
  /** What the printer remembers of the lines sent, and what it did when the pause began. */
  readonly modal: ModalState;
  held: ModalState;
  polledAt: number;
  polling: boolean;
  /** Row of the job's layers that was begun last. */
  layer: number;
  /** The place is to be asked for where no valve stands open: ink would pool while the answer is awaited. */
  askPlace: boolean;
  lastSync: boolean;
  unproven: number;
  /** The operator was shown that the needle was moved in the pause. */
  moveShown: boolean;
  /** Lines that were answered and not carried out, since the operator last saw them. */
  refused: RefusedLine[];
  /** The sender's own lines that were refused in this pause. */
  refusedOwn: string[];
  /** Axes that the printer was seen to move. */
  readonly moved: Set<string>;
  /** Line of the job that moves an axis for the first time and is alone on its way; null: none. */
  alone: number | null;
  /** A temperature that is waited for before the next line of the job. */
  heat: HeatWait | null;
  /** Asked for while lines were under way that must not be interrupted. */
  wanted: { readonly why: PauseReason; readonly text: string } | null;
}

/** Tags of lines on their way that are not the job's. */
export const poll = -1;
export const control = -2;
export const question = -3;
