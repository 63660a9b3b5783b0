import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { faultIn, parseJson } from '../../src/finding/parse-json.ts';
import { runs } from '../proving.ts';

test('sound JSON has no fault before its end', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 0, max: 2 }), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent);
      expect(faultIn(text)).toBe(text.length);
      expect(parseJson(`\ufeff${text}`, 'x.json')).toEqual(JSON.parse(text));
    }),
    runs(11, 200),
  );
});

test('JSON cut short has its fault where it ends', () => {
  const text = '{ "a": [1, -2.5e3, "x\\n"], "b": { "c": null } }';
  for (let end = 1; end < text.length; end++) {
    const cut = text.slice(0, end).trimEnd();
    const fault = faultIn(cut);
    // A half-written word or number is the fault itself; else the end is.
    expect(fault === cut.length || /^(?:"[^"]*|-|\.|e|nu?l?)$/.test(cut.slice(fault)), cut).toBe(true);
  }
});

test.each([
  ['{\n  "id": "x",\n  "name": oops\n}', 3, 11],
  ['{ "a": 1,\n }', 2, 2],
  ['[1, 2\n 3]', 2, 2],
  ['{ "a" 1 }', 1, 7],
  ['[1}', 1, 3],
  ['{} {}', 1, 4],
  ['{ a: 1 }', 1, 3],
  ["{ 'a': 1 }", 1, 3],
  ['[01]', 1, 3],
  ['', 1, 1],
  ['{\n"a": "unfinished\n}', 2, 6],
])('%j has its fault in line %i, column %i', (text, line, column) => {
  let thrown: unknown;
  try {
    parseJson(text, 'x.json');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(InputError);
  expect((thrown as InputError).where).toEqual({ file: 'x.json', line, column });
});

test('a huge text without end is placed, and soon', () => {
  const text = `{ "a": "${'x\\n'.repeat(3_000_000)}`;
  expect(faultIn(text)).toBe(7);
  expect(faultIn('['.repeat(2_000_000))).toBe(2_000_000);
});
