import type { RecordEntry } from './batch-record.ts';

/** A record as CSV, one value a row: seq, time, group, name, value; for laboratories that keep spreadsheets. */
export function recordCsv(entries: readonly RecordEntry[]): string {
  const rows = [['seq', 'at', 'kind', 'name', 'value', 'hash']];
  for (const { seq, at, kind, data, hash } of entries) {
    for (const [name, value] of flatten('', data)) rows.push([String(seq), at, kind, name, value, hash]);
  }
  return `${rows.map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
}

function* flatten(path: string, value: unknown): Generator<[string, string]> {
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) yield* flatten(path === '' ? key : `${path}.${key}`, inner);
    return;
  }
  yield [path, value === null ? '' : String(value)];
}

/** A leading =, +, - or @ would be run as a formula by spreadsheets. */
function quote(text: string): string {
  const safe = /^[=+\-@]/.test(text) && !/^-?\d/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
