import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedText } from '../../finding/data-shelf.ts';
import { loadText } from '../../finding/load-file.ts';
import { calibrationFolder, calibrationWords, isCalibration, parseCalibration } from '../parse-calibration.ts';
import type { Calibration } from './calibration.ts';
import type { FoundCalibration } from './choose-calibrations.ts';

/** All calibrations in `folder`/calibrations, by name; none where there is no such folder. */
export function listCalibrations(folder: string): FoundCalibration[] {
  return listCalibrationTexts(folder).map(parseCalibration);
}

/** The same as they stand on the disk. */
export function listCalibrationTexts(folder: string): NamedText[] {
  const inside = join(folder, calibrationFolder);
  if (!existsSync(inside)) return [];
  const files = readdirSync(inside).filter(isCalibration);
  return files.sort().map((name) => textOf(join(inside, name)));
}

const textOf = (file: string): NamedText => ({ file, text: loadText(file, calibrationWords) });

/** `alginate-i1g-4.2026-03-31.json`, with a number where that day has one already: nothing is ever overwritten. */
export function freeCalibrationPath(folder: string, { ink, date }: Calibration): string {
  for (let number = 1; ; number++) {
    const path = join(folder, calibrationFolder, `${ink}.${date}${number === 1 ? '' : `.${number}`}.json`);
    if (!existsSync(path)) return path;
  }
}
