import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { dialects } from '../../src/firmware/dialects.ts';
import { codesIn } from '../../src/firmware/line-table.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { inspectLines } from '../../src/machine/lines/inspect-lines.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { runs } from '../proving.ts';

const folder = join(import.meta.dirname, '../../printers');
const profiles = new Map(listProfiles(folder).map((each) => [each.id, each]));
const profile = (id: string): Profile => profiles.get(id)!;
const bytesOf = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'));

/** Commands that are not understood in a file with two strands, `line` between them. */
function between(printer: string | null, line: string): string[] {
  return open(printer, ['G21', 'G90', ...strand(1, printer), line, ...strand(2, printer)]);
}

function open(printer: string | null, lines: readonly string[]): string[] {
  const used = printer === null ? null : profile(printer);
  const bytes = bytesOf(lines);
  return inspectLines(bytes, used, readGcode(bytes, used)).map(({ command }) => command);
}

/** A way of 5 mm with ink, by what opens on that machine. */
function strand(y: number, printer: string | null): string[] {
  const dispenser = printer === null ? undefined : profile(printer).tools[0].dispenser;
  if (dispenser?.by === 'valve') return [`G1 X0 Y${y}`, ...dispenser.open, `G1 X5 Y${y}`, ...dispenser.close];
  const word = dispenser === undefined ? 'E' : dispenser.word;
  return [`G1 X0 Y${y}`, `G1 X5 Y${y} ${word}${y}`];
}

const printers = ['marlin-syringe', 'klipper-syringe', 'e3d-toolchanger-duet', 'grbl-pneumatic', 'cellink-biox'];
const makers = ['cellink-inkredible', 'allevi-biobot1', 'rokit-invivo4d6', 'printess', 'lulzbot-bio', 'cellink-biox6'];

describe.each([...printers, ...makers, 'oxygem-replistruder5', 'cellink-biocellx'])('%s', (printer) => {
  test('two strands are understood', () => {
    expect(between(printer, '; a remark')).toEqual([]);
  });

  // Modal multipliers, offsets, scales, homing, work systems, ends, motions of a form of its own, macros, drives.
  const lines = [
    ...['M220 S50', 'M221 S200', 'M206 X5', 'M218 T0 X1', 'M290 Z-0.3', 'M851 Z-1', 'M579 X2', 'G68 R45', 'G43.1 Z1'],
    ...['G55', 'G59.1', 'G10 L2 P1 X5', 'G10', 'G28', 'G28 Z', 'G29', 'G30', 'G38.2 Z-5 F100', 'G6 I1', 'G12', 'G27'],
    ...['M2', 'M30 a.g', 'M112', 'M18', 'M84', 'M999', 'M81', 'M302 P0', 'M98 P"a.g"', 'M808 L3', 'M810 G1', 'M600.1'],
    ...[
      'M92 E1000',
      'M201 X20',
      'M203 X1',
      'M204 S20',
      'M205 X0.1',
      'M566 X1',
      'M900 K1',
      'M350 X16',
      'M500',
      'G61 S0',
    ],
    ...['SET_VELOCITY_LIMIT ACCEL=20', 'SET_GCODE_OFFSET Z=-1', 'RESTORE_GCODE_STATE', 'MY_MACRO', '$H', '$J=G91 X10'],
    ...['G0.1 X5', 'G1.1 X5', 'M106.1 S5', 'M42 P99 S255', 'o100 sub', '#1=5', '/G1 X5', 'A130 T0 S1', 'Q5', 'M9999'],
  ];
  // M302 is a timed shot of the Rokit, which is followed. So are
  // accelerations, top speeds and corner speeds that a foreign file sets (settings.test.ts).
  const marlin = ['M201 X20', 'M203 X1', 'M204 S20', 'M205 X0.1'];
  const rrf = ['M201 X20', 'M203 X1', 'M205 X0.1', 'M566 X1'];
  const meant: Readonly<Record<string, readonly string[]>> = {
    'marlin-syringe': marlin,
    'lulzbot-bio': marlin,
    'e3d-toolchanger-duet': rrf,
    'oxygem-replistruder5': rrf,
    'klipper-syringe': ['M204 S20', 'SET_VELOCITY_LIMIT ACCEL=20'],
    'rokit-invivo4d6': ['M302 P0'],
  };

  test('what moves, scales, stops or switches otherwise is not understood', () => {
    const passed = lines.filter((line) => between(printer, line).length + endsOf(printer, line) === 0);
    expect(passed).toEqual(meant[printer] ?? []);
  });

  test('words in a move that mean more than a way are not understood', () => {
    expect(between(printer, 'G1 X5 H1')).toEqual(['H in a move']);
    expect(between(printer, 'G1 X5 S100')).toEqual(['S in a move']);
  });
});

