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

/** A file and what is to stand in it. */
export interface Writing {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Outputs that lie whole beside their places, on the disk: what can fail of writing them has not failed. */
export interface StagedOutputs {
  /** Gives them their names. */
  place(): void;
  /** Leaves all places as they were. What is placed stays. */
  discard(): void;
}

/**
 * Writes an output: beside its place and renamed when it is whole, so that no reader ever meets half a file and a
 * failure leaves what was there. A link is written through; pipes and devices are written to, never replaced.
 * Throws InputError when it cannot be written.
 */
export function writeOutput(path: string, content: string | Uint8Array): void {
  writeOutputs([{ path, content }]);
}

/** Several outputs of one command: all of them, or none. */
export function writeOutputs(outputs: readonly Writing[]): void {
  const staged = stageOutputs(outputs);
  try {
    staged.place();
  } finally {
    staged.discard();
  }
}

/** Pipes and devices are written to here, after all files: they keep what they were given. */
export function stageOutputs(outputs: readonly Writing[]): StagedOutputs {
  const aside = new Map<string, { readonly path: string; readonly target: string }>();
  const discard = () => {
    for (const file of aside.keys()) rmSync(file, { force: true });
    aside.clear();
  };
  try {
    const open: Writing[] = [];
    for (const { path, content } of outputs) {
      const target = path === standardOutput ? path : targetOf(path);
      if (path === standardOutput || isSpecial(target)) open.push({ path, content });
      else naming(path, () => aside.set(writeAside(target, bytesOf(content)), { path, target }));
    }
    for (const { path, content } of open) {
      naming(path, () => {
        if (path === standardOutput) writeAll(process.stdout.fd, bytesOf(content));
        else writeInto(targetOf(path), bytesOf(content));
      });
    }
  } catch (error) {
    discard();
    throw error;
  }
  const place = () => {
    for (const [file, { path, target }] of aside) {
      naming(path, () => renameSync(file, target));
      aside.delete(file);
    }
  };
  return { place, discard };
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

/** What the system says about a file, as an InputError that names the output. */
function naming(path: string, work: () => void): void {
  try {
    work();
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

/** The name of a file that lies whole and synced in the folder of its target. */
function writeAside(target: string, bytes: Uint8Array): string {
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
    return aside;
  } catch (error) {
    rmSync(aside, { force: true });
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
