import { InputError } from '../../finding/input-error.ts';
import { sectionsOf } from '../flow/flow-through.ts';
import { lawAt } from '../flow/law-at.ts';
import type { Nozzle } from '../flow/nozzle.ts';
import { flowFor, wallAt } from '../flow/nozzle-flow.ts';
import { freeStrandDiameter } from '../flow/strand-shape.ts';
import type { Ink } from '../ink.ts';
import type { Rheology } from '../laws/flow-laws.ts';
import { type Calibration, needleOfCalibration } from './calibration.ts';
import type { CalibrationContext, CalibrationRow } from './calibration-csv.ts';
import { type FlowFit, fitFlow } from './fit-flow.ts';
import { fitFactor, fitMean } from './fit-line.ts';
import type { Weighing } from './fit-two.ts';

export interface CalibrationInput {
  readonly context: CalibrationContext;
  readonly rows: readonly CalibrationRow[];
  readonly ink: Ink;
  readonly nozzle: Nozzle;
  /** The ink as it was calibrated before, where it was: widths are told by its law. */
  readonly inForce?: Ink;
  /** 2026-03-31 */
  readonly date: string;
  /** SHA-256 of the measurements. */
  readonly source: string;
}

type Measurement = Calibration['measurements'][number];

/**
 * What the measurements say: the numbers of the ink's law (or a factor on it) from weighings over pressure, delivery
 * from weighings over flow, width and lags from lines. Throws InputError when nothing in the table was measured, and
 * when no law explains what was weighed.
 */
export function fitCalibration(input: CalibrationInput): Calibration {
  const { context, ink, nozzle, rows } = input;
  const celsius = context.celsius;
  const known = lawOf(ink, celsius);
  const weighed = weighings(rows, ink.density);
  const byPressure = weighed.filter(({ kPa }) => kPa !== null) as (Weighed & Weighing)[];
  const flow = byPressure.length > 0 ? flowOf(byPressure, nozzle, known) : null;
  const law = flow?.law ?? lawOf(input.inForce ?? ink, celsius);
  const delivered = weighed.flatMap(({ row, flowUl, askedUl }) => (askedUl === null ? [] : [{ row, flowUl, askedUl }]));
  const delivery = delivered.length > 0 ? fitFactor(delivered.map((each) => each.flowUl / each.askedUl)) : null;
  const lines = linesOf(rows);
  const widths = expectedWidths(lines, nozzle, law);
  const starts = rows.filter(({ missingMm, speedMmS }) => missingMm !== null && speedMmS !== null);
  const stops = rows.filter(({ tailMm, speedMmS }) => tailMm !== null && speedMmS !== null);
  // Ink that is `missing` at the start came that much later than the motion, which itself began after the preflow.
  const startLags = starts.map((row) => (row.preflowS ?? 0) + row.missingMm! / row.speedMmS!);
  const stopLags = stops.map((row) => row.tailMm! / row.speedMmS!);
  const measurements: Measurement[] = [
    ...byPressure.map(({ row, flowUl, kPa }) =>
      stated(row, 'flow', flowUl, 'uL/s', flow && flowFor(flow.law, sectionsOf(nozzle, 0), kPa * 1e3) * 1e9),
    ),
    ...delivered.map(({ row, flowUl, askedUl }) =>
      stated(row, 'flow', flowUl, 'uL/s', (delivery?.value ?? Number.NaN) * askedUl),
    ),
    ...lines.map((row, i) => ({
      // Lines are rows with a width.
      ...stated(row, 'line', row.widthMm!, 'mm', widths[i]),
      kPa: row.kPa,
      flowUlS: row.flowUlS,
      speedMmS: row.speedMmS,
    })),
    ...starts.map((row, i) => stated(row, 'lag', startLags[i], 's', null)),
    ...stops.map((row, i) => stated(row, 'lag', stopLags[i], 's', null)),
  ];
  if (measurements.length === 0) nothingMeasured();
  return {
    calibration: 1,
    date: input.date,
    ink: ink.id,
    lot: context.lot,
    printer: context.printer,
    tool: context.tool || null,
    nozzle: needleOfCalibration(nozzle),
    celsius,
    flow: flow && asStored(flow),
    delivery: delivery && estimate(delivery),
    width: widthFactor(lines, widths),
    startLag: startLags.length > 0 ? estimate(fitMean(startLags)) : null,
    stopLag: stopLags.length > 0 ? estimate(fitMean(stopLags)) : null,
    shearRange: flow === null ? null : shearRange(byPressure, nozzle, flow.law),
    measurements: measurements.map(rounded),
    source: input.source,
  };
}

