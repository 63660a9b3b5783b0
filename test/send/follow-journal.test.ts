import { appendFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eventsOf, followJournal } from '../../src/send/journal/follow-journal.ts';
import {
  encodeRecord,
  type JournalRecord,
  type JournalSession,
  journalMagic,
} from '../../src/send/journal/journal-format.ts';
import type { LiveEvent } from '../../src/send/journal/live-event.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';

const session: JournalSession = {
  version: 1,
  file: 'plug.gcode',
  sha256: 'abc',
  printer: 'allevi-biobot1',
  firmware: 'Marlin',
  port: '/dev/ttyUSB0',
  operator: '',
  startedAt: '2026-01-01T00:00:00.000Z',
  lines: 100,
  from: 0,
};
const acknowledged = (index: number): JournalRecord => ({
  kind: 'acknowledged',
  index,
  line: index + 10,
  ms: index * 5,
});
const state = (word: string, text?: string): JournalRecord => ({
  kind: 'event',
  event: { ms: 1, kind: 'state', state: word, ...(text ? { text } : {}) },
});

test('positions are thinned, states come after the position they hold for, old sessions do not count', () => {
  const records: JournalRecord[] = [
    { kind: 'session', session: { ...session, sha256: 'old' } },
    acknowledged(90),
    { kind: 'session', session },
    state('printing'),
    acknowledged(0),
    acknowledged(1),
    acknowledged(2),
    state('paused', 'add calcium'),
  ];
  expect(eventsOf(records, (index) => index * 0.1)).toEqual([
    { event: 'job', data: { id: session.startedAt, sha256: 'abc', lines: 100 } },
    { event: 'state', data: { state: 'printing' } },
    { event: 'pos', data: { line: 12, plannedS: 0.2, t: 10 } },
    { event: 'state', data: { state: 'paused', why: 'add calcium' } },
    { event: 'pos', data: { line: 12, plannedS: 0.2, t: 10 } },
  ]);
});

test('a journal is followed while it grows, half a record at a time', async () => {
  const path = join(scratchFolder(), 'plug.gcode.journal');
  const heard: LiveEvent[] = [];
  let wake: () => void = () => {};
  const stop = followJournal(
    () => path,
    () => 1,
    (event) => {
      heard.push(event);
      wake();
    },
  );
  onTestFinished(stop);
  const next = () =>
    new Promise<void>((done) => {
      wake = done;
    });
  const first = next();
  writeFileSync(path, journalMagic);
  appendFileSync(path, encodeRecord({ kind: 'session', session }));
  const line = encodeRecord({ kind: 'acknowledged', index: 7, line: 17, ms: 350 });
  appendFileSync(path, line.subarray(0, 9));
  await first;
  expect(heard).toEqual([{ event: 'job', data: { id: session.startedAt, sha256: 'abc', lines: 100 } }]);
  const second = next();
  appendFileSync(path, line.subarray(9));
  await second;
  expect(heard.at(-1)).toEqual({ event: 'pos', data: { line: 17, plannedS: 1, t: 350 } });
});

test('a journal that fell silent gives way to that of the next print, one that grows does not', async () => {
  const folder = scratchFolder();
  const journal = (name: string, agoS: number) => {
    const path = join(folder, name);
    const begun = { kind: 'session', session: { ...session, sha256: name } } as const;
    writeFileSync(path, Buffer.concat([journalMagic, encodeRecord(begun)]));
    utimesSync(path, Date.now() / 1000 - agoS, Date.now() / 1000 - agoS);
    return path;
  };
  let found: string | null = null;
  const jobs: string[] = [];
  const stop = followJournal(
    () => found,
    () => 1,
    (event) => event.event === 'job' && jobs.push(event.data.sha256),
  );
  onTestFinished(stop);
  const looks = () => new Promise((done) => setTimeout(done, 400));
  for (const [name, agoS] of [
    ['old', 60],
    ['next', 0],
    ['another', 0],
  ] as const) {
    found = journal(name, agoS);
    await looks();
  }
  expect(jobs).toEqual(['old', 'next']);
});

test('a temperature that has left its target is told to those who watch', () => {
  const event = { ms: 7, kind: 'drift', of: 'T0', celsius: 32, target: 37, how: 'off', text: 'T0 has drifted' };
  expect(
    eventsOf(
      [
        { kind: 'session', session },
        { kind: 'event', event },
      ],
      () => 0,
    ).at(-1),
  ).toEqual({
    event: 'log',
    data: { text: 'T0 has drifted' },
  });
});
