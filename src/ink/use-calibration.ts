import type { Finding } from '../finding/finding.ts';
import type { Calibration } from './calibration.ts';
import type { Ink, InkRheology } from './ink.ts';
import { scaleViscosity } from './law-at.ts';
import type { Nozzle } from './nozzle.ts';

/** The ink as calibrated: its law (or the factor on it), the band of the fit and where all that comes from. */
export function calibratedInk(ink: Ink, calibration: Calibration): Ink {
  const rheology = calibratedRheology(ink, calibration);
  if (rheology === null) return ink;
  const { date, lot, nozzle, printer } = calibration;
  const source = `Calibration of ${date} with ${nozzle.label} on ${printer}${lot === null ? '' : `, lot ${lot}`}`;
  const older = ink.provenance.filter(({ of }) => !of.some((path) => path.startsWith('rheology')));
  return { ...ink, rheology, provenance: [...older, { of: ['rheology'], source, verified: true }] };
}

function calibratedRheology({ rheology }: Ink, calibration: Calibration): InkRheology | null {
  const { flow, celsius, shearRange } = calibration;
  if (flow === null) return null;
  const range = shearRange === null ? {} : { shearRange };
  if (flow.kind === 'power-law') {
    const at = celsius ?? rheology?.at ?? 25;
    const law = { model: 'power-law' as const, K: flow.K.value, n: flow.n.value };
    // Other temperatures of the library's law belong to another batch: only its activation energy is kept.
    const shift = rheology?.activationEnergy === undefined ? {} : { activationEnergy: rheology.activationEnergy };
    const window = rheology?.temperatureRange === undefined ? {} : { temperatureRange: rheology.temperatureRange };
    return { at, law, ...shift, ...window, ...range, band: flow.band };
  }
  if (rheology === null) return null;
  const scaled = rheology.laws?.map(({ at, law }) => ({ at, law: scaleViscosity(law, flow.factor.value) }));
  const law = scaleViscosity(rheology.law, flow.factor.value);
  return { ...rheology, law, ...(scaled === undefined ? {} : { laws: scaled }), band: flow.band };
}

/** What a plan asks of a calibration. */
export interface CalibrationWish {
  /** Key in the job, for findings. */
  readonly key: string;
  readonly ink: string;
  readonly printer: string;
  readonly nozzle: Nozzle;
  /** Of the cartridge to be printed, where the job says it. */
  readonly lot: string | undefined;
  /** 2026-03-31; null: nobody told, so age is not judged. */
  readonly today: string | null;
}

export interface FoundCalibration {
  readonly file: string;
  readonly calibration: Calibration;
}

const staleDays = 30;

/** Same bore within what a gauge table and a ruler can disagree. */
function sameNeedle(calibration: Calibration, nozzle: Nozzle): boolean {
  const { inner, length } = calibration.nozzle;
  return Math.abs(inner - nozzle.inner) < 0.005 && Math.abs(length - nozzle.length) < 0.5;
}

/**
 * The newest calibration that was made with this ink, needle and printer, those of the same lot first. Null where
 * there is none: calibrations with another needle or printer are told of, never used by themselves.
 */
export function chooseCalibration(
  found: readonly FoundCalibration[],
  wish: CalibrationWish,
): { readonly chosen: FoundCalibration | null; readonly findings: readonly Finding[] } {
  const own = found.filter(({ calibration }) => calibration.ink === wish.ink);
  const fitting = own.filter(
    ({ calibration }) => calibration.printer === wish.printer && sameNeedle(calibration, wish.nozzle),
  );
  const ofLot = fitting.filter(({ calibration }) => wish.lot !== undefined && calibration.lot === wish.lot);
  const chosen = newest(ofLot.length > 0 ? ofLot : fitting);
  if (chosen !== null) return { chosen, findings: [] };
  const other = newest(own);
  if (other === null) return { chosen: null, findings: [] };
  const { nozzle, printer, date } = other.calibration;
  const finding: Finding = {
    gate: 'plan',
    code: 'calibration-foreign',
    severity: 'warn',
    where: { ink: wish.key, file: other.file },
    what: `The calibration of ${date} was made with ${nozzle.label} × ${nozzle.length} mm on ${printer}; this job prints through ${wish.nozzle.label} × ${wish.nozzle.length} mm on ${wish.printer}, so it is not used.`,
    fix: `Calibrate with this needle and printer, or name the file in inks.${wish.key}.calibration to use it all the same.`,
  };
  return { chosen: null, findings: [finding] };
}