function lawOf({ rheology }: Ink, celsius: number | null): Rheology | null {
  return rheology === null ? null : lawAt(rheology, celsius ?? rheology.at).law;
}

/** A weighing further from its fit than this factor is no measurement of a flow: slips and other needles look so. */
const mostOff = 2;

function flowOf(weighed: readonly (Weighed & Weighing)[], nozzle: Nozzle, known: Rheology | null): FlowFit {
  const sections = sectionsOf(nozzle, 0);
  const fix = 'Check masses (mg), pressures (kPa), seconds and the needle (straight or tapered), or weigh again.';
  const flow = fitFlow(weighed, sections, known);
  if (flow === null) {
    const why =
      known === null
        ? 'the ink has no law to scale, and K and n need three pressures, the highest 1.5 times the lowest, that agree'
        : 'no viscosity explains a flow at so low a pressure';
    throw new InputError('calibration-impossible', `the weighings carry no flow law: ${why}`, { fix });
  }
  const ratios = weighed.map(({ kPa, flowUl }) => flowUl / 1e9 / flowFor(flow.law, sections, kPa * 1e3));
  const worst = ratios.reduce((most, ratio, i) => (offBy(ratio) > offBy(ratios[most]) ? i : most), 0);
  if (offBy(ratios[worst]) <= mostOff) return flow;
  const { row } = weighed[worst];
  const text = `${row.label || `line ${row.line}`} flowed ${ratios[worst].toPrecision(2)} times what the best fit gives`;
  throw new InputError('calibration-impossible', `no flow law fits these weighings: ${text}`, {
    where: { line: row.line },
    fix,
  });
}

const offBy = (ratio: number): number => (ratio > 0 ? Math.max(ratio, 1 / ratio) : Number.POSITIVE_INFINITY);

interface Weighed {
  readonly row: CalibrationRow;
  readonly kPa: number | null;
  readonly askedUl: number | null;
  readonly flowUl: number;
}

/** mg over kg/m³ is µL: mass / density × 1000. */
function weighings(rows: readonly CalibrationRow[], density: number): Weighed[] {
  return rows
    .filter(({ kind, massMg }) => kind === 'flow' && massMg !== null)
    .map((row) => {
      if (row.seconds === null) throw incomplete(row, 'seconds');
      if (row.kPa === null && row.flowUlS === null) throw incomplete(row, 'pressure_kPa (or flow_uL_s)');
      // Filtered above: the mass was weighed.
      const flowUl = ((row.massMg! / density) * 1000) / row.seconds;
      return { row, kPa: row.kPa, askedUl: row.kPa === null ? row.flowUlS : null, flowUl };
    });
}

function linesOf(rows: readonly CalibrationRow[]): CalibrationRow[] {
  const lines = rows.filter(({ kind, widthMm }) => kind === 'line' && widthMm !== null);
  for (const row of lines) if (row.speedMmS === null) throw incomplete(row, 'speed_mm_s');
  return lines;
}

/** Widths of free round strands of the same volume; null where neither flow nor law is known. */
function expectedWidths(lines: readonly LineTrial[], nozzle: Nozzle, law: Rheology | null): (number | null)[] {
  return lines.map(({ kPa, flowUlS, speedMmS }) => {
    const byLaw = !kPa || law === null ? null : flowFor(law, sectionsOf(nozzle, 0), kPa * 1e3) * 1e9;
    const flowUl = kPa ? byLaw : flowUlS;
    return flowUl && flowUl > 0 && speedMmS ? freeStrandDiameter(flowUl, speedMmS) : null;
  });
}

