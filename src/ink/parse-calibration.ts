import type { NamedText } from '../finding/data-shelf.ts';
import { InputError } from '../finding/input-error.ts';
import { parseJson } from '../finding/parse-json.ts';
import { calibrationSchema } from './calibration/calibration.ts';
import type { FoundCalibration } from './calibration/choose-calibrations.ts';

/** Calibrations lie in this folder beside the job, or beside an ink file of its own. */
export const calibrationFolder = 'calibrations';

/** In what words one that is missing is asked for. */
export const calibrationWords = {
  what: 'calibration',
  code: 'no-calibration' as const,
  missing: "Check the path; it starts from the job's folder.",
};

/** Throws InputError where the text is no calibration. */
export function parseCalibration({ file, text }: NamedText): FoundCalibration {
  const parsed = calibrationSchema.safeParse(parseJson(text, file, 'bad-calibration'));
  if (parsed.success) return { file, calibration: parsed.data };
  const { path: place, message } = parsed.error.issues[0];
  throw new InputError('bad-calibration', `${file}: ${place.join('.')}: ${message}`, {
    where: { file },
    fix: 'Take the file as bioweft calibrate fit wrote it, or fit the measurements again.',
  });
}

/** Whether a file of the folder is one, by its name. */
export const isCalibration = (name: string): boolean => name.endsWith('.json') && !name.endsWith('schema.json');
