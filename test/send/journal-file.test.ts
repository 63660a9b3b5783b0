import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal, readJournal } from '../../src/send/journal/journal-file.ts';
import { decodeJournal, type JournalSession } from '../../src/send/journal/journal-format.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';

const session: JournalSession = {
  version: 1,
  file: 'plug.gcode',
  sha256: '0'.repeat(64),
  printer: 'allevi-biobot1',
  firmware: 'Marlin',
  port: 'memory',
  operator: 'test',
  startedAt: '2026-01-01T00:00:00.000Z',
  lines: 1000,
  from: 0,
};

/** What a second process would read now: what reached the system. */
const indices = (path: string) =>
  decodeJournal(readFileSync(path))!.records.flatMap((record): (string | number)[] =>
    record.kind === 'acknowledged' ? [record.index] : record.kind === 'event' ? [String(record.event['text'])] : [],
  );

test('acknowledged lines reach the system with the next flush, mark, event or close, in order', () => {
  const path = join(scratchFolder(), 'a.journal');
  const journal = openJournal(path, session);
  journal.acknowledged(0, 1, 5);
  journal.acknowledged(1, 2, 7);
  expect(indices(path)).toEqual([]);
  journal.flush();
  expect(indices(path)).toEqual([0, 1]);
  journal.acknowledged(2, 3, 9);
  journal.event({ ms: 10, kind: 'said', text: 'hot' });
  expect(indices(path)).toEqual([0, 1, 2, 'hot']);
  journal.acknowledged(3, 4, 11);
  journal.mark();
  expect(indices(path)).toEqual([0, 1, 2, 'hot', 3]);
  journal.acknowledged(4, 5, 12);
  journal.close();
  expect(indices(path)).toEqual([0, 1, 2, 'hot', 3, 4]);
});

test('more answers in one reading than the journal holds back lose nothing, and keep every number whole', () => {
  const path = join(scratchFolder(), 'b.journal');
  const journal = openJournal(path, session);
  for (let i = 0; i < 500; i++) journal.acknowledged(i, 4_000_000_000 + i, 3_000_000_000 + i);
  journal.flush();
  journal.close();
  const acknowledged = decodeJournal(readFileSync(path))!.records.slice(1);
  expect(acknowledged).toEqual(
    Array.from({ length: 500 }, (_, i) => ({
      kind: 'acknowledged',
      index: i,
      line: 4_000_000_000 + i,
      ms: 3_000_000_000 + i,
    })),
  );
});

test('what a full disk leaves of a journal does not block the next print', () => {
  for (const left of ['', 'BW']) {
    const path = join(scratchFolder(), 'a.journal');
    writeFileSync(path, left);
    expect(readJournal(path)).toBeNull();
    openJournal(path, session).close();
    expect(readJournal(path)).toMatchObject({ cutOff: false, records: [{ kind: 'session' }] });
  }
  const foreign = join(scratchFolder(), 'b.journal');
  writeFileSync(foreign, 'no');
  expect(() => readJournal(foreign)).toThrow(/is not a journal/);
});