function newest(found: readonly FoundCalibration[]): FoundCalibration | null {
  if (found.length === 0) return null;
  const key = ({ calibration, file }: FoundCalibration) => `${calibration.date} ${file}`;
  return found.reduce((a, b) => (key(b) > key(a) ? b : a));
}

/** Says that a calibration is used, and warns where it is old or was made with something else. */
export function tellCalibration({ file, calibration }: FoundCalibration, wish: CalibrationWish): Finding[] {
  const { date, nozzle, printer, lot, ink } = calibration;
  const where = { ink: wish.key, file };
  const common = { gate: 'plan', severity: 'warn', where } as const;
  const findings: Finding[] = [
    {
      ...common,
      severity: 'note',
      code: 'calibration-used',
      what: `${wish.key} is planned with the calibration of ${date}${lot === null ? '' : `, lot ${lot}`}: ${inWords(calibration)}.`,
    },
  ];
  const foreign: string[] = [];
  if (ink !== wish.ink) foreign.push(`the ink ${ink} instead of ${wish.ink}`);
  if (printer !== wish.printer) foreign.push(`the printer ${printer} instead of ${wish.printer}`);
  if (!sameNeedle(calibration, wish.nozzle)) {
    foreign.push(
      `a needle of ${nozzle.inner} × ${nozzle.length} mm instead of ${wish.nozzle.inner} × ${wish.nozzle.length} mm`,
    );
  }
  if (foreign.length > 0) {
    const what = `The calibration of ${date} was made with ${foreign.join(', ')}.`;
    findings.push({ ...common, code: 'calibration-foreign', what, fix: 'Calibrate with what is to be printed.' });
  }
  if (lot !== null && wish.lot !== undefined && lot !== wish.lot) {
    const what = `The calibration of ${date} is of lot ${lot}; lot ${wish.lot} is to be printed.`;
    findings.push({ ...common, code: 'calibration-other-lot', what, fix: 'Calibrate the flow of this lot.' });
  }
  const days = wish.today === null ? 0 : daysBetween(date, wish.today);
  if (days > staleDays) {
    const what = `The calibration of ${wish.key} is ${days} days old; inks and needles change within ${staleDays} days.`;
    findings.push({ ...common, code: 'calibration-stale', what, fix: 'Calibrate again.', numbers: { days } });
  }
  return [...findings, ...tellWidth(calibration, where), ...tellDelivery(calibration, where)];
}

/** A strand that spreads keeps its volume: the plan stays as it is, and says what to expect. */
function tellWidth({ width, date }: Calibration, where: Finding['where']): Finding[] {
  if (width === null || Math.abs(width.value - 1) < 0.05) return [];
  const factor = Number(width.value.toPrecision(3));
  const what = `In the calibration of ${date} strands came out ${factor} times as wide as their volume gives: pores will differ by that much.`;
  const fix = 'Change the spacing by what the strands spread, or the layer height.';
  return [{ gate: 'plan', code: 'calibration-width', severity: 'note', where, what, fix, numbers: { factor } }];
}

function tellDelivery({ delivery, date }: Calibration, where: Finding['where']): Finding[] {
  if (delivery === null || Math.abs(delivery.value - 1) < 0.05) return [];
  const percent = Number((100 * delivery.value).toPrecision(3));
  const bore = Number(Math.sqrt(delivery.value).toPrecision(4));
  const what = `In the calibration of ${date} the plunger delivered ${percent} % of what was asked.`;
  const fix = `Correct the bore of the barrel in the printer profile (times ${bore}), or look for a leak or air in it.`;
  return [{ gate: 'plan', code: 'calibration-delivery', severity: 'warn', where, what, fix, numbers: { percent } }];
}

function inWords({ flow, startLag, delivery, width }: Calibration): string {
  const words: string[] = [];
  if (flow?.kind === 'power-law') {
    words.push(`K ${between(flow.K)} Pa·sⁿ, n ${between(flow.n)}`);
  } else if (flow?.kind === 'factor') words.push(`viscosity ${between(flow.factor)} times that of the library`);
  if (startLag !== null) words.push(`ink flows ${between(startLag)} s after the valve opens`);
  if (delivery !== null) words.push(`delivery ${between(delivery)}`);
  if (width !== null) words.push(`width ${between(width)} times that of the volume`);
  return words.length > 0 ? words.join(', ') : 'nothing that a plan uses';
}

function between({ value, low, high }: { value: number; low: number | null; high: number | null }): string {
  const text = (x: number) => String(Number(x.toPrecision(3)));
  return low === null || high === null ? text(value) : `${text(value)} (${text(low)} to ${text(high)})`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
