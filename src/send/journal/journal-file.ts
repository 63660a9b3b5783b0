import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../finding/input-error.ts';
import {
  acknowledgedBytes,
  decodeJournal,
  encodeAcknowledged,
  encodeRecord,
  type JournalEvent,
  type JournalReading,
  type JournalSession,
  journalMagic,
} from './journal-format.ts';

/**
 * The journal as it grows. Events reach the system at once and the disk within 100 ms; `mark` brings everything there
 * now. Acknowledged lines wait for `flush`, which comes before anything more is sent.
 */
export interface JournalFile {
  acknowledged(index: number, line: number, ms: number): void;
  event(event: JournalEvent): void;
  /** Everything so far has reached the system: it outlives the sender. */
  flush(): void;
  /** Everything so far is on the disk when this returns. */
  mark(): void;
  close(): void;
}

const syncMs = 100;
/** Many answers may come in one reading of the port. */
const mostWaiting = 64 * acknowledgedBytes;
/** Names of files are 255 bytes at most. */
const longestKey = 80;

/** `plug.gcode` on `/dev/ttyUSB0` → `plug.gcode.ttyUSB0.journal`: each printer that prints a file has its own. */
export function journalPath(file: string, port: string): string {
  return `${file}.${portKey(port)}.journal`;
}

/** The port as a part of a file's name; what would be too long or lose letters gets a hash of the whole. */
function portKey(port: string): string {
  const name = port.replace(/^tcp:\/\//, '').replace(/^\/dev\/(serial\/by-id\/)?/, '');
  const safe = name.replace(/[/:]/g, '-').replace(/[^\w.-]/g, '_');
  if (safe.length <= longestKey && safe === name.replace(/[/:]/g, '-') && safe !== '') return safe;
  return `${safe.slice(0, longestKey)}-${createHash('sha256').update(port).digest('hex').slice(0, 8)}`;
}

/** Journals beside a file, of whichever port; a file once had a single one. */
export function journalsBeside(file: string): string[] {
  const own = basename(file);
  const folder = dirname(file);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${own}.`) && name.endsWith('.journal'))
    .sort()
    .map((name) => join(folder, name));
}

/** @throws InputError when the file is there and is no journal */
export function readJournal(path: string): JournalReading | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const reading = decodeJournal(bytes);
  if (reading !== null) return reading;
  // What a full disk leaves of one that was just begun.
  if (
    journalMagic.subarray(0, bytes.length).every((byte, i) => bytes[i] === byte) &&
    bytes.length < journalMagic.length
  )
    return null;
  throw new InputError('journal-strange', `${path} is not a journal of bioweft`, {
    where: { file: path },
    fix: 'Move it away; a new one is begun.',
  });
}

/** Begins a session at the end of the journal; a record that a crash cut off is taken away first. */
export function openJournal(path: string, session: JournalSession): JournalFile {
  const before = readJournal(path);
  const file = open(path);
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  const waiting = new Uint8Array(mostWaiting);
  let filled = 0;

  function write(bytes: Uint8Array): void {
    if (closed) return;
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    timer ??= setTimeout(sync, syncMs);
  }

  function flush(): void {
    if (filled === 0) return;
    const bytes = waiting.subarray(0, filled);
    filled = 0;
    write(bytes);
  }

  function sync(): void {
    timer = null;
    if (!closed) fdatasync(file, () => {});
  }

  function mark(): void {
    flush();
    if (timer) clearTimeout(timer);
    timer = null;
    if (!closed) fdatasyncSync(file);
  }

  try {
    if (before === null) {
      ftruncateSync(file, 0);
      writeSync(file, journalMagic);
    } else if (before.cutOff) ftruncateSync(file, before.soundBytes);
    write(encodeRecord({ kind: 'session', session }));
    mark();
  } catch (error) {
    if (timer) clearTimeout(timer);
    closeSync(file);
    throw unwritable(path, error);
  }
  return {
    acknowledged(index, line, ms) {
      if (filled === mostWaiting) flush();
      encodeAcknowledged(waiting, filled, index, line, ms);
      filled += acknowledgedBytes;
    },
    event(event) {
      flush();
      write(encodeRecord({ kind: 'event', event }));
    },
    flush,
    mark,
    close() {
      mark();
      closed = true;
      closeSync(file);
    },
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'a');
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): InputError {
  return new InputError('journal-unwritable', `The journal cannot be written: ${(error as Error).message}.`, {
    where: { file: path },
    fix: 'Make room, or print from a folder that can be written to.',
  });
}
