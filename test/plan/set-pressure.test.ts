import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import type { Report } from '../../src/record/report.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

const triangles = box(4, 4, 0, 1.2);
const files = { 'block.stl': writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }) };

/** 27G, 12.7 mm, 4 % alginate: 346.6 kPa drive the 1.2566 µL/s that a strand of 0.4 mm takes at 10 mm/s. */
const job = (pressure: number | undefined, more: object = {}) => ({
  printer: 'grbl-pneumatic',
  inks: {
    a: {
      ink: 'alginate-i1g-4',
      nozzle: { gauge: 27 },
      width: 0.4,
      ...(pressure === undefined ? {} : { pressure }),
      cells: { line: 'UE7T-13', density: 1e6 },
    },
  },
  parts: [{ mesh: 'block.stl', ink: 'a', laydown: { pattern: 'parallel', angles: [0, 90], spacing: 1 } }],
  layers: { height: 0.3 },
  speed: 10,
  ...more,
});

const off = (findings: Report['findings'] | readonly { code: string }[]) =>
  (findings as Report['findings']).filter(({ code }) => code === 'pressure-off');

const planned = await planJob(job(undefined), files);

test('no pressure of its own: the plan as before, and not a word', () => {
  expect(off(planned.findings)).toEqual([]);
  expect(planned.report.flow['a'].pressureKpa).toBeCloseTo(346.627, 2);
});

test('599 kPa shear by P R / 2 L whatever the ink, in report, strands and gate; refused', async () => {
  const { report, findings, refusedBy, program } = await planJob(job(599), files);
  const wallPa = (599e3 * 0.105e-3) / (2 * 12.7e-3);
  expect(wallPa).toBeCloseTo(2476.2, 1);
  expect(report.flow['a'].wallShearPa).toBeCloseTo(wallPa, 1);
  expect(report.flow['a'].pressureKpa).toBeCloseTo(599, 3);
  expect(report.flow['a'].flowUlS).toBeCloseTo(5.804, 2);
  expect(report.flow['a'].plannedFlowUlS).toBeCloseTo(1.256637, 5);
  expect(report.flow['a'].widthMm).toBeCloseTo(0.4 * Math.sqrt(report.flow['a'].flowUlS / 1.256637), 4);
  expect(report.flow['a'].viability!.fraction).toBeCloseTo(0.947, 2);
  // Residence is the volume of the bore over the flow.
  expect(report.flow['a'].residenceS).toBeCloseTo((Math.PI * 0.105 ** 2 * 12.7) / report.flow['a'].flowUlS, 5);
  expect(refusedBy).toEqual(['flow']);
  const [finding] = off(findings as Report['findings']);
  expect(finding).toMatchObject({ severity: 'refuse' });
  expect(finding.numbers!['nearRatio']).toBeGreaterThan(1.5);
  // Ink is not made: what is laid is the flow over the time that the needle moves, and a little while it gains speed.
  let seconds = 0;
  for (const step of program.steps) if (step.kind === 'strand') seconds += step.lengthMm / step.speed;
  expect(report.totals.inks['a'].volumeUl).toBeGreaterThan(seconds * report.flow['a'].flowUlS);
  expect(report.totals.inks['a'].volumeUl).toBeLessThan(1.5 * seconds * report.flow['a'].flowUlS);
  const supply = findings.find(({ code }) => code === 'supply-to-load')!;
  expect(supply.numbers!['printedUl']).toBeCloseTo(report.totals.inks['a'].volumeUl, 9);
});

test('420 and 460 kPa warn, though they lie in the band of the pressure; the file says what flows', async () => {
  for (const [kPa, ratio] of [
    [420, 1.703],
    [460, 2.19],
  ] as const) {
    const { report, findings, refusedBy, gcode } = await planJob(job(kPa), files);
    expect(refusedBy).toEqual([]);
    const [finding] = off(findings as Report['findings']);
    expect(finding.severity).toBe('warn');
    expect(finding.numbers!['ratio']).toBeCloseTo(ratio, 1);
    const text = new TextDecoder().decode(gcode!);
    const bio = /^;BIO:strand=0 .*$/m.exec(text)![0];
    const value = (key: string) => Number(new RegExp(` ${key}=(\\S+)`).exec(bio)![1]);
    expect(value('kpa')).toBeCloseTo(kPa, 1);
    expect(value('shear')).toBeCloseTo((kPa * 0.105e-3 * 1e3) / (2 * 12.7e-3), 0);
    expect(value('flow') / 1.256637).toBeCloseTo(finding.numbers!['ratio'], 4);
    // A free strand is as wide as its volume: the square root of the ratio.
    expect(value('width')).toBeCloseTo(0.4 * Math.sqrt(finding.numbers!['ratio']), 4);
    expect(report.totals.inks['a'].volumeUl / planned.report.totals.inks['a'].volumeUl).toBeCloseTo(
      finding.numbers!['ratio'],
      5,
    );
    // Path and speed are those of the plan.
    expect(report.totals.inks['a'].lengthMm).toBeCloseTo(planned.report.totals.inks['a'].lengthMm, 9);
  }
});

test.each([
  [370, 0],
  [340, 0],
  [300, 1],
])('%d kPa: a warning above a fifth of the flow, %d', async (kPa, count) => {
  expect(off((await planJob(job(kPa), files)).findings as Report['findings'])).toHaveLength(count);
});

test('swept or set per well, a pressure is the experiment: it warns, and the widths follow it', async () => {
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2'] };
  const { refusedBy, findings, program } = await planJob(
    job(undefined, { vessel, sweep: { pressure: [347, 590] } }),
    files,
  );
  expect(refusedBy).not.toContain('flow');
  expect(off(findings as Report['findings']).map(({ severity }) => severity)).toEqual(['warn']);
  const widths = new Map<string, number>();
  for (const step of program.steps) if (step.kind === 'strand') widths.set(step.well, step.strand.width);
  const [thin, wide] = [...widths.values()].sort((a, b) => a - b);
  expect(thin).toBeCloseTo(0.4, 2);
  expect(wide).toBeGreaterThan(0.8);
  const one = { vessel, wells: { A2: { pressure: 590 } } };
  expect((await planJob(job(347, one), files)).refusedBy).not.toContain('flow');
});

test('speed: auto under a pressure of its own takes the speed that its flow fills', async () => {
  const { report, findings, program } = await planJob(job(420, { speed: 'auto' }), files);
  expect(off(findings as Report['findings'])).toEqual([]);
  const strand = program.steps.find((step) => step.kind === 'strand')!;
  expect(strand.kind === 'strand' && strand.speed).toBeCloseTo(2.14 / ((Math.PI / 4) * 0.16), 1);
  expect(report.flow['a'].pressureKpa).toBeCloseTo(420, 0);
});
