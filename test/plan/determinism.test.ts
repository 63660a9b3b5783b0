import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gyroidCylinder } from '../../bench/models.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { tube } from '../../src/scaffold/solids.ts';
import { bioweft, bioweftAlone, scratchFolder } from '../cli/run-bioweft.ts';

const flags =
  '--printer marlin-syringe --ink alginate-i1g-4 --nozzle 18G --width 0.82 --layer 0.6 --angles 45,135 --spacing 2.4 --contours 1 --allow supply --allow overhang';

test('the same input gives the same bytes, with one thread, two or three', async () => {
  const folder = scratchFolder();
  const triangles = gyroidCylinder(1.2);
  writeFileSync(join(folder, 'gyroid.stl'), writeStl({ name: 'gyroid', triangles, bounds: boundsOf(triangles) }));
  const files: Buffer[] = [];
  const reports: string[] = [];
  for (const workers of ['1', '2', '3']) {
    const args = [
      'slice',
      'gyroid.stl',
      ...flags.split(' '),
      '--workers',
      workers,
      '-o',
      'a.gcode',
      '--report',
      'a.json',
    ];
    const run = await bioweftAlone(args, { cwd: folder });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    files.push(readFileSync(join(folder, 'a.gcode')));
    reports.push(readFileSync(join(folder, 'a.json'), 'utf8'));
  }
  expect(files[0].length).toBeGreaterThan(20_000);
  for (const file of files) expect(file.equals(files[0])).toBe(true);
  for (const report of reports) expect(report).toBe(reports[0]);
});

test('where the files lie does not change a byte', async () => {
  const [here, there] = [scratchFolder(), scratchFolder()];
  const triangles = tube(2, 4, 0, 1.6, 64);
  const stl = writeStl({ name: 'tube', triangles, bounds: boundsOf(triangles) });
  const job = `printer: marlin-syringe
inks: { gel: { ink: ama, nozzle: { gauge: 22 } } }
parts: [{ mesh: part.stl, ink: gel, laydown: { spacing: 1.2 } }]
layers: { height: 0.4 }
`;
  const files: Buffer[] = [];
  for (const folder of [here, there]) {
    writeFileSync(join(folder, 'part.stl'), stl);
    writeFileSync(join(folder, 'job.yaml'), job);
    const args = ['slice', join(folder, 'job.yaml'), '-o', join(folder, 'a.gcode'), '--allow', 'overhang', '--quiet'];
    expect((await bioweft(args)).code).toBe(0);
    files.push(readFileSync(join(folder, 'a.gcode')));
  }
  expect(files[0].equals(files[1])).toBe(true);
  expect(files[0].includes(here)).toBe(false);
});
