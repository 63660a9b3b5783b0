import { counted } from '../../../finding/number-words.ts';
import { type PlyHeader, type PlyType, plyError } from './ply-header.ts';

const sizes: Readonly<Record<PlyType, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

/** The next number of a file after another, whatever its encoding. Throws InputError where the file ends too early. */
export type NextValue = (type: PlyType) => number;

export interface PlyValues {
  readonly next: NextValue;
  /** What stands behind the numbers that were taken, but for blanks and zeros that fill up; null: nothing. */
  readonly rest: () => { readonly line: number | null; readonly what: string } | null;
}

export function plyValues(bytes: Uint8Array, { encoding, dataAt }: PlyHeader, file: string): PlyValues {
  if (encoding === 'ascii') return textValues(bytes, dataAt, file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = encoding === 'binary_little_endian';
  let at = dataAt;
  const rest = () => {
    const isFill = bytes.subarray(at).every((byte) => byte === 0 || isBlank(byte));
    return isFill ? null : { line: null, what: `it holds ${counted(bytes.length - at, 'byte')}` };
  };
  const next: NextValue = (type) => {
    const from = at;
    at += sizes[type];
    if (at > bytes.length) throw plyError(file, null, 'it is cut short: it ends before its last element.');
    switch (type) {
      case 'int8':
        return view.getInt8(from);
      case 'uint8':
        return view.getUint8(from);
      case 'int16':
        return view.getInt16(from, little);
      case 'uint16':
        return view.getUint16(from, little);
      case 'int32':
        return view.getInt32(from, little);
      case 'uint32':
        return view.getUint32(from, little);
      case 'float32':
        return view.getFloat32(from, little);
      case 'float64':
        return view.getFloat64(from, little);
    }
  };
  return { next, rest };
}

const isBlank = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);

/** A longer one would lose its end, and with it its exponent. */
const longestWord = 400;

function textValues(bytes: Uint8Array, dataAt: number, file: string): PlyValues {
  let at = dataAt;
  const skipWord = () => {
    while (at < bytes.length && bytes[at] <= 32) at++;
    const from = at;
    while (at < bytes.length && bytes[at] > 32) at++;
    return from;
  };
  const word = (from: number) => String.fromCharCode(...bytes.subarray(from, Math.min(at, from + longestWord)));
  const rest = () => {
    const from = skipWord();
    return from === at ? null : { line: lineAt(bytes, from), what: `"${word(from).slice(0, 40)}" stands` };
  };
  const next = () => {
    const from = skipWord();
    if (from === at) throw plyError(file, null, 'it is cut short: it ends before its last element.');
    const text = word(from);
    if (at - from > longestWord) {
      throw plyError(file, lineAt(bytes, from), `"${text.slice(0, 40)}…" is longer than ${longestWord} characters.`);
    }
    const value = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value)) throw plyError(file, lineAt(bytes, from), `"${text.slice(0, 40)}" is no number.`);
    return value;
  };
  return { next, rest };
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) line++;
  return line;
}
