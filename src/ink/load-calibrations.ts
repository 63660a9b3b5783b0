import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../finding/input-error.ts';
import { loadText } from '../finding/load-file.ts';
import { parseJson } from '../finding/parse-json.ts';
import { type Calibration, calibrationSchema } from './calibration.ts';
import type { FoundCalibration } from './choose-calibrations.ts';

/** Calibrations lie in this folder beside the job, or beside an ink file of its own. */
export const calibrationFolder = 'calibrations';

/** All calibrations in `folder`/calibrations, by name; none where there is no such folder. */
export function listCalibrations(folder: string): FoundCalibration[] {
  const inside = join(folder, calibrationFolder);
  if (!existsSync(inside)) return [];
  const files = readdirSync(inside).filter((file) => file.endsWith('.json') && !file.endsWith('schema.json'));
  return files.sort().map((file) => loadCalibration(join(inside, file)));
}

/** Throws InputError naming the file that is missing or no calibration. */
export function loadCalibration(path: string): FoundCalibration {
  const missing = "Check the path; it starts from the job's folder.";
  const text = loadText(path, { what: 'calibration', code: 'no-calibration', missing });
  const parsed = calibrationSchema.safeParse(parseJson(text, path, 'bad-calibration'));
  if (parsed.success) return { file: path, calibration: parsed.data };
  const { path: place, message } = parsed.error.issues[0];
  throw new InputError('bad-calibration', `${path}: ${place.join('.')}: ${message}`, {
    where: { file: path },
    fix: 'Take the file as bioweft calibrate fit wrote it, or fit the measurements again.',
  });
}

/** `alginate-i1g-4.2026-03-31.json`, with a number where that day has one already: nothing is ever overwritten. */
export function freeCalibrationPath(folder: string, { ink, date }: Calibration): string {
  for (let number = 1; ; number++) {
    const path = join(folder, calibrationFolder, `${ink}.${date}${number === 1 ? '' : `.${number}`}.json`);
    if (!existsSync(path)) return path;
  }
}
