import type { Finding } from '../../finding/finding.ts';
import { calibratedInk } from '../../ink/calibration/calibrated-ink.ts';
import { sameNeedle } from '../../ink/calibration/calibration.ts';
import {
  type CalibrationRequest,
  type ChosenCalibrations,
  chooseCalibrations,
  type FoundCalibration,
} from '../../ink/calibration/choose-calibrations.ts';
import { widthUnderLaw } from '../../ink/calibration/fit-calibration.ts';
import { tellCalibrations } from '../../ink/calibration/tell-calibrations.ts';
import { nozzleOf } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import type { Job } from '../../job/job.ts';
import type { JobInk } from '../../job/job-ink.ts';

export interface CalibrationShelf {
  /** By the key of the ink: the calibration that the job names. */
  readonly named: Readonly<Record<string, FoundCalibration>>;
  /** By the key of the ink: those that lie beside the job and beside an ink of its own. */
  readonly found: Readonly<Record<string, readonly FoundCalibration[]>>;
  /** 2026-03-31; null: ages are not judged. */
  readonly today: string | null;
}

export interface CalibratedInks {
  readonly job: Job;
  readonly inks: Readonly<Record<string, Ink>>;
  /** Keys of the job that were filled in, by their paths. */
  readonly filled: readonly string[];
  /** By the key of the ink: share of what its plunger displaces that leaves the needle. */
  readonly deliveries: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** Inks with their calibrations put in, the settings of the job filled from them, and what there is to say of it. */
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
  // Without a prototype: an ink may be called constructor.
  const deliveries: Record<string, number> = Object.create(null);
  for (const [key, ink] of Object.entries(inks)) {
    const own = job.inks[key];
    const nozzle = nozzleOf(own.nozzle);
    const request: CalibrationRequest = { key, ink: ink.id, printer, nozzle, lot: own.lot, today: shelf.today };
    const choice = chooseCalibrations(shelf.found[key] ?? [], shelf.named[key], request);
    const { chosen } = choice;
    const law = chosen.flow?.calibration;
    calibrated[key] = law === undefined ? ink : calibratedInk(ink, law, sameNeedle(law, nozzle));
    const width = chosen.width && widthUnderLaw(chosen.width.calibration, calibrated[key], nozzle);
    findings.push(...choice.findings, ...tellCalibrations(chosen, { width: width ?? null }, request));
    const fills = fillsOf(own, chosen, width?.value);
    settings[key] = { ...own, ...fills };
    filled.push(...Object.keys(fills).map((name) => `inks.${key}.${name}`));
    const delivery = chosen.delivery?.calibration.delivery;
    if (delivery) deliveries[key] = delivery.value;
  }
  return { job: { ...job, inks: settings }, inks: calibrated, filled, deliveries, findings };
}

/** What the job leaves open. Ink that flows before the valve opens, or not on after it, is a measurement about 0. */
function fillsOf(own: JobInk, { startLag, stopLag }: ChosenCalibrations, width: number | undefined): Partial<JobInk> {
  const start = startLag?.calibration.startLag;
  const stop = stopLag?.calibration.stopLag;
  return {
    ...(start && own.startLag === undefined ? { startLag: Math.max(0, start.value) } : {}),
    ...(stop && own.stopLag === undefined ? { stopLag: Math.max(0, stop.value) } : {}),
    ...(width !== undefined && own.spread === undefined ? { spread: width } : {}),
  };
}
