import { gzipSync } from 'node:zlib';

/** Files of segmented scans, written by the rules of their formats. */

export type Size = readonly [i: number, j: number, k: number];
export type LabelAt = (i: number, j: number, k: number) => number;
export type Row = readonly [number, number, number, number];

export function voxelsOf([ni, nj, nk]: Size, labelAt: LabelAt): number[] {
  const voxels: number[] = [];
  for (let k = 0; k < nk; k++) for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++) voxels.push(labelAt(i, j, k));
  return voxels;
}

export interface NiftiMade {
  readonly size: Size;
  readonly voxels: readonly number[];
  readonly version?: 1 | 2;
  readonly little?: boolean;
  /** Code of the value type. */
  readonly type?: number;
  readonly sform?: readonly [Row, Row, Row];
  readonly sformCode?: number;
  /** b, c, d, x, y, z and qfac. */
  readonly qform?: readonly number[];
  readonly spacing?: readonly number[];
  readonly units?: number;
  readonly slope?: number;
  readonly dims?: readonly number[];
  readonly text?: string;
}

const identity: [Row, Row, Row] = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
];
const widths: Readonly<Record<number, number>> = {
  2: 1,
  4: 2,
  8: 4,
  16: 4,
  64: 8,
  256: 1,
  512: 2,
  768: 4,
  1024: 8,
  128: 3,
};

export function makeNifti(made: NiftiMade): Uint8Array {
  const { size, voxels, version = 1, little = true, type = 2, spacing = [1, 1, 1], units = 2, slope = 0 } = made;
  const wide = version === 2;
  const begin = wide ? 544 : 352;
  const bytes = new Uint8Array(begin + voxels.length * (widths[type] ?? 1));
  const view = new DataView(bytes.buffer);
  const whole = (at: number, value: number) =>
    wide ? view.setBigInt64(at, BigInt(value), little) : view.setInt16(at, value, little);
  const real = (at: number, value: number) =>
    wide ? view.setFloat64(at, value, little) : view.setFloat32(at, value, little);
  const step = wide ? 8 : 4;
  view.setInt32(0, wide ? 540 : 348, little);
  const text = (at: number, words: string) => [...words].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  text(wide ? 4 : 344, wide ? 'n+2\0\r\n\x1a\n' : 'n+1\0');
  text(wide ? 240 : 148, made.text ?? '');
  const dims = made.dims ?? [3, ...size, 1, 1, 1, 1];
  dims.forEach((dim, i) => whole((wide ? 16 : 40) + (wide ? 8 : 2) * i, dim));
  view.setInt16(wide ? 12 : 70, type, little);
  const q = made.qform ?? [0, 0, 0, 0, 0, 0, 1];
  [q[6], ...spacing].forEach((value, i) => real((wide ? 104 : 76) + step * i, value));
  if (wide) view.setBigInt64(168, BigInt(begin), little);
  else view.setFloat32(108, begin, little);
  real(wide ? 176 : 112, slope);
  if (wide) view.setInt32(500, units, little);
  else view.setUint8(123, units);
  const sform = made.sform ?? (made.qform ? undefined : identity);
  const codes = [made.qform ? 1 : 0, made.sformCode ?? (sform ? 1 : 0)];
  codes.forEach((code, i) =>
    wide ? view.setInt32(344 + 4 * i, code, little) : view.setInt16(252 + 2 * i, code, little),
  );
  q.slice(0, 6).forEach((value, i) => real((wide ? 352 : 256) + step * i, value));
  (sform ?? []).flat().forEach((value, i) => real((wide ? 400 : 280) + step * i, value));
  voxels.forEach((value, v) => writeValue(view, begin + v * (widths[type] ?? 1), type, value, little));
  return bytes;
}

function writeValue(view: DataView, at: number, type: number, value: number, little: boolean): void {
  if (type === 2) view.setUint8(at, value);
  else if (type === 256) view.setInt8(at, value);
  else if (type === 4) view.setInt16(at, value, little);
  else if (type === 512) view.setUint16(at, value, little);
  else if (type === 8) view.setInt32(at, value, little);
  else if (type === 768) view.setUint32(at, value, little);
  else if (type === 16) view.setFloat32(at, value, little);
  else if (type === 64) view.setFloat64(at, value, little);
  else if (type === 1024) view.setBigInt64(at, BigInt(value), little);
}

export function makeNrrd(
  size: Size,
  voxels: readonly number[],
  more: { space?: string; directions?: string; origin?: string; encoding?: string; big?: boolean; extra?: string } = {},
): Uint8Array {
  const { space = 'left-posterior-superior', encoding = 'gzip', big = false, extra = '' } = more;
  const lines = [
    'NRRD0004',
    '# made by a test',
    'type: unsigned short',
    'dimension: 3',
    space === '' ? '' : `space: ${space}`,
    `sizes: ${size.join(' ')}`,
    space === '' ? '' : `space directions: ${more.directions ?? '(1,0,0) (0,1,0) (0,0,1)'}`,
    'kinds: domain domain domain',
    `endian: ${big ? 'big' : 'little'}`,
    `encoding: ${encoding}`,
    space === '' ? '' : `space origin: ${more.origin ?? '(0,0,0)'}`,
  ];
  const head = `${lines.filter((line) => line !== '').join('\n')}\n${extra}\n`;
  const data = new DataView(new ArrayBuffer(2 * voxels.length));
  voxels.forEach((value, v) => data.setUint16(2 * v, value, !big));
  const raw = new Uint8Array(data.buffer);
  return Buffer.concat([Buffer.from(head), encoding === 'raw' ? raw : gzipSync(raw)]);
}

