import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { measures } from '../shape/shape.ts';
import { keysAt } from './explain-issues.ts';
import type { Job } from './job.ts';
import { parsePath, validateJob } from './parse-job.ts';
import { reasonForOneOfAll } from './per-well.ts';
import type { Path } from './position.ts';

/** Settings of wells by short name: where they stand in the job. */
const shortNames: Readonly<Record<string, readonly Path[]>> = {
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

type Data = Record<string, unknown>;

/**
 * The full job of a well with these settings. A setting is a path (`inks.gel.speed`), a key of the job (`speed`,
 * `layers`) or a short name (`spacing`: of all parts); null takes an optional key away. Throws InputError for what is
 * unknown, changes nothing, or is one for all wells.
 */
export function withSettings(job: Job, settings: Readonly<Record<string, unknown>>, well: string): Job {
  const names = Object.keys(settings);
  if (names.length === 0) return job;
  const data: Data = { ...structuredClone(job) };
  for (const name of names) applySetting(data, name, settings[name], well);
  let made: Job | null = null;
  let broken: unknown = null;
  try {
    made = validateJob(data, `well ${well}`);
  } catch (error) {
    broken = error;
  }
  // What is one for all wells is said before what is wrong with its value.
  const different = firstRefused(job, made ?? data, []);
  if (different !== null) {
    const name = names.find((each) => different.join('.').startsWith(each)) ?? different.join('.');
    throw oneForAll(name, different, well);
  }
  if (made === null) throw broken;
  return made;
}

/** Whether a setting of wells, by the name that `wells:` or `sweep:` gives it, is or holds the one at a path of the job. */
export function isOwnOfWells(job: Job, path: Path): boolean {
  const names = [...Object.keys(job.sweep ?? {}), ...Object.values(job.wells ?? {}).flatMap((own) => Object.keys(own))];
  return names.some((name) => {
    // An ink without a speed of its own has that of the job.
    const places = name === 'speed' ? [...placesOf(name), ['inks', '*', 'speed']] : placesOf(name);
    return places.some((place) => meet(place, path));
  });
}

/** The paths that a setting of wells means, by its name. */
const placesOf = (name: string): readonly Path[] =>
  Object.hasOwn(shortNames, name) ? shortNames[name] : [parsePath(name)];

/** Whether one of two paths is, or holds, the other. */
const meet = (a: Path, b: Path): boolean => a.every((key, i) => i >= b.length || matches(key, b[i]));

/** Whether a setting of wells is, holds or takes the place of a key of the job. */
export function takesPlaceOf(name: string, path: Path): boolean {
  const last = path.at(-1)!; // No setting has an empty path.
  const others = alternatives.find((keys) => keys.includes(String(last))) ?? [];
  const paths = [path, ...others.map((key) => [...path.slice(0, -1), key])];
  const isMeasure = measures.some((measure) => measure === last);
  if (isMeasure) paths.push([...path.slice(0, -1), 'mesh']);
  return placesOf(name).some((place) => paths.some((each) => meet(place, each)));
}

/** Whether one setting of wells may take the place of another one of another name. */
export function mayHide(name: string, other: string): boolean {
  return placesOf(other).some((place) => takesPlaceOf(name, place));
}

const matches = (a: string | number, b: string | number): boolean => a === '*' || b === '*' || String(a) === String(b);

function oneForAll(name: string, path: Path, well: string): InputError {
  const text = `well ${well}: ${name} is the same for all wells of a print: ${reasonForOneOfAll(path)}`;
  return new InputError('well-settings', text, {
    where: { well },
    fix: 'Leave it out of wells and sweep, or print the wells in two jobs. A well may have its own parts, layers, place, crosslink, speed, steady and pauses, and of an ink its pressure, width, spread, speed, preflow, postflow, coast, leadIn, purge, wipe and strandPrime.',
  });
}

function applySetting(data: Data, name: string, value: unknown, well: string): void {
  const topLevel = keysAt([]);
  const isShort = Object.hasOwn(shortNames, name);
  const paths = isShort ? shortNames[name] : [parsePath(name)];
  if (!isShort && !topLevel.includes(String(paths[0][0]))) {
    throw new InputError('well-settings', `well ${well}: unknown setting "${name}"`, {
      where: { well },
      fix: suggest(name, [...Object.keys(shortNames), ...topLevel]),
    });
  }
  const places = paths.reduce((sum, path) => sum + setAll(data, path, value, []), 0);
  const hidden =
    name === 'speed' && Object.values(data['inks'] as Job['inks']).every(({ speed }) => speed !== undefined);
  if (places > 0 && !hidden) return;
  throw new InputError('well-settings', `well ${well}: ${name} changes nothing in this job`, {
    where: { well },
    fix: hidden
      ? 'Every ink has a speed of its own: take those out, or vary inks.<key>.speed.'
      : `The job has no ${paths[0].join('.')}: add it, or vary something else.`,
  });
}

/** Keys of which a job holds only one: one of them, once set, takes the place of the others. */
const alternatives: readonly (readonly string[])[] = [
  ['spacing', 'pore', 'porosity', 'solid', 'gradient'],
  ['ink', 'sequence', 'alternate'],
  ['at', 'place'],
  ['mesh', 'shape'],
];

/** Sets the value at every place the path matches, and counts them. */
function setAll(node: Data, path: Path, value: unknown, at: Path): number {
  const [key, ...rest] = path;
  let places = 0;
  for (const name of key === '*' ? Object.keys(node) : [String(key)]) {
    if (rest.length > 0) {
      const child = (Object.hasOwn(node, name) ? node[name] : undefined) ?? newChild(node, name, at);
      if (child !== null && typeof child === 'object') places += setAll(child as Data, rest, value, [...at, name]);
      continue;
    }
    if (name === '__proto__' || (Array.isArray(node) && !Object.hasOwn(node, name))) continue;
    // A later setting may change what is in a map: not in the map that other wells are given.
    setOne(node, name, structuredClone(value));
    places++;
  }
  return places;
}

/** A map that the job leaves out, but its schema knows (`place`, `parts.0.shell`): made where a key of it is set. */
function newChild(node: Data, name: string, at: Path): Data | null {
  const path = at.map((key) => (/^\d+$/.test(String(key)) ? Number(key) : key));
  if (Array.isArray(node) || !keysAt(path).includes(name)) return null;
  const child: Data = {};
  node[name] = child;
  return child;
}

function setOne(node: Data, name: string, value: unknown): void {
  if (value === null) {
    delete node[name];
    return;
  }
  const others = value === false ? [] : (alternatives.find((keys) => keys.includes(name)) ?? []);
  for (const other of others) if (other !== name) delete node[other];
  // A part from a file has none of the measures of the shape that it replaces.
  if (name === 'mesh') for (const measure of measures) delete node[measure];
  node[name] = value;
}

/** The first key, by its path, that differs between two jobs though it has to be one for all wells; null: none. */
function firstRefused(a: unknown, b: unknown, path: Path): Path | null {
  if (Object.is(a, b)) return null;
  const isMap = (value: unknown): value is Data => value !== null && typeof value === 'object';
  const refused = path.length > 0 && reasonForOneOfAll(path) !== null;
  if (!isMap(a) || !isMap(b) || Array.isArray(a) !== Array.isArray(b)) return refused ? path : null;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  for (const key of keys) {
    const found = firstRefused(a[key], b[key], [...path, Array.isArray(a) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}
