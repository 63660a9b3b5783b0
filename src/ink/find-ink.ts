import { type DataShelf, looksLikePath, type NamedText } from '../finding/data-shelf.ts';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { interpolateConcentration } from './calibration/interpolate-laws.ts';
import type { Ink } from './ink.ts';
import { parseInk } from './parse-ink.ts';

/**
 * The ink with this id on the shelf, or in the file of this path (anything with a slash or ending in .json). A family
 * with a concentration, `alginate-i1g-4.5`, is interpolated between its members. Throws InputError: an unknown id
 * lists what exists, with the nearest name first.
 */
export function findInk(idOrPath: string, shelf: DataShelf): Ink {
  if (looksLikePath(idOrPath)) return inkIn(shelf.own(idOrPath, words));
  const ids = shelf.ids();
  if (ids.includes(idOrPath)) return inkIn(shelf.shipped(idOrPath));
  const member = /^([a-z0-9-]+)-(\d+(?:\.\d+)?)$/.exec(idOrPath);
  if (member !== null) {
    const inks = ids.map((id) => inkIn(shelf.shipped(id)));
    if (inks.some((ink) => ink.family?.id === member[1])) {
      return interpolateConcentration(inks, member[1], Number(member[2]));
    }
  }
  throw new InputError('unknown-ink', `there is no ink "${idOrPath}" in the library`, {
    where: { ink: idOrPath },
    fix: `${suggest(idOrPath, ids)} The path of an ink file may be given instead.`,
  });
}

const words = {
  what: 'ink file',
  code: 'no-ink-file' as const,
  missing: 'Check the path; ids of the library are written without .json.',
};

export const inkIn = ({ file, text }: NamedText): Ink => parseInk(text, file);
