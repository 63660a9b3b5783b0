import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { InputError } from '../finding/input-error.ts';
import { entryToLine, nextEntry, type RecordEntry, verifyRecord } from '../record/batch-record.ts';
import type { EntryDraft } from '../record/plan-entries.ts';

/**
 * Appends entries to a batch record, never changing what stands there. Throws InputError when the record was changed
 * since it was written: such a record is evidence, and nothing is added to it.
 */
export async function appendRecord(path: string, drafts: readonly EntryDraft[], now = new Date()): Promise<void> {
  let last: RecordEntry | null = null;
  if (existsSync(path)) {
    const verified = await verifyRecord(readFileSync(path, 'utf8'));
    if (!verified.sound) {
      throw new InputError('record-changed', `${path}:${verified.line}: ${verified.why}; nothing was added to it`, {
        where: { file: path, line: verified.line },
        fix: 'keep it as evidence under another name, and a new record begins',
      });
    }
    last = verified.entries.at(-1) ?? null;
  }
  let text = '';
  for (const [kind, data] of drafts) {
    last = await nextEntry(last, kind, data, now.toISOString());
    text += entryToLine(last);
  }
  const file = openSync(path, 'a');
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
