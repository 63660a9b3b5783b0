import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';

// Lines outside of letter and number: refused before the port opens, by the reading that `check` has too, or as a line
// that is not sent.

const folder = resolve(import.meta.dirname, '../../printers');
const printers = ['marlin-syringe', 'klipper-syringe', 'e3d-toolchanger-duet', 'grbl-pneumatic'] as const;

/** Codes of the findings that refuse `line` on this printer: those of `check`, and those of the sender alone. */
function refusals(line: string, printer: string): { check: string[]; send: string[] } {
  const profile = loadProfile(printer, folder);
  const bytes = new TextEncoder().encode(['G21', 'G90', 'G1 Z5 F600', line, 'G1 X1 F600'].join('\n'));
  const codes = (findings: readonly { code: string; severity: string }[]) =>
    findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code);
  const own = [...profile.start, ...profile.end];
  return {
    check: codes(checkGcode(bytes, { profile }).findings),
    send: codes(readJobLines(bytes, driverOf(profile.serial!.firmware), own).findings),
  };
}

describe.each(printers)('%s', (printer) => {
  test.each([
    ['G1 X1,5 Y5', 'malformed-number'],
    ['G1 X1.2.3 Y5', 'malformed-number'],
    ['G1 X5 Y5 F600 START)', 'malformed-number'],
    ['G1 X5 Y5 & F600', 'malformed-number'],
    ['G1 X5 Y5 (go to (5) start)', 'nested-comment'],
  ])('%s is refused by check and send alike: %s', (line, code) => {
    expect(refusals(line, printer).check).toContain(code);
  });

  test.each(['G1 X1E1 Y5', '@pause', '/G1 X5 Y5', 'M18', 'M84', 'M17', 'M80', 'M81', 'M25', 'M24', 'M32 a.g', 'M21'])(
    '%s is not sent',
    (line) => {
      expect(refusals(line, printer).send).toEqual(['line-not-sent']);
    },
  );

  test.each(['G1 X5 Y5 (all is well)', 'G1 X5 Y-.5 F600', 'G1 X1 Y2', 'M117 at 1,5 mm (so)', 'G92 X0 Y0'])(
    '%s is sound',
    (line) => {
      const found = refusals(line, printer);
      expect(found.send).toEqual([]);
      expect(found.check.filter((code) => /malformed|nested|two/.test(code))).toEqual([]);
    },
  );
});

test('two commands in a line: refused where the firmware runs the first only', () => {
  const of = (line: string) => printers.filter((printer) => refusals(line, printer).check.includes('two-commands'));
  expect(of('G1 X5 Y5 G4 P100')).toEqual(['marlin-syringe', 'klipper-syringe']);
  expect(of('G90 G1 X5 Y5')).toEqual(['marlin-syringe', 'klipper-syringe']);
  expect(of('G1 X5 Y5')).toEqual([]);
});

test('$H homes a GRBL, and is no command of another', () => {
  expect(printers.filter((printer) => refusals('$H', printer).send.length > 0)).toEqual(printers.slice(0, 3));
});

test('what the profile ends with itself is sent', () => {
  expect(refusals('M18 X Y E', 'lulzbot-bio').send).toEqual([]);
  expect(refusals('M18', 'lulzbot-bio').send).toEqual(['line-not-sent']);
  // A time-out is no release: the sender sets one itself.
  expect(refusals('M84 S14400', 'marlin-syringe').send).toEqual([]);
});
