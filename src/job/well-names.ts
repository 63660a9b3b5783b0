import { InputError } from '../finding/input-error.ts';
import { nearest } from '../finding/nearest.ts';

/**
 * The wells that a selection means, each once: a well (`A1`), a row (`A`), a column (`1`), a rectangle from corner to
 * corner (`A1-B6`, `A-C`, `1-3`), `all`, or several of these with commas between them. Ranges come row by row. `names`
 * are the wells of the vessel. Throws InputError for what is not in the vessel, with the nearest name.
 */
export function wellsMeant(selection: string, names: readonly string[]): string[] {
  const words = selection.split(',').map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== '').flatMap((word) => wellsOfWord(word, names)))];
}

/** The wells that a job prints, in its order; a well named twice by itself is refused. */
export function wellsPrinted(selections: readonly string[], names: readonly string[]): string[] {
  const words = selections.flatMap((selection) => selection.split(',').map((word) => word.trim()));
  const twice = words.find((word, i) => names.includes(word) && words.indexOf(word) < i);
  if (twice !== undefined) {
    throw new InputError('well-twice', `Well ${twice} is to be printed twice`, {
      where: { well: twice },
      fix: 'Name each well once.',
    });
  }
  return [...new Set(selections.flatMap((selection) => wellsMeant(selection, names)))];
}

function wellsOfWord(word: string, names: readonly string[]): string[] {
  if (names.includes(word)) return [word];
  if (word.toLowerCase() === 'all') return inReadingOrder(names);
  const [from, to = from, more] = word.split('-').map(cornerOf);
  if (more !== undefined || from === null || to === null || from === undefined) throw unknown(word, names);
  const whole = (corner: Corner, of: 'row' | 'column') => corner[of] === null;
  // Both corners say the same: row and column, row only, or column only.
  if (whole(from, 'row') !== whole(to, 'row') || whole(from, 'column') !== whole(to, 'column'))
    throw unknown(word, names);
  for (const corner of word.split('-')) {
    const { row = null, column = null } = cornerOf(corner) ?? {};
    if (row !== null && column !== null && !names.includes(corner.trim())) throw unknown(corner.trim(), names);
  }
  const meant = inReadingOrder(names).filter((name) => {
    const place = cornerOf(name);
    return place !== null && isBetween(place.row, from.row, to.row) && isBetween(place.column, from.column, to.column);
  });
  if (meant.length === 0) throw unknown(word, names);
  return meant;
}

/** Row and column of a well, from 1; null: any. */
interface Corner {
  readonly row: number | null;
  readonly column: number | null;
}

/** `B6`, `B` or `6`; null for what is none of them. Rows go on after Z with AA. */
function cornerOf(text: string): Corner | null {
  const match = /^([A-Z]{1,2})?(\d{1,3})?$/.exec(text.trim());
  if (match === null || (match[1] === undefined && match[2] === undefined)) return null;
  const row = match[1] === undefined ? null : [...match[1]].reduce((sum, l) => 26 * sum + l.charCodeAt(0) - 64, 0);
  return { row, column: match[2] === undefined ? null : Number(match[2]) };
}

function isBetween(value: number | null, a: number | null, b: number | null): boolean {
  if (a === null || b === null) return true;
  return value !== null && value >= Math.min(a, b) && value <= Math.max(a, b);
}

function inReadingOrder(names: readonly string[]): string[] {
  const place = (name: string) => cornerOf(name) ?? { row: 0, column: 0 };
  return names.toSorted((a, b) => {
    const [p, q] = [place(a), place(b)];
    return (p.row ?? 0) - (q.row ?? 0) || (p.column ?? 0) - (q.column ?? 0);
  });
}

/** The well that lies nearest to one beyond the rim; undefined for what is no well's name. */
function nearestPlace(word: string, names: readonly string[]): string | undefined {
  const from = cornerOf(word.toUpperCase());
  if (from === null || from.row === null || from.column === null) return undefined;
  const [ownRow, ownColumn] = [from.row, from.column];
  const away = (name: string) => {
    const { row, column } = cornerOf(name) ?? { row: null, column: null };
    if (row === null || column === null) return Number.POSITIVE_INFINITY;
    return Math.abs(row - ownRow) + Math.abs(column - ownColumn);
  };
  const closest = inReadingOrder(names).reduce((a, b) => (away(b) < away(a) ? b : a));
  return away(closest) === Number.POSITIVE_INFINITY ? undefined : closest;
}

function unknown(word: string, names: readonly string[]): InputError {
  const close = nearestPlace(word, names) ?? nearest(word, names);
  const ordered = inReadingOrder(names);
  const range = names.length > 12 ? `${ordered[0]} to ${ordered.at(-1)}` : ordered.join(', ');
  const meant = close === undefined ? '' : `Did you mean ${close}? `;
  const ranges = names.length > 1 ? '; ranges are written A1-B6, A (a row), 1 (a column), all' : '';
  return new InputError('well-unknown', `The vessel has no well "${word}"; its wells: ${range}`, {
    where: { well: word },
    fix: names.length > 1 ? `${meant}Use wells ${range}${ranges}.` : 'Leave out the wells, or choose a plate.',
  });
}
