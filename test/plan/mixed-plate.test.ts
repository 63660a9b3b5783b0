import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { type Plan, plan } from '../../src/plan/plan.ts';
import { plateMapCsv } from '../../src/record/sheet/plate-map.ts';
import { printSheet } from '../../src/record/sheet/print-sheet.ts';
import { box } from '../../src/scaffold/solids.ts';
import { jobInput, planJob } from './plan-job.ts';

const stl = (triangles: Float32Array) => writeStl({ name: 'part', triangles, bounds: boundsOf(triangles) });
const files = { 'block.stl': stl(box(4, 4, 0, 0.8)), 'big.stl': stl(box(8, 8, 0, 1.6)) };
const laydown = { spacing: 1, join: 'none' };

/** Two inks on two tools; the second well is printed with the second one. */
const a = { ink: 'alginate-i1g-3', tool: 'T0', nozzle: { gauge: 22, length: 25.4 } };
const b = { ink: 'alginate-i1g-4', tool: 'T1', nozzle: { gauge: 25, length: 25.4 } };

function jobOf(more: object = {}): object {
  return {
    printer: 'allevi-biobot1',
    vessel: { plate: 'corning-24', wells: ['A1', 'A2'] },
    inks: { a, b },
    parts: [{ mesh: 'block.stl', ink: 'a', laydown }],
    wells: { A2: { 'parts.0.ink': 'b' } },
    layers: { height: 0.2 },
    ...more,
  };
}

const volumeIn = ({ program }: Plan, well: string, ink: string) =>
  program.steps.reduce(
    (sum, step) => sum + (step.kind === 'strand' && step.well === well && step.strand.ink === ink ? step.volumeUl : 0),
    0,
  );

function sheetOf(job: object, { program, vessel, wells, time, report, findings }: Plan): string {
  const { job: own, profile, inks } = jobInput(job, files);
  const hashed = { ...report, job: { ...report.job, sha256: 'a'.repeat(64) } };
  return printSheet({ job: own, profile, inks, program, vessel, wells: wells.wells, time, report: hashed, findings });
}

test.each([
  ['settings of a well', jobOf()],
  ['a sweep', jobOf({ wells: undefined, sweep: { 'parts.0.ink': ['a', 'b'] } })],
])('each well its ink, by %s: strands, tools, supply, sheet and map', async (_, job) => {
  const made = await planJob(job, files);
  expect(made.refusedBy).toEqual([]);
  const wellOf = (ink: string) => made.wells.wellJobs.find((well) => well.job.parts[0].ink === ink)!.well;
  const [ofA, ofB] = [wellOf('a'), wellOf('b')];
  expect([ofA, ofB].sort()).toEqual(['A1', 'A2']);
  expect(volumeIn(made, ofA, 'a')).toBeGreaterThan(3);
  expect(volumeIn(made, ofB, 'b')).toBeGreaterThan(1);
  expect(volumeIn(made, ofA, 'b') + volumeIn(made, ofB, 'a')).toBe(0);
  // A well alone gives the same: what the plate needs is the sum of its wells.
  const alone = await planJob(
    jobOf({ wells: undefined, vessel: { plate: 'corning-24', wells: ['A1'] }, inks: { a } }),
    files,
  );
  const needed = new Map(
    made.findings
      .filter(({ code }) => code === 'supply-to-load')
      .map(({ where, numbers }) => [where.ink, numbers!['printedUl']]),
  );
  expect(needed.get('a')).toBeCloseTo(alone.report.totals.inks['a'].volumeUl, 6);
  // Through a valve more is laid than planned, and counted.
  expect(needed.get('b')).toBeCloseTo(made.report.totals.inks['b'].volumeUl, 9);
  expect(needed.get('b')).toBeGreaterThan(volumeIn(made, ofB, 'b'));
  expect(made.program.header.tools.map(({ tool, ink }) => `${tool}=${ink}`)).toEqual(['T0=a', 'T1=b']);
  for (const { pressure } of made.program.header.tools) expect(pressure).toBeGreaterThan(0);
  const sheet = sheetOf(job, made);
  expect(sheet).toContain('T0: a');
  expect(sheet).toContain('T1: b');
  const map = plateMapCsv({ vessel: made.vessel, wells: made.wells.wells });
  expect(map).toContain('parts.0.ink');
  expect(map).toMatch(new RegExp(`${ofB},.*,b\r`));
});

