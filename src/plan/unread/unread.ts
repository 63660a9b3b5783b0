import type { Job } from '../../job/job.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';
import type { Profile } from '../../printer/profile.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';

/** A key of a job that changes nothing in what is planned, and why. */
export interface Unread {
  /** `parts.0.laydown.amplitude` */
  readonly path: string;
  /** A sentence. */
  readonly why: string;
  /** A sentence. */
  readonly fix: string;
  /** Jobs of different patterns and printers share such keys: a warning is enough. */
  readonly shared?: true;
}

/** What was planned for the job of some wells: all that tells whether a key of it was of any use. */
export interface PlannedJob {
  readonly job: Job;
  readonly profile: Profile;
  readonly vessel: PlacedVessel;
  /** With what these wells are printed. */
  readonly tools: readonly LoadedTool[];
  readonly layers: readonly ConstructLayer[];
  /** Bottom of the lowest layer above the floor, mm. */
  readonly liftMm: number;
  /** Tools that print in one go, of the whole print: on a layer of one well, or of all of them (layer by layer). */
  readonly together: readonly (readonly LoadedTool[])[];
  /** Wells of the whole print. */
  readonly wells: number;
  /** Sets of settings that the sweep compares. */
  readonly conditions: number;
  /** Whether any strand of these wells is run into and out of (`steady: overrun`). */
  readonly overruns: boolean;
  /** How often the print takes up each tool. */
  readonly takenUp: ReadonlyMap<string, number>;
}

/** An entry where the condition holds, nothing where it does not. */
export function unreadIf(isUnread: boolean, path: string, why: string, fix: string): Unread[] {
  return isUnread ? [{ path, why, fix }] : [];
}

/** The same for keys that jobs share with each other: lists of inks, directions. */
export function sharedIf(isUnread: boolean, path: string, why: string, fix: string): Unread[] {
  return isUnread ? [{ path, why, fix, shared: true }] : [];
}

/** Whether two values of a job say the same. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
