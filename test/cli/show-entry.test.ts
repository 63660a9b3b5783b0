import { expect, test } from 'vitest';
import { describeEntry } from '../../src/cli/library/describe-entry.ts';
import { listInks } from '../../src/ink/load-inks.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { listVessels } from '../../src/vessel/load-vessels.ts';

const shelves = [
  ['inks', listInks(libraryFolder('inks'))],
  ['printers', listProfiles(libraryFolder('printers'))],
  ['vessels', listVessels(libraryFolder('vessels'))],
] as const;

/** Every number and text below a value, but wells: those that are alike are described once. */
function leaves(value: unknown, key = ''): (string | number)[] {
  if (key === 'wells' || key === '$schema') return [];
  if (typeof value === 'number' || typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, name));
}

test.each(shelves)('no value of %s is left out, and no JSON is left in', (shelf, entries) => {
  for (const entry of entries) {
    const text = describeEntry({ ...entry }, libraryFolder(shelf));
    const shown = new Set(text.match(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi));
    for (const leaf of leaves(entry)) {
      if (typeof leaf === 'string') expect(text, entry.id).toContain(leaf);
      else expect(shown, `${entry.id}: ${leaf}`).toContain(String(leaf));
    }
    expect(text.replaceAll(/\{\w+\}/g, ''), entry.id).not.toMatch(/[{}]|\["|":|undefined|\[object/);
  }
});

test('numbers have their units and null has its meaning', () => {
  const [ink] = listInks(libraryFolder('inks')).filter(({ id }) => id === 'alginate-ha-2-8');
  const sheet = describeEntry({ ...ink }, libraryFolder('inks'));
  for (const words of ['1000 kg/m³', '20 to 37 °C', 'eta0 300.2 Pa s', 'm 0.558 s', 'yield point  513.8 Pa'])
    expect(sheet).toContain(words);
  const [allevi] = listProfiles(libraryFolder('printers')).filter(({ id }) => id === 'allevi-biobot1');
  const profile = describeEntry({ ...allevi }, libraryFolder('printers'));
  for (const words of [
    'x 0 to 144.5 mm',
    'centre 56, 90 mm',
    '0 to 689.5 kPa',
    '365, 405 nm',
    'irradiance   not known',
  ])
    expect(profile).toContain(words);
});

test('wells that are alike are described once, with their place and measures', () => {
  const [plate] = listVessels(libraryFolder('vessels')).filter(({ id }) => id === 'corning-12');
  expect(describeEntry({ ...plate }, libraryFolder('vessels'))).toContain(
    '12 wells, A1 at x 24.94, y 68.81 mm to C4 at x 102.97, y 16.79 mm: rim ⌀ 22.733 mm, 17.399 mm deep',
  );
});
