import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWords, scanLine } from '../../src/gcode/read/read-words.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';

const printers = libraryFolder('printers');

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readGcode(bytesOf(text), null);
const ends = (text: string): number[][] => {
  const { x, y, z, count } = read(text).motions;
  return Array.from({ length: count }, (_, i) => [x[i] / 1e6, y[i] / 1e6, z[i] / 1e6]);
};

function words(line: string): Record<string, number> {
  const w = createWords();
  const bytes = bytesOf(line);
  scanLine(bytes, 0, bytes.length, w);
  const found: Record<string, number> = {};
  for (let letter = 0; letter < 26; letter++) {
    if (w.mask & (1 << letter)) found[String.fromCharCode(65 + letter)] = w.values[letter];
  }
  return found;
}

describe('numbers', () => {
  test.each([
    ['G1 X11. Y-.643', { G: 1, X: 11, Y: -0.643 }],
    ['G01X1.5Y0F1000;', { G: 1, X: 1.5, Y: 0, F: 1000 }],
    ['g1 x+5 y 7', { G: 1, X: 5, Y: 7 }],
    ['G1\tX1\0Y2', { G: 1, X: 1, Y: 2 }],
    ['G1 E1.2e-05', { G: 1, E: 1.2e-5 }],
    ['G1 X1e-5', { G: 1, X: 1e-5 }],
    ['G1 X1E5', { G: 1, X: 1, E: 5 }],
    ['G1X1.5E0.25', { G: 1, X: 1.5, E: 0.25 }],
    ['G1 X12345678.123456789', { G: 1, X: 12345678.123456789 }],
    ['N12 G1 X5*71', { N: 12, G: 1, X: 5 }],
    ['G1 X5 (Y6 (Z7) E8) F9', { G: 1, X: 5, F: 9 }],
    ['M98 P"0:/sys/start5.g"', { M: 98 }],
    ['M117 50% done X5', { M: 117 }],
    ['G1 X[#1+2] Y3', { G: 1, Y: 3 }],
    ['EXCLUDE_OBJECT_START NAME=part1', {}],
    ['M486 AObject3', { M: 486 }],
  ])('%s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  test('equal Number(text) exactly for all digits that people write', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999999999, max: 999999999 }), fc.integer({ min: 0, max: 6 }), (n, decimals) => {
        const text = (n / 10 ** decimals).toFixed(decimals);
        expect(words(`G1 X${text}`)['X']).toBe(Number(text));
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('state', () => {
  test('bare letters home only their axes', () => {
    expect(ends('G1 X5 Y5 Z5\nG28 X\nG1 Z6')).toEqual([
      [5, 5, 5],
      [0, 5, 6],
    ]);
  });

  test('G91, inches, G92 and work systems', () => {
    expect(ends('G91\nG1 X1\nG1 X1 Y2')).toEqual([
      [1, 0, 0],
      [2, 2, 0],
    ]);
    expect(ends('G20\nG1 X1')).toEqual([[25.4, 0, 0]]);
    expect(ends('G1 X10\nG92 X0\nG1 X5')).toEqual([
      [10, 0, 0],
      [15, 0, 0],
    ]);
    // The first name of a place that nobody knows yet.
    expect(ends('G92 X3 Y4 Z5\nG1 X4')).toEqual([[4, 4, 5]]);
    expect(ends('G10 L2 P2 X100\nG55\nG1 X1\nG54 G1 X1\nG53 G1 X7')).toEqual([
      [101, 0, 0],
      [1, 0, 0],
      [7, 0, 0],
    ]);
  });

  test('a motion word holds until the next', () => {
    expect(ends('G1 X1\nX2\nY3')).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [2, 3, 0],
    ]);
  });

  test('two G words on a line, mode first', () => {
    expect(ends('G1 X5\nG91 G1 X1\nX1')).toEqual([
      [5, 0, 0],
      [6, 0, 0],
      [7, 0, 0],
    ]);
  });

  test('M200 makes E a volume', () => {
    expect(read('M83\nM200 D1.75\nG1 X1 E2').totals[0].volumeUl).toBe(2);
  });

  test('line ends of all kinds count alike', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const reading = read(['G1 X1', '', 'G1 X2', '; end'].join(end));
      expect([...reading.motions.line]).toEqual([1, 3]);
      expect(reading.counts.lines).toBe(4);
    }
    expect([...read('\uFEFFG1 X1\nG1 X2').motions.offset]).toEqual([3, 9]);
  });

  test('text is counted as odd, commands of other machines move nothing', () => {
    const { motions, counts } = read('Width 2.0mm Length 3.7mm\nM9999\nA130 T0 S1\nM9999\nO100 sub');
    expect(motions.count).toBe(0);
    expect(counts.odd).toBe(1);
  });

  test('a wrong checksum, an exponent and a broken number are remarked', () => {
    const codes = read('G1 F600\nN1 G1 X5*72\nG1 X1e-5\nG1 X1.2.3\nG1 X1 X2').findings.map(({ code }) => code);
    expect(codes.sort()).toEqual([
      'checksum',
      'exponent',
      'malformed-number',
      'no-printer',
      'nothing-extrudes',
      'repeated-word',
    ]);
  });

  test.each(['G1X10Y20E.5', 'G1 X10 Y20E5', 'G1 X10.E5', 'g1x10e5', 'G1 F600X10E.5'])(
    'an E right behind a number is an exponent to RepRapFirmware alone: %s',
    (line) => {
      const refused = (text: string, printer: string) =>
        readGcode(bytesOf(`G21\nG90\nM83\nG1 X1 F600\n${text}\n`), loadProfile(printer, printers)).findings.flatMap(
          ({ code, severity }) => (severity === 'refuse' ? [code] : []),
        );
      expect(refused(line, 'e3d-toolchanger-duet')).toEqual(['exponent']);
      expect(refused(line.replace(/e/i, ' E'), 'e3d-toolchanger-duet')).toEqual([]);
      expect(refused(line, 'marlin-syringe')).toEqual([]);
      expect(refused(line, 'klipper-syringe')).toEqual([]);
      expect(refused('G1E5', 'e3d-toolchanger-duet')).toEqual([]);
    },
  );

  test('GRBL goes on with the last move where a line has axes and no move', () => {
    const x = (...lines: string[]) =>
      [...readGcode(bytesOf(lines.join('\n')), loadProfile('grbl-pneumatic', printers)).motions.x].map(
        (nm) => nm / 1e6,
      );
    expect(x('G1 X1 F600', 'X2', 'M8 X3', 'G91 X1', 'G90', 'G21 X9', 'N5 X10')).toEqual([1, 2, 3, 4, 9, 10]);
    expect(x('X2', 'G92 X5', 'X6')).toEqual([2, 3]);
  });

  describe('a checksum', () => {
    const framed = (line: string) => `${line}*${[...bytesOf(line.trimStart())].reduce((sum, byte) => sum ^ byte, 0)}`;
    const refused = (line: string, printer: string | null = null) =>
      readGcode(bytesOf(`G1 F600\n${line}\n`), printer === null ? null : loadProfile(printer, printers))
        .findings.filter(({ severity }) => severity === 'refuse')
        .map(({ code }) => code);

    test.each(['N1 G1 X5', ' N1 G1 X5', 'N1 M117 a star * 7', 'N12 G1 X5 (with *)', 'G1 X5'])(
      'that fits its line is none: %s',
      (line) => {
        expect(refused(framed(line))).toEqual([]);
        expect(refused(`${framed(line)} ; with *12 behind it`)).toEqual([]);
      },
    );

    test.each(['N1 G1 X5', 'N1 M117 hello', 'G1 X5', '  N7 G4 P100'])('that does not is refused: %s', (line) => {
      const wrong = framed(line).replace(/\d+$/, (sum) => String(Number(sum) ^ 1));
      expect(refused(wrong)).toEqual(['checksum']);
      expect(refused(wrong, 'marlin-syringe')).toEqual(['checksum']);
      expect(refused(wrong, 'e3d-toolchanger-duet')).toEqual(['checksum']);
    });

    test('of five digits is a CRC to RepRapFirmware alone', () => {
      expect(refused('N1 G1 X5*34567', 'e3d-toolchanger-duet')).toEqual([]);
      expect(refused('N1 G1 X5*34567')).toEqual([]);
      expect(refused('N1 G1 X5*34567', 'marlin-syringe')).toEqual(['checksum']);
    });

    test.each(['N1 G1 X5*', `${framed('N1 G1 X5')} Y7`, `${framed('N1 G1 X5')}*7`])(
      'without a number, or with words behind it, is no line: %s',
      (line) => {
        expect(refused(line)).toContain('malformed-number');
      },
    );

    test('of a text without a line number is part of the text', () => {
      expect(refused('M117 5*3')).toEqual([]);
    });
  });
});

