import { InputError } from '../finding/input-error.ts';
import { lineOf } from './json-place.ts';
import { type Profile, profileSchema } from './profile.ts';
import { profileIssues } from './profile-issues.ts';

/**
 * The printer profile in a JSON text.
 * @throws InputError naming the file, the line of broken JSON, or every value that does not fit
 */
export function parseProfile(text: string, file: string): Profile {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('profile-not-json', `${file} is not valid JSON: ${reason}`, {
      where: { file, line: lineOf(text, reason) },
      fix: 'Mend the JSON there; an editor that knows printers/schema.json shows the place.',
    });
  }
  const result = profileSchema.safeParse(json);
  if (!result.success) {
    const issues = result.error.issues.map(
      (issue) => `${issue.path.length > 0 ? issue.path.join('.') : 'the profile'}: ${issue.message}`,
    );
    throw wrongProfile(file, issues);
  }
  const issues = profileIssues(result.data);
  if (issues.length > 0) throw wrongProfile(file, issues);
  return result.data;
}

function wrongProfile(file: string, issues: readonly string[]): InputError {
  return new InputError('profile-wrong', `${file} is not a usable printer profile:\n  ${issues.join('\n  ')}`, {
    where: { file },
    fix: 'Compare with a profile in printers/ and with docs/printers.md.',
  });
}
