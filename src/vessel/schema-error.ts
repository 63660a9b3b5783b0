import type { z } from 'zod';
import type { Code } from '../finding/codes/catalogue.ts';
import type { Place } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';

/** What zod found wrong, as one error that names file, path and value. */
export function schemaError(error: z.ZodError, code: Code, name: string, fix: string): InputError {
  const lines = error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  const more = error.issues.length > 5 ? ` (and ${error.issues.length - 5} more)` : '';
  const where: Place = { file: name };
  return new InputError(code, `${name}: ${lines.join('; ')}${more}`, { where, fix });
}
