import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { parseInk } from '../../src/ink/parse-ink.ts';

const good = {
  id: 'my-ink',
  name: 'Mine',
  kind: 'bioink',
  density: 1000,
  temperature: [20, 37],
  cellsAllowed: true,
  rheology: { at: 25, law: { model: 'power-law', K: 10, n: 0.5 } },
  crosslinking: ['ionic'],
  provenance: [{ of: [''], source: 'measured here', verified: true }],
};

function refusal(text: string): InputError {
  try {
    parseInk(text, 'my-ink.json');
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const lines = (value: unknown) => JSON.stringify(value, null, 2);

test('a good ink comes back with its defaults', () => {
  const ink = parseInk(lines(good), 'my-ink.json');
  expect(ink).toMatchObject({ id: 'my-ink', dieSwell: 1, notes: [], rheology: { band: 0.25 } });
});

test('a byte order mark is forgiven', () => {
  expect(parseInk(`\ufeff${lines(good)}`, 'x').id).toBe('my-ink');
});

test('broken JSON is told with its line', () => {
  const text = lines(good).replace('"density": 1000,', '"density": 1000;');
  const line = text.split('\n').findIndex((row) => row.includes('1000;')) + 1;
  const error = refusal(text);
  expect(error.where).toMatchObject({ file: 'my-ink.json', line });
  expect(error.message).toContain(`line ${line}`);
});

test('a bare word is found by its line too', () => {
  const text = lines(good).replace('"density": 1000', '"density": heavy');
  const line = text.split('\n').findIndex((row) => row.includes('heavy')) + 1;
  expect(refusal(text).where.line).toBe(line);
});

test('a text that ends too soon is refused at its end', () => {
  const text = lines(good).slice(0, 60);
  expect(refusal(text).where.line).toBe(text.split('\n').length);
  expect(refusal('').code).toBe('bad-ink-json');
});

test('a value that does not fit is told with its path and line', () => {
  const error = refusal(lines({ ...good, rheology: { at: 25, law: { model: 'power-law', K: -1, n: 0.5 } } }));
  expect(error.message).toContain('rheology.law.K');
  expect(error.where.line).toBeGreaterThan(5);
});

test.each([
  ['an unknown key', { ...good, viscosity: 3 }, /viscosity/],
  ['an unknown model', { ...good, rheology: { at: 25, law: { model: 'honey', eta: 1 } } }, /rheology\.law/],
  ['a window upside down', { ...good, temperature: [37, 20] }, /lower limit first/],
  ['no law and no way to measure', { ...good, rheology: null }, /measure/],
  [
    'plateaus upside down',
    { ...good, rheology: { at: 25, law: { model: 'cross', eta0: 1, etaInf: 2, m: 1, n: 0.5 } } },
    /etaInf/,
  ],
  [
    'a Cross law whose stress stops growing',
    { ...good, rheology: { at: 25, law: { model: 'cross', eta0: 1, etaInf: 0, m: 1, n: 1 } } },
    /stop growing/,
  ],
  [
    'two laws at one temperature',
    { ...good, rheology: { ...good.rheology, laws: [{ at: 25, law: { model: 'power-law', K: 1, n: 0.5 } }] } },
    /one temperature/,
  ],
  ['a text for a number', { ...good, density: 'x' }, /density/],
  [
    'two models in one table',
    { ...good, rheology: { ...good.rheology, laws: [{ at: 30, law: { model: 'newtonian', eta: 1 } }] } },
    /same model/,
  ],
  ['a list instead of an ink', [], /my-ink\.json/],
  ['no crosslinking', { ...good, crosslinking: [] }, /crosslinking/],
])('refused: %s', (_what, value, message) => {
  expect(refusal(lines(value)).message).toMatch(message);
});

test.each([
  'null',
  '1',
  '"ink"',
  '[[[[[[]]]]]]',
  '{"density": 1e999}',
  '{"__proto__": {"id": "x"}}',
  '\u0000',
  '{"id": "\\',
])('hostile text is refused, not thrown through: %s', (text) => {
  expect(refusal(text)).toBeInstanceOf(InputError);
});
