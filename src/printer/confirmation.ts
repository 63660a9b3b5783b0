import * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { parseJson } from '../finding/parse-json.ts';
import type { Profile } from './profile.ts';

/** What a lab found on its own machine and no source says: whether a printed letter F reads as one from above. */
const confirmationSchema = z.strictObject({
  printer: z.string().describe('Id of the profile'),
  letterF: z.enum(['right', 'mirrored']).describe('How a letter F that was printed as planned reads from above'),
  frame: z
    .strictObject({ x: z.enum(['right', 'left']), y: z.enum(['back', 'front']) })
    .describe('Of the profile when the letter was printed: another one makes the finding void'),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
});
export type Confirmation = z.infer<typeof confirmationSchema>;

/** Name of the file that keeps it, beside a job or in the user's settings. */
export const confirmationFile = (printer: string): string => `${printer}.confirmed.json`;

/**
 * What the file says of this profile.
 * @throws InputError when it is no confirmation, of another printer, or of another frame than the profile has now
 */
export function parseConfirmation(text: string, file: string, { id, frame }: Profile): Confirmation {
  const read = confirmationSchema.safeParse(parseJson(text, file, 'confirmation-not-json'));
  const again = `Print a letter F again and run: bioweft printers confirm ${id} --letter-f right (or mirrored) --force.`;
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new InputError('confirmation-wrong', `${file}: ${issue.path.join('.')}: ${issue.message}.`, {
      where: { file },
      fix: again,
    });
  }
  const { printer, frame: then } = read.data;
  if (printer !== id) {
    throw new InputError('confirmation-wrong', `${file} is of ${printer}, not of ${id}.`, {
      where: { file },
      fix: again,
    });
  }
  if (then.x !== frame.x || then.y !== frame.y) {
    const words = `X to the ${then.x} and Y to the ${then.y}`;
    throw new InputError(
      'confirmation-old',
      `${file} was written when the profile said ${words}; it says otherwise now.`,
      {
        where: { file },
        fix: again,
      },
    );
  }
  return read.data;
}
