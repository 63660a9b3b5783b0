import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { InputError } from '../../finding/input-error.ts';

interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

/** Work under a lock takes milliseconds; a lock of another machine this old was left by a crash. */
const staleMs = 60_000;
/** How long a program waits for its turn. */
const patienceMs = 30_000;
const pauseMs = 15;

/**
 * Does `work` while no other program does its work on the same file. The lock is a file beside it that names its owner:
 * what a crash leaves behind is recognised by an owner that no longer runs, and taken away. Throws InputError where the
 * lock cannot be had.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  const token = randomBytes(8).toString('hex');
  const until = Date.now() + patienceMs;
  while (!take(lock, token, path)) {
    removeStale(lock);
    if (Date.now() > until) throw held(path, lock);
    await new Promise((done) => setTimeout(done, pauseMs + Math.random() * pauseMs));
  }
  try {
    return await work();
  } finally {
    if (ownerOf(lock)?.token === token) rmSync(lock, { force: true });
  }
}

/**
 * Keeps a file for this program, for hours if need be, until what is returned is called; null where a running program
 * keeps it already. Throws InputError where no lock can be written.
 */
export function holdFile(path: string): (() => void) | null {
  const lock = `${path}.lock`;
  const token = randomBytes(8).toString('hex');
  if (!take(lock, token, path)) {
    removeStale(lock);
    if (!take(lock, token, path)) return null;
  }
  // Another machine knows a running owner by the age of its lock only.
  const beat = setInterval(() => quietly(() => utimesSync(lock, new Date(), new Date())), staleMs / 3);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (ownerOf(lock)?.token === token) quietly(() => rmSync(lock, { force: true }));
  };
}

/** Whether a running program keeps the file. */
export function isHeld(path: string): boolean {
  const lock = `${path}.lock`;
  const owner = ownerOf(lock);
  return owner !== null && isAlive(owner, lock);
}

/** The folder may have gone meanwhile, or cannot be written any more: the lock then ends with this process. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Its owner no longer runs, so others take it away.
  }
}

function take(lock: string, token: string, path: string): boolean {
  let file: number;
  try {
    file = openSync(lock, 'wx');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw unwritable(path, message);
  }
  try {
    const owner: Owner = { token, pid: process.pid, host: hostname() };
    writeSync(file, JSON.stringify(owner));
  } catch (error) {
    // A full disk: a lock without an owner would stand in the way of others.
    rmSync(lock, { force: true });
    throw unwritable(path, (error as Error).message);
  } finally {
    closeSync(file);
  }
  return true;
}

function unwritable(path: string, why: string): InputError {
  return new InputError('write', `Cannot write beside ${path}: ${why}.`, {
    where: { file: path },
    fix: 'Make room, or choose a folder that can be written to.',
  });
}

/** Takes away a lock whose owner is gone. Only the program whose rename succeeds does so, and only for that owner. */
function removeStale(lock: string): void {
  const owner = ownerOf(lock);
  if (owner === null ? !isOld(lock) : isAlive(owner, lock)) return;
  const grave = `${lock}.${owner?.token ?? 'unknown'}`;
  try {
    renameSync(lock, grave);
  } catch {
    return; // another program was faster
  }
  // Between reading and renaming a new owner may have come: its lock goes back.
  if (ownerOf(grave)?.token === owner?.token) rmSync(grave, { force: true });
  else renameSync(grave, lock);
}

function ownerOf(lock: string): Owner | null {
  try {
    const owner: unknown = JSON.parse(readFileSync(lock, 'utf8'));
    return typeof owner === 'object' && owner !== null && 'token' in owner ? (owner as Owner) : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, host }: Owner, lock: string): boolean {
  if (host !== hostname()) return !isOld(lock);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isOld(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > staleMs;
  } catch {
    return false;
  }
}

function held(path: string, lock: string): InputError {
  return new InputError('file-locked', `${path} is being written by another program for more than 30 s.`, {
    where: { file: path },
    fix: `Wait for it to end; if no other program runs, remove ${lock}.`,
  });
}
