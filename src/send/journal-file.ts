import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { InputError } from '../finding/input-error.ts';
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

/** `plug.gcode` → `plug.gcode.journal` */
export function journalPath(file: string): string {
  return `${file}.journal`;
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
    fix: 'move it away; a new one is begun',
  });
}

/** Begins a session at the end of the journal; a record that a crash cut off is taken away first. */
export function openJournal(path: string, session: JournalSession): JournalFile {
  const before = readJournal(path);
  const file = open(path);
  if (before === null) {
    ftruncateSync(file, 0);
    writeSync(file, journalMagic);
  } else if (before.cutOff) ftruncateSync(file, before.soundBytes);
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

  write(encodeRecord({ kind: 'session', session }));
  mark();
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
    throw new InputError('journal-unwritable', `the journal cannot be written: ${(error as Error).message}`, {
      where: { file: path },
      fix: 'print from a folder that can be written to',
    });
  }
}
