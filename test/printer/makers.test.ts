import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printersDoc, withSources } from '../../scripts/printers-table.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles, loadProfile } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { cylinder } from '../../src/scaffold/solids.ts';
import { meshOf } from '../mesh/mesh-of.ts';
import { planJob } from '../plan/plan-job.ts';
import type { MakersNumbers } from './makers-numbers.ts';

// What makers' files and firmwares say, against the lines that we write: read as text, by no reader of ours.

const folder = join(import.meta.dirname, 'makers');
const makers = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as MakersNumbers);
const files = { 'disc.stl': writeStl(meshOf(cylinder(2, 0, 0.6, 24))) };

/** A disc of each of the first two inks, one on the other, and light where the machine has a lamp. */
async function written(profile: Profile, vesselId: string, wells: readonly string[]): Promise<string> {
  const tools = profile.tools.filter(({ kind }) => kind !== 'thermoplastic').slice(0, 2);
  const inkOf = ({ id, temperature }: Profile['tools'][number]) => {
    const celsius = temperature === null ? {} : { temperature: Math.max(30, temperature[0]) };
    return { ink: 'alginate-i1g-4', tool: id, nozzle: { gauge: 22, length: 25.4 }, load: 100, ...celsius };
  };
  const wavelength = profile.lamps.flatMap(({ wavelengths }) => wavelengths).find((nm) => nm === 405);
  const dish = vesselId.startsWith('petri');
  const { gcode, findings } = await planJob(
    {
      name: 'makers',
      printer: profile.id,
      vessel: dish ? { dish: vesselId } : { plate: vesselId, wells },
      inks: Object.fromEntries(tools.map((tool) => [tool.id, inkOf(tool)])),
      parts: tools.map(({ id }, i) => ({
        mesh: 'disc.stl',
        name: id,
        ink: id,
        move: [0, 0, 0.6 * i],
        laydown: { angles: [0], spacing: 1 },
      })),
      layers: { height: 0.3 },
      speed: 8,
      ...(profile.bedTemperature === null ? {} : { bedTemperature: 30 }),
      ...(dish && wavelength !== undefined
        ? { crosslink: [{ ink: tools[0].id, at: 'end', photo: { wavelength, irradiance: 5, seconds: 2 } }] }
        : {}),
    },
    files,
    { allow: ['flow', 'temperature', 'time'] },
  );
  expect(gcode, JSON.stringify(findings.filter(({ severity }) => severity === 'refuse'))).not.toBeNull();
  return Buffer.from(gcode!).toString('latin1');
}

const commands = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/;.*/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');

/** Middle of the written X and Y of each tool's strands in each well. */
function places(text: string): Map<string, [number, number]> {
  const boxes = new Map<string, [number, number, number, number]>();
  let [well, tool, inside] = ['-', '', false];
  let [x, y] = [Number.NaN, Number.NaN];
  for (const line of text.split('\n')) {
    const [, found] = /^;BIO:well=(\S+)/.exec(line) ?? [];
    if (found !== undefined) well = found;
    if (line.startsWith(';BIO:strand=')) tool = /tool=(\S+)/.exec(line)![1];
    if (line.startsWith(';BIO:strand=')) inside = true;
    if (line.startsWith(';BIO:end')) inside = false;
    if (line.startsWith(';')) continue;
    x = Number(/X(-?[\d.]+)/.exec(line)?.[1] ?? x);
    y = Number(/Y(-?[\d.]+)/.exec(line)?.[1] ?? y);
    if (!inside || !/^G[01].*[XY]/.test(line)) continue;
    const box = boxes.get(`${well} ${tool}`) ?? [x, x, y, y];
    const [left, right, front, back] = box;
    boxes.set(`${well} ${tool}`, [Math.min(left, x), Math.max(right, x), Math.min(front, y), Math.max(back, y)]);
  }
  return new Map([...boxes].map(([key, [a, b, c, d]]) => [key, [(a + b) / 2, (c + d) / 2]]));
}

const valueAt = (profile: Profile, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], profile);

test('every printer that ships has its numbers of the maker', () => {
  expect(makers.map(({ printer }) => printer).sort()).toEqual(
    listProfiles(libraryFolder('printers')).map(({ id }) => id),
  );
});

describe.each(makers.map((numbers) => [numbers.printer, numbers] as const))('%s', (id, numbers) => {
  const profile = loadProfile(id, libraryFolder('printers'));

  test('its numbers have a source, and what was not read is named', () => {
    const { places: at, writes, never, values, unknown } = numbers;
    for (const { source } of [...at, ...writes, ...never, ...values]) expect(source.length).toBeGreaterThan(4);
    expect(writes.length).toBeGreaterThan(0);
    expect(unknown.length).toBeGreaterThan(0);
  });

  test.each(numbers.values.map((row) => [row.what, row] as const))('%s', (_, { path, value }) => {
    expect(valueAt(profile, path)).toBe(value);
  });

  test('the written file holds its codes, and none that it never writes', async () => {
    const text = await written(profile, 'petri-60', ['-']);
    const said = commands(text);
    const missing = numbers.writes.filter((row) => {
      return !new RegExp(row.text, 'm').test(row.text.startsWith('^;') ? text : said);
    });
    expect(missing).toEqual([]);
    expect(numbers.never.filter((row) => new RegExp(row.text, 'm').test(said))).toEqual([]);
  });

  const vessels = [...new Set(numbers.places.map(({ vessel }) => vessel))];
  test.each(vessels)('strands in %s lie where the maker writes them', async (vessel) => {
    const rows = numbers.places.filter((row) => row.vessel === vessel);
    const found = places(await written(profile, vessel, [...new Set(rows.map(({ well }) => well))]));
    for (const { well, tool, at } of rows) {
      const [x, y] = found.get(`${well} ${tool}`)!;
      expect(Math.hypot(x - at[0], y - at[1]), `${well} ${tool}: ${x} ${y}`).toBeLessThan(0.12);
    }
  });
});

test('docs/printers.md says what is sourced, inferred and unknown (else run: npm run printers)', () => {
  const text = readFileSync(printersDoc, 'utf8');
  expect(withSources(text)).toBe(text);
});
