import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { inspectLines } from '../../src/machine/lines/inspect-lines.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';

const folder = join(import.meta.dirname, '../../printers');

/** What is not understood of a file with this line between two strands. */
function open(printer: string | null, line: string): string[] {
  const profile = printer === null ? null : loadProfile(printer, folder);
  const strand = (x: number) => (printer === 'grbl-pneumatic' ? `G1 X${x} Y1 F600` : `G1 X${x} Y1 E1 F600`);
  const bytes = new TextEncoder().encode(['G21', 'G90', strand(1), line, strand(2)].join('\n'));
  return inspectLines(bytes, profile, readGcode(bytes, profile)).map(({ command }) => command);
}

const every = [null, 'marlin-syringe', 'klipper-syringe', 'e3d-toolchanger-duet', 'grbl-pneumatic', 'lulzbot-bio'];

describe('words beside those of an arc', () => {
  test.each(every)('are not understood: %s', (printer) => {
    expect(open(printer, 'G2 X5 Y5 I1 J0 S255')).toEqual(['S in a move']);
    // Marlin goes round P times more where it was built for it, GRBL answers an error, the others leave it out.
    expect(open(printer, 'G3 X5 Y5 I1 J0 P3')).toEqual(['P in a move']);
    expect(open(printer, 'G2 X5 Y5 I1 J0')).toEqual([]);
  });

  test('a radius is none of an arc to Klipper', () => {
    expect(open('klipper-syringe', 'G2 X5 Y5 R9')).toEqual(['R in a move']);
    expect(open('marlin-syringe', 'G2 X5 Y5 R9')).toEqual([]);
  });

  test('stand behind a mode on the same line, too', () => {
    expect(open('grbl-pneumatic', 'G90 G1 X5 S100')).toEqual(['S in a move']);
    expect(open('grbl-pneumatic', 'G91 G2 X5 Y5 I1 S100')).toEqual(['S in a move']);
  });
});

describe('a letter without its number', () => {
  test.each(every)('is left out by some firmwares and stops others: %s', (printer) => {
    expect(open(printer, 'G1 X Y5')).toEqual(['X without a number']);
    expect(open(printer, 'G2 X5 I J2')).toEqual(['I without a number']);
    expect(open(printer, 'G92 Z')).toEqual(['Z without a number']);
    expect(open(printer, 'G92')).toEqual(['G92 alone']);
    expect(open(printer, 'G92 X0')).toEqual([]);
  });
});

describe('text beside the words of a command', () => {
  test.each(every)('in quotes or behind a # may be read as words: %s', (printer) => {
    expect(open(printer, 'G1 X5 "Y50"')).toEqual(['text in a move']);
    expect(open(printer, 'G1 X5 #Y50')).toEqual(['text in a move']);
  });

  test.each(every)('in brackets is a comment to GRBL alone: %s', (printer) => {
    const grbl = printer === 'grbl-pneumatic';
    expect(open(printer, 'G1 X5 (then Y50)')).toEqual(grbl ? [] : ['text in brackets']);
    expect(open(printer, '(up) G1 Z5')).toEqual(grbl ? [] : ['text in brackets']);
    expect(open(printer, '(a remark with Y50 in it)')).toEqual([]);
    expect(open(printer, 'G1 X5 ; (then Y50)')).toEqual([]);
  });
});

describe('what a Marlin knows only where it was built for it', () => {
  test.each([null, 'marlin-syringe', 'lulzbot-bio', 'printess', 'allevi-biobot1'])('%s', (printer) => {
    expect(open(printer, 'G20')).toEqual(['G20']);
    expect(open(printer, 'G18')).toEqual(['G18']);
    expect(open(printer, 'G5 X5 Y5 I1 J1 P1 Q1')).toEqual(['G5']);
    expect(open(printer, 'G17')).toEqual([]);
  });

  test('is known to those that always have it', () => {
    expect(open('grbl-pneumatic', 'G20')).toEqual([]);
    expect(open('e3d-toolchanger-duet', 'G20')).toEqual([]);
  });
});

describe('a mark of the byte order', () => {
  const first = (text: string) => {
    const bytes = new TextEncoder().encode(`\ufeff${text}\nG1 X1 E1 F600\n`);
    return inspectLines(bytes, null, readGcode(bytes, null)).map(({ command, line }) => [command, line]);
  };

  test('takes the first line with it', () => {
    expect(first('G91')).toEqual([['a byte order mark', 1]]);
    expect(first('; a comment')).toEqual([]);
    expect(first('')).toEqual([]);
  });
});

test('blanks count where a firmware cuts long lines', () => {
  expect(open('marlin-syringe', `G1 X5${' '.repeat(90)}Y5`)).toEqual(['a long line']);
  expect(open('marlin-syringe', `G1 X5${' '.repeat(200)}; far away`)).toEqual([]);
});

test('a command behind a per cent sign is carried out by no one', () => {
  expect(open('marlin-syringe', '% G1 X5')).toEqual(['%']);
  expect(open('marlin-syringe', '%')).toEqual([]);
});
