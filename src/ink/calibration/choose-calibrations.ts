import type { Finding } from '../../finding/finding.ts';
import type { Nozzle } from '../flow/nozzle.ts';
import { type Calibration, needleInWords, sameNeedle } from './calibration.ts';

/** What a plan asks of its calibrations. */
export interface CalibrationRequest {
  /** Key in the job, for findings. */
  readonly key: string;
  readonly ink: string;
  /** null: any printer will do. */
  readonly printer: string | null;
  readonly nozzle: Nozzle;
  /** Of the cartridge to be printed, where the job says it. */
  readonly lot: string | undefined;
  /** 2026-03-31; null: unknown, so age is not judged. */
  readonly today: string | null;
}

export interface FoundCalibration {
  readonly file: string;
  readonly calibration: Calibration;
}

export const quantities = ['flow', 'delivery', 'width', 'startLag', 'stopLag'] as const;
export type Quantity = (typeof quantities)[number];

/** The calibration that each quantity is taken from. */
export type ChosenCalibrations = Readonly<Partial<Record<Quantity, FoundCalibration>>>;

/**
 * For each quantity the newest calibration that measured it with this ink, needle and printer, those of the same lot
 * first; what the job names goes before all others. Calibrations with another needle or printer are never used by
 * themselves: a finding says so where they hold what none that fits holds.
 */
export function chooseCalibrations(
  found: readonly FoundCalibration[],
  named: FoundCalibration | undefined,
  request: CalibrationRequest,
): { readonly chosen: ChosenCalibrations; readonly findings: readonly Finding[] } {
  const own = found.filter(({ calibration }) => calibration.ink === request.ink).sort(byAge);
  const fits = ({ calibration }: FoundCalibration) =>
    (request.printer === null || calibration.printer === request.printer) && sameNeedle(calibration, request.nozzle);
  const isOfLot = ({ calibration }: FoundCalibration) => request.lot !== undefined && calibration.lot === request.lot;
  const chosen: Partial<Record<Quantity, FoundCalibration>> = {};
  const passedOver = new Map<FoundCalibration, Quantity[]>();
  for (const quantity of quantities) {
    const measured = own.filter(({ calibration }) => calibration[quantity] !== null);
    const fitting = measured.filter(fits);
    const best = named?.calibration[quantity] ? named : (fitting.findLast(isOfLot) ?? fitting.at(-1));
    if (best !== undefined) {
      chosen[quantity] = best;
      continue;
    }
    const other = measured.at(-1);
    if (other !== undefined) passedOver.set(other, [...(passedOver.get(other) ?? []), quantity]);
  }
  return { chosen, findings: [...passedOver].map(([other, what]) => foreign(other, what, request)) };
}

/** Oldest first: by day, then by the number that tells calibrations of a day apart, then by name. */
function byAge(a: FoundCalibration, b: FoundCalibration): number {
  if (a.calibration.date !== b.calibration.date) return a.calibration.date < b.calibration.date ? -1 : 1;
  return numberOf(a.file) - numberOf(b.file) || (a.file < b.file ? -1 : a.file > b.file ? 1 : 0);
}

/** The last number of a name: 10 of `gel.2026-03-31.10.json` and of `10.json`, 1 where there is a day only. */
function numberOf(file: string): number {
  const name = fileName(file).replace(/\.json$/, '');
  if (/(^|\D)\d{4}-\d\d-\d\d$/.test(name)) return 1;
  return Number(/(\d+)$/.exec(name)?.[1] ?? 1);
}

/** Without its folders. */
export function fileName(path: string): string {
  // A split text has a piece at least.
  return path.split(/[\\/]/).at(-1)!;
}

export const quantityNames: Readonly<Record<Quantity, string>> = {
  flow: 'flow law',
  delivery: 'delivery',
  width: 'width',
  startLag: 'start lag',
  stopLag: 'stop lag',
};

function foreign(
  { file, calibration }: FoundCalibration,
  what: readonly Quantity[],
  request: CalibrationRequest,
): Finding {
  const { nozzle, printer, date } = calibration;
  const names = what.map((each) => quantityNames[each]).join(', ');
  const here = `${needleInWords(request.nozzle)}${request.printer === null ? '' : `, on ${request.printer}`}`;
  return {
    gate: 'plan',
    code: 'calibration-foreign',
    severity: 'warn',
    where: { ink: request.key, file },
    what: `The calibration of ${date} (${names}) was made with ${needleInWords(nozzle)}, on ${printer}; this is ${here}, so it is not used.`,
    fix: `Calibrate with this needle and printer, or name the file in inks.${request.key}.calibration to use it all the same.`,
  };
}
