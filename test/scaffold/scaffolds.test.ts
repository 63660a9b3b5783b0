import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scaffoldsDoc, withScaffolds } from '../../scripts/scaffolds-table.ts';
import { InputError } from '../../src/finding/input-error.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { parseJob } from '../../src/job/parse-job.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { jobFiles, type Scaffold } from '../../src/scaffold/scaffold.ts';
import { generateScaffold, scaffolds } from '../../src/scaffold/scaffolds.ts';
import { loadVessel } from '../../src/vessel/load-vessels.ts';
import { volumeOf } from '../mesh/odd-meshes.ts';
import { expectedEuler, formulas } from './expected.ts';
import { topologyOf } from './topology.ts';

const root = join(import.meta.dirname, '../..');

/** Each is made once for all tests of this file. */
const made = new Map<string, Scaffold>();
function scaffoldOf(name: string, given: Record<string, number | string> = {}): Scaffold {
  const key = `${name} ${JSON.stringify(given)}`;
  const scaffold = made.get(key) ?? generateScaffold(name, given);
  made.set(key, scaffold);
  return scaffold;
}

const variants: readonly (readonly [string, Record<string, number | string>])[] = [
  ...Object.keys(scaffolds).map((name) => [name, {}] as const),
  ['osteochondral-plug', { calcified: 0.2, diameter: 6 }],
  ['vascular-graft', { core: 'sacrificial', bore: 3, length: 10 }],
  ['bifurcated-graft', { core: 'sacrificial' }],
  ['grid-disc', { diameter: 20, height: 1 }],
  ['tpms-block', { fill: 'gel', surface: 'schwarz-p', porosity: 0.6, width: 4, depth: 4, height: 4 }],
  ['ear', { length: 60, width: 35, height: 20, cartilage: 1.5 }],
  ['meniscus', { arc: 120 }],
  ['trachea', { rings: 3, opening: 60 }],
  ['nerve-conduit', { outer: 6, wall: 1 }],
  ['liver-lobules', { radius: 1.7, height: 0.6 }],
];

describe.each(variants)('%s with %o', (name, given) => {
  const { values, built, job, jobInBath } = scaffoldOf(name, given);
  const { parts, envelopeMm3 } = built;

  test('its parts are closed 2-manifolds of the topology they should have', () => {
    const found = parts.map(({ file, mesh }) => [file, topologyOf(mesh.triangles)]);
    const euler = expectedEuler(name, given);
    expect(Object.keys(euler).sort()).toEqual(parts.map(({ file }) => file).sort());
    expect(found).toEqual(parts.map(({ file }) => [file, { unpaired: 0, euler: euler[file] }]));
  });

  test('its parts read without a finding, and hold together what their envelope holds', () => {
    for (const { mesh } of parts) expect(readStl(writeStl(mesh), mesh.name).findings).toEqual([]);
    const sum = parts.reduce((all, { mesh }) => all + volumeOf(mesh.triangles), 0);
    expect(Math.abs(sum / envelopeMm3 - 1)).toBeLessThan(1e-6);
  });

  test('its volumes are those of the formula', () => {
    for (const [file, { mm3, within }] of Object.entries(formulas(name, values))) {
      const part = parts.find((one) => one.file === file);
      expect(Math.abs(part!.volumeMm3 / mm3 - 1)).toBeLessThan(within);
    }
  });

  test('its parts stand on 0', () => {
    expect(Math.min(...parts.map(({ mesh }) => mesh.bounds.min[2]))).toBe(0);
  });

  test.each([['job', job], ...(jobInBath === null ? [] : [['job in a bath', jobInBath]])])(
    'its %s is valid and names the parts, and inks and vessels that exist',
    (_, text) => {
      const parsed = parseJob(text, 'job.yaml');
      expect(parsed.parts.map(({ mesh }) => mesh).sort()).toEqual(parts.map(({ file }) => file).sort());
      for (const { ink } of Object.values(parsed.inks)) expect(loadInk(ink, join(root, 'inks')).id).toBe(ink);
      const { plate, dish } = parsed.vessel ?? {};
      expect(loadVessel(plate ?? dish ?? '', join(root, 'vessels')).id).toBe(plate ?? dish);
      for (const part of parsed.parts) expect(Object.keys(parsed.inks)).toContain(part.ink);
    },
  );
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
  ['vascular-graft', { core: 'sacrificial' }, 'core', 'intima', 192],
])('%s %o: %s and %s meet in the very same triangles', (name, given, one, other, shared) => {
  const { parts } = scaffoldOf(name, given).built;
  const mesh = (wanted: string) => parts.find((part) => part.mesh.name === wanted)!.mesh.triangles;
  const texts = triangleTexts(mesh(one), false);
  const meeting = [...triangleTexts(mesh(other), true)].filter((text) => texts.has(text));
  expect(meeting).toHaveLength(shared);
});