/** Findings by which the reading itself says that a command ends the print, or scales what follows. */
function endsOf(printer: string, line: string): number {
  const bytes = bytesOf(['G1 X0 Y1', line, 'G1 X5 Y2']);
  return readGcode(bytes, profile(printer)).findings.filter(({ code }) => /^(ended|multiplied)/.test(code)).length;
}

describe('what is harmless', () => {
  test.each([
    ['marlin-syringe', 'M117 at 1,5 mm (so)'],
    ['marlin-syringe', 'M105'],
    ['marlin-syringe', 'M73 P50 R3'],
    ['marlin-syringe', 'M400'],
    ['marlin-syringe', 'M221 S100'],
    ['klipper-syringe', 'M117 hello'],
    ['klipper-syringe', 'SET_DISPLAY_TEXT MSG="half way"'],
    ['e3d-toolchanger-duet', 'M117 "hello"'],
    ['e3d-toolchanger-duet', 'M400'],
    ['grbl-pneumatic', '(a remark)'],
    ['grbl-pneumatic', 'G40'],
    ['grbl-pneumatic', 'F300'],
    ['cellink-biox', 'M772'],
    ['rokit-invivo4d6', 'G95'],
  ])('%s: %s', (printer, line) => {
    expect(between(printer, line)).toEqual([]);
  });

  // gnea/grbl@0b5604b grbl/gcode.c: axis words without a motion of their own follow the last one.
  test.each(['G40 X5', 'G61 Z-1', 'G40 G91', 'M1 X5 Y5', 'M1 S1000', 'G61 F9000', 'N7 M1 X5'])(
    '%s moves or sets',
    (line) => {
      expect(between('grbl-pneumatic', line)).toHaveLength(1);
    },
  );

  test('a work system is chosen without a way, and a program ends without one', () => {
    const strands = [...strand(1, 'grbl-pneumatic'), ...strand(2, 'grbl-pneumatic')];
    expect(open('grbl-pneumatic', ['G54', ...strands, 'M30'])).toEqual([]);
    expect(open('grbl-pneumatic', ['G54 X5', ...strands, 'M30 X5'])).toEqual(['G54', 'M30']);
  });

  test.each(['marlin-syringe', 'e3d-toolchanger-duet', 'printess'])(
    '%s: a text on which hosts act is none',
    (printer) => {
      expect(between(printer, 'M118 P0 S"layer 2 of 3"')).toEqual([]);
      for (const line of ['M118 A1 action:pause', 'M118 //action:cancel', 'M118 P0 S"//action:pause"']) {
        expect(between(printer, line)).toEqual(['M118']);
      }
    },
  );

  test('Marlin may ask its host for a pause where the clock is held', () => {
    expect(between('marlin-syringe', 'M75')).toEqual([]);
    expect(between('marlin-syringe', 'M76')).toEqual(['M76']);
  });

  test('motors are let go after the last strand, and not before', () => {
    const strands = [...strand(1, 'marlin-syringe'), ...strand(2, 'marlin-syringe')];
    expect(open('marlin-syringe', [...strands, 'M84'])).toEqual([]);
    expect(open('marlin-syringe', [...strands.slice(0, 2), 'M84', ...strands.slice(2)])).toEqual(['M84']);
  });

  test('lines of the profile stand where the profile puts them', () => {
    const lulzbot = profile('lulzbot-bio');
    const strands = strand(1, 'lulzbot-bio');
    expect(open('lulzbot-bio', [...lulzbot.start, ...strands, ...lulzbot.end])).toEqual([]);
    expect(open('lulzbot-bio', [...strands, 'M18 X Y E', 'G1 X9 E9'])).toEqual(['M18']);
    expect(open('e3d-toolchanger-duet', ['T0', 'M83', 'G1 X5 E1', 'M302 P1', 'G1 X9 E1'])).toEqual(['M302']);
  });

  test('every row names the source in which it was read', () => {
    for (const {
      lines: { harmless },
    } of Object.values(dialects)) {
      for (const { source } of harmless) expect(source).toMatch(/@[0-9a-f]{7} \S+|scribd\.com\/document\/\d+/);
    }
  });

  test('every row stands in the documents, as written by npm run mutations', () => {
    const rows = readFileSync(join(import.meta.dirname, '../../docs/gates.md'), 'utf8').split('\n');
    for (const [
      dialect,
      {
        lines: { harmless },
      },
    ] of Object.entries(dialects)) {
      for (const { codes, where, what, source } of harmless) {
        const row = rows.find((line) => line.startsWith(`| ${codes}`) && line.endsWith(` | ${source} |`));
        expect(row, `${dialect} ${codes}`).toContain(` | ${where} | ${what} | `);
        expect(row, `${dialect} ${codes}`).toContain(dialect);
      }
    }
  });

  test('no code is both followed and harmless, and every code is one', () => {
    for (const {
      lines: { modelled, harmless, open: rest },
    } of Object.values(dialects)) {
      const followed = new Set(codesIn(modelled));
      for (const { codes } of [...harmless, ...rest]) {
        for (const code of codesIn(codes)) {
          expect(code).toMatch(/^([GM]\d+(\.\d)?|[A-Z][A-Z_]*|\$[HJ]?|#|\/)$/);
          if (harmless.some((row) => row.codes === codes)) expect(followed.has(code), code).toBe(false);
        }
      }
    }
  });
});

describe('lines of a profile with words of another', () => {
  test.each([
    ['e3d-toolchanger-duet', 'T0 P0', ['T']],
    ['e3d-toolchanger-duet', 'T0', []],
    ['allevi-biobot1', 'M42 S0 P16', []],
    ['allevi-biobot1', 'M42 P16 S0 I1', ['M42']],
    ['cellink-biox', 'M773 T0 P50', []],
    ['cellink-biox', 'M750 T0 P50 D2', ['M750']],
    ['cellink-biox6', 'T0 Z0.41', []],
    ['rokit-invivo4d6', 'G55 G0 X0.0 Y0.0', []],
  ] as const)('%s: %s', (printer, line, expected) => {
    expect(between(printer, line)).toEqual(expected);
  });
});

describe('the form of lines', () => {
  test('small letters are no commands of Marlin; others take them', () => {
    const takes = (printer: string) => between(printer, 'g1 x3 f600').length === 0;
    expect(printers.filter(takes)).toEqual(['klipper-syringe', 'e3d-toolchanger-duet', 'grbl-pneumatic']);
    expect(between('marlin-syringe', 'M117 small letters')).toEqual([]);
  });

  test('numbers and checksums of lines are no words', () => {
    const line = 'N7 M400';
    const sum = [...bytesOf([line])].reduce((all, byte) => all ^ byte, 0);
    expect(between('marlin-syringe', `${line}*${sum}`)).toEqual([]);
    expect(between('marlin-syringe', 'N7 M206 X5')).toEqual(['M206']);
    expect(open('marlin-syringe', ['N1 G21', 'N2 M302 P1', ...strand(1, 'marlin-syringe')])).toEqual([]);
    // gcode.c: what is no letter where a word begins ends the line with error 1.
    expect(between('grbl-pneumatic', 'N7 G4 P1*67')).toEqual(['*']);
  });

  test('a line without a code goes on with the last move on GRBL, and is a command nowhere else', () => {
    for (const line of ['X3 Y1', 'Y2', 'X3', 'N20 X4 Y1.5 F300', 'G90 X4', 'X4 I1 J0', 'X4 R9']) {
      expect(between('grbl-pneumatic', line)).toEqual([]);
    }
    expect(between('grbl-pneumatic', 'X3 S100')).toEqual(['S in a move']);
    expect(between('grbl-pneumatic', 'X3 Y')).toEqual(['Y without a number']);
    expect(between('grbl-pneumatic', 'S100')).toEqual(['S']);
    expect(between('grbl-pneumatic', 'M9 X3')).toEqual([]);
    for (const printer of ['marlin-syringe', 'e3d-toolchanger-duet', 'klipper-syringe', null]) {
      expect(between(printer, 'X3 Y1')).toEqual(['X']);
    }
  });

  test('a carriage return alone ends no line of a file on RepRapFirmware and Klipper', () => {
    const lone = (printer: string, text: string) => {
      const bytes = new TextEncoder().encode(text);
      return inspectLines(bytes, profile(printer), readGcode(bytes, profile(printer))).map(({ command }) => command);
    };
    const returns = printers.filter((printer) => lone(printer, 'G21\rG90\rG1 X5 F600\r').length > 0);
    expect(returns).toEqual(['klipper-syringe', 'e3d-toolchanger-duet']);
    for (const printer of printers) {
      expect(lone(printer, 'G21\r\nG90\r\nG1 X5 F600\r\n')).toEqual([]);
      expect(lone(printer, 'G21\nG90\nG1 X5 F600\r')).toEqual([]);
    }
  });

  test('G10 that heats a tool is understood by RepRapFirmware alone, one that shifts it by none', () => {
    expect(between('e3d-toolchanger-duet', 'G10 P0 S37 R4')).toEqual([]);
    expect(between('e3d-toolchanger-duet', 'G10 S37')).toEqual([]);
    for (const line of ['G10', 'G10 P0', 'G10 P0 X1 S37', 'G10 L2 P1 X5', 'G10 P0 S']) {
      expect(between('e3d-toolchanger-duet', line)).toEqual(['G10']);
    }
    expect(between('marlin-syringe', 'G10 P0 S37')).toEqual(['G10']);
    expect(between('grbl-pneumatic', 'G10 P0 S37')).toEqual(['G10']);
  });

  test('a line beyond the limit of the firmware is cut by it', () => {
    expect(between('grbl-pneumatic', `G1 X5${' '.repeat(3)}Y${'0'.repeat(80)}`)).toContain('a long line');
    expect(between('marlin-syringe', `M117 ${'a'.repeat(200)}`)).toEqual([]);
  });

  test('control bytes are no characters of a line, but for tabs', () => {
    expect(between('marlin-syringe', 'G1 X3\u0000Y5')).toEqual(['byte 0']);
    expect(between('klipper-syringe', 'G1 X3 Y5\u0008')).toEqual(['byte 8']);
    expect(between('marlin-syringe', 'G1\tX3\tY5')).toEqual([]);
    expect(between('marlin-syringe', '; a remark with \u0007')).toEqual([]);
  });

  test('GRBL acts on single bytes, in comments too', () => {
    expect(between('grbl-pneumatic', '; ready?')).toEqual(['"?"']);
    expect(between('grbl-pneumatic', '(go on!)')).toEqual(['"!"']);
    expect(between('marlin-syringe', '; ready?')).toEqual([]);
  });
});

describe('severity', () => {
  const foreign = ['G21', 'G90', 'M83', 'G1 X0 Y1 Z1 F600', 'G1 X5 E0.1', 'M206 X5', 'G1 X9 E0.1'];
  const found = (lines: readonly string[]) =>
    checkGcode(bytesOf(lines), { profile: profile('marlin-syringe') }).findings.filter(
      ({ code }) => code === 'not-understood',
    );

  test('a foreign file is warned of, with line and consequence', () => {
    expect(found(foreign)).toMatchObject([{ severity: 'warn', where: { line: 6 } }]);
    expect(found(foreign)[0].what).toContain('could move');
  });

  test('a file that says it is ours is refused', () => {
    expect(found([';BIO:plan=1 name=a printer=marlin-syringe', ...foreign])).toMatchObject([{ severity: 'refuse' }]);
  });
});

describe('malformed lines refuse every file', () => {
  test.each([
    ['G1 X6,5', 'malformed-number'],
    ['G1 X1e1', 'exponent'],
    ['G1 X1 X2', 'repeated-word'],
    ['G1 X5 (go to (5) START)', 'nested-comment'],
    ['G1 X5 Y5 G4 P100', 'two-commands'],
    ['G1 X5 M106 S255', 'two-commands'],
  ])('%s: %s', (line, code) => {
    for (const printer of [null, profile('marlin-syringe'), profile('klipper-syringe')]) {
      const { findings } = checkGcode(bytesOf(['G90', 'G1 X1 Y1 Z1 F600', line]), { profile: printer });
      expect(findings.find((finding) => finding.code === code)?.severity).toBe('refuse');
    }
  });

  test('modes in one line are no second command where no printer is chosen', () => {
    const { findings } = checkGcode(bytesOf(['G21 G90', 'G90 G1 X1 Y1 Z1 F600', 'M2']), { profile: null });
    expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    expect(findings.filter(({ code }) => code === 'not-understood')).toEqual([]);
  });
});

test('what ends a print ends the reading', () => {
  const file = (line: string) => bytesOf(['M83', 'G1 X5 E1', line, 'G1 X9 E1', '; a remark', 'G1 X12 E1']);
  const read = (line: string, printer: string | null) =>
    readGcode(file(line), printer === null ? null : profile(printer));
  for (const [line, printer] of [
    ['M112', 'marlin-syringe'],
    ['M112', 'klipper-syringe'],
    ['M0', 'e3d-toolchanger-duet'],
    ['M2', null],
  ] as const) {
    const { motions, counts, findings } = read(line, printer);
    expect([...motions.x]).toEqual([5e6]);
    expect(counts.lines).toBe(6);
    expect(findings.find(({ code }) => /^(ended|multiplied)/.test(code))).toMatchObject({
      severity: 'warn',
      where: { line: 3 },
    });
  }
  // Marlin knows no M2, and GRBL goes on behind it.
  expect(read('M2', 'marlin-syringe').motions.count).toBe(3);
  expect(read('M2', 'grbl-pneumatic').motions.count).toBe(3);
});

test('any bytes are answered, and no line that is skipped by the reading of moves goes unanswered', () => {
  const word = fc.constantFrom(
    'G1 ',
    'G0 ',
    'G',
    'M206 ',
    'X1',
    ' Y2',
    'E',
    'F600',
    '(',
    ')',
    ';',
    '"',
    '*3',
    '$',
    'é',
    '/',
    '\n',
    '\r',
    'N1 ',
    '{',
    '1e5',
    'x',
    '%',
    'o1 ',
  );
  const soup = fc
    .array(word, { maxLength: 40 })
    .map((parts) => Uint8Array.from(parts.join(''), (c) => c.charCodeAt(0)));
  const printer = fc.constantFrom('marlin-syringe', 'klipper-syringe', 'grbl-pneumatic', 'rokit-invivo4d6');
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), soup), printer, (bytes, id) => {
      const reading = readGcode(bytes, profile(id));
      const lines = new TextDecoder('latin1').decode(bytes).split(/\r\n|\n|\r/);
      const found = inspectLines(bytes, profile(id), reading);
      for (const { line, count } of found) {
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(count).toBeGreaterThan(0);
      }
      // A bare M206 on a line of its own is never lost, whatever stands around it.
      const at = lines.findIndex((text) => /^M206 *$/.test(text));
      if (at >= 0) expect(found.some(({ command, line }) => command === 'M206' && line <= at + 1)).toBe(true);
    }),
    runs(7, 300),
  );
});

test('every profile of the library has a table', () => {
  for (const { dialect } of listProfiles(folder)) expect(dialects[dialect].lines.modelled).not.toBe('');
});
