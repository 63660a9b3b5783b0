import { InputError } from '../finding/input-error.ts';
import type { Job } from './job.ts';
import { shuffle } from './shuffle.ts';
import { wellsPrinted } from './well-names.ts';
import { laidOver, ownSettings, rangesOf } from './well-ranges.ts';
import { withSettings } from './well-settings.ts';

/** The job as one well prints it, and what sets it apart from the others. */
export interface WellJob {
  readonly well: string;
  /** A full job: wells of equal settings share one. */
  readonly job: Job;
  /** Number of the condition, from 0; wells of one number are replicates. */
  readonly condition: number;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The job names settings for this well alone, beside those of its condition. */
  readonly changed: boolean;
}

/** The jobs of all wells that a job prints; `names` are the wells of its vessel, of which it prints the first by default. */
export function wellJobsOf(job: Job, names: readonly string[]): WellJob[] {
  const asked = job.vessel?.wells;
  return expandWells(job, asked === undefined ? names.slice(0, 1) : wellsPrinted(asked, names), names);
}

/**
 * The job of every well: `sweep` laid out as a full factorial over the wells (replicates fill the rest, the order
 * shuffled by `seed`), then the settings of single `wells` and of ranges of them, the narrower one over the wider.
 * `names` are all wells of the vessel. Throws InputError for unknown wells or settings, and when there are fewer wells
 * than conditions.
 */
export function expandWells(job: Job, wells: readonly string[], names: readonly string[] = wells): WellJob[] {
  const conditions = factorial(job.sweep ?? {});
  if (conditions.length > wells.length) {
    const text = `the sweep has ${conditions.length} conditions, but only ${wells.length} wells`;
    throw new InputError('sweep-wells', text, {
      fix: `Name at least ${conditions.length} wells under vessel.wells, or sweep over fewer values.`,
    });
  }
  const ranges = rangesOf(job.wells ?? {}, wells, names);
  const order = conditions.length > 1 ? shuffle(wells, job.seed) : wells;
  const known = new Map<string, Job>();
  return wells.map((well) => {
    const condition = order.indexOf(well) % conditions.length;
    const own = ownSettings(ranges, well);
    const settings = laidOver(conditions[condition], own);
    const key = JSON.stringify(Object.entries(settings));
    const made = known.get(key) ?? withSettings(job, settings, well);
    known.set(key, made);
    return { well, condition, settings, changed: Object.keys(own).length > 0, job: made };
  });
}

/** Every combination of the values of a sweep. */
export function factorial(sweep: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown>[] {
  let conditions: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(sweep)) {
    conditions = conditions.flatMap((condition) => values.map((value) => ({ ...condition, [name]: value })));
  }
  return conditions;
}
