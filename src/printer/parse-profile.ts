import { InputError } from '../finding/input-error.ts';
import { once } from '../finding/once.ts';
import { parseJson } from '../finding/parse-json.ts';
import { type Profile, profileSchema } from './profile.ts';
import { profileIssues } from './profile-issues.ts';

/**
 * The printer profile in a JSON text.
 * @throws InputError naming the file, the place of broken JSON, or every value that does not fit
 */
export function parseProfile(text: string, file: string): Profile {
  const result = profileSchema.safeParse(parseJson(text, file, 'profile-not-json'), once);
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

/** One message names at most so many; the rest usually follows from the first. */
const mostIssues = 10;

function wrongProfile(file: string, issues: readonly string[]): InputError {
  const reported = issues.slice(0, mostIssues);
  if (issues.length > mostIssues) reported.push(`and ${issues.length - mostIssues} more`);
  return new InputError('profile-wrong', `${file} is not a usable printer profile:\n  ${reported.join('\n  ')}`, {
    where: { file },
    fix: 'Compare with a profile in printers/ and with docs/printers.md.',
  });
}
