import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import type { Job } from './job.ts';
import { shuffle } from './shuffle.ts';
import { wellsMeant, wellsPrinted } from './well-names.ts';
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

type Settings = Readonly<Record<string, unknown>>;

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
  const ranges = rangesOf(job, wells, names);
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

function factorial(sweep: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown>[] {
  let conditions: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(sweep)) {
    conditions = conditions.flatMap((condition) => values.map((value) => ({ ...condition, [name]: value })));
  }
  return conditions;
}

/** An entry of `wells:` and the wells it means. */
interface Range {
  readonly key: string;
  readonly wells: ReadonlySet<string>;
  readonly settings: Settings;
}

/** Entries of `wells:`, the widest first, so that narrower ones come later and count. */
function rangesOf(job: Job, wells: readonly string[], names: readonly string[]): Range[] {
  const ranges = Object.entries(job.wells ?? {}).map(([key, settings]): Range => {
    const meant = wellsMeant(key, names);
    if (!meant.some((well) => wells.includes(well))) {
      const text = `wells.${key}: ${meant.length === 1 ? 'this well is' : 'none of these wells is'} not printed`;
      throw new InputError('well-settings', text, { fix: suggest(key, [...wells]) });
    }
    return { key, wells: new Set(meant), settings };
  });
  return ranges.sort((a, b) => b.wells.size - a.wells.size);
}

function ownSettings(ranges: readonly Range[], well: string): Settings {
  const holding = ranges.filter((range) => range.wells.has(well));
  holding.forEach((narrow, i) => {
    for (const wide of holding.slice(0, i)) refuseCrossing(wide, narrow, holding, well);
  });
  return holding.reduce<Settings>((sum, { settings }) => laidOver(sum, settings), {});
}

const isWithin = (a: Range, b: Range): boolean => [...a.wells].every((well) => b.wells.has(well));

/** Where a row and a column cross, neither is the narrower one: a range within both has to settle what they say. */
function refuseCrossing(a: Range, b: Range, holding: readonly Range[], well: string): void {
  if (isWithin(b, a)) return;
  const settling = holding.filter((range) => range !== a && range !== b && isWithin(range, a) && isWithin(range, b));
  const name = Object.keys(b.settings).find(
    (key) =>
      Object.hasOwn(a.settings, key) &&
      JSON.stringify(a.settings[key]) !== JSON.stringify(b.settings[key]) &&
      !settling.some(({ settings }) => Object.hasOwn(settings, key)),
  );
  if (name === undefined) return;
  throw new InputError('well-settings', `wells.${a.key} and wells.${b.key} both set ${name} for well ${well}`, {
    where: { well },
    fix: `Give ${well} an entry of its own, or part the ranges.`,
  });
}

/** Settings with others over them; what is set last comes last, so that it counts where two names mean one key. */
function laidOver(settings: Settings, over: Settings): Settings {
  const kept = Object.entries(settings).filter(([name]) => !Object.hasOwn(over, name));
  return { ...Object.fromEntries(kept), ...over };
}
