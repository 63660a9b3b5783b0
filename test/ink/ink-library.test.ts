import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inkIds, listInks, loadInk } from '../../src/ink/load-inks.ts';
import { originOf } from '../../src/provenance/origin.ts';

const folder = new URL('../../inks', import.meta.url).pathname;
const inks = listInks(folder);

/** Dotted paths of all numbers in a data file, and of how a bath is taken away; those of the provenance itself left out. */
function numberPaths(value: unknown, path = ''): string[] {
  if (typeof value === 'number' || path === 'release.how') return [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value)
    .filter(([key]) => path !== '' || key !== 'provenance')
    .flatMap(([key, child]) => numberPaths(child, path === '' ? key : `${path}.${key}`));
}

describe.each(inks)('$id', (ink) => {
  const data = JSON.parse(readFileSync(join(folder, `${ink.id}.json`), 'utf8'));

  test('stands in the file of its name', () => {
    expect(data.id).toBe(ink.id);
    expect(data.$schema).toBe('./schema.json');
  });

  test('says of every number where it comes from', () => {
    const unsourced = numberPaths(data).filter((path) => originOf(ink.provenance, path) === undefined);
    expect(unsourced).toEqual([]);
  });

  test('claims no source for values that it does not have', () => {
    const paths = numberPaths(data);
    const idle = ink.provenance
      .flatMap((entry) => entry.of)
      .filter((prefix) => !paths.some((path) => path === prefix || path.startsWith(`${prefix}.`)));
    expect(idle).toEqual([]);
  });

  test('recommends a temperature inside its window', () => {
    const [low, high] = ink.temperature;
    expect(ink.recommended).toBeGreaterThanOrEqual(low);
    expect(ink.recommended).toBeLessThanOrEqual(high);
  });
});

test('the library holds every ink of the reference that has read values', () => {
  const withLaw = inks.filter((ink) => ink.rheology !== null).map((ink) => ink.id);
  for (const id of [
    ...['alginate-i1g-2', 'alginate-i1g-3', 'alginate-i1g-4', 'alginate-i1g-5', 'alginate-i1g-5-5', 'alginate-i1g-6'],
    ...['alginate-2-5', 'alginate-2-5-hb', 'alginate-1-5', 'alginate-ha-4-4', 'pluronic-25', 'pva-pvc-gel', 'ama'],
    ...['gelma', 'nist-support', 'alginate-series-a', 'alginate-series-d'],
  ]) {
    expect(withLaw).toContain(id);
  }
});

test('an ink without published values asks to be measured', () => {
  const silent = inks.filter((ink) => ink.rheology === null);
  expect(silent.map((ink) => ink.id)).toEqual(
    expect.arrayContaining([
      'collagen-i',
      'nfc-alginate',
      'hyaluronic-acid',
      'fibrin',
      'agarose',
      'silk-fibroin',
      'pcl',
    ]),
  );
  for (const ink of silent) expect(ink.measure).toMatch(ink.kind === 'support' ? /rheometer/i : /weigh/i);
});

test('values that were not read in a source are flagged', () => {
  expect(originOf(loadInk('ama', folder).provenance, 'rheology.law.K')?.verified).toBe(false);
  expect(originOf(loadInk('gelma', folder).provenance, 'potLife')?.verified).toBe(false);
  expect(originOf(loadInk('alginate-i1g-4', folder).provenance, 'rheology.law.eta0')?.verified).toBe(true);
});

test('ids are those of the files, sorted', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'schema.json');
  expect(inkIds(folder)).toEqual(files.map((file) => file.slice(0, -5)).sort());
});

test('an unknown id names the nearest and lists what exists', () => {
  expect(() => loadInk('alginat-i1g-4', folder)).toThrow(/no ink "alginat-i1g-4"/);
  try {
    loadInk('alginat-i1g-4', folder);
  } catch (error) {
    expect(error).toMatchObject({ code: 'unknown-ink', fix: expect.stringContaining('Did you mean "alginate-i1g-4"') });
    expect(error).toMatchObject({ fix: expect.stringContaining('pluronic-25') });
  }
});

test('a missing file or folder is named in full', () => {
  expect(() => loadInk('/nowhere/my-ink.json', folder)).toThrow('/nowhere/my-ink.json');
  expect(() => listInks('/nowhere')).toThrow('/nowhere');
});

test('a family with a concentration is interpolated, and refused outside its range', () => {
  const ink = loadInk('alginate-i1g-4.5', folder);
  expect(ink.name).toContain('interpolated between 4 and 5 %');
  expect(ink.rheology?.law).toMatchObject({ model: 'cross' });
  expect(loadInk('alginate-i1g-4', folder).id).toBe('alginate-i1g-4');
  expect(() => loadInk('alginate-i1g-9', folder)).toThrow(/outside/);
  expect(() => loadInk('gelma-9', folder)).toThrow(/no ink "gelma-9"/);
});
