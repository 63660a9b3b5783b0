import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Calibration } from '../../src/ink/calibration/calibration.ts';
import { parseCalibrationCsv } from '../../src/ink/calibration/calibration-csv.ts';
import { fitCalibration } from '../../src/ink/calibration/fit-calibration.ts';
import { type NozzleRequest, nozzleOf } from '../../src/ink/flow/nozzle.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { loadInputs } from '../../src/plan/inputs/load-inputs.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { type Plan, plan } from '../../src/plan/plan.ts';
import { box } from '../../src/scaffold/solids.ts';

const folder = mkdtempSync(join(tmpdir(), 'bioweft-calibrated-'));
afterAll(() => rmSync(folder, { recursive: true }));
const triangles = box(10, 10, 0, 0.96);
writeFileSync(join(folder, 'block.stl'), writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }));

const head = `# ink: alginate-2-5
# printer: allevi-biobot1
# tool: T0
# nozzle: 25G
# nozzleLength: 12.7
kind,label,pressure_kPa,flow_uL_s,speed_mm_s,seconds,preflow_s,mass_mg,width_mm,missing_mm,tail_mm
`;
/** Weighed of an ink of K 60, n 0.4 through 25G, 12.7 mm long, with an error of a percent. */
const flowTable = `${head}flow,F1,55,,,30,,1.863,,,
flow,F2,83,,,30,,5.222,,,
flow,F3,120,,,30,,12.945,,,
flow,F4,55,,,30,,1.826,,,
flow,F5,83,,,30,,5.091,,,
flow,F6,120,,,30,,12.940,,,
`;
/** The same ink: strands 1.35 times as wide as the volume that K 60, n 0.4 gives. */
const lineTable = `${head}line,L1,55,,4,,,,0.186,,
line,L5,83,,4,,,,0.312,,
line,L10,120,,6,,,,0.403,,
`;
const lagTable = `${head}lag,P1,83,,8,,0,,,0.960,1.600
lag,P2,83,,8,,0.05,,,0.560,1.600
lag,P3,83,,8,,0.1,,,0.160,1.600
`;

function calibrated(table: string, date: string, nozzle: NozzleRequest = { gauge: 25 }): Calibration {
  const ink = loadInk('alginate-2-5', libraryFolder('inks'));
  return fitCalibration({ ...parseCalibrationCsv(table, 't.csv'), ink, nozzle: nozzleOf(nozzle), date, source: 'x' });
}

let made = 0;
/** A plan of a job beside these calibrations. */
async function planned(calibrations: readonly Calibration[], job: Record<string, unknown> = {}): Promise<Plan> {
  const own = join(folder, String(made++));
  mkdirSync(join(own, 'calibrations'), { recursive: true });
  calibrations.forEach((each, i) => {
    writeFileSync(join(own, 'calibrations', `${i + 1}.json`), JSON.stringify(each));
  });
  const { ink = {}, part = {}, ...rest } = job as Record<string, object>;
  const data = {
    printer: 'allevi-biobot1',
    inks: { a: { ink: 'alginate-2-5', nozzle: { gauge: 25 }, width: 0.3, ...ink } },
    parts: [{ mesh: '../block.stl', ink: 'a', laydown: { pattern: 'parallel', angles: [0, 90], spacing: 1 }, ...part }],
    layers: { height: 0.24 },
    speed: 10,
    ...rest,
  };
  return plan(await loadInputs({ data, folder: own, name: 'job' }, '2026-11-26'));
}

/** A cylinder's power law in closed form: what the true ink needs for a strand of 0.3 mm at 10 mm/s. */
function closedFormKpa(K: number, n: number): number {
  const radius = 0.13e-3;
  const flow = (Math.PI / 4) * 0.3e-3 ** 2 * 10e-3;
  return (((2 * K * 12.7e-3) / radius) * (((3 * n + 1) / n) * (flow / (Math.PI * radius ** 3))) ** n) / 1e3;
}

