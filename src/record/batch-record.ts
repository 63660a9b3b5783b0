import * as z from 'zod';
import { sha256 } from './sha256.ts';

/**
 * The batch record of a print: entries that are only ever appended, each holding the hash of the one before, so that a
 * change anywhere shows and is located. One JSON object a line. The groups follow ASTM F3659-24's sections and what
 * the 12-lab round robin (doi 10.1088/1758-5090/acfe3b) found missing in practice.
 */

const recordKinds = [
  'identity',
  'design',
  'material',
  'cells',
  'machine',
  'parameters',
  'environment',
  'crosslink',
  'execution',
  'output',
  'override',
  'finding',
  'note',
] as const;
export type RecordKind = (typeof recordKinds)[number];

export const recordEntrySchema = z.strictObject({
  seq: z.number().int().min(0).describe('From 0, without gaps'),
  at: z.string().describe('UTC, ISO 8601'),
  kind: z.enum(recordKinds),
  data: z.record(z.string(), z.unknown()).describe('null: to be filled in by the operator'),
  previous: z.string().describe('hash of the entry before; 64 zeros for the first'),
  hash: z.string().describe('SHA-256 of the canonical JSON of all other fields'),
});
export type RecordEntry = z.infer<typeof recordEntrySchema>;

const noHash = '0'.repeat(64);

/** Makes the entry that follows `last` (null: begins a record). `at` is UTC, ISO 8601. */
export async function nextEntry(
  last: RecordEntry | null,
  kind: RecordKind,
  data: Readonly<Record<string, unknown>>,
  at: string,
): Promise<RecordEntry> {
  const plain = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
  const entry = { seq: last === null ? 0 : last.seq + 1, at, kind, data: plain, previous: last?.hash ?? noHash };
  return { ...entry, hash: await hashOf(entry) };
}

export function entryToLine(entry: RecordEntry): string {
  return `${JSON.stringify(entry)}\n`;
}

/** What `verifyRecord` finds: the entries of a sound record, or where it was changed and how that shows. */
export type Verification =
  | { readonly sound: true; readonly entries: readonly RecordEntry[] }
  | { readonly sound: false; readonly line: number; readonly why: string; readonly entries: readonly RecordEntry[] };

/** Checks every line, hash, link and number of a record. Entries before the first fault are returned with it. */
export async function verifyRecord(text: string): Promise<Verification> {
  const lines = text.split('\n');
  const whole = lines.pop();
  const entries: RecordEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const fault = await faultOf(line, entries.at(-1) ?? null);
    if (typeof fault === 'string') return { sound: false, line: index + 1, why: fault, entries };
    entries.push(fault);
  }
  if (whole !== '') return { sound: false, line: lines.length + 1, why: 'the last line was cut off', entries };
  if (entries.length === 0) return { sound: false, line: 1, why: 'the record is empty', entries };
  return { sound: true, entries };
}

async function faultOf(line: string, last: RecordEntry | null): Promise<RecordEntry | string> {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return 'the line is no JSON any more';
  }
  const parsed = recordEntrySchema.safeParse(data);
  if (!parsed.success)
    return `the entry is malformed: ${parsed.error.issues[0].path.join('.')} ${parsed.error.issues[0].message}`;
  const { hash, ...rest } = parsed.data;
  if (hash !== (await hashOf(rest)))
    return `the content of entry ${rest.seq} (${rest.kind}) was changed after it was written`;
  if (rest.previous !== (last?.hash ?? noHash))
    return `the entry before entry ${rest.seq} (${rest.kind}) was changed or removed`;
  if (rest.seq !== (last === null ? 0 : last.seq + 1))
    return `entry ${rest.seq} stands where entry ${last === null ? 0 : last.seq + 1} belongs`;
  return parsed.data;
}

const hashOf = (entry: Omit<RecordEntry, 'hash'>): Promise<string> => sha256(canonical(entry));

/** JSON with keys in order, so that the hash does not depend on how an object was built. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const object = value as Record<string, unknown>;
  const pairs = Object.keys(object)
    .sort()
    .filter((key) => object[key] !== undefined)
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`);
  return `{${pairs.join(',')}}`;
}
