import { InputError } from '../../../src/finding/input-error.ts';
import { wellsMeant, wellsPrinted } from '../../../src/job/well-names.ts';
import { ownSettings, rangesOf, type Settings } from '../../../src/job/well-ranges.ts';
import { at, type Changes, isMap, type JobData } from '../form/job-data.ts';

/** Wells of a plate by row and column, from 0, in reading order. */
export interface WellPlace {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

/** The wells of a vessel as a grid; those whose names are no row and column are left out. */
export function wellGrid(names: readonly string[]): WellPlace[] {
  return names
    .flatMap((name) => {
      const match = /^([A-Z]{1,2})(\d{1,3})$/.exec(name);
      if (match === null) return [];
      const row = [...match[1]].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
      return [{ name, row, column: Number(match[2]) - 1 }];
    })
    .sort((a, b) => a.row - b.row || a.column - b.column);
}

/** All wells of the rectangle between two, in reading order. */
export function wellsBetween(grid: readonly WellPlace[], from: string, to: string): string[] {
  const [a, b] = [from, to].map((name) => grid.find((well) => well.name === name));
  if (a === undefined || b === undefined) return [];
  const within = (value: number, p: number, q: number) => value >= Math.min(p, q) && value <= Math.max(p, q);
  return grid
    .filter(({ row, column }) => within(row, a.row, b.row) && within(column, a.column, b.column))
    .map(({ name }) => name);
}

/** Wells in as few words as rectangles take: `A1-B3`, `A1`; `all` where it is all of them. */
export function wellWords(grid: readonly WellPlace[], wells: readonly string[]): string[] {
  const left = new Set(wells);
  if (grid.length > 1 && grid.every(({ name }) => left.has(name))) return ['all'];
  const words: string[] = [];
  for (const { name, row, column } of grid) {
    if (!left.has(name)) continue;
    const nameAt = (r: number, c: number) => grid.find((well) => well.row === r && well.column === c)?.name ?? '';
    let [high, wide] = [row, column];
    while (left.has(nameAt(row, wide + 1))) wide++;
    const rowIsLeft = (r: number) =>
      Array.from({ length: wide - column + 1 }, (_, i) => nameAt(r, column + i)).every((each) => left.has(each));
    while (rowIsLeft(high + 1)) high++;
    for (const each of wellsBetween(grid, name, nameAt(high, wide))) left.delete(each);
    words.push(high === row && wide === column ? name : `${name}-${nameAt(high, wide)}`);
  }
  return words;
}

/** The wells that the job prints; the first where it names none. Throws InputError for wells that are not there. */
export function printedWells(data: JobData, names: readonly string[]): string[] {
  const asked = at(data, ['vessel', 'wells']);
  if (asked === undefined || asked === null) return names.slice(0, 1);
  return wellsPrinted((Array.isArray(asked) ? asked : [asked]).map(String), names);
}

/** What makes the job print these wells, and take nothing else away. */
export function printThese(data: JobData, grid: readonly WellPlace[], wells: readonly string[]): Changes {
  const names = grid.map(({ name }) => name);
  const words = wellWords(grid, wells);
  const value = words.length === 1 ? words[0] : words;
  const changes: { path: (string | number)[]; value: unknown }[] = [{ path: ['vessel', 'wells'], value }];
  // An entry of which no well is printed any more would be refused.
  for (const key of Object.keys(entriesOf(data))) {
    if (!wellsMeant(key, names).some((well) => wells.includes(well)))
      changes.push({ path: ['wells', key], value: undefined });
  }
  return changes;
}

/**
 * What gives these wells, and no others, a setting; undefined takes it away. Entries of `wells:` stay as they are written
 * where that is enough; where an entry says otherwise for some of these wells, all entries are written again.
 */
export function paintWells(
  data: JobData,
  grid: readonly WellPlace[],
  wells: readonly string[],
  name: string,
  value: unknown,
): Changes {
  const names = grid.map((well) => well.name);
  const printed = printedWells(data, names);
  const painted = printed.filter((well) => wells.includes(well));
  if (painted.length === 0) return [];
  const entries = entriesOf(data);
  const now = settingsOf(entries, printed, names);
  const wanted = new Map(
    [...now].map(([well, own]) => [well, painted.includes(well) ? withSetting(own, name, value) : own]),
  );
  const key = keyFor(entries, grid, names, painted);
  const small = { ...entries, [key]: withSetting(entries[key] ?? {}, name, value) };
  if (value !== undefined && gives(small, wanted, names)) return [{ path: ['wells', key, name], value }];
  return entryChanges(entries, regrouped(grid, wanted));
}

/** Takes away all that is set for these wells alone. */
export function clearWells(data: JobData, grid: readonly WellPlace[], wells: readonly string[]): Changes {
  const names = grid.map(({ name }) => name);
  const entries = entriesOf(data);
  const now = settingsOf(entries, printedWells(data, names), names);
  return entryChanges(
    entries,
    regrouped(grid, new Map([...now].map(([well, own]) => [well, wells.includes(well) ? {} : own]))),
  );
}

const entriesOf = (data: JobData): Readonly<Record<string, Settings>> => {
  const found = at(data, ['wells']);
  return isMap(found) ? (found as Readonly<Record<string, Settings>>) : {};
};

/** The entry that means just these wells, or the name for a new one. */
function keyFor(
  entries: Readonly<Record<string, Settings>>,
  grid: readonly WellPlace[],
  names: readonly string[],
  wells: readonly string[],
) {
  const same = (key: string) => {
    const meant = wellsMeant(key, names);
    return meant.length === wells.length && meant.every((well) => wells.includes(well));
  };
  return Object.keys(entries).find(same) ?? wellWords(grid, wells).join(', ');
}

/** What each printed well has of its own. */
export function settingsOf(
  entries: Readonly<Record<string, Settings>>,
  printed: readonly string[],
  names: readonly string[],
): Map<string, Settings> {
  const ranges = rangesOf(entries, printed, names);
  return new Map(printed.map((well) => [well, ownSettings(ranges, well)]));
}

function withSetting(own: Settings, name: string, value: unknown): Settings {
  const { [name]: _, ...rest } = own;
  return value === undefined ? rest : { ...rest, [name]: value };
}

const textOf = (settings: Settings): string =>
  JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether entries give every printed well these settings; entries that disagree give none. */
function gives(
  entries: Readonly<Record<string, Settings>>,
  wanted: ReadonlyMap<string, Settings>,
  names: readonly string[],
): boolean {
  try {
    const found = settingsOf(entries, [...wanted.keys()], names);
    return [...found].every(([well, own]) => textOf(own) === textOf(wanted.get(well) ?? {}));
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** Wells of equal settings in one entry: no well stands in two. */
function regrouped(grid: readonly WellPlace[], settings: ReadonlyMap<string, Settings>): Record<string, Settings> {
  const groups = new Map<string, string[]>();
  for (const [well, own] of settings) {
    if (Object.keys(own).length > 0) groups.set(textOf(own), [...(groups.get(textOf(own)) ?? []), well]);
  }
  // Each group was made of some well.
  return Object.fromEntries(
    [...groups.values()].map((wells) => [wellWords(grid, wells).join(', '), settings.get(wells[0])!]),
  );
}

/** Entries that stay as they are are not written again. */
function entryChanges(before: Readonly<Record<string, Settings>>, after: Readonly<Record<string, Settings>>): Changes {
  const away = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const set = Object.entries(after).filter(([key, own]) => textOf(before[key] ?? {}) !== textOf(own));
  return [
    ...set.map(([key, value]) => ({ path: ['wells', key], value })),
    ...away.map((key) => ({ path: ['wells', key], value: undefined })),
  ];
}