test.each([['bifurcated-graft'], ['ear'], ['meniscus']])('%s: what no part shares is the envelope', (name) => {
  const { parts, envelopeMm3 } = scaffoldOf(name).built;
  const [one, other] = parts.map(({ mesh }) => mesh.triangles);
  const turned = triangleTexts(other, true);
  const shared = [...triangleTexts(one, false)].filter((text) => turned.has(text)).length;
  expect(shared).toBeGreaterThan(100);
  // Without the shared ones, both surfaces together are closed and hold everything.
  const corners = (t: Float32Array, others: Set<string>, turn: boolean) => {
    const kept: number[] = [];
    for (let i = 0; i < t.length; i += 9) {
      const [text] = triangleTexts(t.slice(i, i + 9), turn);
      if (!others.has(text)) kept.push(...t.subarray(i, i + 9));
    }
    return kept;
  };
  const outside = Float32Array.from([
    ...corners(one, triangleTexts(other, true), false),
    ...corners(other, triangleTexts(one, false), true),
  ]);
  expect(topologyOf(outside).unpaired).toBe(0);
  expect(Math.abs(volumeOf(outside) / envelopeMm3 - 1)).toBeLessThan(1e-6);
});

describe('the committed scaffolds', () => {
  test.each(Object.keys(scaffolds))('%s is what the generator makes', (name) => {
    const { built, job, jobInBath, readme, manifest } = scaffoldOf(name);
    const texts = {
      [jobFiles.job]: job,
      ...(jobInBath === null ? {} : { [jobFiles.inBath]: jobInBath }),
      'README.md': readme,
      'scaffold.json': manifest,
    };
    const folder = join(root, 'scaffolds', name);
    const files = [...built.parts.map(({ file }) => file), ...Object.keys(texts)];
    expect(readdirSync(folder).sort()).toEqual(files.sort());
    for (const { file, mesh } of built.parts) {
      expect(Buffer.compare(readFileSync(join(folder, file)), writeStl(mesh))).toBe(0);
    }
    for (const [file, text] of Object.entries(texts)) expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
  });

  test('are all that stands in their folder, and less than 8 MB', () => {
    const folder = join(root, 'scaffolds');
    expect(readdirSync(folder).sort()).toEqual(Object.keys(scaffolds).sort());
    const sizes = readdirSync(folder, { recursive: true }).map((file) => statSync(join(folder, String(file))).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(8e6);
  });
});

test('docs/scaffolds.md lists them as they are', () => {
  const text = readFileSync(scaffoldsDoc, 'utf8');
  expect(text).toBe(withScaffolds(text, scaffoldOf));
});

describe('every parameter', () => {
  test.each(Object.entries(scaffolds))('of %s has a default in its range, a meaning and a source', (_, kind) => {
    for (const parameter of Object.values(kind.parameters)) {
      expect(parameter.what.length).toBeGreaterThan(3);
      expect(parameter.source.length).toBeGreaterThan(5);
      if ('choices' in parameter) expect(parameter.choices).toContain(parameter.default);
      else {
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.default).toBeLessThanOrEqual(parameter.max);
      }
    }
  });
});

describe('wrong parameters are refused', () => {
  test.each([
    ['osteocondral-plug', {}, /no scaffold "osteocondral-plug"/, /osteochondral-plug/],
    ['grid-disc', { diametre: 4 }, /no parameter "diametre"/, /diameter/],
    ['grid-disc', { diameter: -1 }, /diameter -1 is out of its range/, /2 to 50 mm; the default is 10/],
    ['grid-disc', { diameter: 'wide' }, /diameter wide is no number/, /mm/],
    ['tpms-block', { surface: 'gyroyd' }, /surface gyroyd/, /[dD]id you mean "gyroid"/],
    ['tpms-block', { voxels: 12.5 }, /voxels 12.5/, /whole number from 0 to 64/],
    ['tpms-block', { kind: 'sheet', porosity: 0.8, voxels: 14 }, /less than two voxels/, /at least 31/],
    ['tpms-block', { surface: 'schwarz-p', porosity: 0.85 }, /does not hang together/, /lower porosity/],
    ['tpms-block', { width: 40, depth: 40, height: 40, cell: 1 }, /million voxels/, /smaller body/],
    ['meniscus', { width: 12, outer: 12 }, /no opening/, /--width/],
    ['toString', {}, /no scaffold "toString"/, /grid-disc/],
    ['grid-disc', { constructor: 1 }, /no parameter "constructor"/, /diameter/],
  ])('%s %o', (name, given, message, fix) => {
    expect.assertions(3);
    try {
      generateScaffold(name, given);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(message);
      expect((error as InputError).fix).toMatch(fix);
    }
  });
});
