import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { InputError } from '../../finding/input-error.ts';
import { loadText } from '../../finding/load-file.ts';
import { entryToLine, nextEntry, type RecordEntry, verifyRecord } from '../../record/batch-record.ts';
import type { EntryDraft } from '../../record/plan-entries.ts';
import { withFileLock } from '../files/file-lock.ts';

/** A batch record that is sound as far as it goes; entries are added, never changed. */
export interface OpenRecord {
  /** Adds entries behind whatever stands there by now: other programs may write the same record meanwhile. */
  append(drafts: readonly EntryDraft[], now?: Date): Promise<void>;
}

/** `out/plug.gcode` → `out/plug.record.jsonl` */
export function recordPath(gcode: string): string {
  return `${gcode.replace(/\.(gcode|gco|nc|iso)$/i, '')}.record.jsonl`;
}

/**
 * Opens the record at `path`, or begins one there. Throws InputError when it was changed since it was written: such a
 * record is evidence, and nothing is added to it. An empty file, as a full disk leaves it, is a record that begins.
 */
export async function openRecord(path: string): Promise<OpenRecord> {
  await readTail(path);
  refuseReadOnly(path);
  return {
    append: (drafts, now = new Date()) =>
      withFileLock(path, async () => {
        const tail = await readTail(path);
        let { last } = tail;
        let text = '';
        for (const [kind, data] of [...tornNote(tail), ...drafts]) {
          last = await nextEntry(last, kind, data, now.toISOString());
          text += entryToLine(last);
        }
        appendSynced(path, text, tail.soundBytes);
      }),
  };
}

function refuseReadOnly(path: string): void {
  if (!existsSync(path)) return;
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw new InputError('record-unwritable', `Cannot write the batch record: ${(error as Error).message}.`, {
      where: { file: path },
      fix: 'Make it writable, or keep it under another name, and a new record begins.',
    });
  }
}

/** The end of a record. */
interface Tail {
  readonly last: RecordEntry | null;
  readonly soundBytes: number;
  /** What a crash left of an entry that was never whole. */
  readonly torn: string;
}

async function readTail(path: string): Promise<Tail> {
  const text = existsSync(path) ? loadText(path, { what: 'batch record' }) : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const torn = text.slice(whole.length);
  if (whole === '') return { last: null, soundBytes: 0, torn };
  const verified = await verifyRecord(whole);
  if (verified.sound) return { last: verified.entries.at(-1) ?? null, soundBytes: Buffer.byteLength(whole), torn };
  throw new InputError('record-changed', `${path}:${verified.line}: ${verified.why}; nothing is added to it.`, {
    where: { file: path, line: verified.line },
    fix: 'Keep it as evidence under another name, and a new record begins.',
  });
}

/** A line that was cut off makes room for entries, but what was left of it stays on the record. */
function tornNote({ torn }: Tail): EntryDraft[] {
  if (torn === '') return [];
  return [
    ['note', { text: 'A program was interrupted while it wrote an entry here; this is what was left of it.', torn }],
  ];
}

/** Writes behind the sound part; what cannot be written whole (a full disk) leaves the record as it was. */
function appendSynced(path: string, text: string, soundBytes: number): void {
  const bytes = Buffer.from(text);
  const isNew = !existsSync(path);
  const file = openSync(path, 'a');
  try {
    if (fstatSync(file).size > soundBytes) ftruncateSync(file, soundBytes);
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } catch (error) {
    ftruncateSync(file, soundBytes);
    if (isNew) rmSync(path);
    throw new InputError('record-unwritable', `Cannot write the batch record: ${(error as Error).message}.`, {
      where: { file: path },
      fix: 'Make room on the disk; the record is as it was.',
    });
  } finally {
    closeSync(file);
  }
}
