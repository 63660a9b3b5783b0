import { InputError } from '../../finding/input-error.ts';
import { listed } from '../../finding/list-words.ts';
import { settingTexts } from '../../job/conditions.ts';
import type { WellJob } from '../../job/expand-wells.ts';
import type { Job } from '../../job/job.ts';
import { validateJob } from '../../job/parse-job.ts';
import type { Path } from '../../job/position.ts';
import { takesPlaceOf } from '../../job/well-settings.ts';
import { same, sharedIf, type Unread } from './unread.ts';

type Data = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Data => value !== null && typeof value === 'object';

/** Keys of the job's own that are those of all wells: what `wells:` and `sweep:` set goes over the others. */
const ofPlate: readonly string[] = ['wells', 'sweep', 'seed', 'vessel', 'name'];

/**
 * Values of the job that no well is printed with, since `sweep:` or `wells:` give every one another. A value that some well
 * is printed with is carried out, and one that is the default was perhaps never written.
 */
export function replacedKeys(job: Job, wellJobs: readonly WellJob[]): Unread[] {
  if (job.sweep === undefined && job.wells === undefined) return [];
  const jobs = [...new Set(wellJobs.map((each) => each.job))];
  if (jobs.includes(job)) return [];
  const lost = Object.keys(job)
    .filter((key) => !ofPlate.includes(key))
    .flatMap((key) => lostBelow((job as Data)[key], at(jobs, key), [key]));
  return lost.flatMap((path) => {
    const kind = kindOf(job, path);
    return sharedIf(kind !== 'default', named(job, path), ...words(job, wellJobs, path, kind === 'needed'));
  });
}

const at = (nodes: readonly unknown[], key: string): unknown[] =>
  nodes.map((node) => (isMap(node) && Object.hasOwn(node, key) ? node[key] : undefined));

/** Paths below a value that none of the values in its place has. */
function lostBelow(value: unknown, others: readonly unknown[], path: Path): Path[] {
  if (value === undefined || others.some((other) => other === value)) return [];
  const isLeaf = !isMap(value) || (Array.isArray(value) && !value.some(isMap));
  if (isLeaf) return others.some((other) => same(other, value)) ? [] : [path];
  if (!others.some(isMap)) return [path];
  return Object.keys(value).flatMap((key) =>
    lostBelow(value[key], at(others, key), [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Whether the job would be the same without a key, valid without it, or needs it. */
function kindOf(job: Job, path: Path): 'default' | 'optional' | 'needed' {
  const data = structuredClone(job) as Job & Record<string, unknown>;
  const last = path.at(-1)!; // No key of the job has an empty path.
  const holder = valueAt(data, path.slice(0, -1)) as Record<string, unknown>;
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  try {
    return same(valueAt(validateJob(data, 'job'), path), valueAt(job, path)) ? 'default' : 'optional';
  } catch (error) {
    if (error instanceof InputError) return 'needed';
    throw error;
  }
}

const valueAt = (job: unknown, path: Path): unknown =>
  path.reduce((node: unknown, key) => (isMap(node) ? node[key] : undefined), job);

/** `speed (10)`; maps by their name alone. */
function named(job: Job, path: Path): string {
  const value = valueAt(job, path);
  const key = path.join('.');
  return isMap(value) && !Array.isArray(value) ? key : `${key} (${settingTexts({ value })['value']})`;
}

function words(job: Job, wellJobs: readonly WellJob[], path: Path, needed: boolean): [why: string, fix: string] {
  const names = [...new Set(wellJobs.flatMap(({ settings }) => Object.keys(settings)))];
  const own = names.filter((name) => takesPlaceOf(name, path));
  const places = own.map((name) => (Object.hasOwn(job.sweep ?? {}, name) ? `sweep.${name}` : `${name} in wells`));
  const by = places.length === 0 ? 'by sweep or wells' : `by ${listed(places, 'and')}`;
  const values = own.length === 1 ? valuesOf(own[0], job, wellJobs) : '';
  const why = `Every well that is printed has its own, ${by}${values}.`;
  if (needed) return [why, 'Write a value there that a well is printed with, or name it among those of the wells.'];
  return [why, 'Leave it out, or name it among those of the wells.'];
}

/** More values than these are not listed. */
const mostValues = 6;

function valuesOf(name: string, { sweep = {} }: Job, wellJobs: readonly WellJob[]): string {
  const printed = new Set(wellJobs.flatMap(({ settings }) => textsOf(name, [settings[name]])));
  // As the sweep lists them, whatever wells they fell to.
  const texts = [...new Set([...textsOf(name, sweep[name] ?? []), ...printed])].filter((text) => printed.has(text));
  if (texts.length > mostValues || texts.some((text) => text.length > 40)) return '';
  return ` (${listed(texts, 'or')})`;
}

const textsOf = (name: string, values: readonly unknown[]): string[] =>
  values.flatMap((value) => (value === undefined ? [] : [settingTexts({ [name]: value })[name]]));
