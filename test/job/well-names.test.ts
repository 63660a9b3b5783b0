import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { wellsMeant, wellsPrinted } from '../../src/job/well-names.ts';

const plate = (rows: number, columns: number) =>
  Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    const letters = row < 26 ? String.fromCharCode(65 + row) : `A${String.fromCharCode(65 + row - 26)}`;
    return `${letters}${(i % columns) + 1}`;
  });
const twentyFour = plate(4, 6);

test.each([
  ['A1', ['A1']],
  ['A', ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']],
  ['2', ['A2', 'B2', 'C2', 'D2']],
  ['A1-B3', ['A1', 'A2', 'A3', 'B1', 'B2', 'B3']],
  ['B3-A1', ['A1', 'A2', 'A3', 'B1', 'B2', 'B3']],
  ['C-D', ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'D1', 'D2', 'D3', 'D4', 'D5', 'D6']],
  ['5-6', ['A5', 'A6', 'B5', 'B6', 'C5', 'C6', 'D5', 'D6']],
  ['D6, A1-A2', ['D6', 'A1', 'A2']],
  ['1,A1-A2', ['A1', 'B1', 'C1', 'D1', 'A2']],
])('%s means %j', (selection, wells) => {
  expect(wellsMeant(selection, twentyFour)).toEqual(wells);
});

test('all means every well once, row by row, however the vessel lists them', () => {
  expect(wellsMeant('all', twentyFour.toReversed())).toEqual(twentyFour);
  const large = plate(32, 48);
  expect(wellsMeant('all', large)).toEqual(large);
  expect(wellsMeant('AA', large)).toEqual(Array.from({ length: 48 }, (_, i) => `AA${i + 1}`));
  expect(wellsMeant('Z48-AA48', large)).toEqual(['Z48', 'AA48']);
  expect(wellsMeant('all', ['-'])).toEqual(['-']);
});

test.each([
  ['a1', /Did you mean A1\?/],
  ['E1', /no well "E1".*A1 to D6.*Did you mean D1\?/],
  ['E7', /Did you mean D6\?/],
  ['A0', /Did you mean A1\?/],
  ['A1-D7', /no well "D7"/],
  ['A01-B2', /no well "A01"/],
  ['A1-B', /no well "A1-B"/],
  ['A-3', /no well "A-3"/],
  ['7', /no well "7"/],
  ['A1-B2-C3', /no well "A1-B2-C3"/],
  ['alll', /no well "alll"/],
  ['-', /no well "-"/],
])('%s is unknown, and the answer helps', (selection, text) => {
  try {
    wellsMeant(selection, twentyFour);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    const { message, fix } = error as InputError;
    expect(`${message} ${fix}`).toMatch(text);
  }
});

test('ranges of a job may overlap; a well named twice by itself is refused', () => {
  expect(wellsPrinted(['A1-A2', 'A', 'A2'], plate(1, 3))).toEqual(['A1', 'A2', 'A3']);
  expect(() => wellsPrinted(['A1', 'A2', 'A1'], twentyFour)).toThrow(/A1 is to be printed twice/);
});
