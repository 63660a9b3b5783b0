/**
 * The journal of a print: a file that only grows, read back after a crash. Each record carries its length and a CRC,
 * so that a write cut off in the middle is seen and left out. Little-endian:
 *
 *   "BWJ1"
 *   u16 length of the payload, u8 kind, payload, u32 CRC-32 of length, kind and payload
 *
 * kind 1: a session begins (JSON); 2: a line was acknowledged (u32 index, u32 line of the file, u32 ms since the
 * session began); 3: an event (JSON).
 */

export interface JournalSession {
  readonly version: 1;
  readonly file: string;
  readonly sha256: string;
  readonly printer: string | null;
  readonly firmware: string;
  readonly port: string;
  readonly operator: string;
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  /** Lines of the job, and the first this session sends. */
  readonly lines: number;
  readonly from: number;
}

export interface JournalEvent {
  /** Since the session began. */
  readonly ms: number;
  readonly kind: string;
  readonly [key: string]: unknown;
}

export type JournalRecord =
  | { readonly kind: 'session'; readonly session: JournalSession }
  | { readonly kind: 'acknowledged'; readonly index: number; readonly line: number; readonly ms: number }
  | { readonly kind: 'event'; readonly event: JournalEvent };

export interface JournalReading {
  readonly records: readonly JournalRecord[];
  /** Bytes of whole records; what follows was cut off. */
  readonly soundBytes: number;
  readonly cutOff: boolean;
}

export const journalMagic = Uint8Array.of(0x42, 0x57, 0x4a, 0x31);

const kinds = { session: 1, acknowledged: 2, event: 3 } as const;
const longest = 65535;

/** Bytes of the record of one acknowledged line. */
export const acknowledgedBytes = 19;

export function encodeRecord(record: JournalRecord): Uint8Array {
  if (record.kind === 'acknowledged') {
    const bytes = new Uint8Array(acknowledgedBytes);
    encodeAcknowledged(bytes, 0, record.index, record.line, record.ms);
    return bytes;
  }
  const json = JSON.stringify(record.kind === 'session' ? record.session : record.event);
  const payload = new TextEncoder().encode(json).subarray(0, longest);
  const bytes = new Uint8Array(payload.length + 7);
  bytes.set(payload, 3);
  return seal(bytes, 0, bytes.length, kinds[record.kind]);
}

/** Writes the record into `bytes` at `at`: one for every line of a print, so nothing is allocated for it. */
export function encodeAcknowledged(bytes: Uint8Array, at: number, index: number, line: number, ms: number): void {
  put32(bytes, at + 3, index);
  put32(bytes, at + 7, line);
  put32(bytes, at + 11, ms);
  seal(bytes, at, at + acknowledgedBytes, kinds.acknowledged);
}

function seal(bytes: Uint8Array, from: number, end: number, kind: number): Uint8Array {
  const length = end - from - 7;
  bytes[from] = length;
  bytes[from + 1] = length >>> 8;
  bytes[from + 2] = kind;
  put32(bytes, end - 4, crc32(bytes, from, end - 4));
  return bytes;
}

function put32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

/** All whole records from the start; null when the bytes are no journal. */
export function decodeJournal(bytes: Uint8Array): JournalReading | null {
  if (bytes.length < 4 || journalMagic.some((byte, i) => bytes[i] !== byte)) return null;
  const records: JournalRecord[] = [];
  const at = decodeRecords(bytes, 4, records);
  return { records, soundBytes: at, cutOff: at < bytes.length };
}

/** Appends the whole records from `from` on; returns where the first that is not whole begins. */
export function decodeRecords(bytes: Uint8Array, from: number, records: JournalRecord[]): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  while (at + 7 <= bytes.length) {
    const length = view.getUint16(at, true);
    const end = at + 7 + length;
    if (end > bytes.length || crc32(bytes, at, end - 4) !== view.getUint32(end - 4, true)) break;
    const record = decodePayload(view, bytes, at + 3, end - 4, bytes[at + 2]);
    if (record === null) break;
    records.push(record);
    at = end;
  }
  return at;
}

function decodePayload(
  view: DataView,
  bytes: Uint8Array,
  from: number,
  to: number,
  kind: number,
): JournalRecord | null {
  if (kind === kinds.acknowledged && to - from === 12) {
    const [index, line, ms] = [0, 4, 8].map((offset) => view.getUint32(from + offset, true));
    return { kind: 'acknowledged', index, line, ms };
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(from, to)));
    if (kind === kinds.session) return { kind: 'session', session: value as JournalSession };
    if (kind === kinds.event) return { kind: 'event', event: value as JournalEvent };
  } catch {
    // Falls through: a payload that is no JSON was not written by this program.
  }
  return null;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff;
  for (let i = from; i < to; i++) crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
