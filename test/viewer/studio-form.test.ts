import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gauges, needleOf } from '../../src/ink/flow/needle-table.ts';
import { jobData } from '../../viewer/studio/form/job-data.ts';
import { inkTable, needleTable, printerTable } from '../../viewer/studio/form/library-rows.ts';
import { absentWords, nudged, settingKind, textOf, wordsOf, written } from '../../viewer/studio/form/setting-kind.ts';
import { jobSchema, type Schema, schemasAt } from '../../viewer/studio/job-schema.ts';

const root = join(import.meta.dirname, '../..');
const shelf = (kind: string) =>
  Object.fromEntries(
    readdirSync(join(root, kind))
      .filter((name) => name.endsWith('.json') && name !== 'schema.json')
      .map((name) => [name.replace('.json', ''), readFileSync(join(root, kind, name), 'utf8')]),
  );
const library = { printers: shelf('printers'), inks: shelf('inks'), vessels: {} };

/** Every key of the schema below one, with its path. */
function keysBelow(schema: Schema, path: string): [string, Schema][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]) => {
    const own = path === '' ? key : `${path}.${key}`;
    const kind = settingKind(child);
    const inner = kind !== null && 'of' in kind ? keysBelow(kind.of, own) : [];
    return [[own, child] as [string, Schema], ...inner];
  });
}

test('every key of a job has a form, but for maps that are free and what editors need', () => {
  const keys = keysBelow(jobSchema, '');
  expect(keys.length).toBeGreaterThan(120);
  const without = keys.filter(([, schema]) => settingKind(schema) === null).map(([key]) => key);
  expect(without).toEqual(['wells', 'sweep']);
  const kindAt = (key: string) => settingKind(keys.find(([path]) => path === key)![1]);
  expect(kindAt('inks.nozzle.gauge')).toMatchObject({ kind: 'number' });
  expect(kindAt('inks.load')).toEqual({ kind: 'number', unit: 'µL' });
  expect(kindAt('speed')).toEqual({ kind: 'number', unit: 'mm/s' });
  expect(kindAt('parts.laydown.pattern')).toMatchObject({ kind: 'choice' });
  expect(kindAt('parts.laydown.angles')).toEqual({ kind: 'list', unit: '°' });
  expect(kindAt('parts.move')).toEqual({ kind: 'row', length: 3, unit: 'mm' });
  expect(kindAt('vessel.wells')).toMatchObject({ kind: 'list' });
  expect(kindAt('inks.wipe')).toEqual({ kind: 'flag' });
});

test.each([
  ['8', 'number', 8],
  ['0,5', 'number', 0.5],
  ['-.5', 'number', -0.5],
  ['1e6', 'number', 1e6],
  ['1.5 mL', 'number', '1.5 mL'],
  ['auto', 'number', 'auto'],
  ['', 'number', undefined],
  ['  ', 'text', undefined],
  ['8', 'text', '8'],
  ['0, 60, 120', 'list', [0, 60, 120]],
  ['A1-B3, C1', 'list', ['A1-B3', 'C1']],
] as const)('%o in a %s is written as %o', (text, kind, value) => {
  expect(written(text, kind)).toEqual(value);
});

test('a number is stepped by its last digit, its unit kept', () => {
  expect(nudged('8', true)).toBe('9');
  expect(nudged('0.25', false)).toBe('0.24');
  expect(nudged('0,25', true)).toBe('0.26');
  expect(nudged('1.5 mL', true)).toBe('1.6 mL');
  expect(nudged('0.9', true)).toBe('1.0');
  expect(nudged('auto', true)).toBeNull();
  expect(textOf([0, 90])).toBe('0, 90');
  expect(wordsOf('thinWalls')).toBe('Thin walls');
  expect(wordsOf('a1')).toBe('A1');
  expect(absentWords(schemasAt(['inks', 'gel', 'width'])[0])).toBe('the inner diameter of the needle');
  expect(absentWords(schemasAt(['hop'])[0])).toBe('1');
});

test('lists say what matters, whoever vouches for it, and what nobody verified', () => {
  const needles = needleTable();
  expect(needles.rows.map(({ value }) => value)).toEqual(gauges);
  const row = needles.rows.find(({ value }) => value === 25)!;
  expect(row.cells).toEqual(['25G', `${needleOf(25).inner} ± 0.019`, '0.514']);
  expect(needles.rows.filter(({ verified }) => !verified).map(({ value }) => value)).toEqual([32, 33, 34]);
  const inks = inkTable(library, false);
  const baths = inkTable(library, true);
  expect(inks.rows.length + baths.rows.length).toBe(Object.keys(library.inks).length);
  const ama = inks.rows.find(({ value }) => value === 'ama')!;
  expect([ama.verified, ama.source]).toEqual([false, expect.stringContaining('not verified in the paper')]);
  const printers = printerTable(library);
  expect(printers.rows.map(({ value }) => value)).toEqual(Object.keys(library.printers));
  expect(printers.rows.find(({ value }) => value === 'cellink-biox6')!.cells[1]).toBe('6 pneumatic, 0 to 200 kPa');
  for (const { rows, columns } of [needles, inks, baths, printers]) {
    for (const { cells, source } of rows) {
      expect(cells.length).toBe(columns.length);
      expect(`${cells} ${source}`).not.toMatch(/undefined|NaN|\[object/);
    }
  }
});

test('text that is no map of settings is no job', () => {
  expect(jobData('a: [1')).toBeNull();
  expect(jobData('- 1\n')).toBeNull();
  expect(jobData('# nothing yet\n')).toEqual({});
  expect(jobData('a: 1\n')).toEqual({ a: 1 });
});
