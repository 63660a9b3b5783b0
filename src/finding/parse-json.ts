import type { Code } from './codes/catalogue.ts';
import { InputError } from './input-error.ts';

/**
 * What a JSON file says.
 * @throws InputError `code` with the file's name and the line and column of the fault
 */
export function parseJson(text: string, file: string, code: Code = 'not-json'): unknown {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return JSON.parse(plain);
  } catch {
    // What JSON.parse says of the place differs between engines: so the fault is looked for.
    const before = plain.slice(0, faultIn(plain)).split('\n');
    const [line, column] = [before.length, before[before.length - 1].length + 1];
    throw new InputError(code, `${file} is not valid JSON: line ${line}, column ${column}`, {
      where: { file, line, column },
      fix: 'Look there, and just before, for a missing comma, quote or bracket.',
    });
  }
}

const blanks = /[ \t\r\n]*/y;
const word = /[{}[\],:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Kinds of marks that begin a value. */
const value = 'v"{[';

/** Offset of the first character that no JSON text has there; the text's length when it ends too soon. */
export function faultIn(text: string): number {
  const open: string[] = [];
  let expected = value;
  let at = 0;
  for (;;) {
    at = skip(blanks, text, at);
    const end = text[at] === '"' ? skipString(text, at) : skip(word, text, at);
    if (end === at) return at;
    const mark = kindOf(text[at]);
    if (!expected.includes(mark)) return at;
    expected = follow(mark, expected, open);
    at = end;
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Past the closing quote; `at` itself when the string never ends or holds what none may hold. */
function skipString(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && text[i] !== '"') {
    const next = text[i] === '\\' ? skip(escaped, text, i) : text[i] < ' ' ? i : i + 1;
    if (next === i) return at;
    i = next;
  }
  return i < text.length ? i + 1 : at;
}

/** `v` for a number or word, `"` for a string, else the mark itself. */
function kindOf(first: string): string {
  return '{}[],:"'.includes(first) ? first : 'v';
}

/** What may come after this mark, by kinds; nothing after the outermost value. */
function follow(mark: string, expected: string, open: string[]): string {
  if (mark === '{' || mark === '[') {
    open.push(mark);
    return mark === '{' ? '"}' : `${value}]`;
  }
  if (mark === ':') return value;
  if (mark === ',') return open[open.length - 1] === '{' ? '"' : value;
  // A string where no other value may stand is a key.
  if (mark === '"' && !expected.includes('v')) return ':';
  if (mark === '}' || mark === ']') open.pop();
  const inside = open[open.length - 1];
  if (inside === undefined) return '';
  return inside === '{' ? ',}' : ',]';
}
