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

export function plyValues(bytes: Uint8Array, { encoding, dataAt }: PlyHeader, file: string): NextValue {
  if (encoding === 'ascii') return textValues(bytes, dataAt, file);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = encoding === 'binary_little_endian';
  let at = dataAt;
  return (type) => {
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
}

const longestWord = 64;

function textValues(bytes: Uint8Array, dataAt: number, file: string): NextValue {
  let at = dataAt;
  return () => {
    while (at < bytes.length && bytes[at] <= 32) at++;
    const from = at;
    while (at < bytes.length && bytes[at] > 32) at++;
    if (from === at) throw plyError(file, null, 'it is cut short: it ends before its last element.');
    const text = String.fromCharCode(...bytes.subarray(from, Math.min(at, from + longestWord)));
    const value = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(value)) throw plyError(file, lineAt(bytes, from), `"${text.slice(0, 40)}" is no number.`);
    return value;
  };
}

function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 10) line++;
  return line;
}
