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
  decodeJournal,
  encodeAcknowledged,
  encodeRecord,
  type JournalEvent,
  type JournalReading,
  type JournalSession,
  journalMagic,
} from './journal-format.ts';

/** The journal as it grows. Records reach the system at once and the disk within 100 ms; `mark` brings them there now. */
export interface JournalFile {
  acknowledged(index: number, line: number, ms: number): void;
  event(event: JournalEvent): void;
  /** Everything so far is on the disk when this returns. */
  mark(): void;
  close(): void;
}

const syncMs = 100;

/** `plug.gcode` → `plug.gcode.journal` */
export function journalPath(file: string): string {
  return `${file}.journal`;
}

/** @throws InputError when the file is there and is no journal */
export function readJournal(path: string): JournalReading | null {
  if (!existsSync(path)) return null;
  const reading = decodeJournal(readFileSync(path));
  if (reading !== null) return reading;
  throw new InputError('journal-strange', `${path} is not a journal of bioweft`, {
    where: { file: path },
    fix: 'move it away; a new one is begun',
  });
}

/** Begins a session at the end of the journal; a record that a crash cut off is taken away first. */
export function openJournal(path: string, session: JournalSession): JournalFile {
  const before = readJournal(path);
  const file = open(path);
  if (before === null) writeSync(file, journalMagic);
  else if (before.cutOff) ftruncateSync(file, before.soundBytes);
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function write(bytes: Uint8Array): void {
    if (closed) return;
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    timer ??= setTimeout(sync, syncMs);
  }

  function sync(): void {
    timer = null;
    if (!closed) fdatasync(file, () => {});
  }

  function mark(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (!closed) fdatasyncSync(file);
  }

  write(encodeRecord({ kind: 'session', session }));
  mark();
  return {
    acknowledged: (index, line, ms) => write(encodeAcknowledged(index, line, ms)),
    event: (event) => write(encodeRecord({ kind: 'event', event })),
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
