import { InputError } from '../finding/input-error.ts';
import { once } from '../finding/once.ts';
import { parseJson } from '../finding/parse-json.ts';
import { type Ink, inkSchema } from './ink.ts';

/**
 * An ink from the text of its JSON file; `name` is how messages call the file. Throws InputError with the line of a
 * syntax error, or with the path of the value that the schema does not accept.
 */
export function parseInk(text: string, name: string): Ink {
  const result = inkSchema.safeParse(parseJson(text, name, 'bad-ink-json'), once);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue.path.join('.');
  const more = result.error.issues.length > 1 ? ` (and ${result.error.issues.length - 1} more)` : '';
  throw new InputError('bad-ink', `${name}: ${path === '' ? '' : `${path}: `}${issue.message}${more}`, {
    where: { file: name, line: lineOfKey(text, issue.path) },
    fix: 'Compare with inks/alginate-i1g-4.json; docs/inks.md explains every field.',
  });
}

function lineAt(text: string, position: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

/** The line of the innermost key of `path` that the text holds, following the keys in order; undefined for none. */
function lineOfKey(text: string, path: readonly PropertyKey[]): number | undefined {
  let from = -1;
  for (const key of path) {
    if (typeof key !== 'string') continue;
    const next = text.indexOf(`"${key}"`, from + 1);
    if (next < 0) break;
    from = next;
  }
  return from < 0 ? undefined : lineAt(text, from);
}
