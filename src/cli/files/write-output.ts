import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../../finding/input-error.ts';

/** `-` as an output is the standard output. */
export const standardOutput = '-';

/**
 * Writes an output: beside its place and renamed when it is whole, so that no reader ever meets half a file and a
 * failure leaves what was there. A link is written through; pipes and devices are written to, never replaced.
 * Throws InputError when it cannot be written.
 */
export function writeOutput(path: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    if (path === standardOutput) writeAll(process.stdout.fd, bytes);
    else {
      const target = targetOf(path);
      if (isSpecial(target)) writeInto(target, bytes);
      else replaceWhole(target, bytes);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || code === 'EPIPE') throw error;
    throw new InputError('write', `Cannot write ${path}: ${message}.`, {
      where: { file: path },
      fix: 'Choose another output.',
    });
  }
}

/** Where a name leads: the file behind a link, whether it exists yet or not. */
export function targetOf(path: string): string {
  let target = resolve(path);
  // As many links in a row as systems follow.
  for (let i = 0; i < 40; i++) {
    const link = linkOf(target);
    if (link === null) break;
    // What /dev/stdout and /proc/self/fd/1 lead to has no name of its own.
    if (target.startsWith('/proc/')) return target;
    target = resolve(dirname(target), link);
  }
  return existsSync(target) && !isSpecial(target) ? realpathSync(target) : target;
}

function linkOf(path: string): string | null {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return null;
  }
}

/** Whether something stands there that is neither a file nor nothing: a pipe, a device, a socket. */
export function isSpecial(path: string): boolean {
  try {
    const status = statSync(path);
    return !status.isFile() && !status.isDirectory();
  } catch {
    return false;
  }
}

function writeInto(target: string, bytes: Uint8Array): void {
  const file = openSync(target, 'w');
  try {
    writeAll(file, bytes);
  } finally {
    closeSync(file);
  }
}

function replaceWhole(target: string, bytes: Uint8Array): void {
  const aside = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.part`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    const file = openSync(aside, 'wx');
    try {
      writeAll(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, target);
  } catch (error) {
    if (existsSync(aside)) rmSync(aside);
    throw error;
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(file, bytes, done);
    } catch (error) {
      // A full pipe that does not block: its reader is slower than we are.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
