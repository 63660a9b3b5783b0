import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import {
  decodeJournal,
  encodeRecord,
  type JournalRecord,
  journalMagic,
} from '../../src/send/journal/journal-format.ts';
import { lostOrigin, placeOfBreak } from '../../src/send/journal/resume-origin.ts';
import { acknowledgedLines, findResumePoint } from '../../src/send/journal/resume-point.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { smallPlug } from './small-plug.ts';

// A print that was resumed broke off again, often at once: what the sessions before it printed stays printed.

const profile = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));
const driver = driverOf('marlin');
/** Without waits for motion, as plungers print: only the look-ahead says what was surely executed. */
const plug = new TextDecoder().decode(smallPlug({ pauses: false })).replace(/^M400\n/gm, '');
const job = readJobLines(new TextEncoder().encode(plug), driver);

/** Sessions one after the other: where each began, and how many lines it had answered in the end. */
function journal(...sessions: readonly (readonly [from: number, count: number])[]) {
  const records = sessions.flatMap(([from, count]): JournalRecord[] => [
    {
      kind: 'session',
      session: {
        version: 1,
        file: 'plug.gcode',
        sha256: 'a',
        printer: profile.id,
        firmware: 'Marlin',
        port: '/dev/ttyUSB0',
        operator: '',
        startedAt: '2026-01-01T00:00:00Z',
        lines: job.count,
        from,
      },
    },
    ...Array.from({ length: count - from }, (_, i): JournalRecord => {
      return { kind: 'acknowledged', index: from + i, line: from + i + 1, ms: i };
    }),
  ]);
  const bytes = records.flatMap((record) => [...encodeRecord(record)]);
  return acknowledgedLines(decodeJournal(Uint8Array.from([...journalMagic, ...bytes]))!);
}

const resumed = (by: 'layer' | 'strand', ...sessions: readonly (readonly [number, number])[]) => {
  const { count, reached, earlier } = journal(...sessions);
  return { ...findResumePoint(job, count, by, driver, profile, earlier), acknowledged: reached };
};

describe.each(['layer', 'strand'] as const)('by %s', (by) => {
  const ends = Array.from({ length: 12 }, (_, i) => Math.round(((i + 2) * job.count) / 15));

  test('it never goes back behind where the last session resumed', () => {
    for (const count of ends) {
      const first = resumed(by, [0, count]);
      for (const more of [0, 1, 7]) {
        const second = resumed(by, [0, count], [first.from, first.from + more]);
        expect(second.from).toBe(first.from);
        // Strands that any session has begun are printed again.
        expect(second.again).toEqual(first.again);
      }
    }
  });

  test('the printer may stand where an earlier session broke off, or on the way back', () => {
    for (const count of ends) {
      const first = resumed(by, [0, count]);
      const second = resumed(by, [0, count], [first.from, first.from]);
      const broke = placeOfBreak(job, second.acknowledged, driver, profile, { ...second.earlier, way: second.prelude });
      const { low, high } = placeOfBreak(job, count, driver, profile)!;
      for (const { x, y } of [low, high]) {
        expect(lostOrigin({ x, y, z: profile.safeZ }, false, broke, profile)).toBeNull();
      }
      expect(lostOrigin({ x: 100, y: 100, z: profile.safeZ }, false, broke, profile)).toMatch(/stands at X100/);
      expect(lostOrigin({ x: low.x, y: low.y, z: profile.safeZ }, true, broke, profile)).toMatch(/just started/);
    }
  });
});

test('a session from the first line is a print of its own', () => {
  expect(journal([0, 200], [0, 30]).earlier).toEqual({ before: 0, farthest: 0 });
  expect(journal([0, 200], [150, 160], [150, 170]).earlier).toEqual({ before: 150, farthest: 200 });
});
