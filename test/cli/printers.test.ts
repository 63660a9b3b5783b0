import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { checkPrinter, confirmPrinter } from '../../src/cli/library/run-printers.ts';
import { InputError } from '../../src/finding/input-error.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { firmwareNotes } from '../../src/printer/firmware-notes.ts';
import { findConfirmation } from '../../src/printer/load-confirmation.ts';
import { listProfiles, loadProfile } from '../../src/printer/load-profiles.ts';

const scratch = mkdtempSync(join(tmpdir(), 'printers-'));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true });
});
vi.stubEnv('XDG_CONFIG_HOME', join(scratch, 'config'));
const shelf = libraryFolder('printers');

/** What the command prints, as JSON. */
function said(run: () => number): Record<string, unknown> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    expect(run()).toBe(0);
  } finally {
    spy.mockRestore();
  }
  return JSON.parse(written.join(''));
}

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
  return 'nothing was refused';
};

test('what a letter F shows is kept in the settings or beside a job, and never replaced unasked', () => {
  const kept = said(() => confirmPrinter('printess', { letterF: 'mirrored', json: true }));
  expect(kept['file']).toBe(join(scratch, 'config/bioweft/printess.confirmed.json'));
  expect(JSON.parse(readFileSync(String(kept['file']), 'utf8'))).toMatchObject({
    letterF: 'mirrored',
    printer: 'printess',
  });
  expect(code(() => confirmPrinter('printess', { letterF: 'right', quiet: true }))).toBe('confirmation-exists');
  expect(confirmPrinter('printess', { letterF: 'right', quiet: true, force: true })).toBe(0);
  writeFileSync(join(scratch, 'job.yaml'), '');
  expect(confirmPrinter('printess', { letterF: 'mirrored', quiet: true, beside: join(scratch, 'job.yaml') })).toBe(0);
  expect(existsSync(join(scratch, 'printess.confirmed.json'))).toBe(true);
  // Beside the job goes before the settings.
  const profile = loadProfile('printess', shelf);
  const found = findConfirmation(profile, [scratch, join(scratch, 'config/bioweft')]);
  expect(found?.confirmation.letterF).toBe('mirrored');
  expect(code(() => confirmPrinter('printess', { letterF: 'upside down' }))).toBe('letter-f');
  expect(code(() => confirmPrinter('printes', { letterF: 'right' }))).toBe('printer-unknown');
  expect(code(() => confirmPrinter('printess', { letterF: 'right', beside: join(scratch, 'none') }))).toBe(
    'confirmation-place',
  );
});

test('a profile is checked: what its firmware needs, what was not read, and every fault with its line', () => {
  const own = JSON.parse(readFileSync(join(shelf, 'marlin-syringe.json'), 'utf8'));
  const file = join(scratch, 'own.json');
  writeFileSync(file, JSON.stringify({ ...own, id: 'own' }));
  const report = said(() => checkPrinter(file, { json: true }));
  expect(report).toMatchObject({ printer: 'own', handedness: 'unconfirmed' });
  expect(report['firmware']).toEqual([
    expect.stringContaining('M280 needs a Marlin built with NUM_SERVOS'),
    expect.stringContaining('start.0: M302 needs a Marlin built with PREVENT_COLD_EXTRUSION'),
  ]);
  expect(report['measure']).toContain('motion.acceleration');
  writeFileSync(file, JSON.stringify({ ...own, start: ['G29', 'M302 P1'] }));
  expect(() => checkPrinter(file, {})).toThrow('start.0: "G29" probes the bed');
});

test('only Marlins are asked for options of Marlin', () => {
  const noted = listProfiles(shelf).filter((profile) => firmwareNotes(profile).length > 0);
  expect(noted.map(({ id }) => id)).toEqual(['allevi-biobot1', 'lulzbot-bio', 'marlin-syringe']);
  expect(firmwareNotes(loadProfile('lulzbot-bio', shelf))[0]).toContain(
    'start.3: M420 needs a Marlin built with bed levelling',
  );
});