export interface SegMade {
  readonly columns: number;
  readonly rows: number;
  /** Segment, slice and pixel to 0 or 1. */
  readonly isSet: (segment: number, slice: number, row: number, column: number) => boolean;
  readonly frames: readonly { readonly segment: number; readonly slice: number; readonly height?: number }[];
  readonly names?: readonly string[];
  readonly spacing?: readonly [row: number, column: number, slice: number];
  readonly orientation?: string;
  readonly kind?: string;
  readonly syntax?: string;
  readonly sopClass?: string;
  readonly patient?: string;
  readonly announced?: number;
  readonly pixels?: number;
}

/** A segmentation in explicit little endian, sequences of defined length, by DICOM PS3.5 section 7. */
export function makeDicomSeg(made: SegMade): Uint8Array {
  const { columns, rows, frames, names = [], spacing = [1, 1, 1], kind = 'BINARY' } = made;
  const sopClass = made.sopClass ?? '1.2.840.10008.5.1.4.1.1.66.4';
  const sheet = rows * columns;
  const bits = new Uint8Array(Math.ceil((sheet * frames.length) / 8));
  frames.forEach(({ segment, slice }, f) => {
    for (let p = 0; p < sheet; p++) {
      if (!made.isSet(segment, slice, Math.floor(p / columns), p % columns)) continue;
      const bit = f * sheet + p;
      bits[bit >> 3] |= 1 << (bit & 7);
    }
  });
  const us = (value: number) => Buffer.from([value & 255, value >> 8]);
  const perFrame = frames.map(({ segment, slice, height = slice * spacing[2] }) =>
    Buffer.concat([
      sequence(0x0020, 0x9113, [element(0x0020, 0x0032, 'DS', `0\\0\\${height}`)]),
      sequence(0x0062, 0x000a, [element(0x0062, 0x000b, 'US', us(segment))]),
    ]),
  );
  const shared = Buffer.concat([
    sequence(0x0020, 0x9116, [element(0x0020, 0x0037, 'DS', made.orientation ?? '1\\0\\0\\0\\1\\0')]),
    sequence(0x0028, 0x9110, [
      Buffer.concat([
        element(0x0018, 0x0050, 'DS', String(spacing[2])),
        element(0x0028, 0x0030, 'DS', `${spacing[0]}\\${spacing[1]}`),
      ]),
    ]),
  ]);
  const meta = element(0x0002, 0x0010, 'UI', made.syntax ?? '1.2.840.10008.1.2.1');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    element(0x0002, 0x0000, 'UL', size),
    meta,
    element(0x0008, 0x0016, 'UI', sopClass),
    element(0x0010, 0x0010, 'PN', made.patient ?? 'Doe^Jane'),
    element(0x0010, 0x0020, 'LO', 'ID-99000'),
    element(0x0028, 0x0008, 'IS', String(made.announced ?? frames.length)),
    element(0x0028, 0x0010, 'US', us(rows)),
    element(0x0028, 0x0011, 'US', us(columns)),
    element(0x0028, 0x0100, 'US', us(1)),
    element(0x0062, 0x0001, 'CS', kind),
    sequence(
      0x0062,
      0x0002,
      names.map((name, n) =>
        Buffer.concat([element(0x0062, 0x0004, 'US', us(n + 1)), element(0x0062, 0x0005, 'LO', name)]),
      ),
    ),
    sequence(0x5200, 0x9229, [shared]),
    sequence(0x5200, 0x9230, perFrame),
    element(0x7fe0, 0x0010, 'OB', Buffer.from(bits.subarray(0, made.pixels ?? bits.length))),
  ]);
}

const longForms = ['OB', 'SQ', 'UN'];

function element(group: number, number: number, vr: string, value: string | Buffer): Buffer {
  const plain = typeof value === 'string' ? Buffer.from(value) : value;
  const padded =
    plain.length % 2 === 0 ? plain : Buffer.concat([plain, Buffer.from(vr === 'UI' || vr === 'OB' ? '\0' : ' ')]);
  const head = Buffer.alloc(longForms.includes(vr) ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (longForms.includes(vr)) head.writeUInt32LE(padded.length, 8);
  else head.writeUInt16LE(padded.length, 6);
  return Buffer.concat([head, padded]);
}

function sequence(group: number, number: number, items: readonly Buffer[]): Buffer {
  const all = items.map((item) => {
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(item.length, 4);
    return Buffer.concat([head, item]);
  });
  return element(group, number, 'SQ', Buffer.concat(all));
}
