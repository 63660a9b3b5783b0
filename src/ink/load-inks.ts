import { InputError } from '../finding/input-error.ts';
import { folderShelf, jsonIds } from '../finding/load-shelf.ts';
import { findInk, inkIn } from './find-ink.ts';
import type { Ink } from './ink.ts';

/** Ids of the inks in a folder, sorted. Throws InputError when the folder cannot be read. */
export function inkIds(folder: string): string[] {
  try {
    return jsonIds(folder);
  } catch {
    throw new InputError('no-ink-folder', `the ink folder ${folder} cannot be read`, {
      where: { file: folder },
      fix: 'Give the folder of the ink library.',
    });
  }
}

/** All inks of a folder, sorted by id. Throws InputError for the first file that is not an ink. */
export function listInks(folder: string): Ink[] {
  return inkIds(folder).map((id) => inkIn(folderShelf(folder).shipped(id)));
}

/** The ink with this id in the folder, or in the file of this path, as `findInk` finds it. */
export function loadInk(idOrPath: string, folder: string): Ink {
  return findInk(idOrPath, { ...folderShelf(folder), ids: () => inkIds(folder) });
}
