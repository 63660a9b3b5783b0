import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { loadText } from '../finding/load-file.ts';
import { suggest } from '../finding/nearest.ts';
import type { Ink } from './ink.ts';
import { interpolateConcentration } from './interpolate-laws.ts';
import { parseInk } from './parse-ink.ts';

/** Ids of the inks in a folder, sorted. Throws InputError when the folder cannot be read. */
export function inkIds(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json') && file !== 'schema.json')
      .map((file) => basename(file, '.json'))
      .sort();
  } catch {
    throw new InputError('no-ink-folder', `the ink folder ${folder} cannot be read`, {
      where: { file: folder },
      fix: 'Give the folder of the ink library.',
    });
  }
}

/** All inks of a folder, sorted by id. Throws InputError for the first file that is not an ink. */
export function listInks(folder: string): Ink[] {
  return inkIds(folder).map((id) => readInk(join(folder, `${id}.json`)));
}

/**
 * The ink with this id in the folder, or in the file of this path (anything with a slash or ending in .json). A family
 * with a concentration, `alginate-i1g-4.5`, is interpolated between its members. Throws InputError: an unknown id
 * lists what exists, with the nearest name first.
 */
export function loadInk(idOrPath: string, folder: string): Ink {
  if (/[/\\]|\.json$/.test(idOrPath)) return readInk(idOrPath);
  const ids = inkIds(folder);
  if (ids.includes(idOrPath)) return readInk(join(folder, `${idOrPath}.json`));
  const member = /^([a-z0-9-]+)-(\d+(?:\.\d+)?)$/.exec(idOrPath);
  if (member !== null) {
    const inks = listInks(folder);
    if (inks.some((ink) => ink.family?.id === member[1])) {
      return interpolateConcentration(inks, member[1], Number(member[2]));
    }
  }
  throw new InputError('unknown-ink', `there is no ink "${idOrPath}" in the library`, {
    where: { ink: idOrPath },
    fix: `${suggest(idOrPath, ids)}; or give the path of an ink file.`,
  });
}

function readInk(path: string): Ink {
  const missing = 'Check the path; ids of the library are written without .json.';
  const text = loadText(path, { what: 'ink file', code: 'no-ink-file', missing });
  return parseInk(text, path);
}