type LineTrial = Pick<CalibrationRow, 'kPa' | 'flowUlS' | 'speedMmS' | 'widthMm'>;

function widthFactor(lines: readonly LineTrial[], expected: readonly (number | null)[]): Calibration['width'] {
  // Lines are rows with a width.
  const factors = lines.flatMap(({ widthMm }, i) => (expected[i] === null ? [] : [widthMm! / expected[i]]));
  return factors.length === 0 ? null : estimate(fitFactor(factors));
}

/**
 * The width of a calibration's lines over that of their volume, by the law that is in force now: it may have been
 * calibrated after the lines were measured. Calibrations that keep no lines keep their number.
 */
export function widthUnderLaw(calibration: Calibration, ink: Ink, nozzle: Nozzle): Calibration['width'] {
  const lines = calibration.measurements
    .filter(({ kind, speedMmS }) => kind === 'line' && speedMmS !== undefined)
    .map(({ kPa = null, flowUlS = null, speedMmS = null, measured }) => ({
      kPa,
      flowUlS,
      speedMmS,
      widthMm: measured,
    }));
  if (lines.length === 0) return calibration.width;
  return widthFactor(lines, expectedWidths(lines, nozzle, lawOf(ink, calibration.celsius)));
}

function shearRange(weighed: readonly Weighing[], nozzle: Nozzle, law: Rheology): [number, number] {
  const rates = weighed.map(({ flowUl }) => wallAt(law, nozzle.inner / 2e3, flowUl / 1e9).rate);
  return [fiveDigits(Math.min(...rates)), fiveDigits(Math.max(...rates))];
}

function asStored(flow: FlowFit): NonNullable<Calibration['flow']> {
  const band = fiveDigits(flow.band);
  if (flow.kind === 'factor') return { kind: 'factor', factor: estimate(flow.factor), band };
  if (flow.kind === 'power-law') return { kind: 'power-law', K: estimate(flow.K), n: estimate(flow.n), band };
  const parameters = Object.fromEntries(Object.entries(flow.parameters).map(([name, each]) => [name, estimate(each)]));
  const { law, atRate } = flow;
  const digits = (value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(8)) : value);
  const kept = Object.fromEntries(Object.entries(law).map(([key, value]) => [key, digits(value)])) as Rheology;
  return { kind: 'law', law: kept, parameters, atRate: atRate === null ? null : fiveDigits(atRate), band };
}

function estimate({ value, low, high }: { value: number; low: number | null; high: number | null }) {
  return {
    value: fiveDigits(value),
    low: low === null ? null : fiveDigits(low),
    high: high === null ? null : fiveDigits(high),
  };
}

function stated(
  { label }: CalibrationRow,
  kind: Measurement['kind'],
  measured: number,
  unit: string,
  fitted: number | null,
): Measurement {
  return { kind, label, measured, fitted, unit };
}

const rounded = (row: Measurement): Measurement => ({
  ...row,
  measured: fiveDigits(row.measured),
  fitted: row.fitted === null ? null : fiveDigits(row.fitted),
});

/** Five digits: more than any balance gives, and a file that people can read. */
const fiveDigits = (value: number): number => Number(value.toPrecision(5));

function incomplete({ line }: CalibrationRow, column: string): InputError {
  return new InputError('calibration-incomplete', `line ${line} was measured, but its ${column} is empty`, {
    where: { line },
    fix: 'Keep the settings that bioweft calibrate wrote, beside the measurement.',
  });
}

function nothingMeasured(): never {
  throw new InputError('calibration-empty', 'nothing in the table was measured', {
    fix: 'Fill in mass_mg, width_mm, missing_mm or tail_mm of at least one line.',
  });
}
