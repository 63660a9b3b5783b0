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
}

/** Settings that may differ between wells, by short name: where they stand in the job. */
const shortNames: Readonly<Record<string, readonly Path[]>> = {
  speed: [['speed']],
  hop: [['hop']],
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
};

/** What is shared by all wells of one print: it cannot change while the plate is on the machine. */
const shared =
  /^(printer|vessel|order|bedTemperature|seed|sweep|wells|inks\.[^.]+\.(ink|tool|nozzle|temperature|load))(\.|$)/;

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
    return { well, condition, settings, job: withSettings(job, settings, well) };
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
    for (const path of paths) setAll(data, path, settings[name]);
  }
  return validateJob(data, `well ${well}`);
}

const spacings = ['spacing', 'pore', 'porosity', 'solid', 'gradient'];

function setAll(node: Record<string, unknown>, path: Path, value: unknown): void {
  const [key, ...rest] = path;
  const keys = key === '*' ? Object.keys(node) : [String(key)];
  for (const name of keys) {
    if (rest.length > 0) {
      const child = node[name];
      if (child !== null && typeof child === 'object') setAll(child as Record<string, unknown>, rest, value);
      continue;
    }
    // One spacing replaces another: the schema allows only one of them.
    if (spacings.includes(name)) for (const other of spacings) delete node[other];
    node[name] = value;
  }
}
