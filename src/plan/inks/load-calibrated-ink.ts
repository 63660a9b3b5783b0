import { dirname, isAbsolute, resolve } from 'node:path';
import type { Finding } from '../../finding/finding.ts';
import { calibratedInk } from '../../ink/calibration/calibrated-ink.ts';
import { sameNeedle } from '../../ink/calibration/calibration.ts';
import { chooseCalibrations } from '../../ink/calibration/choose-calibrations.ts';
import { listCalibrations } from '../../ink/calibration/load-calibrations.ts';
import { tellCalibrations } from '../../ink/calibration/tell-calibrations.ts';
import type { Nozzle } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import { loadInk } from '../../ink/load-inks.ts';
import { libraryFolder } from '../inputs/load-library.ts';

/** An ink without a job: as a command names it. */
export interface InkRequest {
  /** Id of the library, or a path from `folder`. */
  readonly ink: string;
  readonly folder: string;
  readonly nozzle: Nozzle;
  /** Id of the printer; null: any. */
  readonly printer: string | null;
  readonly lot?: string;
  /** 2026-03-31; null: ages are not judged. */
  readonly today: string | null;
}

export interface CalibratedInk {
  /** As the library or its file has it. */
  readonly library: Ink;
  /** With the newest law that was calibrated with this needle, where there is one. */
  readonly ink: Ink;
  readonly findings: readonly Finding[];
}

/** The ink of a command, by the calibrations beside `folder` and beside an ink file of its own. */
export function loadCalibratedInk({ ink: text, folder, nozzle, printer, lot, today }: InkRequest): CalibratedInk {
  const isPath = /[\\/]|\.json$/.test(text);
  const path = isPath && !isAbsolute(text) ? resolve(folder, text) : text;
  const library = loadInk(path, libraryFolder('inks'));
  const found = calibrationFolders(isAbsolute(path) ? path : null, folder).flatMap(listCalibrations);
  const request = { key: library.id, ink: library.id, printer, nozzle, lot, today };
  // Only a law changes what flows through a needle.
  const laws = found.map(({ file, calibration }) => ({
    file,
    calibration: { ...calibration, delivery: null, width: null, startLag: null, stopLag: null },
  }));
  const { chosen, findings } = chooseCalibrations(laws, undefined, request);
  const law = chosen.flow?.calibration;
  return {
    library,
    ink: law === undefined ? library : calibratedInk(library, law, sameNeedle(law, nozzle)),
    findings: [...findings, ...tellCalibrations(chosen, { width: null }, request)],
  };
}

/** Folders whose calibrations count: beside an ink file of its own, and `folder`; none are kept in the library. */
export function calibrationFolders(inkFile: string | null, folder: string): string[] {
  return [...new Set([...(inkFile === null ? [] : [dirname(inkFile)]), resolve(folder)])];
}