describe('limits', () => {
  test('beyond the limit motions are counted, not kept', () => {
    const text = `M83\n${Array.from({ length: 1000 }, (_, i) => `G1 X${i % 2} E1`).join('\n')}`;
    const whole = readGcode(bytesOf(text), null);
    const cut = readGcode(bytesOf(text), null, 64);
    expect(cut.tooLarge).toBe(true);
    expect(cut.motions.count).toBe(0);
    expect(cut.totals[0].extrudedMm).toBe(whole.totals[0].extrudedMm);
    expect(cut.extents).toEqual(whole.extents);
    expect(cut.counts.motions).toBe(whole.counts.motions);
  });

  test('hostile bytes never throw', () => {
    const word = fc.constantFrom(
      'G1',
      'G2',
      'G92',
      'X',
      '1e999',
      '-',
      '.',
      '"',
      '(',
      '{',
      ';BIO:strand=',
      '\n',
      '\r',
      '%',
    );
    const soup = fc
      .array(fc.oneof(word, fc.string({ maxLength: 4 })), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), soup.map(bytesOf)), (bytes) => {
        const { motions, strands } = readGcode(bytes, null);
        for (let i = 0; i < motions.count; i++) expect(motions.strand[i]).toBeLessThan(strands.count);
      }),
      { seed: 5, numRuns: 600 },
    );
  });

  test('a line of a megabyte and a number of a million digits are read in one pass', () => {
    const long = `G1 X${'1'.repeat(1_000_000)}\n;${'x'.repeat(1_000_000)}\nM117 ${'y'.repeat(1_000_000)}\nG1 X1`;
    const { motions, counts } = read(long);
    expect(counts.lines).toBe(4);
    expect(motions.x[motions.count - 1]).toBe(1e6);
  });

  test('arcs without end stay bounded', () => {
    const { motions } = read('G2 X1 I1e5 J1e5\nG2 I2000 P100000\nG3 X0 Y0 R-0.0000001\nG2 X5');
    expect(motions.count).toBeLessThan(3 * 4096 + 10);
  });
});
