import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Code } from '../../finding/codes/catalogue.ts';
import { InputError } from '../../finding/input-error.ts';
import { loadFile } from '../../finding/load-file.ts';

/**
 * Throws InputError, before anything is written, where a folder holds other versions of files that are to be written
 * into it: they were edited, or belong to something else.
 */
export function keepEdited(
  folder: string,
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
  code: Code,
  alsoPossible = '',
): void {
  const edited = files
    .filter(([file, content]) => {
      const path = join(folder, file);
      return existsSync(path) && !Buffer.from(loadFile(path, { what: 'file' })).equals(Buffer.from(content));
    })
    .map(([file]) => file);
  if (edited.length === 0) return;
  throw new InputError(code, `${folder} holds other versions of ${edited.join(', ')}; nothing was written.`, {
    where: { file: folder },
    fix: `Give another folder with -o, or move these files away first${alsoPossible && `, ${alsoPossible}`}.`,
  });
}
