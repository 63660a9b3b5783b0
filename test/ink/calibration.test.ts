import { expect, test } from 'vitest';
import { calibratedInk } from '../../src/ink/calibration/calibrated-ink.ts';
import { type Calibration, calibrationSchema } from '../../src/ink/calibration/calibration.ts';
import {
  type CalibrationContext,
  calibrationTemplate,
  parseCalibrationCsv,
  templateRow,
} from '../../src/ink/calibration/calibration-csv.ts';
import {
  type CalibrationRequest,
  chooseCalibrations,
  quantities,
} from '../../src/ink/calibration/choose-calibrations.ts';
import { fitCalibration } from '../../src/ink/calibration/fit-calibration.ts';
import { tellCalibrations } from '../../src/ink/calibration/tell-calibrations.ts';
import { nozzleFlowOf } from '../../src/ink/flow/flow-through.ts';
import { nozzleOf } from '../../src/ink/flow/nozzle.ts';
import { inkSchema } from '../../src/ink/ink.ts';

const ink = inkSchema.parse({
  id: 'gel',
  name: 'Gel',
  kind: 'bioink',
  density: 1000,
  temperature: [15, 37],
  cellsAllowed: true,
  rheology: { at: 25, law: { model: 'power-law', K: 20, n: 0.5 }, temperatureRange: [20, 37] },
  crosslinking: ['ionic'],
  provenance: [{ of: ['rheology'], source: 'a paper', verified: true }],
});
const nozzle = nozzleOf({ gauge: 25 });
const context: CalibrationContext = {
  ink: 'gel',
  printer: 'bench',
  tool: 'T0',
  nozzle: '25G',
  nozzleLength: 12.7,
  shape: 'tapered',
  inlet: 4.3,
  land: 0,
  celsius: 25,
  lot: 'L7',
};

const table = (rows: string, head = '') =>
  `# ink: gel\n# printer: bench\n# nozzle: 25G\n${head}kind,label,pressure_kPa,flow_uL_s,speed_mm_s,seconds,preflow_s,mass_mg,width_mm,missing_mm,tail_mm\n${rows}\n`;

const fitRows = (rows: string): Calibration =>
  fitCalibration({ ...parseCalibrationCsv(table(rows), 'm.csv'), ink, nozzle, date: '2026-03-31', source: 'abc' });

test('a template comes back as the context and, while nothing is measured, no rows', () => {
  const rows = [templateRow({ kind: 'flow', label: 'F1', kPa: 80, seconds: 30 })];
  const text = calibrationTemplate(context, rows);
  expect(parseCalibrationCsv(text, 'm.csv')).toEqual({ context, rows: [] });
  const filled = text.replace('flow,F1,80,,,30,,,,,', 'flow,F1,80,,,30,,41.5,,,');
  expect(parseCalibrationCsv(filled, 'm.csv').rows).toMatchObject([
    { label: 'F1', kPa: 80, seconds: 30, massMg: 41.5 },
  ]);
});

test('semicolons with decimal commas, quotes and CRLF are read as spreadsheets write them', () => {
  const text =
    '\ufeff# ink: gel;;\r\n# printer: bench\r\n"# nozzle: 25G"\r\nkind;label;pressure_kPa;seconds;mass_mg\r\n"flow";F1;80,5;30;41,5\r\n;;;;\r\n';
  const { context: read, rows } = parseCalibrationCsv(text, 'm.csv');
  expect(read).toMatchObject({
    ink: 'gel',
    printer: 'bench',
    nozzle: '25G',
    nozzleLength: 12.7,
    celsius: null,
    lot: null,
  });
  expect(rows).toMatchObject([{ kPa: 80.5, massMg: 41.5 }]);
});

