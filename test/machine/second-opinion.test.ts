import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { planJob } from '../plan/plan-job.ts';
import { secondOpinion } from './oracle.ts';

const mesh = (name: string, triangles: Float32Array) => writeStl({ name, triangles, bounds: boundsOf(triangles) });
const files = {
  'base.stl': mesh('base', cylinder(4, 0, 0.6, 48)),
  'top.stl': mesh('top', cylinder(4, 0.6, 1.2, 48)),
  'block.stl': mesh('block', box(10, 10, 0, 2.4)),
};
const profiles = listProfiles(libraryFolder('printers'));
const latin = new TextDecoder('latin1');

function job(printer: string, tools: number): object {
  const inks = {
    gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } },
    paste: { ink: 'ama', nozzle: { gauge: 22 } },
  };
  return {
    printer,
    inks: tools > 1 ? inks : { gel: inks.gel },
    parts: [
      {
        mesh: 'base.stl',
        ...(tools > 1 ? { sequence: ['paste', 'gel'] } : { ink: 'gel' }),
        laydown: { spacing: 1 },
        contours: 1,
      },
      { mesh: 'top.stl', ink: 'gel', laydown: { spacing: 1.2, angles: [0, 60, 120] } },
    ],
    layers: { height: 0.3 },
    speed: 8,
  };
}

const jobs = profiles.flatMap((profile) => {
  const suits = profile.tools.filter(({ kind }) => kind !== 'thermoplastic').length;
  return [1, 2].filter((tools) => tools <= suits).map((tools) => ({ id: profile.id, tools, profile }));
});

test.each(jobs)(
  '$id, inks: $tools: time within 1 % of a planner that shares no code',
  async ({ id, tools, profile }) => {
    const { gcode, report } = await planJob(job(id, tools), files, { allow: ['flow', 'temperature', 'supply'] });
    const opinion = secondOpinion(latin.decode(gcode!), profile);
    expect(Math.abs(report.totals.timeS / opinion.totalS - 1)).toBeLessThan(0.01);
    if (tools > 1) expect(report.totals.toolChanges).toBeGreaterThan(0);
  },
);

const valveJob = (printer: string, more: object = {}, own: object = {}) => ({
  printer,
  inks: { a: { ink: 'alginate-i1g-2', nozzle: { gauge: 25 }, width: 0.3, load: 300, ...own } },
  parts: [
    { mesh: 'block.stl', ink: 'a', laydown: { pattern: 'parallel', angles: [0, 90], spacing: 0.6, join: 'none' } },
  ],
  layers: { height: 0.24 },
  speed: 20,
  ...more,
});

test.each([
  ['allevi-biobot1', { postflow: 0.1 }, 156.6],
  ['grbl-pneumatic', { postflow: 0.1 }, 188.7],
  ['grbl-pneumatic', {}, 176.6],
  ['klipper-syringe', { tool: 'T1' }, Number.NaN],
  ['cellink-biox', {}, Number.NaN],
] as const)('ink through the valve of %s %o: flow times the time it is open', async (printer, own, expected) => {
  const profile = profiles.find(({ id }) => id === printer)!;
  const { gcode, report, findings } = await planJob(valveJob(printer, {}, own), files, { allow: ['supply', 'flow'] });
  const { volumeUl, plannedUl, rampsUl, restUl, lagsUl } = report.totals.inks['a'];
  const [ul] = secondOpinion(latin.decode(gcode!), profile).ul.values();
  expect(Math.abs(volumeUl / ul - 1)).toBeLessThan(0.02);
  if (!Number.isNaN(expected)) expect(volumeUl).toBeCloseTo(expected, 1);
  expect(plannedUl + rampsUl + restUl + lagsUl).toBeCloseTo(volumeUl, 6);
  expect(report.deposits.laidUl.reduce((sum, each) => sum + each, 0)).toBeCloseTo(volumeUl, 1);
  expect(findings.some(({ code }) => code === 'deposit-off-plan')).toBe(volumeUl / plannedUl > 1.01);
});

