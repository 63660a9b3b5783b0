import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { InputError } from '../finding/input-error.ts';
import { entryToLine, nextEntry, type RecordEntry, verifyRecord } from '../record/batch-record.ts';
import type { EntryDraft } from '../record/plan-entries.ts';

/** A batch record that is sound as far as it goes; entries are added, never changed. */
export interface OpenRecord {
  append(drafts: readonly EntryDraft[], now?: Date): Promise<void>;
}

/**
 * Opens the record at `path`, or begins one there. Throws InputError when it was changed since it was written: such a
 * record is evidence, and nothing is added to it.
 */
export async function openRecord(path: string): Promise<OpenRecord> {
  let last: RecordEntry | null = null;
  if (existsSync(path)) {
    const verified = await verifyRecord(readFileSync(path, 'utf8'));
    if (!verified.sound) {
      throw new InputError('record-changed', `${path}:${verified.line}: ${verified.why}; nothing is added to it`, {
        where: { file: path, line: verified.line },
        fix: 'keep it as evidence under another name, and a new record begins',
      });
    }
    last = verified.entries.at(-1) ?? null;
  }
  return {
    append: async (drafts, now = new Date()) => {
      let text = '';
      for (const [kind, data] of drafts) {
        last = await nextEntry(last, kind, data, now.toISOString());
        text += entryToLine(last);
      }
      appendSynced(path, text);
    },
  };
}

function appendSynced(path: string, text: string): void {
  const file = openSync(path, 'a');
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