test.each([
  ['a kind nobody knows', table('flaw,F1,80,,,30,,40,,,'), /m\.csv:5: kind "flaw"/],
  ['a mass that is no number', table('flow,F1,80,,,30,,4o,,,'), /m\.csv:5: mass_mg "4o"/],
  ['a mass below 0', table('flow,F1,80,,,30,,-40,,,'), /mass_mg "-40" is no number above 0/],
  ['a head that is gone', 'kind,label\nflow,F1\n', /# ink/],
  ['another table', '# ink: a\n# printer: b\n# nozzle: 25G\nname,value\nx,1\n', /no column "kind"/],
])('%s is refused with its place', (_, text, message) => {
  expect(() => parseCalibrationCsv(text, 'm.csv')).toThrow(message);
});

test.each([
  ['no seconds', 'flow,F1,80,,,,,40,,,', /seconds is empty/],
  ['neither pressure nor flow', 'flow,F1,,,,30,,40,,,', /pressure_kPa/],
  ['nothing', '', /nothing in the table/],
])('measurements that lack %s cannot be fitted', (_, rows, message) => {
  expect(() => fitRows(rows)).toThrow(message);
});

/** mg weighed in 30 s at a pressure, of an ink with this law. */
function massAt(kPa: number, K: number, n: number): number {
  const other = { ...ink, rheology: { ...ink.rheology!, law: { model: 'power-law' as const, K, n } } };
  return nozzleFlowOf(other, 25, nozzle)!.flowAt(kPa) * 30;
}

test('weighings over pressure become a law, and the ink then flows as it was weighed', () => {
  const rows = [60, 120, 240].map((kPa) => `flow,F,${kPa},,,30,,${massAt(kPa, 33, 0.42)},,,`).join('\n');
  const calibration = fitRows(rows);
  expect(calibrationSchema.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
  expect(calibration.flow).toMatchObject({ kind: 'power-law' });
  const own = calibratedInk(ink, calibration);
  expect(own.rheology).toMatchObject({ law: { model: 'power-law' }, band: 0.05, temperatureRange: [20, 37] });
  expect(own.rheology!.shearRange![0]).toBeLessThan(own.rheology!.shearRange![1]);
  expect(nozzleFlowOf(own, 25, nozzle)!.flowAt(150) * 30).toBeCloseTo(massAt(150, 33, 0.42), 1);
  expect(own.provenance).toEqual([
    { of: ['rheology'], source: 'Calibration of 2026-03-31 with 25G on bench', verified: true },
  ]);
  for (const { measured, fitted } of calibration.measurements) expect(measured / fitted!).toBeCloseTo(1, 3);
});

test('one weighing scales the known law and keeps its shape', () => {
  const calibration = fitRows(`flow,F,120,,,30,,${massAt(120, 30, 0.5)},,,`);
  expect(calibration.flow).toMatchObject({ kind: 'factor', factor: { value: 1.5, low: null, high: null } });
  expect(calibratedInk(ink, calibration).rheology!.law).toMatchObject({ n: 0.5, K: expect.closeTo(30, 3) });
});

test('the band is that of the fit: the needle is in it, unless another is to be used', () => {
  const rows = [60, 120, 240].map((kPa) => `flow,F,${kPa},,,30,,${massAt(kPa, 33, 0.42)},,,`).join('\n');
  const bandOf = (same: boolean) => {
    const { band, pressureKpa } = nozzleFlowOf(calibratedInk(ink, fitRows(rows), same), 25, nozzle)!.through(0.5);
    return band.map((kPa) => kPa / pressureKpa - 1);
  };
  expect(bandOf(true)).toEqual([expect.closeTo(-0.05, 6), expect.closeTo(0.05, 6)]);
  expect(bandOf(false)[1]).toBeGreaterThan(0.1);
});

test('weighings over flow tell what a plunger delivers', () => {
  const calibration = fitRows('flow,F1,,0.5,,30,,13.5,,,\nflow,F2,,1,,30,,27,,,');
  expect(calibration.flow).toBeNull();
  expect(calibration.delivery!.value).toBeCloseTo(0.9, 6);
  expect(tell(calibration)).toContain('calibration-delivery');
  expect(calibration.flow).toBeNull();
});

test('lines tell how far strands spread beyond their volume', () => {
  // 0.5 µL/s at 8 mm/s is a strand of 0.2821 mm.
  const calibration = fitRows('line,L1,,0.5,8,,,,0.3385,,\nline,L2,,0.5,8,,,,0.3385,,');
  expect(calibration.width!.value).toBeCloseTo(1.2, 3);
  expect(tell(calibration)).toContain('calibration-width');
});

test('a ladder of lags tells when ink comes and when it stops', () => {
  // Flows 0.2 s after opening: without preflow 1.6 mm are missing at 8 mm/s, with 0.3 s ink stands 0.8 mm too early.
  const calibration = fitRows(
    'lag,P1,100,,8,,0,,,1.6,0.8\nlag,P2,100,,8,,0.1,,,0.8,0.8\nlag,P3,100,,8,,0.3,,,-0.8,0.8',
  );
  expect(calibration.startLag).toEqual({ value: 0.2, low: expect.closeTo(0.2, 9), high: expect.closeTo(0.2, 9) });
  expect(calibration.stopLag!.value).toBeCloseTo(0.1, 9);
});

const base = (): Calibration => fitRows(`flow,F,120,,,30,,${massAt(120, 30, 0.5)},,,`);
const request: CalibrationRequest = {
  key: 'ink',
  ink: 'gel',
  printer: 'bench',
  nozzle,
  lot: undefined,
  today: '2026-04-05',
};
const found = (more: Partial<Calibration>, file = 'c.json') => ({ file, calibration: { ...base(), ...more } });
const tell = (calibration: Calibration, more: Partial<CalibrationRequest> = {}) => {
  const given = { file: 'c.json', calibration };
  const own = quantities.filter((quantity) => calibration[quantity] !== null);
  const chosen = Object.fromEntries(own.map((quantity) => [quantity, given]));
  return tellCalibrations(chosen, { width: calibration.width }, { ...request, ...more }).map(({ code }) => code);
};
const flowFile = (files: ReturnType<typeof found>[], own: CalibrationRequest = request) =>
  chooseCalibrations(files, undefined, own).chosen.flow?.file;

test('the newest calibration that fits is chosen, one of the same lot before a newer one', () => {
  const files = [
    found({ date: '2026-03-01' }, 'a.json'),
    found({ date: '2026-03-09', lot: 'L8' }, 'b.json'),
    found({ date: '2026-03-05', lot: 'L7' }, 'c.json'),
    found({ date: '2026-03-30', ink: 'other' }, 'd.json'),
    found({ date: '2026-03-30', printer: 'other' }, 'e.json'),
    found({ date: '2026-03-30', nozzle: { label: '27G', inner: 0.21, length: 12.7 } }, 'f.json'),
    found({ date: '2026-03-30', nozzle: { label: '25G', inner: 0.26, length: 12.7, inlet: 4.3, land: 0 } }, 'g.json'),
  ];
  expect(flowFile(files)).toBe('b.json');
  expect(flowFile(files, { ...request, lot: 'L7' })).toBe('c.json');
  expect(flowFile(files, { ...request, lot: 'L9' })).toBe('b.json');
  expect(flowFile(files, { ...request, nozzle: nozzleOf({ gauge: 25, shape: 'tapered', inlet: 4.3 }) })).toBe('g.json');
  expect(chooseCalibrations([], undefined, request)).toEqual({ chosen: {}, findings: [] });
});

test('calibrations of one day are told apart by their number, not by their letters', () => {
  const day = '2026-03-09';
  const names = ['gel.2026-03-09.json', 'gel.2026-03-09.2.json', 'gel.2026-03-09.10.json'];
  const files = names.map((name) => found({ date: day }, `calibrations/${name}`));
  for (const order of [files, [...files].reverse(), [files[1], files[2], files[0]]]) {
    expect(flowFile(order)).toBe('calibrations/gel.2026-03-09.10.json');
  }
  const plain = ['9.json', '10.json', '2.json'].map((name) => found({ date: day }, `somewhere/${name}`));
  expect(flowFile(plain)).toBe('somewhere/10.json');
  // A later day goes before any number.
  expect(flowFile([...files, found({ date: '2026-03-10' }, 'a.json')])).toBe('a.json');
});

test('each quantity comes from its own newest file; what the job names goes first', () => {
  const estimate = { value: 0.2, low: null, high: null };
  const lag = found({ date: '2026-03-12', flow: null, startLag: estimate }, 'lag.json');
  const both = found({ date: '2026-03-11', width: { value: 1.3, low: null, high: null } }, 'both.json');
  const old = found({ date: '2026-03-01', startLag: estimate }, 'old.json');
  const files = (choice: ReturnType<typeof chooseCalibrations>) =>
    Object.fromEntries(Object.entries(choice.chosen).map(([quantity, each]) => [quantity, each.file]));
  const newest = { flow: 'both.json', width: 'both.json', startLag: 'lag.json' };
  for (const order of [
    [lag, both, old],
    [old, both, lag],
    [both, old, lag],
  ]) {
    expect(files(chooseCalibrations(order, undefined, request))).toEqual(newest);
  }
  const named = found({ date: '2026-01-01' }, 'named.json');
  expect(files(chooseCalibrations([lag, both], named, request))).toEqual({ ...newest, flow: 'named.json' });
});

test('a calibration of another needle is told of and not used by itself', () => {
  const foreign = found({ nozzle: { label: '27G', inner: 0.21, length: 12.7 } });
  const { chosen, findings } = chooseCalibrations([foreign], undefined, request);
  expect(chosen).toEqual({});
  expect(findings).toMatchObject([{ severity: 'warn', code: 'calibration-foreign' }]);
  const taper = found({ nozzle: { label: '25G tapered', inner: 0.26, length: 12.7, inlet: 4.3, land: 0 } });
  const [finding] = chooseCalibrations([taper], undefined, request).findings;
  expect(finding.what).toContain('25G tapered from 4.3, 12.7 mm long, on bench; this is 25G straight');
});

test('what is used is told, and warned of when old or foreign', () => {
  expect(tell(base())).toEqual(['calibration-used']);
  expect(tell(base(), { today: '2026-05-01' })).toEqual(['calibration-used', 'calibration-stale']);
  expect(tell(base(), { today: '2026-04-30' })).toEqual(['calibration-used']);
  expect(tell(base(), { today: null })).toEqual(['calibration-used']);
  expect(tell({ ...base(), lot: 'L7' }, { lot: 'L8' })).toEqual(['calibration-used', 'calibration-other-lot']);
  expect(tell({ ...base(), printer: 'other' })).toEqual(['calibration-used', 'calibration-foreign']);
  expect(tell(base(), { nozzle: nozzleOf({ gauge: 27 }) })).toEqual(['calibration-used', 'calibration-foreign']);
});
