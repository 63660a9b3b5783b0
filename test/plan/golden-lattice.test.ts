import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import type { Report } from '../../src/record/report.ts';
import { box } from '../../src/scaffold/solids.ts';
import { bioweft, scratchFolder } from '../cli/run-bioweft.ts';

// The golden end-to-end scenario: 0/90 lattice of 11 strands a layer, each 10 mm, 10 layers of 0.32 mm, strand 0.40 mm.
const golden = { lengthMm: 1100, volumeUl: 138.23, extrusionS: 110, porosity: 0.607301, geometric: 0.618593 };

const triangles = box(10.4, 10.4, 0, 3.2);
const stl = writeStl({ name: 'box', triangles, bounds: boundsOf(triangles) });

const common =
  '--printer marlin-syringe --ink alginate-i1g-4 --nozzle 22G --width 0.4 --layer 0.32 --pattern parallel --angles 0,90 --contours 0 --join none --speed 10';

async function slice(args: readonly string[], folder: string): Promise<{ report: Report; gcode: string }> {
  const run = await bioweft(['slice', ...args, '-o', 'out.gcode', '--report', 'out.json'], { cwd: folder });
  expect(`${run.stdout}${run.stderr}`).toContain('Written');
  expect(run.code).toBe(0);
  const report = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8')) as Report;
  return { report, gcode: readFileSync(join(folder, 'out.gcode'), 'utf8') };
}

function expectGolden(report: Report, ink: string): void {
  const { inks, extrusionS } = report.totals;
  expect(Math.abs(inks[ink].lengthMm / golden.lengthMm - 1)).toBeLessThan(1e-4);
  expect(Math.abs(inks[ink].volumeUl / golden.volumeUl - 1)).toBeLessThan(1e-4);
  expect(Math.abs(extrusionS / golden.extrusionS - 1)).toBeLessThan(1e-4);
  expect(Math.abs((inks[ink].porosity ?? 0) - golden.porosity)).toBeLessThan(5e-4);
  expect(Math.abs((inks[ink].geometricPorosity ?? 0) - golden.geometric)).toBeLessThan(5e-4);
  expect(inks[ink].strands).toBe(110);
  expect(report.layers).toHaveLength(10);
  for (const layer of report.layers) expect(layer.inks[ink].strandLengthMm).toBeCloseTo(110, 4);
}

/** What the machine does: the file without its comments. */
const commands = (gcode: string) =>
  gcode
    .split('\n')
    .filter((line) => !line.startsWith(';'))
    .join('\n');

test('the golden lattice, from the quick flags and from a job file', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'box.stl'), stl);
  writeFileSync(
    join(folder, 'job.yaml'),
    `printer: marlin-syringe
inks: { gel: { ink: alginate-i1g-4, nozzle: { gauge: 22 }, width: 0.4 } }
parts: [{ mesh: box.stl, ink: gel, laydown: { pattern: parallel, angles: [0, 90], spacing: 1, join: none } }]
layers: { height: 0.32 }
speed: 10
`,
  );
  const quick = await slice(['box.stl', ...common.split(' '), '--spacing', '1'], folder);
  expectGolden(quick.report, 'ink');
  const job = await slice(['job.yaml'], folder);
  expectGolden(job.report, 'gel');
  expect(commands(job.gcode)).toBe(commands(quick.gcode));
});

test('spacing, pore and porosity lead to the same plan', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'box.stl'), stl);
  const plans = [];
  for (const density of [
    ['--spacing', '1'],
    ['--pore', '0.6'],
    ['--porosity', '0.607301'],
  ]) {
    plans.push(await slice(['box.stl', ...common.split(' '), ...density], folder));
  }
  for (const { report, gcode } of plans) {
    expectGolden(report, 'ink');
    expect(commands(gcode)).toBe(commands(plans[0].gcode));
  }
});

test('the golden lattice from shape: box is the file from its STL, byte for byte but for the hash of the job', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'box.stl'), stl);
  const fromMesh = await slice(['box.stl', ...common.split(' '), '--spacing', '1'], folder);
  const shape = ['--shape', 'box', '--size', '10.4,10.4,3.2'];
  const fromShape = await slice([...shape, ...common.split(' '), '--spacing', '1'], folder);
  expectGolden(fromShape.report, 'ink');
  const withoutJob = (gcode: string) => gcode.replace(/^; sha256 job: [0-9a-f]{64}$/m, '');
  expect(withoutJob(fromShape.gcode)).not.toBe(fromShape.gcode);
  expect(withoutJob(fromShape.gcode)).toBe(withoutJob(fromMesh.gcode));
});
