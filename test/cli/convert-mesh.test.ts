import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askedParts } from '../../src/cli/mesh/asked-parts.ts';
import { describeMesh } from '../../src/cli/mesh/describe-mesh.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { meshShelf } from '../../src/plan/inputs/load-meshes.ts';
import { box, tube } from '../../src/scaffold/solids.ts';
import { bioweft, filesIn, projectFolder, scratchFolder } from './run-bioweft.ts';

const plug = join(projectFolder, 'scaffolds/osteochondral-plug');

test('meshes go from STL to 3MF, to OBJ and back to STL with their names, and to the bit', async () => {
  const folder = scratchFolder();
  const run = (...args: string[]) => bioweft(['convert', ...args], { cwd: folder });
  const first = await run(join(plug, 'bone.stl'), join(plug, 'cartilage.stl'), 'plug.3mf', '--json');
  expect(JSON.parse(first.stdout)).toMatchObject({
    format: '3MF',
    parts: [
      { name: 'bone', watertight: true },
      { name: 'cartilage', watertight: true },
    ],
  });
  expect((await run('plug.3mf', 'plug.obj', '--quiet')).code).toBe(0);
  expect((await run('plug.obj#bone', 'bone.stl')).stdout).toContain('Written');
  expect(readFileSync(join(folder, 'bone.stl')).equals(readFileSync(join(plug, 'bone.stl')))).toBe(true);

  const several = await run('plug.3mf', 'both.stl');
  expect([several.code, several.stderr]).toEqual([
    2,
    expect.stringMatching(/STL holds one part, and 2 are given: bone, cartilage/),
  ]);
  const again = await run('plug.3mf', 'plug.obj');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('--force')]);
  const itself = await run('plug.3mf', 'plug.3mf', '--force');
  expect([itself.code, itself.stderr]).toEqual([2, expect.stringContaining('would replace the input')]);
  expect(filesIn(folder)).toEqual(['bone.stl', 'plug.3mf', 'plug.obj']);
  expect((await run('plug.3mf#*', 'plug.obj', '--force', '--quiet')).code).toBe(0);
  const ending = await run('plug.3mf', 'plug.step');
  expect([ending.code, ending.stderr]).toEqual([2, expect.stringMatching(/ends in \.stl, \.3mf, \.obj/)]);
});

test('what is open stays open in another format: nothing that the gate would refuse is made sound', async () => {
  const folder = scratchFolder();
  const open = box(4, 4, 0, 4).slice(18);
  writeFileSync(join(folder, 'open.stl'), writeStl({ name: 'open', triangles: open }));
  const run = await bioweft(['convert', 'open.stl', 'open.3mf', '--json'], { cwd: folder });
  expect(JSON.parse(run.stdout).parts).toMatchObject([{ triangles: 10, watertight: false }]);
  const [part] = askedParts([join(folder, 'open.3mf')], {}, meshShelf(folder));
  expect(part.asRead).toHaveLength(open.length);
});

test('a shape written as STL has the hash by which a plan names the shape', async () => {
  const folder = scratchFolder();
  const shape = ['--shape', 'disc', '--diameter', '4', '--height', '0.6'];
  expect((await bioweft(['convert', ...shape, 'disc.stl', '--quiet'], { cwd: folder })).code).toBe(0);
  const flags =
    '--printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G --layer 0.3 --spacing 1 -o a.gcode --no-record --quiet';
  expect((await bioweft(['slice', ...shape, ...flags.split(' ')], { cwd: folder })).code).toBe(0);
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'disc.stl')))
    .digest('hex');
  expect(readFileSync(join(folder, 'a.gcode'), 'utf8')).toContain(`sha256 mesh:disc: ${hash}`);
  expect(existsSync(join(folder, 'disc.gcode'))).toBe(false);
});

test('bioweft mesh says what a file is and what to do: size, shells, walls, unit; exit 1 where the gate would refuse', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'tube.stl'), writeStl({ name: 'tube', triangles: tube(2.9, 3, 0, 4, 128) }));
  writeFileSync(join(folder, 'open.stl'), writeStl({ name: 'open', triangles: box(4, 4, 0, 0.5).slice(18) }));
  const thin = await bioweft(['mesh', 'tube.stl', '--json'], { cwd: folder });
  expect(thin.code).toBe(0);
  expect(JSON.parse(thin.stdout).parts).toMatchObject([
    {
      name: 'tube',
      shells: 1,
      watertight: true,
      statedUnit: null,
      thinShare: 1,
      findings: [{ code: 'wall-lost', fix: expect.stringContaining('Take a needle of at most 0.2') }],
    },
  ]);
  // An edge that runs out to nothing needs no needle of a thousandth of a millimetre, which no one has.
  writeFileSync(join(folder, 'edge.stl'), writeStl({ name: 'edge', triangles: tube(2.98, 3, 0, 4, 128) }));
  const edge = JSON.parse((await bioweft(['mesh', 'edge.stl', '--json'], { cwd: folder })).stdout);
  expect(edge.parts[0].findings[0].fix).toBe('Make the wall thicker: no needle is thin enough for it.');
  const open = await bioweft(['mesh', 'open.stl'], { cwd: folder });
  expect(open.code).toBe(1);
  expect(open.stdout).toMatch(/openings +1, closed before cutting/);
  const none = await bioweft(['mesh'], { cwd: folder });
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('STL, 3MF, OBJ or PLY')]);
});

test('walls are as wide as they were made, and a doubtful unit is asked about', () => {
  const folder = scratchFolder();
  const wall = (outer: number, inner: number, segments: number) => {
    writeFileSync(join(folder, 'a.stl'), writeStl({ name: 'a', triangles: tube(inner, outer, 0, 3, segments) }));
    const [part] = askedParts([join(folder, 'a.stl')], {}, meshShelf(folder));
    return describeMesh(part, 0.41);
  };
  for (const [outer, inner] of [
    [5, 4],
    [5, 4.5],
    [8, 7.7],
  ]) {
    const facts = wall(outer, inner, 200);
    expect(facts.thinnestWall?.mm).toBeGreaterThan((outer - inner) * 0.999);
    expect(facts.thinnestWall?.mm).toBeLessThan((outer - inner) * 1.001);
    expect(facts.thinShare).toBe(outer - inner < 0.41 ? 1 : 0);
  }
  const tiny = askedParts(['a.stl'], { units: 'um' }, meshShelf(folder)).map((part) => describeMesh(part, 0.41));
  expect(tiny[0].findings.map(({ code }) => code)).toContain('unit-doubtful');
  expect(tiny[0].sizeMm[2]).toBeCloseTo(0.003, 9);
});
