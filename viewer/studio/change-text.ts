import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A piece of a text that takes the place of another. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

type Path = readonly (string | number)[];

/** One setting of a job at another value, which may be a list or a map; undefined takes the setting away. */
export interface TextChange {
  readonly path: Path;
  readonly value: unknown;
}

/**
 * What to edit in a YAML text so that one setting has another value: everything else, comments and order included, stays
 * as it stands. What would be left empty around a setting that is taken away goes with it. Where no such small edit is
 * found, the whole text is written again from its document, comments kept.
 */
export function editFor(text: string, change: TextChange): TextEdit {
  const document = parseDocument(text);
  const { path: asked, value } = ownOf(document, change);
  const path = settled(document, { path: asked, value });
  if (value === undefined && !document.hasIn(path)) return { from: 0, to: 0, insert: '' };
  const small = smallEdit(text, document, path, value);
  if (small !== null && doesIt(text, small, path, value)) return small;
  apply(document, path, value);
  return { from: 0, to: text.length, insert: document.toString({ lineWidth: 0 }) };
}

/** The same for several settings, one after the other, as one edit. */
export function editForAll(text: string, changes: readonly TextChange[]): TextEdit {
  const [only] = changes;
  if (changes.length === 1) return editFor(text, only);
  return between(
    text,
    changes.reduce((so, change) => edited(so, editFor(so, change)), text),
  );
}

export const edited = (text: string, { from, to, insert }: TextEdit): string =>
  text.slice(0, from) + insert + text.slice(to);

/** The edit that makes one text of another: between what they begin and what they end with alike. */
function between(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let same = 0;
  while (same < most - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

/** A change below an alias (`*lattice`) is one of its own: what it stands for is written out, with the change in it. */
function ownOf(document: Document.Parsed, { path, value }: TextChange): TextChange {
  for (let depth = 1; depth < path.length; depth++) {
    const above = path.slice(0, depth);
    const node = nodeAt(document, above);
    if (!isAlias(node)) continue;
    const copy = new Document(node.toJS(document));
    if (value === undefined) copy.deleteIn(path.slice(depth));
    else copy.setIn(path.slice(depth), value);
    return { path: above, value: copy.toJS() };
  }
  return { path, value };
}

/**
 * Keys as the text has them (`1:` is a number), and what goes as a whole: a map or list that holds nothing but the setting
 * that is taken away.
 */
function settled(document: Document.Parsed, { path: asked, value }: TextChange): Path {
  const path = asked.map((key, i) => {
    const parent = nodeAt(document, asked.slice(0, i));
    return isMap(parent) && !parent.has(key) && parent.has(Number(key)) ? Number(key) : key;
  });
  let depth = path.length;
  while (value === undefined && depth > 1 && document.hasIn(path)) {
    const parent = nodeAt(document, path.slice(0, depth - 1));
    if (!isCollection(parent) || parent.items.length !== 1 || !isMap(nodeAt(document, path.slice(0, depth - 2)))) break;
    depth--;
  }
  return path.slice(0, depth);
}

function apply(document: Document.Parsed, path: Path, value: unknown): void {
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value, { flow: true }));
}

const nodeAt = (document: Document.Parsed, path: Path): unknown =>
  path.length === 0 ? document.contents : document.getIn(path, true);

function smallEdit(text: string, document: Document.Parsed, path: Path, value: unknown): TextEdit | null {
  const there = nodeAt(document, path);
  if (value === undefined) return there === undefined ? null : removal(text, document, path);
  if (isScalar(there) || isAlias(there) || (isCollection(there) && there.flow)) {
    return there.range ? { from: there.range[0], to: there.range[1], insert: flowText(value) } : null;
  }
  if (isCollection(there)) return blockReplaced(text, document, path, value);
  if (there !== undefined) return null;
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const parent = nodeAt(document, path.slice(0, depth));
    if (parent === undefined || parent === null) continue;
    const missing = path.slice(depth + 1).reduceRight<unknown>(wrapped, value);
    if (isMap(parent)) return pairAdded(text, parent, path[depth], missing);
    return isSeq(parent) && path[depth] === parent.items.length ? itemAdded(text, parent, missing) : null;
  }
  return null;
}

const wrapped = (inner: unknown, key: string | number): unknown =>
  typeof key === 'number' ? [inner] : { [key]: inner };

