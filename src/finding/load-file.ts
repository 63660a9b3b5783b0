import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Code } from './codes/catalogue.ts';
import { InputError } from './input-error.ts';

/** Node reads no more at once. */
const mostBytes = 2 ** 31 - 1;
const pieceBytes = 1 << 20;

export interface FileWords {
  /** What the file is to the user: `mesh`, `job`, `G-code file`. */
  readonly what: string;
  /** The name as the user gave it; `path` when absent. */
  readonly asked?: string;
  /** What to do when there is no such file. */
  readonly missing?: string;
  /** Code of the error; `file` when absent. */
  readonly code?: Code;
}

/**
 * The bytes of a file. Pipes are read to their end, but to no more than 2 GiB: what never ends fills no memory.
 * Throws InputError for folders, devices, files that are missing, locked or too large, with what to do.
 */
export function loadFile(path: string, { what, asked = path, missing, code = 'file' }: FileWords): Uint8Array {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
    const status = fstatSync(descriptor);
    if (status.isCharacterDevice() || status.isBlockDevice()) {
      throw new InputError('file-device', `Cannot read the ${what} ${path}: it is a device, not a file.`, {
        where: { file: asked },
        fix: 'Give a file, or a pipe that ends.',
      });
    }
    return status.isFile() ? readWhole(descriptor, status.size) : readToEnd(descriptor);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const [why, fix] = whyUnreadable(error as NodeJS.ErrnoException, missing);
    throw new InputError(code, `Cannot read the ${what} ${path}: ${why}.`, { where: { file: asked }, fix });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** As `loadFile`, as text in UTF-8. */
export function loadText(path: string, words: FileWords): string {
  return new TextDecoder().decode(loadFile(path, words));
}

function readWhole(descriptor: number, size: number): Uint8Array {
  if (size > mostBytes) throw tooLarge();
  const bytes = Buffer.allocUnsafeSlow(size);
  let done = 0;
  while (done < size) {
    const count = readSync(descriptor, bytes, done, size - done, null);
    // It was cut while we read: what is left is the file now.
    if (count === 0) return bytes.subarray(0, done);
    done += count;
  }
  return bytes;
}

function readToEnd(descriptor: number): Uint8Array {
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(pieceBytes);
    const count = readSync(descriptor, piece, 0, pieceBytes, null);
    if (count === 0) return Buffer.concat(pieces, total);
    total += count;
    if (total > mostBytes) throw tooLarge();
    pieces.push(piece.subarray(0, count));
  }
}

function tooLarge(): NodeJS.ErrnoException {
  return Object.assign(new Error('too large'), { code: 'ERR_FS_FILE_TOO_LARGE' });
}

function whyUnreadable({ code, message }: NodeJS.ErrnoException, missing?: string): [why: string, fix: string] {
  switch (code) {
    case 'ENOENT':
      return ['there is no such file', missing ?? 'Check the name.'];
    case 'EISDIR':
      return ['it is a folder', 'Name a file in it.'];
    case 'EACCES':
      return ['you may not read it', 'Ask for the right to read it, or copy it.'];
    case 'ERR_FS_FILE_TOO_LARGE':
      return ['it is larger than 2 GiB', 'Split it and use the pieces.'];
    default:
      return [message, 'Check the name.'];
  }
}
