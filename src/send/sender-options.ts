import type { Driver } from '../firmware/driver.ts';
import type { Profile } from '../printer/profile.ts';
import type { HandshakeTiming } from './handshake.ts';
import type { LinkTiming } from './link/link-contract.ts';
import type { SenderEvent } from './sender-state.ts';
import type { JobLines } from './watch/job-lines.ts';
import type { ModalState } from './watch/modal-state.ts';
import type { TemperatureWindows } from './watch/temperature-watch.ts';

export interface SenderOptions {
  readonly driver: Driver;
  readonly profile: Profile | null;
  readonly job: JobLines;
  /** Lines sent before the job's own: what `--resume` rebuilds. */
  readonly prelude?: readonly string[] | undefined;
  /** First line of the job to send. */
  readonly from?: number | undefined;
  /** What the printer remembers of the lines before `from`. */
  readonly modal?: ModalState | undefined;
  /** What the inks and the bed may have, where it is known. */
  readonly windows?: TemperatureWindows | undefined;
  /** Seconds to the end of each line of the job, by the plan: how long queued motion may take. */
  readonly times?: Float64Array | undefined;
  /** Opening the port resets the printer: its greeting is awaited before it is spoken to. */
  readonly resetsOnOpen?: boolean | undefined;
  readonly timing?: SenderTiming | undefined;
  readonly write: (text: string) => void;
  readonly emit: (event: SenderEvent) => void;
}

export interface SenderTiming extends LinkTiming, HandshakeTiming {
  /** Temperatures are asked for this often, ms. */
  readonly pollMs?: number;
  /** How long the lines that close valves are awaited, ms. */
  readonly closeMs?: number;
}
