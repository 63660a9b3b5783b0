import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import type { Job } from './job.ts';
import { parsePath, validateJob } from './parse-job.ts';
import type { Path } from './position.ts';
import { shuffle } from './shuffle.ts';

/** The job as one well prints it, and what sets it apart from the others. */
export interface WellJob {
  readonly well: string;
  readonly job: Job;
  /** Number of the condition, from 0; wells of one number are replicates. */
  readonly condition: number;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The job names settings for this well alone, beside those of its condition. */
  readonly changed: boolean;
}

/** Settings that may differ between wells, by short name: where they stand in the job. */
const shortNames: Readonly<Record<string, readonly Path[]>> = {
  speed: [['speed']],
  spacing: [['parts', '*', 'laydown', 'spacing']],
  pore: [['parts', '*', 'laydown', 'pore']],
  porosity: [['parts', '*', 'laydown', 'porosity']],
  pattern: [['parts', '*', 'laydown', 'pattern']],
  angles: [['parts', '*', 'laydown', 'angles']],
  contours: [['parts', '*', 'contours']],
  pressure: [['inks', '*', 'pressure']],
  width: [['inks', '*', 'width']],
  preflow: [['inks', '*', 'preflow']],
  postflow: [['inks', '*', 'postflow']],
  layerHeight: [['layers', 'height']],
  lightSeconds: [['crosslink', '*', 'photo', 'seconds']],
};

/** What is shared by all wells of one print: it cannot change while the plate is on the machine. */
const shared =
  /^(name|printer|vessel|at|order|bedTemperature|travelSpeed|hop|layerDwell|pauses|limits|seed|sweep|wells|inks\.[^.]+\.(ink|tool|nozzle|temperature|load|deadVolume|cells|prime|calibration))(\.|$)/;

/**
 * The job of every well: `sweep` laid out as a full factorial over the wells (replicates fill the rest, the order
 * shuffled by `seed`), then the settings of single `wells`. Throws InputError for unknown wells or settings, and when
 * there are fewer wells than conditions.
 */
export function expandWells(job: Job, wells: readonly string[]): WellJob[] {
  const conditions = factorial(job.sweep ?? {});
  if (conditions.length > wells.length) {
    throw new InputError(
      'sweep-wells',
      `the sweep has ${conditions.length} conditions, but only ${wells.length} wells`,
      {
        fix: `name at least ${conditions.length} wells under vessel.wells, or sweep over fewer values`,
      },
    );
  }
  for (const well of Object.keys(job.wells ?? {})) {
    if (!wells.includes(well)) {
      throw new InputError('well-settings', `wells.${well}: this well is not printed`, {
        fix: suggest(well, [...wells]),
      });
    }
  }
  const order = conditions.length > 1 ? shuffle(wells, job.seed) : wells;
  return wells.map((well) => {
    const condition = order.indexOf(well) % conditions.length;
    const settings = { ...conditions[condition], ...job.wells?.[well] };
    const changed = job.wells?.[well] !== undefined;
    return { well, condition, settings, changed, job: withSettings(job, settings, well) };
  });
}

function factorial(sweep: Readonly<Record<string, readonly unknown[]>>): Record<string, unknown>[] {
  let conditions: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(sweep)) {
    conditions = conditions.flatMap((condition) => values.map((value) => ({ ...condition, [name]: value })));
  }
  return conditions;
}

function withSettings(job: Job, settings: Readonly<Record<string, unknown>>, well: string): Job {
  const names = Object.keys(settings);
  if (names.length === 0) return job;
  const data = structuredClone(job) as unknown as Record<string, unknown>;
  for (const name of names) {
    if (shared.test(name)) {
      throw new InputError('well-settings', `well ${well}: ${name} is the same for all wells of a print`, {
        fix: `vary one of ${Object.keys(shortNames).join(', ')}, or print the wells in two jobs`,
      });
    }
    const paths = shortNames[name] ?? [parsePath(name)];
    if (shortNames[name] === undefined && !name.includes('.')) {
      throw new InputError('well-settings', `well ${well}: unknown setting "${name}"`, {
        fix: suggest(name, Object.keys(shortNames)),
      });
    }
    const places = paths.reduce((sum, path) => sum + setAll(data, path, settings[name]), 0);
    const hidden = name === 'speed' && Object.values(job.inks).every(({ speed }) => speed !== undefined);
    if (places > 0 && !hidden) continue;
    throw new InputError('well-settings', `well ${well}: ${name} changes nothing in this job`, {
      fix: hidden
        ? 'every ink has a speed of its own: take those out, or vary inks.<key>.speed'
        : `the job has no ${paths[0].join('.')}: add it, or vary something else`,
    });
  }
  return validateJob(data, `well ${well}`);
}

const spacings = ['spacing', 'pore', 'porosity', 'solid', 'gradient'];

/** Sets the value at every place the path matches, and tells how many those are. */
function setAll(node: Record<string, unknown>, path: Path, value: unknown): number {
  const [key, ...rest] = path;
  let places = 0;
  const keys = key === '*' ? Object.keys(node) : [String(key)];
  for (const name of keys) {
    if (rest.length > 0) {
      const child = node[name];
      if (child !== null && typeof child === 'object') places += setAll(child as Record<string, unknown>, rest, value);
      continue;
    }
    // One spacing replaces another: the schema allows only one of them.
    if (spacings.includes(name)) for (const other of spacings) delete node[other];
    node[name] = value;
    places++;
  }
  return places;
}
