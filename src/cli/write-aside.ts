import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../finding/input-error.ts';

/**
 * Writes a file beside its place and renames it when it is whole, so that no reader ever meets half a file and a
 * failure leaves what was there. Throws InputError when the folder cannot be written.
 */
export function writeAside(path: string, content: string | Uint8Array | Iterable<Uint8Array>): void {
  const aside = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(aside, 'wx');
    try {
      if (typeof content === 'string') writeSync(file, content);
      else if (content instanceof Uint8Array) writeAll(file, content);
      else for (const chunk of content) writeAll(file, chunk);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    if (existsSync(aside)) rmSync(aside);
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new InputError('write', `cannot write ${path}: ${(error as Error).message}`, {
      where: { file: path },
      fix: 'choose another output with -o',
    });
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}
