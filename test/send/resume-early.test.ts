import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SendInputs } from '../../src/cli/send/send-inputs.ts';
import { leavesBehind, resumeFrom } from '../../src/cli/send/send-journal.ts';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { journalPath, openJournal } from '../../src/send/journal/journal-file.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';
import { smallPlug } from './small-plug.ts';

const profile = loadProfile('marlin-syringe', resolve(import.meta.dirname, '../../printers'));
const driver = driverOf('marlin');

/** A journal of a file that broke off when this many lines were answered, on a printer that is never homed. */
function broken(count: number, bytes = smallPlug()): () => unknown {
  const job = readJobLines(bytes, driver);
  const file = `${scratchFolder()}/plug.gcode`;
  const session = {
    version: 1,
    file,
    sha256: 'a',
    printer: profile.id,
    firmware: 'Marlin',
    port: '/dev/ttyUSB0',
    operator: '',
    startedAt: '2026-01-01T00:00:00Z',
    lines: job.count,
    from: 0,
  } as const;
  const path = journalPath(file, session.port);
  const journal = openJournal(path, session);
  for (let i = 0; i < count; i++) journal.acknowledged(i, i + 1, i);
  journal.close();
  const inputs = { file, sha256: 'a', profile, driver, job } as SendInputs;
  left = leavesBehind(path, inputs);
  expect(leavesBehind(path, { ...inputs, sha256: 'b' })).toBeNull();
  return () => resumeFrom(path, inputs, { port: session.port, resume: 'strand' });
}

/** What a new print of that file leaves behind. */
let left: string | null = null;

test('a print from the first line says what it leaves behind unfinished', () => {
  broken(0);
  expect(left).toBeNull();
  broken(60);
  expect(left).toMatch(/broke off in layer 1 in well A1: --resume continues it, and this one begins at its first line/);
  const strange = `${scratchFolder()}/plug.gcode.ttyUSB0.journal`;
  writeFileSync(strange, 'my notes');
  expect(() => leavesBehind(strange, { sha256: 'a', job: readJobLines(smallPlug(), driver) })).toThrow(/not a journal/);
});

describe('a print that broke off', () => {
  test('before its first move is printed from the start, which asks for no place', () => {
    expect(broken(0)).toThrow(/before its first strand/);
  });

  // A printer that is never homed stands where the operator has put it until the first way sideways is run.
  const rises = ['G21', 'G90', 'M302 P1', 'G92 E0', 'G0 Z25 F600', 'G0 X50 Y40 F3000', 'G0 Z0.3 F600'];
  const laid = Array.from({ length: 40 }, (_, i) => `G1 X${50 + i / 10} Y40 E${i / 100} F600`);
  const early = new TextEncoder().encode([...rises, ...laid].join('\n'));

  test.each([0, 2, 4])('while its first way sideways may not have begun is printed from the start (%d lines)', (n) => {
    expect(broken(n, early)).toThrow(/before its first strand/);
  });

  test('later asks where it stands', () => {
    expect(broken(24, early)()).toMatchObject({ from: 0, acknowledged: 24 });
    expect(broken(40, early)()).toMatchObject({ from: 17, acknowledged: 40 });
  });

  test('later is resumed', () => {
    expect(broken(60)()).toMatchObject({ acknowledged: 60 });
  });
});