const days = ['2026-11-10', '2026-11-18', '2026-11-19'];
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];
const tables = [flowTable, lineTable, lagTable];
const of = (result: Plan) => {
  const strand = result.program.steps.find((step) => step.kind === 'strand' && !step.end.continues)!;
  if (strand.kind !== 'strand') throw new Error('no strand');
  return {
    kPa: result.report.flow['a'].pressureKpa,
    widthMm: strand.strand.width,
    coastMm: strand.end.coast,
    preflowS: strand.start.preflow,
    volumeUl: result.report.totals.inks['a'].volumeUl,
  };
};
const [flowOnly, all] = await Promise.all([
  planned([calibrated(flowTable, days[0])]),
  planned(tables.map((table, i) => calibrated(table, days[i]))),
]);

test('a calibrated plan asks for the pressure of the true ink', () => {
  expect(of(flowOnly).kPa).toBeCloseTo(147.68, 2);
  expect(of(flowOnly).kPa / closedFormKpa(60, 0.4)).toBeCloseTo(1, 2);
  // The band is that of the fit, a little wider where the rate lies beyond the weighings.
  const [low, high] = flowOnly.report.flow['a'].pressureBandKpa;
  expect(high / of(flowOnly).kPa).toBeLessThan(1.09);
  expect(low / of(flowOnly).kPa).toBeGreaterThan(0.91);
});

test.each(orders)('calibrations of all kinds, in the order of days %d %d %d, give one plan', async (...order) => {
  const result = await planned(tables.map((table, i) => calibrated(table, days[order[i]])));
  expect(of(result)).toEqual(of(all));
  expect(of(result).kPa).toBe(of(flowOnly).kPa);
  const used = result.findings.find(({ code }) => code === 'calibration-used')!.what;
  for (const name of ['1.json', '2.json', '3.json']) expect(used).toContain(name);
});

test('an older law is not used for widths: they follow the one in force', async () => {
  // The lines alone are read by the library's law, which is wrong for this ink.
  const lonely = of(await planned([calibrated(lineTable, days[2])]));
  expect(lonely.widthMm / 0.3).toBeLessThan(0.95);
  expect(of(all).widthMm / 0.3).toBeCloseTo(1.35, 2);
});

test('the newest of two laws counts, by day and then by number', async () => {
  const other = calibrated(
    flowTable.replace(/(flow,F\d,\d+,,,30,,)([\d.]+)/g, (_, rest, mg) => `${rest}${2 * mg}`),
    days[0],
  );
  const kPa = async (...files: Calibration[]) => of(await planned(files)).kPa;
  expect(await kPa(other, calibrated(flowTable, days[0]))).toBe(of(flowOnly).kPa);
  expect(await kPa(calibrated(flowTable, days[0]), other)).toBeCloseTo(of(flowOnly).kPa / 2 ** 0.4, 0);
  expect(await kPa({ ...calibrated(flowTable, days[1]) }, other)).toBe(of(flowOnly).kPa);
});

test('strands that spread: the pore asked for stays open, insets follow, ink and porosity stay', async () => {
  const wide = (more: object) => planned([], { ink: { spread: 1.35 }, ...more });
  const plain = await planned([], {});
  const spread = await wide({});
  expect(spread.refusedBy).toEqual([]);
  const { inks } = spread.report.layers[1];
  expect(inks['a'].porosity).toBeCloseTo(plain.report.layers[1].inks['a'].porosity!, 12);
  // Half a strand inside the block of 10 mm, as it lies.
  let most = 0;
  for (const step of spread.program.steps) {
    if (step.kind === 'strand') for (const nm of step.strand.points) most = Math.max(most, Math.abs(nm));
  }
  expect(most / 1e6).toBeCloseTo(5 - (0.3 * 1.35) / 2, 3);
  const laydown = { pattern: 'parallel', angles: [0, 90], pore: 0.5 };
  const open = await wide({ part: { laydown } });
  const lines = new Set<number>();
  for (const { strand, layer } of open.program.steps.filter((step) => step.kind === 'strand')) {
    if (layer !== 0) continue;
    for (let i = 1; i < strand.points.length; i += 2) lines.add(Math.round(strand.points[i] / 1e3));
  }
  const heights = [...lines].sort((a, b) => a - b);
  expect(Math.min(...heights.slice(1).map((y, i) => y - heights[i])) / 1e3).toBeCloseTo(0.5 + 0.3 * 1.35, 2);
});

