import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { runs } from '../proving.ts';

const profiles = [null, ...listProfiles(join(import.meta.dirname, '../../printers'))];

const number = fc.oneof(
  fc.integer({ min: -200, max: 200 }).map(String),
  fc.double({ min: -99, max: 99, noNaN: true }).map((value) => value.toFixed(4)),
  fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value.toFixed(9)),
  fc.constantFrom(
    '',
    '.',
    '-0',
    '+4',
    '.5',
    '5.',
    '1.2.3',
    '1e-3',
    '0000000000001',
    '12345678901234567',
    '3000',
    '{x}',
  ),
);
const word = fc.tuple(fc.constantFrom(...'XXXYYYZEEFFACBGMTxe'), number).map((pair) => pair.join(''));
const motion = fc
  .tuple(
    fc.constantFrom('G0', 'G1', 'G1', 'G01', 'G10', 'G1.0'),
    fc.array(word, { maxLength: 4 }),
    fc.constantFrom(' ', ''),
  )
  .map(([code, words, gap]) => [code, ...words].join(gap));
const line = fc.oneof(
  { weight: 12, arbitrary: motion },
  fc.constantFrom(
    'G90',
    'G91',
    'M82',
    'M83',
    'G92 X1 E0',
    'T0',
    'T1',
    'G20',
    'G21',
    'M8',
    'M9',
    'M760',
    'G93',
    'G94',
    'M220 S40',
    'M221 S150',
    '',
  ),
  fc.constantFrom(';BIO:strand=3 ink=a%20b role=fill volume=2', ';BIO:end', ';TYPE:Fill', ';LAYER_CHANGE', ';Z:1'),
);

// A blank in front keeps a line from the innermost loop and changes nothing else.
test('the innermost loop reads lines as the general scanner does', () => {
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 40 }),
      fc.constantFrom(...profiles),
      fc.constantFrom('\n', '\r\n', '\r'),
      (lines, profile, end) => {
        const read = (text: string) => {
          const { motions, counts, ...rest } = readGcode(new TextEncoder().encode(text), profile);
          const { offset: _, ...columns } = motions;
          return { columns, counts: { ...counts, bytes: 0 }, rest };
        };
        const slow = lines.map((text) => (text.startsWith('G') ? ` ${text}` : text));
        expect(read(lines.join(end))).toEqual(read(slow.join(end)));
      },
    ),
    runs(5, 500),
  );
});

test('every motion keeps its line and the byte that line begins at', () => {
  const text = 'G90\nG1 X1 Y1\r\nG1 X2\n\nG1 X3 E1\n';
  const { motions } = readGcode(new TextEncoder().encode(text), null);
  expect([...motions.line]).toEqual([2, 3, 5]);
  expect([...motions.offset]).toEqual([4, 14, 21]);
});

test.each([
  // Nine digits fit 32 bits, ten do not, and a zero in front of the point takes none.
  ['X99.9999999', 100_000_000],
  ['X99.99999999', 100_000_000],
  ['X0.123456789', 123_457],
  ['X0.9999999999', 1_000_000],
  ['X12.3456789012', 12_345_679],
  ['X4.294967297', 4_294_967],
  ['X-00.5000', -500_000],
])('%s is %i nm, in a row of plain moves as by itself', (said, nm) => {
  for (const remark of ['', ' ; by itself']) {
    const text = `G21\nG90\nG1 X1 F600\nG1 X2\nG1 ${said}${remark}\nG1 X3\nG1 X4\n`;
    const { motions } = readGcode(new TextEncoder().encode(text), null);
    expect([...motions.x.slice(0, motions.count)]).toEqual([1e6, 2e6, nm, 3e6, 4e6]);
  }
});
