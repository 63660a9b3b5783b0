import type { Code } from '../../../finding/codes/catalogue.ts';
import { InputError } from '../../../finding/input-error.ts';

/** One file of a ZIP archive, as its directory lists it. */
export interface PackageEntry {
  readonly name: string;
  /** The bytes as they stand in the archive. */
  readonly packed: Uint8Array;
  readonly size: number;
  readonly crc: number;
  /** 0: as it is, 8: deflated. */
  readonly method: number;
}

/** The files of a package by their name without the leading slash, lower case: names of parts do not differ by case. */
export type Package = ReadonlyMap<string, PackageEntry>;

const endSize = 22;
const longestComment = 65_535;
/** A deflated text of numbers shrinks to a tenth; one that unfolds further than this is made to fill a memory. */
const mostUnfolding = 120;
const alwaysAllowed = 1 << 20;
/** Of all files together: several may lie in the same bytes of the archive. */
const alwaysAllowedInAll = 16 << 20;
/** Of one file of the archive: 20 M triangles take less. */
const mostBytes = 1.5 * 2 ** 30;

/** The directory of a ZIP archive. Throws InputError for what is cut short, encrypted, doubled or made to burst. */
export function openPackage(bytes: Uint8Array, file: string): Package {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start, end } = directoryOf(view, file);
  const entries = new Map<string, PackageEntry>();
  let at = start;
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50)
      throw broken(file, `its directory ends at entry ${i + 1} of ${count}`);
    const { entry, next } = entryAt(bytes, view, at, file);
    at = next;
    if (entry.name.endsWith('/')) continue;
    const key = entry.name.replace(/^\//, '').toLowerCase();
    if (entries.has(key)) throw broken(file, `it holds ${entry.name} twice`);
    entries.set(key, entry);
    total += entry.size;
    if (total > Math.min(mostBytes, alwaysAllowedInAll + mostUnfolding * bytes.length))
      throw bursting(file, 'what it holds', bytes.length, total);
  }
  return entries;
}

function directoryOf(view: DataView, file: string): { count: number; start: number; end: number } {
  const first = Math.max(0, view.byteLength - endSize - longestComment);
  for (let at = view.byteLength - endSize; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    if (count === 0xffff || start === 0xffffffff || size === 0xffffffff) return longDirectoryOf(view, at, file);
    if (start + size > at) throw broken(file, 'its directory lies outside of it');
    return { count, start, end: start + size };
  }
  throw broken(file, 'the end of its directory is missing');
}

/** ZIP64: the same record with 64 bits, found through a locator before the short one. */
function longDirectoryOf(view: DataView, endAt: number, file: string): { count: number; start: number; end: number } {
  const locator = endAt - 20;
  if (locator < 0 || view.getUint32(locator, true) !== 0x07064b50) throw broken(file, 'its ZIP64 directory is missing');
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > locator || view.getUint32(at, true) !== 0x06064b50)
    throw broken(file, 'its ZIP64 directory is missing');
  const [count, size, start] = [32, 40, 48].map((offset) => Number(view.getBigUint64(at + offset, true)));
  if (start + size > at) throw broken(file, 'its directory lies outside of it');
  return { count, start, end: start + size };
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, file: string): { entry: PackageEntry; next: number } {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const crc = view.getUint32(at + 16, true);
  const nameLength = view.getUint16(at + 28, true);
  const extraLength = view.getUint16(at + 30, true);
  const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  if (next > bytes.length) throw broken(file, 'its directory is cut short');
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  const { size, packedSize, offset } = sizesOf(view, at, at + 46 + nameLength, extraLength);
  if ((flags & 1) !== 0) throw refused(file, `${name} in it is encrypted`, 'Save it without a password.');
  if (method !== 0 && method !== 8)
    throw refused(
      file,
      `${name} in it is packed by method ${method}`,
      'Save it again: a 3MF is deflated or not packed.',
    );
  if (size > mostBytes || size > alwaysAllowed + mostUnfolding * packedSize) {
    throw bursting(file, name, packedSize, size);
  }
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50)
    throw broken(file, `${name} is not where its directory says`);
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packedSize > bytes.length) throw broken(file, `${name} is cut short`);
  return { entry: { name, packed: bytes.subarray(from, from + packedSize), size, crc, method }, next };
}

/** Sizes and place of an entry; of those that take 64 bits from its extra field. */
function sizesOf(view: DataView, at: number, extraAt: number, extraLength: number) {
  const short = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const end = extraAt + extraLength;
  for (
    let field = extraAt;
    short.includes(0xffffffff) && field + 4 <= end;
    field += 4 + view.getUint16(field + 2, true)
  ) {
    if (view.getUint16(field, true) !== 1) continue;
    let value = field + 4;
    for (const [k, size] of short.entries()) {
      if (size !== 0xffffffff || value + 8 > end) continue;
      short[k] = Number(view.getBigUint64(value, true));
      value += 8;
    }
    break;
  }
  const [size, packedSize, offset] = short;
  return { size, packedSize, offset };
}

function bursting(file: string, name: string, from: number, to: number): InputError {
  return refused(
    file,
    `${name} would unfold from ${from} to ${to} bytes, more than any model does`,
    'Export the model again; do not open files of unknown origin.',
  );
}

export function broken(file: string, why: string): InputError {
  return refused(file, why, 'Copy or export the file again.', '3mf-zip');
}

function refused(file: string, why: string, fix: string, code: Code = '3mf-zip'): InputError {
  return new InputError(code, `${file} is no sound 3MF package: ${why}.`, { where: { file }, fix });
}
