import { expect, test } from 'vitest';
import { gateBounds } from '../../src/check/gates/gate-bounds.ts';
import { gateVessel } from '../../src/check/gates/gate-vessel.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { type CalibrationRow, parseCalibrationCsv } from '../../src/ink/calibration/calibration-csv.ts';
import { fitCalibration } from '../../src/ink/calibration/fit-calibration.ts';
import { nozzleFlowOf } from '../../src/ink/flow/flow-through.ts';
import { nozzleOf } from '../../src/ink/flow/nozzle.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { calibrateInks } from '../../src/plan/inks/calibrate-inks.ts';
import { type CalibrationAsk, calibrationKinds } from '../../src/plan/inks/calibration-ask.ts';
import { calibrationPrint } from '../../src/plan/inks/calibration-print.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { writePlanGcode } from '../../src/plan/write-plan-gcode.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { assignTools } from '../../src/program/tools/assign-tools.ts';

const profiles = listProfiles(libraryFolder('printers'));
const ink = loadInk('alginate-i1g-4', libraryFolder('inks'));
const ask = (printer: string, more: Partial<CalibrationAsk> = {}): CalibrationAsk => ({
  kind: 'flow',
  profile: profiles.find(({ id }) => id === printer)!,
  ink,
  inkText: ink.id,
  nozzle: { gauge: 25 },
  nozzleText: '25G',
  seconds: 30,
  ...more,
});

