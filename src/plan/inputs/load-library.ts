import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package, where printers/, inks/, vessels/ and scaffolds/ lie, from sources and from dist/ alike. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('bioweft is not installed completely: package.json is missing');
    folder = parent;
  }
  return folder;
}

export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version;
}

export const libraryFolder = (shelf: 'printers' | 'inks' | 'vessels' | 'scaffolds'): string =>
  join(packageFolder(), shelf);
