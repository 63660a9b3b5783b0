import type { JobInk } from '../../job/job-ink.ts';
import type { LoadedTool } from './loaded-tool.ts';

/** Settings of an ink that only some drives can carry out. */
const ofDrive = ['preflow', 'postflow', 'coast', 'startLag', 'stopLag', 'strandPrime', 'pressure'] as const;

/** Settings that the job asks of an ink and its tool, as it is driven, cannot carry out. */
export function undrivenSettings(asked: JobInk, loaded: LoadedTool): string[] {
  return ofDrive.filter((key) => (asked[key] ?? 0) !== 0 && (loaded[key] ?? 0) === 0);
}

/** What drives a tool, and which setting belongs to it. */
export const driveText = {
  plunger: 'its plunger (strandPrime takes the place of preflow)',
  flag: 'a flag on its moves, which ends with the move',
  valve: 'a valve (preflow takes the place of strandPrime)',
} as const;