test.each(profiles.flatMap(({ id }) => calibrationKinds.map((kind) => [id, kind] as const)))(
  '%s: a %s calibration is written, read back equal and within the machine',
  async (id, kind) => {
    const asked = ask(id, { kind });
    const { program, vessel, template } = calibrationPrint(asked);
    const { bytes, findings } = await writePlanGcode(program, asked.profile);
    const all = [
      ...findings,
      ...gateBounds(program, asked.profile, vessel),
      ...gateVessel(program, asked.profile, vessel),
    ];
    expect(all.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    const rows = template.split('\n').filter((line) => line.startsWith(`${kind},`));
    const trials =
      kind === 'flow'
        ? program.steps.filter((step) => step.kind === 'purge').length
        : readGcode(bytes, asked.profile).strands.count;
    expect(rows.length).toBe(trials);
    expect(rows.length).toBeGreaterThanOrEqual(4);
  },
);

test('lines tell their own speed and pressure in the file, and run at them', async () => {
  const asked = ask('cellink-biox', { kind: 'line', pressures: [60, 90], speeds: [4, 8] });
  const { program } = calibrationPrint(asked);
  const { bytes } = await writePlanGcode(program, asked.profile);
  const { wells, strands } = readGcode(bytes, asked.profile);
  expect(wells.map(({ values }) => [values['pressure'], values['speed']])).toEqual([
    ['60', '4'],
    ['60', '8'],
    ['90', '4'],
    ['90', '8'],
  ]);
  expect([...strands.speed]).toEqual([4, 8, 4, 8]);
});

test('weighed extrusions last as long as asked, at each pressure twice', () => {
  const { program } = calibrationPrint(ask('allevi-biobot1', { pressures: [80, 120, 180], seconds: 20 }));
  const purges = program.steps.filter((step) => step.kind === 'purge');
  expect(purges.map(({ volumeUl, flow }) => volumeUl / flow)).toEqual(Array(6).fill(expect.closeTo(20, 9)));
  const pauses = program.steps.filter((step) => step.kind === 'pause').map(({ message }) => message);
  expect(pauses[0]).toBe('Sample F1: set T0 to 80 kPa, put a tared dish under T0');
  expect(pauses).toHaveLength(12);
});

test('an ink without a law needs its pressures told, and then gets a print', () => {
  const unknown = loadInk('silk-fibroin', libraryFolder('inks'));
  expect(unknown.rheology).toBeNull();
  expect(() => calibrationPrint(ask('allevi-biobot1', { ink: unknown }))).toThrow(/no pressures can be proposed/);
  const { template } = calibrationPrint(ask('allevi-biobot1', { ink: unknown, pressures: [40, 80, 160] }));
  expect(template).toContain('flow,F1,40,,,30');
});

test('pressures beyond the machine are refused', () => {
  expect(() => calibrationPrint(ask('cellink-biox', { pressures: [5000] }))).toThrow(/5000 kPa: T0 takes/);
});

test('from the print over the balance to the plan: an ink without a law gets one', () => {
  const unknown = loadInk('silk-fibroin', libraryFolder('inks'));
  const nozzle = nozzleOf({ gauge: 25 });
  const asked = ask('allevi-biobot1', { ink: unknown, pressures: [40, 80, 160] });
  const truth = { ...unknown, rheology: { ...ink.rheology!, law: { model: 'power-law' as const, K: 12, n: 0.6 } } };
  const filled = calibrationPrint(asked).template.replace(/^(flow,F\d+,)(\d+),,,30,,,,,$/gm, (_, head, kPa) => {
    const mg = nozzleFlowOf(truth, null, nozzle)!.flowAt(Number(kPa)) * 30 * (unknown.density / 1000);
    return `${head}${kPa},,,30,,${mg},,,`;
  });
  const { context, rows }: { context: Parameters<typeof fitCalibration>[0]['context']; rows: CalibrationRow[] } =
    parseCalibrationCsv(filled, 'flow.csv');
  expect(rows).toHaveLength(6);
  const calibration = fitCalibration({ context, rows, ink: unknown, nozzle, date: '2026-03-31', source: '' });
  expect(calibration.flow).toMatchObject({ kind: 'power-law', K: { value: expect.closeTo(12, 2) } });
  const job = validateJob(
    {
      printer: 'allevi-biobot1',
      inks: { silk: { ink: 'silk-fibroin', nozzle: { gauge: 25 } } },
      parts: [{ mesh: 'a.stl', ink: 'silk' }],
      layers: { height: 0.2 },
    },
    'job.yaml',
  );
  const shelf = { named: {}, found: { silk: [{ file: 'c.json', calibration }] }, today: '2026-06-01' };
  const { inks, findings } = calibrateInks(job, { silk: unknown }, 'allevi-biobot1', shelf);
  expect(inks['silk'].rheology!.law).toMatchObject({ model: 'power-law', n: expect.closeTo(0.6, 3) });
  expect(findings.map(({ code }) => code)).toEqual(['calibration-used', 'calibration-stale']);
});

test('a measured start becomes the preflow, unless the job says its own', () => {
  const flow = null;
  const lag = { value: 0.2, low: 0.18, high: 0.22 };
  const calibration = {
    calibration: 1 as const,
    date: '2026-03-31',
    ink: ink.id,
    lot: null,
    printer: 'bench',
    tool: null,
    nozzle: { label: '25G', inner: 0.26, length: 12.7 },
    celsius: null,
    flow,
    delivery: null,
    width: null,
    startLag: lag,
    stopLag: null,
    shearRange: null,
    measurements: [],
    source: '',
  };
  const jobOf = (more: object) =>
    validateJob(
      {
        printer: 'bench',
        inks: { gel: { ink: ink.id, nozzle: { gauge: 25 }, ...more } },
        parts: [{ mesh: 'a.stl', ink: 'gel' }],
        layers: { height: 0.2 },
      },
      'job.yaml',
    );
  const shelf = { named: {}, found: { gel: [{ file: 'c.json', calibration }] }, today: null };
  const loadedWith = (more: object) => {
    const { job } = calibrateInks(jobOf(more), { gel: ink }, 'bench', shelf);
    const [{ preflow, startLag }] = assignTools(job, profiles.find(({ id }) => id === 'allevi-biobot1')!, { gel: ink });
    return { preflow, startLag };
  };
  expect(loadedWith({})).toEqual({ preflow: 0.2, startLag: 0.2 });
  // Ink that comes after a shorter wait is late, and the model of the machine knows it.
  expect(loadedWith({ preflow: 0.5 })).toEqual({ preflow: 0.5, startLag: 0.2 });
  expect(loadedWith({ startLag: 0.1 })).toEqual({ preflow: 0.1, startLag: 0.1 });
});
