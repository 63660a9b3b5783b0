import type { Finding } from '../finding/finding.ts';
import type { Ink } from '../ink/ink.ts';
import { nozzleOf } from '../ink/nozzle.ts';
import {
  type CalibrationWish,
  calibratedInk,
  chooseCalibration,
  type FoundCalibration,
  tellCalibration,
} from '../ink/use-calibration.ts';
import type { Job } from '../job/job.ts';

export interface CalibrationShelf {
  /** By the key of the ink: the calibration that the job names. */
  readonly named: Readonly<Record<string, FoundCalibration>>;
  /** By the key of the ink: those that lie beside the ink and beside the job. */
  readonly found: Readonly<Record<string, readonly FoundCalibration[]>>;
  /** 2026-03-31; null: ages are not judged. */
  readonly today: string | null;
}

export interface CalibratedInks {
  readonly job: Job;
  readonly inks: Readonly<Record<string, Ink>>;
  /** Keys of the job that were filled in, by their paths. */
  readonly filled: readonly string[];
  readonly findings: readonly Finding[];
}

/** Inks with their calibrations put in, the delays of the job filled from them, and what there is to say of it. */
export function calibrateInks(
  job: Job,
  inks: Readonly<Record<string, Ink>>,
  printer: string,
  shelf: CalibrationShelf,
): CalibratedInks {
  const findings: Finding[] = [];
  const calibrated: Record<string, Ink> = {};
  const settings: Job['inks'] = {};
  const filled: string[] = [];
  for (const [key, ink] of Object.entries(inks)) {
    const own = job.inks[key];
    const nozzle = nozzleOf(own.nozzle);
    const wish: CalibrationWish = { key, ink: ink.id, printer, nozzle, lot: own.lot, today: shelf.today };
    const named = shelf.named[key];
    const choice =
      named === undefined ? chooseCalibration(shelf.found[key] ?? [], wish) : { chosen: named, findings: [] };
    const { chosen } = choice;
    findings.push(...choice.findings, ...(chosen === null ? [] : tellCalibration(chosen, wish)));
    calibrated[key] = chosen === null ? ink : calibratedInk(ink, chosen.calibration);
    const lag = chosen?.calibration.startLag ?? null;
    // Ink that flows before the valve opens is a measurement about 0.
    const fills = lag !== null && own.preflow === undefined;
    settings[key] = fills ? { ...own, preflow: Math.max(0, lag.value) } : own;
    if (fills) filled.push(`inks.${key}.preflow`);
  }
  return { job: { ...job, inks: settings }, inks: calibrated, filled, findings };
}