test('the sheet tells the crosslinking of every well', async () => {
  const entry = (seconds: number) => [{ at: 'end', ionic: { agent: 'CaCl2', seconds } }];
  const job = jobOf({ crosslink: entry(30), wells: { A2: { 'parts.0.ink': 'b', crosslink: entry(77) } } });
  const made = await planJob(job, files);
  const sheet = sheetOf(job, made);
  expect(sheet).toMatch(/A1: at the end: <b>CaCl2, 30 s/);
  expect(sheet).toMatch(/A2: at the end: <b>CaCl2, 77 s/);
  const waits = made.program.steps.flatMap((step) => (step.kind === 'dwell' ? [step.seconds] : []));
  expect(waits).toEqual([30, 77]);
});

test('layer by layer through all wells needs layers that are alike', async () => {
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2'], order: 'layers' };
  const job = jobOf({ vessel, wells: { A2: { 'parts.0.ink': 'b', 'layers.height': 0.16 } } });
  await expect(planJob(job, files)).rejects.toThrow(/layer 1 ends at 0.2 mm .* in A1 and at 0.16 mm/);
  const even = jobOf({ vessel, wells: { A2: { 'parts.0.ink': 'b', 'parts.0.scale': [1, 1, 2] } } });
  expect((await planJob(even, files)).refusedBy).toEqual([]);
});

test('wells that are alike are planned once, whatever does not shape their strands', async () => {
  const vessel = { plate: 'corning-24', wells: 'all' };
  const inks = { a };
  const wells = { A: { speed: 6 }, B: { 'inks.a.pressure': 90 }, C: { 'inks.a.preflow': 0.3 } };
  const made = await planJob(jobOf({ vessel, inks, wells }), files, { allow: ['flow'] });
  expect(made.wells.constructs).toHaveLength(1);
  expect(made.wells.wells).toHaveLength(24);
  const wider = await planJob(jobOf({ vessel, inks, wells: { A: { width: 0.45 } } }), files, { allow: ['flow'] });
  expect(wider.wells.constructs.map((group) => group.wells.length)).toEqual([6, 18]);
});

test('places, moves and wells that add up beyond 2 m are refused', async () => {
  const parts = [{ mesh: 'block.stl', ink: 'a', laydown, move: [1500, 0, 0] }];
  const inks = { a };
  await expect(planJob(jobOf({ parts, inks, wells: undefined, place: { x: 900 } }), files)).rejects.toThrow(
    /block would be printed 2402 mm from the origin/,
  );
});

const folder = mkdtempSync(join(tmpdir(), 'mixed-plate-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a mesh that only one well asks for is read, hashed and reported with its wells', async () => {
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const wells = { A2: { 'parts.0.ink': 'b', 'parts.0.mesh': 'big.stl' } };
  writeFileSync(join(folder, 'job.yaml'), JSON.stringify(jobOf({ wells })));
  const input = await loadInputs({ file: join(folder, 'job.yaml') });
  const made = await plan(input);
  expect(made.refusedBy).toEqual([]);
  expect(
    made.report.meshes.map(({ file, volumeMm3, wells: own }) => [file, Math.round(volumeMm3 * 10) / 10, own]),
  ).toEqual([
    ['block.stl', 12.8, ['A1']],
    ['big.stl', 102.4, ['A2']],
  ]);
  expect(made.report.meshes[0].sha256).not.toBe(made.report.meshes[1].sha256);
  expect(new TextDecoder().decode(made.gcode!)).toContain(made.report.meshes[1].sha256);
  const missing = { A2: { 'parts.0.mesh': 'gone.stl' } };
  writeFileSync(join(folder, 'gone.yaml'), JSON.stringify(jobOf({ wells: missing })));
  await expect(loadInputs({ file: join(folder, 'gone.yaml') })).rejects.toThrow(/gone\.stl/);
});
