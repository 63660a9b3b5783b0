import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DataShelf } from './data-shelf.ts';
import { loadText } from './load-file.ts';

/** A folder of JSON files, one an id, and any other file by its path. */
export function folderShelf(folder: string): DataShelf {
  return {
    ids: () => jsonIds(folder),
    shipped: (id) => {
      const file = join(folder, `${id}.json`);
      return { file, text: loadText(file, { what: 'data file' }) };
    },
    own: (file, words) => ({ file, text: loadText(file, words) }),
  };
}

/** Names of the JSON files in a folder but for its schema, sorted. */
export function jsonIds(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'schema.json')
    .map((file) => basename(file, '.json'))
    .sort();
}
