import { InputError } from '../finding/input-error.ts';
import { type Ink, inkSchema } from './ink.ts';

/**
 * An ink from the text of its JSON file; `name` is how messages call the file. Throws InputError with the line of a
 * syntax error, or with the path of the value that the schema does not accept.
 */
export function parseInk(text: string, name: string): Ink {
  const result = inkSchema.safeParse(readJson(text, name));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue.path.join('.');
  const more = result.error.issues.length > 1 ? ` (and ${result.error.issues.length - 1} more)` : '';
  throw new InputError('bad-ink', `${name}: ${path === '' ? '' : `${path}: `}${issue.message}${more}`, {
    where: { file: name, line: lineOfKey(text, issue.path) },
    fix: 'compare with inks/alginate-i1g-4.json; docs/inks.md explains every field',
  });
}

function readJson(text: string, name: string): unknown {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return JSON.parse(plain);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const line = lineOfSyntaxError(plain, reason);
    throw new InputError('bad-ink-json', `${name}: line ${line} is not JSON: ${reason.split('\n')[0].slice(0, 120)}`, {
      where: { file: name, line },
      fix: 'look for a missing comma, quote or bracket on this line or the one before',
    });
  }
}

/** JSON.parse tells either a position, or some ten characters around the fault, or that the text ended too soon. */
function lineOfSyntaxError(text: string, reason: string): number {
  const position = /position (\d+)/.exec(reason);
  if (position) return lineAt(text, Number(position[1]));
  const quoted = /, (?:\.\.\.)?"([\s\S]*?)"(?:\.\.\.)? is not valid JSON/.exec(reason);
  const token = /token '?(.)/.exec(reason);
  if (!quoted) return lineAt(text, text.length);
  const start = Math.max(0, text.indexOf(quoted[1]));
  const middle = reason.includes(', ..."') ? start + Math.floor(quoted[1].length / 2) : start;
  const at = token ? text.indexOf(token[1], Math.max(start, middle - 2)) : middle;
  return lineAt(text, at < 0 ? middle : at);
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