test('a load that would do without ramps, preflow and postflow is refused', async () => {
  const { refusedBy, findings } = await planJob(valveJob('grbl-pneumatic', {}, { load: 130 }), files);
  expect(refusedBy).toEqual(['supply']);
  const short = findings.find(({ code }) => code === 'supply-short')!;
  expect(short.numbers?.['printedUl']).toBeCloseTo(176.6, 1);
  expect(short.what).toContain('177 µL needed, 130 µL loaded');
});

const inSquare = (printer: string) => {
  const profile = profiles.find(({ id }) => id === printer)!;
  const [x, y] = profile.vessel.centre;
  // The strands end half a width before the edges of the block.
  return { profile, square: { x, y, half: 5 - 0.15 } };
};

test.each(['allevi-biobot1', 'grbl-pneumatic'])(
  'overrun on %s: within the part the ink is what is planned',
  async (printer) => {
    const { profile, square } = inSquare(printer);
    const { gcode, report } = await planJob(valveJob(printer, { steady: 'overrun' }, { postflow: 0.1 }), files);
    const { volumeUl, plannedUl, wasteUl } = report.totals.inks['a'];
    const opinion = secondOpinion(latin.decode(gcode!), profile, square);
    expect(Math.abs(opinion.insideUl / plannedUl - 1)).toBeLessThan(0.02);
    expect(Math.abs(volumeUl / plannedUl - 1)).toBeLessThan(0.001);
    // What lies outside is counted as well.
    expect(Math.abs((volumeUl + wasteUl) / opinion.ul.get('T0')! - 1)).toBeLessThan(0.02);
    expect(wasteUl).toBeGreaterThan(50);
  },
);

test('overrun leaves alone what a contour, a wall or a neighbour is in the way of', async () => {
  const off = { postflow: 0.1 };
  const rimmed = valveJob('grbl-pneumatic', { steady: 'overrun' }, off);
  const [part] = rimmed.parts;
  const withRim = { ...rimmed, parts: [{ ...part, contours: 1 }] };
  const contoured = (await planJob(withRim, files)).report.totals.inks['a'];
  expect(contoured.wasteUl).toBe(0);
  expect(contoured.rampsUl).toBeGreaterThan(10);
  const well = { plate: 'corning-24', wells: ['A1'] };
  const long = { ...off, nozzle: { gauge: 25, length: 38 } };
  const inWell = await planJob(
    valveJob('grbl-pneumatic', { steady: 'overrun', vessel: well, speed: 40 }, long),
    files,
    {
      allow: ['supply', 'flow'],
    },
  );
  // 4 mm at 40 mm/s: a block of 10 mm leaves no such way to the wall of a well of 15.6 mm.
  expect(inWell.findings.filter(({ gate }) => gate === 'vessel')).toEqual([]);
  expect(inWell.report.totals.inks['a'].rampsUl).toBeGreaterThan(10);
});

test('steady by speed: ramps add at most 5 %, as the second planner finds', async () => {
  const { profile } = inSquare('grbl-pneumatic');
  const own = { preflow: 0, postflow: 0 };
  const { gcode, report, findings } = await planJob(valveJob('grbl-pneumatic', { steady: 'speed' }, own), files);
  const { volumeUl, plannedUl, rampsUl } = report.totals.inks['a'];
  expect(rampsUl / plannedUl).toBeGreaterThan(0.045);
  expect(rampsUl / plannedUl).toBeLessThanOrEqual(0.0501);
  expect(Math.abs(volumeUl / secondOpinion(latin.decode(gcode!), profile).ul.get('T0')! - 1)).toBeLessThan(0.02);
  expect(findings.find(({ code }) => code === 'steady-speed')?.what).toContain('instead of 20');
});

test('plungers have no use for steady', async () => {
  await expect(planJob({ ...job('marlin-syringe', 1), steady: 'overrun' }, files)).rejects.toThrow(/steady/);
});
