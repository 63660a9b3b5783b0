import { InputError } from '../finding/input-error.ts';
import type { Calibration } from './calibration.ts';
import type { CalibrationContext, CalibrationRow } from './calibration-csv.ts';
import { fitFlow, type Weighing } from './fit-flow.ts';
import { fitFactor, fitMean } from './fit-line.ts';
import { sectionsOf } from './flow-through.ts';
import type { Ink, Rheology } from './ink.ts';
import { lawAt } from './law-at.ts';
import type { Nozzle } from './nozzle.ts';
import { flowFor, wallAt } from './nozzle-flow.ts';
import { freeStrandDiameter } from './strand-shape.ts';

export interface CalibrationInput {
  readonly context: CalibrationContext;
  readonly rows: readonly CalibrationRow[];
  readonly ink: Ink;
  readonly nozzle: Nozzle;
  /** 2026-03-31 */
  readonly date: string;
  /** SHA-256 of the measurements. */
  readonly source: string;
}

type Measurement = Calibration['measurements'][number];

/**
 * What the measurements say: K and n (or a factor) from weighings over pressure, delivery from weighings over flow,
 * width and lags from lines. Throws InputError when nothing in the table was measured.
 */
export function fitCalibration(input: CalibrationInput): Calibration {
  const { context, ink, nozzle, rows } = input;
  const celsius = context.celsius;
  const known = ink.rheology === null ? null : lawAt(ink.rheology, celsius ?? ink.rheology.at).law;
  const weighed = weighings(rows, ink.density);
  const byPressure = weighed.filter(({ kPa }) => kPa !== null) as (Weighed & Weighing)[];
  const flow = byPressure.length > 0 ? fitFlow(byPressure, sectionsOf(nozzle, 0), known) : null;
  const law = flow?.kind === 'power-law' ? powerLaw(flow.K.value, flow.n.value) : known;
  const delivered = weighed.filter(({ askedUl }) => askedUl !== null);
  const delivery = delivered.length > 0 ? fitFactor(delivered.map((each) => each.flowUl / each.askedUl!)) : null;
  const lines = widths(rows, nozzle, law);
  const starts = rows.filter(({ missingMm, speedMmS }) => missingMm !== null && speedMmS !== null);
  const stops = rows.filter(({ tailMm, speedMmS }) => tailMm !== null && speedMmS !== null);
  // Ink that is `missing` at the start came that much later than the motion, which itself began after the preflow.
  const startLags = starts.map((row) => (row.preflowS ?? 0) + row.missingMm! / row.speedMmS!);
  const stopLags = stops.map((row) => row.tailMm! / row.speedMmS!);
  const measurements: Measurement[] = [
    ...byPressure.map(({ row, flowUl }, i) => told(row, 'flow', flowUl, 'uL/s', flow && flowUl / flow.residuals[i])),
    ...delivered.map(({ row, flowUl, askedUl }) => told(row, 'flow', flowUl, 'uL/s', delivery!.value * askedUl!)),
    ...lines.map(({ row, measured, expected }) => told(row, 'line', measured, 'mm', expected)),
    ...starts.map((row, i) => told(row, 'lag', startLags[i], 's', null)),
    ...stops.map((row, i) => told(row, 'lag', stopLags[i], 's', null)),
  ];
  if (measurements.length === 0) nothingMeasured();
  const width = lines.length > 0 ? fitFactor(lines.map(({ measured, expected }) => measured / expected)) : null;
  return {
    calibration: 1,
    date: input.date,
    ink: ink.id,
    lot: context.lot,
    printer: context.printer,
    tool: context.tool || null,
    nozzle: { label: nozzle.label, inner: nozzle.inner, length: nozzle.length },
    celsius,
    flow: flow && withoutResiduals(flow),
    delivery: delivery && estimate(delivery),
    width: width && estimate(width),
    startLag: startLags.length > 0 ? estimate(fitMean(startLags)) : null,
    stopLag: stopLags.length > 0 ? estimate(fitMean(stopLags)) : null,
    shearRange: flow === null ? null : shearRange(byPressure, nozzle, law!),
    measurements: measurements.map(rounded),
    source: input.source,
  };
}

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
      const flowUl = ((row.massMg! / density) * 1000) / row.seconds;
      return { row, kPa: row.kPa, askedUl: row.kPa === null ? row.flowUlS : null, flowUl };
    });
}

/** Measured widths beside those of a free round strand of the same volume. */
function widths(rows: readonly CalibrationRow[], nozzle: Nozzle, law: Rheology | null) {
  return rows
    .filter(({ kind, widthMm }) => kind === 'line' && widthMm !== null)
    .flatMap((row) => {
      if (row.speedMmS === null) throw incomplete(row, 'speed_mm_s');
      const byLaw = row.kPa === null || law === null ? null : flowFor(law, sectionsOf(nozzle, 0), row.kPa * 1e3) * 1e9;
      const flowUl = row.kPa === null ? row.flowUlS : byLaw;
      if (flowUl === null || !(flowUl > 0)) return [];
      return [{ row, measured: row.widthMm!, expected: freeStrandDiameter(flowUl, row.speedMmS) }];
    });
}

function shearRange(weighed: readonly Weighing[], nozzle: Nozzle, law: Rheology): [number, number] {
  const rates = weighed.map(({ flowUl }) => wallAt(law, nozzle.inner / 2e3, flowUl / 1e9).rate);
  return [fiveDigits(Math.min(...rates)), fiveDigits(Math.max(...rates))];
}

function powerLaw(K: number, n: number): Rheology {
  return { model: 'power-law', K, n };
}

function withoutResiduals(flow: NonNullable<ReturnType<typeof fitFlow>>): Calibration['flow'] {
  if (flow.kind === 'factor') return { kind: 'factor', factor: estimate(flow.factor), band: fiveDigits(flow.band) };
  return { kind: 'power-law', K: estimate(flow.K), n: estimate(flow.n), band: fiveDigits(flow.band) };
}

function estimate({ value, low, high }: { value: number; low: number | null; high: number | null }) {
  return {
    value: fiveDigits(value),
    low: low === null ? null : fiveDigits(low),
    high: high === null ? null : fiveDigits(high),
  };
}

function told(
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
    fix: 'keep the settings that bioweft calibrate wrote, beside the measurement',
  });
}

function nothingMeasured(): never {
  throw new InputError('calibration-empty', 'nothing in the table was measured', {
    fix: 'fill in mass_mg, width_mm, missing_mm or tail_mm of at least one line',
  });
}
