import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
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

/** How a file is read in pieces. */
export interface InPieces<T> {
  readonly headerBytes: number;
  /** Each piece holds whole records. */
  readonly recordBytes: number;
  /** null where header and size show that the file cannot be read so. */
  readonly begin: (header: Uint8Array, size: number) => PieceReader<T> | null;
}

export interface PieceReader<T> {
  /** What follows the header, in order; the bytes may be overwritten afterwards. */
  readonly take: (records: Uint8Array) => void;
  /** Once all that the size promised has been taken. */
  readonly end: () => T;
}

/**
 * The bytes of a file. Pipes are read to their end, but to no more than 2 GiB: what never ends fills no memory.
 * Throws InputError for folders, devices, files that are missing, locked or too large, with what to do.
 */
export function loadFile(path: string, words: FileWords): Uint8Array {
  return withFile(path, words, readWhole);
}

/**
 * What a reader makes of a file that never lies in memory as a whole; what `whole` makes of its bytes where it is no plain
 * file, where `begin` does not want it so, or where it was cut meanwhile. Throws as `loadFile` does.
 */
export function loadPieces<T>(path: string, words: FileWords, pieces: InPieces<T>, whole: (bytes: Uint8Array) => T): T {
  // Opened once: what a pipe holds is gone with who opened it first.
  const found = withFile(path, words, (descriptor, status) => {
    const read = status.isFile() ? readPieces(descriptor, status.size, pieces) : null;
    return read === null ? { bytes: readWhole(descriptor, status) } : { read };
  });
  return 'bytes' in found ? whole(found.bytes) : found.read;
}

function withFile<T>(path: string, words: FileWords, read: (descriptor: number, status: Stats) => T): T {
  const { what, asked = path, missing, code = 'file' } = words;
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
    return read(descriptor, status);
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

function readWhole(descriptor: number, status: Stats): Uint8Array {
  if (!status.isFile()) return readToEnd(descriptor);
  if (status.size > mostBytes) throw tooLarge();
  const bytes = Buffer.allocUnsafeSlow(status.size);
  // Where it was cut while we read, what is left is the file now.
  return bytes.subarray(0, fill(descriptor, bytes, 0));
}

/** Reads a plain file from a place on until `bytes` are full; returns how many there were. */
function fill(descriptor: number, bytes: Uint8Array, from: number): number {
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, from + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

function readPieces<T>(descriptor: number, size: number, { headerBytes, recordBytes, begin }: InPieces<T>): T | null {
  if (size > mostBytes) throw tooLarge();
  const header = Buffer.alloc(headerBytes);
  if (fill(descriptor, header, 0) < headerBytes) return null;
  const reader = begin(header, size);
  if (reader === null) return null;
  const piece = Buffer.alloc(Math.floor(pieceBytes / recordBytes) * recordBytes);
  for (let at = headerBytes; at < size; at += piece.length) {
    const wanted = piece.subarray(0, Math.min(size - at, piece.length));
    if (fill(descriptor, wanted, at) < wanted.length) return null;
    reader.take(wanted);
  }
  return reader.end();
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