test('solid fill of strands that spread holds the volume of the part', async () => {
  const part = { laydown: { pattern: 'parallel', angles: [0, 90], solid: true }, contours: 1 };
  const { report, refusedBy } = await planned([], { ink: { spread: 1.35 }, part });
  expect(refusedBy).toEqual([]);
  expect(report.totals.inks['a'].volumeUl / 96).toBeGreaterThan(0.95);
  expect(report.totals.inks['a'].volumeUl / 96).toBeLessThan(1.02);
});

test('ink that flows on closes its valve early, by the way of that time', () => {
  expect(of(all).coastMm).toBeCloseTo(0.2 * 10, 9);
  expect(of(all).preflowS).toBeCloseTo(0.12, 9);
});

test('delivery divides what a plunger is moved by, and the file is still read as what comes out', async () => {
  const table = `${head.replace('allevi-biobot1', 'marlin-syringe').replace('2-5', 'i1g-4')}flow,F1,,0.5,,30,,13.5,,,\nflow,F2,,1,,30,,27,,,\n`;
  const job = {
    printer: 'marlin-syringe',
    ink: { ink: 'alginate-i1g-4', width: 0.41, nozzle: { gauge: 22 }, deadVolume: 0 },
  };
  const own = loadInk('alginate-i1g-4', libraryFolder('inks'));
  const nozzle = nozzleOf({ gauge: 22 });
  const weighed = fitCalibration({
    ...parseCalibrationCsv(table, 't.csv'),
    ink: own,
    nozzle,
    date: days[0],
    source: 'x',
  });
  expect(weighed.delivery!.value).toBeCloseTo(0.9, 6);
  const plain = await planned([], job);
  const delivered = await planned([weighed], job);
  expect(delivered.refusedBy).toEqual([]);
  const stroke = ({ gcode }: Plan) =>
    [...new TextDecoder().decode(gcode!).matchAll(/^G1 .*E([\d.]+)/gm)].reduce((sum, [, e]) => sum + Number(e), 0);
  expect(stroke(delivered) / stroke(plain)).toBeCloseTo(1 / 0.9, 4);
  expect(delivered.report.totals.inks['a'].volumeUl).toBeCloseTo(plain.report.totals.inks['a'].volumeUl, 9);
  // What was not delivered has left the barrel all the same.
  const load = ({ findings }: Plan) => findings.find(({ code }) => code === 'supply-to-load')!.numbers!['neededUl'];
  expect(load(delivered) / load(plain)).toBeCloseTo(1 / 0.9, 6);
});

test('weighings through a tapered tip make a law for that tip alone', async () => {
  // K 60, n 0.4 through a cone of 4.3 to 0.26 mm, 12.7 mm long.
  const table = `${head}flow,F1,5,,,30,,7.514,,,\nflow,F2,8,,,30,,24.332,,,\nflow,F3,12,,,30,,67.051,,,\n`;
  const tip = { gauge: 25, shape: 'tapered', inlet: 4.3 } as const;
  const tapered = calibrated(table, days[0], tip);
  const { report } = await planned([tapered], { ink: { nozzle: tip } });
  expect(report.flow['a'].pressureKpa).toBeCloseTo(7.65, 2);
  expect(report.flow['a'].wallShearPa).toBeCloseTo(756, 0);
  for (const [calibration, nozzle] of [
    [tapered, { gauge: 25 }],
    [calibrated(table, days[0]), tip],
    [tapered, { ...tip, inlet: 3 }],
    [tapered, { ...tip, land: 4 }],
  ] as const) {
    const codes = (await planned([calibration], { ink: { nozzle } })).findings.map(({ code }) => code);
    expect(codes).toContain('calibration-foreign');
    expect(codes).not.toContain('calibration-used');
  }
});

test.each([
  ['a slip of the pen', flowTable.replace('12.945', '129.45'), /F3 flowed/],
  ['masses that fall with pressure', flowTable.replaceAll(/,120,(.*?),12\.94\d*,/g, ',120,$1,0.2,'), /flowed|carry no/],
])('%s is refused, not fitted', (_, table, message) => {
  expect(() => calibrated(table, days[0])).toThrow(message);
});
