import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { parseJob } from '../../src/job/parse-job.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { generateScaffold, scaffolds } from '../../src/scaffold/scaffolds.ts';
import { loadVessel } from '../../src/vessel/load-vessels.ts';
import { volumeOf } from '../mesh/odd-meshes.ts';
import { topologyOf } from './topology.ts';

const root = join(import.meta.dirname, '../..');
const variants: readonly (readonly [string, Record<string, number>])[] = [
  ...Object.keys(scaffolds).map((name) => [name, {}] as const),
  ['osteochondral-plug', { calcified: 0.2, diameter: 6 }],
  ['vascular-graft', { core: 1, bore: 3, length: 10 }],
  ['grid-disc', { diameter: 20, height: 1 }],
];

describe.each(variants)('%s with %o', (name, measures) => {
  const { parts, job } = generateScaffold(name, measures);

  test.each(parts)('$file is closed and has the volume it says', ({ mesh, expectedVolumeMm3 }) => {
    const { unpaired, euler } = topologyOf(mesh.triangles);
    expect(unpaired).toBe(0);
    expect(euler).toBe(/intima|media/.test(mesh.name) ? 0 : 2);
    expect(volumeOf(mesh.triangles) / expectedVolumeMm3).toBeCloseTo(1, 5);
    expect(readStl(writeStl(mesh), mesh.name).findings).toEqual([]);
  });

  test('its parts stand on 0, about the z axis', () => {
    expect(Math.min(...parts.map(({ mesh }) => mesh.bounds.min[2]))).toBe(0);
    for (const { mesh } of parts) expect(mesh.bounds.min[0] + mesh.bounds.max[0]).toBeCloseTo(0, 6);
  });

  test('its job is valid and names the parts, and inks and vessels that exist', () => {
    const parsed = parseJob(job, 'job.yaml');
    expect(parsed.parts.map(({ mesh }) => mesh)).toEqual(parts.map(({ file }) => file));
    for (const { ink } of Object.values(parsed.inks)) expect(loadInk(ink, join(root, 'inks')).id).toBe(ink);
    const { plate, dish } = parsed.vessel ?? {};
    expect(loadVessel(plate ?? dish ?? '', join(root, 'vessels')).id).toBe(plate ?? dish);
    for (const part of parsed.parts) expect(Object.keys(parsed.inks)).toContain(part.ink);
  });
});

/** Triangles as sorted texts of corner numbers: `turn` swaps two corners of each, so that its outside is its inside. */
function triangleTexts(t: Float32Array, turn: boolean): Set<string> {
  const texts = new Set<string>();
  for (let i = 0; i < t.length; i += 9) {
    const corner = (k: number) => [...t.subarray(i + 3 * k, i + 3 * k + 3)].map((v) => v + 0).join(' ');
    const ring = turn ? [corner(0), corner(2), corner(1)] : [corner(0), corner(1), corner(2)];
    const first = ring.indexOf([...ring].sort()[0]);
    texts.add([ring[first], ring[(first + 1) % 3], ring[(first + 2) % 3]].join(', '));
  }
  return texts;
}

test.each([
  ['osteochondral-plug', {}, 'bone', 'cartilage', 96],
  ['osteochondral-plug', { calcified: 0.2 }, 'bone', 'calcified', 96],
  ['osteochondral-plug', { calcified: 0.2 }, 'calcified', 'cartilage', 96],
  ['vascular-graft', {}, 'intima', 'media', 192],
  ['vascular-graft', { core: 1 }, 'core', 'intima', 192],
])('%s %o: %s and %s meet in the very same triangles', (name, measures, one, other, shared) => {
  const { parts } = generateScaffold(name, measures);
  const mesh = (wanted: string) => parts.find((part) => part.mesh.name === wanted)!.mesh.triangles;
  const texts = triangleTexts(mesh(one), false);
  const meeting = [...triangleTexts(mesh(other), true)].filter((text) => texts.has(text));
  expect(meeting).toHaveLength(shared);
});

describe('the committed scaffolds', () => {
  test.each(Object.keys(scaffolds))('%s is what the generator makes', (name) => {
    const { parts, job, readme, manifest } = generateScaffold(name);
    const folder = join(root, 'scaffolds', name);
    const files = [...parts.map(({ file }) => file), 'README.md', 'job.yaml', 'scaffold.json'];
    expect(readdirSync(folder).sort()).toEqual(files.sort());
    for (const { file, mesh } of parts) {
      expect(Buffer.compare(readFileSync(join(folder, file)), writeStl(mesh))).toBe(0);
    }
    expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(job);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(readme);
    expect(readFileSync(join(folder, 'scaffold.json'), 'utf8')).toBe(manifest);
  });
});

describe('wrong parameters are refused', () => {
  test.each([
    ['osteocondral-plug', {}, /no scaffold "osteocondral-plug"/, /osteochondral-plug/],
    ['grid-disc', { diametre: 4 }, /no parameter "diametre"/, /diameter/],
    ['grid-disc', { diameter: -1 }, /diameter = -1/, /default is 10/],
    ['grid-disc', { diameter: 'wide' }, /diameter = wide/, /mm/],
    ['toString', {}, /no scaffold "toString"/, /grid-disc/],
    ['grid-disc', { constructor: 1 }, /no parameter "constructor"/, /diameter/],
  ])('%s %o', (name, measures, message, fix) => {
    expect.assertions(3);
    try {
      generateScaffold(name, measures);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(message);
      expect((error as InputError).fix).toMatch(fix);
    }
  });
});
