import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SendInputs } from '../../src/cli/send/send-inputs.ts';
import { resumeFrom } from '../../src/cli/send/send-journal.ts';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { journalPath, openJournal } from '../../src/send/journal/journal-file.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';
import { smallPlug } from './small-plug.ts';

/** A journal of the small plug that broke off when this many lines were answered, on a printer that is never homed. */
function broken(count: number): () => unknown {
  const profile = loadProfile('marlin-syringe', resolve(import.meta.dirname, '../../printers'));
  const driver = driverOf('marlin');
  const job = readJobLines(smallPlug(), driver);
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
  return () => resumeFrom(path, inputs, { port: session.port, resume: 'strand' });
}

describe('a print that broke off', () => {
  test('before its first move is printed from the start, which asks for no place', () => {
    expect(broken(0)).toThrow(/before its first strand/);
  });

  test('later is resumed', () => {
    expect(broken(60)()).toMatchObject({ acknowledged: 60 });
  });
});
