import { isCollection, isMap, isNode, isScalar, parseDocument, stringify, type YAMLMap } from 'yaml';
import type { JobChange } from '../../src/finding/finding.ts';

/** A piece of a text that takes the place of another. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

type Path = readonly (string | number)[];

/**
 * What to edit in a YAML text so that one setting has another value: everything else, comments and order included, stays
 * as it stands. Where no such small edit is found, the whole text is written again from its document, comments kept.
 */
export function editFor(text: string, { path, value }: JobChange): TextEdit {
  const small = smallEdit(text, path, value);
  if (small !== null && doesIt(text, small, path, value)) return small;
  const document = parseDocument(text);
  document.setIn(path, value);
  return { from: 0, to: text.length, insert: document.toString({ lineWidth: 0 }) };
}

export const edited = (text: string, { from, to, insert }: TextEdit): string =>
  text.slice(0, from) + insert + text.slice(to);

function smallEdit(text: string, path: Path, value: JobChange['value']): TextEdit | null {
  const document = parseDocument(text);
  const there = document.getIn(path, true);
  if (isScalar(there) && there.range) return { from: there.range[0], to: there.range[1], insert: scalar(value) };
  if (there !== undefined) return null;
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const parent = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (parent === undefined || parent === null) continue;
    if (!isMap(parent) || parent.items.length === 0) return null;
    const missing = path.slice(depth + 1).reduceRight((inner, key) => `{ ${key}: ${inner} }`, scalar(value));
    return insertInto(text, parent, `${path[depth]}: ${missing}`);
  }
  return null;
}

/** Behind the last pair of a flow map; in a block, on a line of its own behind the last pair that takes one line. */
function insertInto(text: string, map: YAMLMap, pair: string): TextEdit | null {
  const lines = map.items.map(({ key, value }) => ({
    start: isNode(key) && key.range ? key.range[0] : -1,
    end: isNode(value) && value.range ? value.range[1] : -1,
    isOneLine: !isCollection(value) || value.flow === true,
  }));
  if (map.flow) {
    const { end } = lines[lines.length - 1];
    return end < 0 ? null : { from: end, to: end, insert: `, ${pair}` };
  }
  const last = lines.findLast(({ end, isOneLine }) => end >= 0 && isOneLine);
  const { start } = lines[0];
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  if (last === undefined) return { from: start, to: start, insert: `${pair}\n${' '.repeat(column)}` };
  const lineEnd = text.indexOf('\n', last.end);
  const at = lineEnd < 0 ? text.length : lineEnd;
  return { from: at, to: at, insert: `\n${' '.repeat(column)}${pair}` };
}

const scalar = (value: JobChange['value']): string => stringify(value).trim();

/** Whether the edited text says the same as before, but for the one setting. */
function doesIt(text: string, edit: TextEdit, path: Path, value: JobChange['value']): boolean {
  const wanted = parseDocument(text);
  wanted.setIn(path, value);
  const now = parseDocument(edited(text, edit));
  return now.errors.length === 0 && sorted(now.toJS()) === sorted(wanted.toJS());
}

function sorted(data: unknown): string {
  return JSON.stringify(data, (_key, value) =>
    value === null || typeof value !== 'object' || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}
