import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import { schemasAt } from './job-schema.ts';

/** What may stand at the cursor. */
export interface Offer {
  readonly label: string;
  readonly insert: string;
  readonly info: string;
}

export interface Offers {
  /** Offset of the word that is being written. */
  readonly from: number;
  readonly offers: readonly Offer[];
}

/** Ids of what ships, by what they are asked for as. */
export interface Ids {
  readonly printers: readonly string[];
  readonly inks: readonly string[];
  readonly vessels: readonly string[];
}

const mark = '__here__';

/** Keys or values that the schema and the library allow at an offset of a job's text. */
export function completeJob(text: string, offset: number, ids: Ids): Offers {
  const from = offset - (/[\w.-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const rest = text.slice(offset).replace(/^[\w.-]*/, '');
  const probe = (put: string) => whereIs(parseDocument(text.slice(0, from) + put + rest));
  const canBeKey = /(^|[{,-])\s*$/.test(before);
  const asKey = canBeKey ? probe(/^\s*:/.test(rest) ? mark : `${mark}: 0`) : null;
  if (asKey?.kind === 'key') return { from, offers: keysAt(asKey.path, asKey.taken) };
  const asValue = probe(` ${mark}`);
  return { from, offers: asValue?.kind === 'value' ? valuesAt(asValue.path, ids) : [] };
}

interface Found {
  readonly kind: 'key' | 'value';
  readonly path: readonly (string | number)[];
  /** Keys that stand beside it. */
  readonly taken: readonly string[];
}

function whereIs(document: ReturnType<typeof parseDocument>): Found | null {
  let found: Found | null = null;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (node.value !== mark) return undefined;
      const path: (string | number)[] = [];
      ancestors.forEach((ancestor, i) => {
        const next = ancestors[i + 1] ?? node;
        if (isPair(ancestor) && isScalar(ancestor.key) && next !== ancestor.key) path.push(String(ancestor.key.value));
        else if (isSeq(ancestor)) path.push(ancestor.items.indexOf(next));
      });
      const map = ancestors.findLast(isMap);
      const taken = (map?.items ?? []).flatMap(({ key: other }) => (isScalar(other) ? [String(other.value)] : []));
      found = { kind: key === 'key' ? 'key' : 'value', path, taken };
      return visit.BREAK;
    },
  });
  return found;
}

function keysAt(path: Found['path'], taken: readonly string[]): Offer[] {
  const offers = new Map<string, Offer>();
  for (const { properties } of schemasAt(path)) {
    for (const [label, { description = '', default: preset }] of Object.entries(properties ?? {})) {
      if (taken.includes(label) || label.startsWith('$') || offers.has(label)) continue;
      const info = preset === undefined ? description : `${description} (default ${JSON.stringify(preset)})`.trim();
      offers.set(label, { label, insert: `${label}: `, info });
    }
  }
  return [...offers.values()];
}

function valuesAt(path: Found['path'], ids: Ids): Offer[] {
  const values = new Map<string, string>();
  for (const id of idsAt(path, ids)) values.set(id, '');
  for (const { enum: listed = [], const: only, type, description = '' } of schemasAt(path)) {
    for (const value of [...listed, ...(only === undefined ? [] : [only])]) values.set(String(value), description);
    if (type === 'boolean') for (const value of ['true', 'false']) values.set(value, description);
  }
  return [...values].map(([label, info]) => ({ label, insert: label, info }));
}

function idsAt(path: Found['path'], { printers, inks, vessels }: Ids): readonly string[] {
  const [first, second, third] = path;
  if (path.length === 1 && first === 'printer') return printers;
  if (path.length === 3 && first === 'inks' && third === 'ink') return inks;
  if (first !== 'vessel' || path.length !== 2) return [];
  return second === 'plate' || second === 'dish' || second === 'slide' ? vessels : [];
}
