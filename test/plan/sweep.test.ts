import { expect, test } from 'vitest';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

const triangles = box(5, 5, 0, 0.64);
const files = { 'block.stl': writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }) };
const rows = ['A', 'B', 'C', 'D'];
const plate = rows.flatMap((row) => [1, 2, 3, 4, 5, 6].map((column) => `${row}${column}`));

function jobOf(more: object): object {
  return {
    printer: 'cellink-biox',
    vessel: { plate: 'corning-24', wells: plate },
    inks: { gel: { ink: 'alginate-i1g-4', tool: 'T0', nozzle: { gauge: 23 }, width: 0.4 } },
    parts: [{ mesh: 'block.stl', ink: 'gel', laydown: { spacing: 1, join: 'none' } }],
    layers: { height: 0.32 },
    speed: 8,
    ...more,
  };
}

const refusals = (plan: Plan) => plan.findings.filter(({ severity }) => severity === 'refuse');

test('six conditions over a 24-well plate: every well carries its own parameters in the file, read back', async () => {
  const plan = await planJob(jobOf({ sweep: { speed: [4, 6, 8], spacing: [0.8, 1] }, seed: 7 }), files);
  expect(refusals(plan)).toEqual([]);
  const reading = readGcode(plan.gcode!, loadProfile('cellink-biox', libraryFolder('printers')));
  expect(reading.wells.map(({ well }) => well).sort()).toEqual([...plate].sort());
  const { strands } = reading;
  const counts = new Map<string, number>();
  for (const { well, values } of reading.wells) {
    const { job, condition } = plan.wells.wellJobs.find((each) => each.well === well)!;
    expect(values).toEqual({
      condition: String(condition + 1),
      speed: String(job.speed),
      spacing: String(job.parts[0].laydown.spacing),
    });
    counts.set(values['condition'], (counts.get(values['condition']) ?? 0) + 1);
    const own = [...strands.well.keys()].filter((row) => strands.names[strands.well[row]] === well);
    // The motions themselves, not the comment alone: every flowing row of the well runs at its speed.
    for (const row of own) expect(strands.speed[row]).toBeCloseTo(Number(values['speed']), 6);
    const flowing = own.map((row) => reading.motions.speed[strands.firstMotion[row]]);
    for (const speed of flowing) expect(speed).toBeCloseTo(Number(values['speed']), 4);
    // A closer spacing lays more strands.
    const lattice = plan.wells.wells.find((each) => each.well === well)!.construct.layers[0].strands.length;
    expect(lattice).toBe(values['spacing'] === '0.8' ? 6 : 5);
  }
  expect([...counts.values()]).toEqual([4, 4, 4, 4, 4, 4]);
});

test('every gate looks at each well with the settings of that well', async () => {
  const cells = { line: 'HUEhT-1', density: 3e6 };
  const inks = { gel: { ink: 'alginate-i1g-4', tool: 'T0', nozzle: { gauge: 27 }, width: 0.21, cells } };
  const limits = { viability: 0.9 };
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2'] };
  const slow = await planJob(jobOf({ vessel, inks, limits, speed: 2 }), files, { allow: ['time', 'supply'] });
  expect(refusals(slow)).toEqual([]);
  const mixed = await planJob(jobOf({ vessel, inks, limits, speed: 2, wells: { A2: { speed: 40 } } }), files);
  const refused = refusals(mixed);
  expect(refused.length).toBeGreaterThan(0);
  for (const { where } of refused) expect(where.well).toBe('A2');
});

test('a pressure varied over the plate is set for each well', async () => {
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2', 'A3'] };
  const plan = await planJob(jobOf({ vessel, sweep: { pressure: [60, 80, 100] } }), files, { allow: ['flow'] });
  let kPa = Number.NaN;
  const byWell = new Map<string, number>();
  for (const step of plan.program.steps) {
    if (step.kind === 'pressure') kPa = step.kPa;
    if (step.kind === 'strand') byWell.set(step.well, kPa);
  }
  for (const { well, job } of plan.wells.wellJobs) expect(byWell.get(well)).toBe(job.inks['gel'].pressure);
  expect(new Set(byWell.values()).size).toBe(3);
});

test('light varied over the plate reaches each well for its own time, where the lamp lights one well', async () => {
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2', 'A3'] };
  const crosslink = [{ photo: { wavelength: 405, seconds: 5 } }];
  const job = { vessel, crosslink, sweep: { lightSeconds: [5, 10, 20] } };
  const plan = await planJob(jobOf({ ...job, printer: 'allevi-biobot1' }), files);
  for (const { well, job: own } of plan.wells.wellJobs) {
    const cures = plan.program.steps.filter((step) => step.kind === 'cure').filter((cure) => cure.well === well);
    expect(cures).toHaveLength(2);
    for (const cure of cures) expect(cure.seconds).toBe(own.crosslink[0].photo!.seconds);
  }
  expect(plan.findings.map(({ code }) => code)).not.toContain('light-shared');
  const shared = await planJob(jobOf(job), files);
  expect(shared.findings.map(({ code }) => code)).toContain('light-shared');
});

test('wells that are all alike carry no condition', async () => {
  const plan = await planJob(jobOf({ vessel: { plate: 'corning-24', wells: ['A1', 'A2'] } }), files);
  const text = new TextDecoder().decode(plan.gcode!);
  expect(text).toMatch(/^;BIO:well=A1 x=\S+ y=\S+$/m);
});

test('pressures that the operator sets by hand are judged well by well', async () => {
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2'] };
  const job = jobOf({ printer: 'allevi-biobot1', vessel, wells: { A1: { pressure: 120 }, A2: { pressure: 10 } } });
  const { program, findings } = await planJob(job, files);
  const pauses = program.steps.flatMap((step) => (step.kind === 'pause' ? [step.message] : []));
  expect(pauses).toEqual(['Set T0 (gel) to 10 kPa']);
  const reported = findings.filter(({ code }) => code === 'pressure-off');
  expect(reported.map(({ where, numbers }) => [where.well, numbers?.['pressureKpa']])).toEqual([['A2', 10]]);
});

test('light by hand is judged by the well that gets most of it', async () => {
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2'] };
  const crosslink = [{ photo: { wavelength: 405, irradiance: 20, seconds: 5 } }];
  const job = (lightSeconds: readonly number[]) =>
    jobOf({ printer: 'printess', vessel, crosslink, limits: { dose: 500 }, sweep: { lightSeconds } });
  expect((await planJob(job([5, 10]), files)).refusedBy).not.toContain('dose');
  const refused = await planJob(job([5, 30]), files);
  expect(refused.refusedBy).toContain('dose');
  expect(refused.findings.find(({ gate }) => gate === 'dose')!.numbers).toMatchObject({ dose: 1200, limit: 500 });
});
