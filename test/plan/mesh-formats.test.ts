import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { quickJob } from '../../src/cli/plan/quick-job.ts';
import { quickParts } from '../../src/cli/plan/quick-parts.ts';
import { threeMfFormat } from '../../src/mesh/formats/3mf/three-mf-format.ts';
import { objFormat } from '../../src/mesh/formats/obj/obj-format.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { meshShelf } from '../../src/plan/inputs/load-meshes.ts';
import { plan } from '../../src/plan/plan.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';
import { planJob } from './plan-job.ts';

const scaffold = resolve(import.meta.dirname, '../../scaffolds/osteochondral-plug');
const files: Record<string, Uint8Array> = {};

beforeAll(() => {
  for (const name of ['bone.stl', 'cartilage.stl']) files[name] = readFileSync(join(scaffold, name));
  const parts = ['bone', 'cartilage'].map((name) => ({
    name,
    material: name,
    triangles: readStl(files[`${name}.stl`], name).mesh.triangles,
  }));
  files['plug.3mf'] = threeMfFormat.write?.(parts) ?? new Uint8Array();
  files['plug.obj'] = objFormat.write?.(parts) ?? new Uint8Array();
});

const job = (meshes: readonly string[], inks: readonly (string | undefined)[] = ['bone', 'cartilage']) => ({
  printer: 'marlin-syringe',
  inks: {
    bone: { ink: 'pluronic-25', nozzle: { gauge: 22 } },
    cartilage: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } },
  },
  parts: meshes.map((mesh, i) => ({
    mesh,
    ...(inks[i] ? { ink: inks[i] } : {}),
    laydown: { spacing: 1.4 },
    contours: 1,
  })),
  layers: { height: 0.35 },
});

test('a scaffold from 3MF and from OBJ is the plan from its STL files, byte for byte', async () => {
  const [stl, ...others] = await Promise.all(
    [
      ['bone.stl', 'cartilage.stl'],
      ['plug.3mf#bone', 'plug.3mf#cartilage'],
      ['plug.obj#bone', 'plug.obj#cartilage'],
    ].map(async (meshes) => {
      const { gcode, report } = await planJob(job(meshes), files);
      return {
        text: Buffer.from(gcode ?? []).toString(),
        parts: report.meshes.map(({ part, volumeMm3 }) => [part, volumeMm3]),
      };
    }),
  );
  expect(stl.text.length).toBeGreaterThan(10_000);
  for (const other of others) expect(other).toEqual(stl);
});

test('from a bare command line each object is a part, of the ink that its material names', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'plug.3mf'), files['plug.3mf']);
  const shelf = meshShelf(folder);
  const parts = quickParts(['plug.3mf'], shelf);
  expect(parts).toEqual([
    { mesh: 'plug.3mf#bone', material: 'bone' },
    { mesh: 'plug.3mf#cartilage', material: 'cartilage' },
  ]);
  const flags = { printer: 'marlin-syringe', nozzle: '22G', layer: '0.35', spacing: '1.4', contours: '1' };
  const asked = (ink: string | undefined) =>
    quickJob(parts, { ...flags, ink }, ['pluronic-25', 'alginate-i1g-4', 'bone']);
  const data = asked('bone=pluronic-25,*=alginate-i1g-4');
  const input = await loadInputs({ data, folder, name: 'flags', meshes: shelf });
  expect(input.job.parts.map(({ name, ink }) => [name, ink])).toEqual([
    ['bone', 'bone'],
    ['cartilage', 'ink'],
  ]);
  expect(input.inks['bone'].id).toBe('pluronic-25');
  expect(input.files?.filter((file) => file.startsWith(folder))).toEqual([join(folder, 'plug.3mf')]);
  expect(Object.keys(input.hashes)).toEqual(expect.arrayContaining(['mesh:bone', 'mesh:cartilage']));
  expect((await plan(input)).gcode).not.toBeNull();
  expect(() => asked('alginate-i1g-4')).toThrow(/2 materials \(bone, cartilage\), and --ink gives one/);
  expect(() => asked('bone=pluronic-25')).toThrow(/"cartilage", and --ink gives no ink for it/);
  expect(() => asked('bonne=pluronic-25,*=alginate-i1g-4')).toThrow(/the materials are bone, cartilage/);
  expect(() => asked(undefined)).toThrow(/a bare mesh needs --ink/);
});

test('a part without an ink is made of the one that its material is called after, or refused with both names', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'plug.3mf'), files['plug.3mf']);
  const meshes = ['plug.3mf#bone', 'plug.3mf#cartilage'];
  const load = (data: object) => loadInputs({ data, folder, name: 'job.yaml' });
  const input = await load(job(meshes, []));
  expect(input.job.parts.map(({ ink }) => ink)).toEqual(['bone', 'cartilage']);
  const { inks, ...rest } = job(meshes, []);
  await expect(load({ ...rest, inks: { bone: inks.bone, gel: inks.cartilage } })).rejects.toThrow(
    /parts\.1 .*material "cartilage"/,
  );
  // Without the loader nobody looks at materials: refused, never the first ink in silence.
  await expect(planJob(job(meshes, []), files)).rejects.toThrow(/bone does not say which ink/);
});