/** Behind the last pair of a flow map; in a block, on a line of its own behind the last pair that takes one line. */
function pairAdded(text: string, map: YAMLMap, key: string | number, value: unknown): TextEdit | null {
  if (map.items.length === 0) {
    return map.range ? { from: map.range[0], to: map.range[1], insert: flowText({ [key]: value }) } : null;
  }
  const pair = `${stringify(key).trim()}: ${flowText(value)}`;
  if (map.flow) {
    const end = endOf(map.items[map.items.length - 1]);
    return end < 0 ? null : { from: end, to: end, insert: `, ${pair}` };
  }
  const start = startOf(map.items[0]);
  const column = start - lineStart(text, start);
  const last = map.items.findLast((each) => endOf(each) >= 0 && (!isCollection(each.value) || each.value.flow));
  if (last === undefined) return { from: start, to: start, insert: `${pair}\n${' '.repeat(column)}` };
  const at = lineEnd(text, endOf(last));
  return { from: at, to: at, insert: `\n${' '.repeat(column)}${pair}` };
}

function itemAdded(text: string, list: YAMLSeq, value: unknown): TextEdit | null {
  if (list.items.length === 0) {
    return list.range ? { from: list.range[0], to: list.range[1], insert: flowText([value]) } : null;
  }
  const end = endOf(list.items[list.items.length - 1]);
  if (end < 0) return null;
  if (list.flow) return { from: end, to: end, insert: `, ${flowText(value)}` };
  const first = startOf(list.items[0]);
  const dash = /^\s*/.exec(text.slice(lineStart(text, first)));
  const at = lineEnd(text, end);
  return { from: at, to: at, insert: `\n${dash?.[0] ?? ''}- ${flowText(value)}` };
}

/** A block that becomes one line behind its key; null where something else stands between. */
function blockReplaced(text: string, document: Document.Parsed, path: Path, value: unknown): TextEdit | null {
  const parent = nodeAt(document, path.slice(0, -1));
  const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  if (pair === undefined || !isNode(pair.key) || !pair.key.range) return null;
  const from = text.indexOf(':', pair.key.range[1]) + 1;
  const to = endOf(pair);
  const own = text.slice(from, to);
  return to < 0 || /#/.test(own) ? null : { from, to, insert: ` ${flowText(value)}` };
}

/** A pair or an item with what stands behind it on its line; in a flow with its comma. */
function removal(text: string, document: Document.Parsed, path: Path): TextEdit | null {
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isCollection(parent)) return null;
  const key = path[path.length - 1];
  const items = parent.items as unknown[];
  const i = isMap(parent)
    ? parent.items.findIndex((each) => isScalar(each.key) && each.key.value === key)
    : Number(key);
  const [from, to] = [startOf(items[i]), endOf(items[i])];
  if (from < 0 || to < 0) return null;
  if (parent.flow) {
    if (i > 0) return { from: endOf(items[i - 1]), to, insert: '' };
    return items.length > 1 ? { from, to: startOf(items[1]), insert: '' } : null;
  }
  const begin = lineStart(text, from);
  const before = text.slice(begin, from);
  if (isMap(parent) ? /^\s*$/.test(before) : /^\s*-\s*$/.test(before)) {
    return { from: begin, to: Math.min(text.length, lineEnd(text, to) + 1), insert: '' };
  }
  // The first pair of a map that is an item of a list: the next one moves up to its dash.
  return isMap(parent) && items.length > 1 ? { from, to: startOf(items[i + 1]), insert: '' } : null;
}

function startOf(item: unknown): number {
  const node = isPair(item) ? item.key : item;
  return isNode(node) && node.range ? node.range[0] : -1;
}

/** Where the last thing that an item writes ends; -1 where that is unknown. */
function endOf(item: unknown): number {
  if (isPair(item)) return item.value === null ? -1 : endOf(item.value);
  if (isCollection(item) && !item.flow && item.items.length > 0) return endOf(item.items[item.items.length - 1]);
  return isNode(item) && item.range ? item.range[1] : -1;
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** A value on one line. */
function flowText(value: unknown): string {
  const document = new Document();
  document.contents = document.createNode(value, { flow: true }) as Node;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trim();
}

/** Whether the edited text says the same as before, but for the one setting. */
function doesIt(text: string, edit: TextEdit, path: Path, value: unknown): boolean {
  const wanted = parseDocument(text);
  apply(wanted, path, value);
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
