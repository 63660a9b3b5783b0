import type { Finding } from '../../finding/finding.ts';
import { short } from '../../finding/number-words.ts';
import { needleInWords, sameNeedle } from './calibration.ts';
import {
  type CalibrationRequest,
  type ChosenCalibrations,
  type FoundCalibration,
  fileName,
  type Quantity,
  quantities,
  quantityNames,
} from './choose-calibrations.ts';

const staleDays = 30;

/** What a plan takes from its calibrations, as numbers. */
export interface CalibratedNumbers {
  /** Of the strand over that of its volume; null: not measured. */
  readonly width: { readonly value: number; readonly low: number | null; readonly high: number | null } | null;
}

/** Says what is taken from which calibration, and warns where one is old or was made with something else. */
export function tellCalibrations(
  chosen: ChosenCalibrations,
  { width }: CalibratedNumbers,
  request: CalibrationRequest,
): Finding[] {
  const files = new Map<FoundCalibration, Quantity[]>();
  for (const quantity of quantities) {
    const from = chosen[quantity];
    if (from !== undefined) files.set(from, [...(files.get(from) ?? []), quantity]);
  }
  if (files.size === 0) return [];
  const words = [...files].map(([found, what]) => inWords(found, what, width)).join('; ');
  const used: Finding = {
    gate: 'plan',
    code: 'calibration-used',
    severity: 'note',
    where: { ink: request.key },
    what: `${request.key} is planned with ${words}.`,
  };
  return [
    used,
    ...[...files].flatMap(([found, what]) => doubts(found, what, request)),
    ...(chosen.width === undefined ? [] : tellWidth(chosen.width, width?.value ?? 1, request)),
    ...(chosen.delivery === undefined ? [] : tellDelivery(chosen.delivery, request)),
  ];
}

function doubts(
  { file, calibration }: FoundCalibration,
  what: readonly Quantity[],
  request: CalibrationRequest,
): Finding[] {
  const { date, nozzle, printer, lot, ink } = calibration;
  const common = { gate: 'plan', severity: 'warn', where: { ink: request.key, file } } as const;
  const findings: Finding[] = [];
  const foreign: string[] = [];
  if (ink !== request.ink) foreign.push(`the ink ${ink} instead of ${request.ink}`);
  if (request.printer !== null && printer !== request.printer)
    foreign.push(`the printer ${printer} instead of ${request.printer}`);
  if (!sameNeedle(calibration, request.nozzle)) {
    foreign.push(`a needle of ${needleInWords(nozzle)} instead of ${needleInWords(request.nozzle)}`);
  }
  if (foreign.length > 0) {
    const text = `The calibration of ${date} was made with ${foreign.join(', ')}.`;
    findings.push({ ...common, code: 'calibration-foreign', what: text, fix: 'Calibrate with what is to be printed.' });
  }
  if (lot !== null && request.lot !== undefined && lot !== request.lot) {
    const text = `The calibration of ${date} is of lot ${lot}; lot ${request.lot} is to be printed.`;
    findings.push({ ...common, code: 'calibration-other-lot', what: text, fix: 'Calibrate the flow of this lot.' });
  }
  const days = request.today === null ? 0 : daysBetween(date, request.today);
  if (days > staleDays) {
    const names = what.map((each) => quantityNames[each]).join(', ');
    const text = `The calibration of ${request.key} (${names}) is ${days} days old; inks and needles change within ${staleDays} days.`;
    findings.push({ ...common, code: 'calibration-stale', what: text, fix: 'Calibrate again.', numbers: { days } });
  }
  return findings;
}

function tellWidth({ file, calibration }: FoundCalibration, width: number, { key }: CalibrationRequest): Finding[] {
  if (Math.abs(width - 1) < 0.05) return [];
  const factor = Number(width.toPrecision(3));
  const what = `In the calibration of ${calibration.date} strands came out ${factor} times as wide as their volume gives: pores and insets are planned with that width, volumes stay.`;
  const where = { ink: key, file };
  return [{ gate: 'plan', code: 'calibration-width', severity: 'note', where, what, numbers: { factor } }];
}

/** Beyond this share of what was asked a plunger has more than a bore that is slightly off. */
const oddDelivery = 0.2;

function tellDelivery({ file, calibration }: FoundCalibration, { key }: CalibrationRequest): Finding[] {
  const { delivery, date } = calibration;
  if (delivery === null || Math.abs(delivery.value - 1) < 0.05) return [];
  const percent = Number((100 * delivery.value).toPrecision(3));
  const what = `In the calibration of ${date} the plunger delivered ${percent} % of what was asked: it is moved by that much more or less.`;
  const fix = 'Look for a leak or air in the barrel, or correct its bore in the printer profile and calibrate again.';
  const severity = Math.abs(delivery.value - 1) > oddDelivery ? 'warn' : 'note';
  const where = { ink: key, file };
  return [{ gate: 'plan', code: 'calibration-delivery', severity, where, what, fix, numbers: { percent } }];
}

function inWords(
  { file, calibration }: FoundCalibration,
  what: readonly Quantity[],
  width: CalibratedNumbers['width'],
): string {
  const { flow, delivery, startLag, stopLag, date, lot } = calibration;
  const has = (quantity: Quantity) => what.includes(quantity);
  const words: string[] = [];
  if (has('flow') && flow?.kind === 'power-law') words.push(`K ${between(flow.K)} Pa·sⁿ, n ${between(flow.n)}`);
  if (has('flow') && flow?.kind === 'factor') words.push(`viscosity ${between(flow.factor)} times that of the library`);
  if (has('flow') && flow?.kind === 'law') {
    words.push(
      `a ${flow.law.model} law of ${Object.entries(flow.parameters)
        .map(([name, each]) => `${name} ${between(each)}`)
        .join(', ')}`,
    );
  }
  if (has('delivery') && delivery !== null) words.push(`delivery ${between(delivery)}`);
  if (has('width') && width !== null) words.push(`width ${between(width)} times that of the volume`);
  if (has('startLag') && startLag !== null) words.push(`ink flows ${between(startLag)} s after the valve opens`);
  if (has('stopLag') && stopLag !== null) words.push(`ink flows on ${between(stopLag)} s after the valve closes`);
  return `${words.join(', ')} (${fileName(file)} of ${date}${lot === null ? '' : `, lot ${lot}`})`;
}

function between({ value, low, high }: { value: number; low: number | null; high: number | null }): string {
  return low === null || high === null ? short(value) : `${short(value)} (${short(low)} to ${short(high)})`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
