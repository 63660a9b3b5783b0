import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { jsonIds } from '../../src/finding/load-shelf.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { gatherInputs } from '../../src/plan/gather-inputs.ts';
import { type GivenFiles, givenFiles } from '../../src/plan/given-files.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { libraryFolder, packageVersion } from '../../src/plan/inputs/load-library.ts';
import type { PlanInput } from '../../src/plan/inputs/plan-input.ts';
import { createPlanner } from '../../src/plan/planner.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { bioweft, projectFolder, scratchFolder } from '../cli/run-bioweft.ts';
import { meshOf } from '../mesh/mesh-of.ts';

// What is gathered from bytes, as a page does, against what the same files give on a disk.

const shelf = (name: Parameters<typeof libraryFolder>[0]) =>
  Object.fromEntries(
    jsonIds(libraryFolder(name)).map((id) => [id, readFileSync(join(libraryFolder(name), `${id}.json`), 'utf8')]),
  );
const library = { printers: shelf('printers'), inks: shelf('inks'), vessels: shelf('vessels') };
const today = '2026-11-26';
const of = { version: packageVersion(), today };
const text = (content: object | string) =>
  new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));

const ownPrinter = JSON.parse(String(library.printers['marlin-syringe']));
const ownInk = { ...JSON.parse(String(library.inks['ama'])), id: 'lab-paste' };
const ownVessel = { ...JSON.parse(String(library.vessels['petri-35'])), id: 'lab-dish' };
const calibration = {
  ink: 'lab-paste',
  printer: 'bench-of-ours',
  nozzle: { gauge: 22, length: 12.7 },
  date: '2026-11-01',
};

/** Every kind of file that a job may name. */
const files: GivenFiles = {
  'parts/plug.stl': writeStl(meshOf(cylinder(2, 0, 0.6, 24))),
  'other.stl': writeStl(meshOf(box(2, 2, 0, 0.6))),
  'lab/printer.json': text({ ...ownPrinter, id: 'bench-of-ours' }),
  'lab/paste.json': text(ownInk),
  'lab/dish.json': text(ownVessel),
};
const job = `# Comments count in the hash.
name: all kinds
printer: lab/printer.json
vessel: { dish: lab/dish.json }
inks:
  own: { ink: ./lab/paste.json, nozzle: { gauge: 22 } }
parts:
  - { mesh: parts/plug.stl, ink: own, laydown: { spacing: 1 } }
  - { mesh: ./parts/../other.stl, ink: own, laydown: { spacing: 1 }, move: [5, 0, 0] }
  - { shape: disc, diameter: 2, height: 0.6, ink: own, laydown: { spacing: 1 }, move: [-5, 0, 0] }
layers: { height: 0.3 }
`;

/** The same files on a disk. */
async function fromDisk(content: string, given: GivenFiles): Promise<PlanInput> {
  const folder = scratchFolder();
  for (const [name, bytes] of Object.entries({ ...given, 'job.yaml': text(content) })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const { files: _, ...input } = await loadInputs({ file: join(folder, 'job.yaml') }, today);
  return JSON.parse(JSON.stringify(input).replaceAll(`${folder}/`, ''));
}

async function fromBytes(content: string, given: GivenFiles): Promise<PlanInput> {
  const input = await gatherInputs({ name: 'job.yaml', text: content }, givenFiles(given, library), of);
  return JSON.parse(JSON.stringify(input));
}

const said = async (gathered: Promise<PlanInput>): Promise<string> => {
  try {
    return `none: ${Object.keys(await gathered)}`;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `${error.code} ${error.message} ${error.fix}`;
  }
};

test('a job of every kind of file is the same from bytes and from the disk', async () => {
  const input = await fromBytes(job, files);
  expect(input.parts.map(({ report }) => report.triangles)).toEqual([96, 12, expect.any(Number)]);
  expect(input.inks['own'].id).toBe('lab-paste');
  expect(Object.keys(input.hashes)).toEqual(['job', 'mesh:plug', 'mesh:other', 'mesh:disc', 'printer', 'ink:own']);
  expect(input).toEqual(await fromDisk(job, files));
});

const wrongs: readonly (readonly [what: string, job: string, files: GivenFiles])[] = [
  ['a mesh that is missing', job, { ...files, 'other.stl': undefined as never }],
  ['a mesh that is none', job, { ...files, 'other.stl': text('solid') }],
  ['a printer that is missing', job.replace('lab/printer', 'lab/other'), files],
  ['a printer of a wrong id', job.replace('lab/printer.json', 'marlin-syring'), files],
  ['an ink of a wrong id', job.replace('./lab/paste.json', 'alginat'), files],
  ['an ink that is none', job, { ...files, 'lab/paste.json': text({ id: 'x' }) }],
  ['a vessel of a wrong id', job.replace('lab/dish.json', 'petri-36'), files],
  ['a calibration that is missing', job.replace('gauge: 22 }', 'gauge: 22 }, calibration: no.json'), files],
  ['a calibration that is none', job, { ...files, 'calibrations/paste.json': text(calibration) }],
  ['a job with a slip', job.replace('spacing', 'spacin'), files],
];

test.each(wrongs)('%s is refused in the words of the command line', async (_, content, given) => {
  const there = Object.fromEntries(Object.entries(given).filter(([, bytes]) => bytes !== undefined));
  const own = await said(fromBytes(content, there));
  expect(own).not.toMatch(/^none/);
  // The disk says where it looked; the page has no folders.
  const disk = (await said(fromDisk(content, there))).replaceAll(/\/\S*\/bioweft-[^/\s]*\//g, '');
  expect(own).toBe(disk);
});

test('the demo planned from bytes is what the command line writes', async () => {
  const demo = join(projectFolder, 'scaffolds/osteochondral-plug');
  const out = join(scratchFolder(), 'demo.gcode');
  const run = await bioweft(['slice', join(demo, 'job.yaml'), '-o', out, '--quiet']);
  expect(run).toMatchObject({ code: 0 });
  const bytes = Object.fromEntries(
    ['bone.stl', 'cartilage.stl'].map((name) => [name, new Uint8Array(readFileSync(join(demo, name)))]),
  );
  const planner = createPlanner();
  const given = { name: 'job.yaml', text: readFileSync(join(demo, 'job.yaml'), 'utf8') };
  const { gcode } = await planner.plan(await planner.gather(given, bytes, library, of));
  expect(Buffer.from(gcode!).equals(readFileSync(out))).toBe(true);
});

test('a mesh is read once, as long as its bytes are the same', async () => {
  const planner = createPlanner();
  const gather = (given: GivenFiles) => planner.gather({ name: 'job.yaml', text: job }, given, library, of);
  const first = await gather(files);
  const copied = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, bytes.slice()]));
  const again = await gather(copied);
  expect(again.parts.map(({ mesh }) => mesh)).toEqual(first.parts.map(({ mesh }) => mesh));
  again.parts.forEach(({ mesh }, i) => {
    expect(mesh).toBe(first.parts[i].mesh);
  });
  const swapped = await gather({ ...copied, 'other.stl': files['parts/plug.stl'] });
  expect(swapped.parts[1].mesh.triangles).toHaveLength(96 * 9);
});
