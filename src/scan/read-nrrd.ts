import type { Code } from '../finding/codes/catalogue.ts';
import {
  asLabels,
  checkLabels,
  checkMatrix,
  checkSize,
  type LabelVolume,
  type Matrix,
  placedBySpacing,
  scanError,
  type Unpacker,
} from './label-volume.ts';

const again = 'Export it again from the program that segmented it, as one .nrrd or .seg.nrrd file.';

/** Value types by the names that the format has for them: https://teem.sourceforge.net/nrrd/format.html */
const valueTypes: readonly (readonly [
  names: string,
  bytes: number,
  read: (view: DataView, at: number, le: boolean) => number,
])[] = [
  ['signed char|int8|int8_t', 1, (view, at) => view.getInt8(at)],
  ['uchar|unsigned char|uint8|uint8_t', 1, (view, at) => view.getUint8(at)],
  ['short|short int|signed short|signed short int|int16|int16_t', 2, (view, at, le) => view.getInt16(at, le)],
  ['ushort|unsigned short|unsigned short int|uint16|uint16_t', 2, (view, at, le) => view.getUint16(at, le)],
  ['int|signed int|int32|int32_t', 4, (view, at, le) => view.getInt32(at, le)],
  ['uint|unsigned int|uint32|uint32_t', 4, (view, at, le) => view.getUint32(at, le)],
  ['float', 4, (view, at, le) => view.getFloat32(at, le)],
  ['double', 8, (view, at, le) => view.getFloat64(at, le)],
];

/** Signs of x and y that lead from a space to right, anterior, superior. */
const spaces: Readonly<Record<string, readonly [x: number, y: number]>> = {
  'right-anterior-superior': [1, 1],
  ras: [1, 1],
  'left-anterior-superior': [-1, 1],
  las: [-1, 1],
  'left-posterior-superior': [-1, -1],
  lps: [-1, -1],
};

export function isNrrd(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === 'NRRD';
}

/** Reads a label map. Throws InputError for what is damaged, no label map, or not described well enough. */
export function readNrrd(bytes: Uint8Array, file: string, unpacker: Unpacker, given?: readonly number[]): LabelVolume {
  const bad = (code: Code, what: string, fix = again) => scanError(code, file, what, fix);
  const { fields, keys, begin } = headerOf(bytes, file);
  const detached = fields.get('data file') ?? fields.get('datafile');
  if (detached !== undefined) throw bad('scan-pair', 'its voxels are in another file', again);
  const dimension = Number(fields.get('dimension'));
  const sizes = (fields.get('sizes') ?? '').split(/\s+/).map(Number);
  if (dimension > 3) {
    throw bad(
      'scan-4d',
      `it has ${dimension} dimensions (layers, colours or times)`,
      'Export one label map without layers.',
    );
  }
  checkSize(file, sizes, 'header');
  const type = valueTypes.find(([names]) => names.split('|').includes((fields.get('type') ?? '').toLowerCase()));
  if (type === undefined)
    throw bad('scan-type', `its voxels are of the type "${fields.get('type') ?? ''}", not of whole numbers`);
  const [, width, read] = type;
  const count = sizes[0] * sizes[1] * sizes[2];
  const encoding = (fields.get('encoding') ?? '').toLowerCase();
  if (!['raw', 'gzip', 'gz'].includes(encoding)) {
    throw bad('scan-encoding', `its voxels are encoded as "${encoding}"; raw and gzip are read`);
  }
  const packed = bytes.subarray(begin);
  const data = encoding === 'raw' ? packed : unpacked(packed, count * width, unpacker, file);
  if (data.length < count * width) {
    throw bad('scan-truncated', `its voxels take ${count * width} bytes and ${data.length} are there`);
  }
  const little = (fields.get('endian') ?? 'little').toLowerCase() !== 'big';
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const { toRas, notes } = placeOf(file, fields, given);
  checkMatrix(file, toRas);
  const size = [sizes[0], sizes[1], sizes[2]] as const;
  const labels = asLabels(file, count, (v) => read(view, v * width, little));
  const volume = { format: 'NRRD', size, labels, toRas, names: namesOf(keys), notes } as const;
  checkLabels(file, volume);
  return volume;
}

function unpacked(packed: Uint8Array, most: number, unpacker: Unpacker, file: string): Uint8Array {
  try {
    return unpacker.all(packed, most);
  } catch {
    throw scanError(
      'scan-gzip',
      file,
      `its packed voxels are damaged, or more than the ${most} bytes that they should be`,
      again,
    );
  }
}

/** A header ends with an empty line; long ones are damaged. */
const mostHeader = 1 << 20;

function headerOf(bytes: Uint8Array, file: string) {
  const fields = new Map<string, string>();
  const keys = new Map<string, string>();
  const end = Math.min(bytes.length, mostHeader);
  for (let at = 0; at < end; ) {
    let stop = bytes.indexOf(10, at);
    if (stop < 0 || stop > end) stop = end;
    const line = new TextDecoder().decode(bytes.subarray(at, stop)).replace(/\r$/, '');
    at = stop + 1;
    if (line === '') return { fields, keys, begin: at };
    const own = line.indexOf(':=');
    const split = line.indexOf(': ');
    if (line.startsWith('#')) continue;
    if (own > 0) keys.set(line.slice(0, own), line.slice(own + 2));
    else if (split > 0) fields.set(line.slice(0, split).toLowerCase(), line.slice(split + 2).trim());
  }
  throw scanError('scan-truncated', file, 'its header does not end', again);
}

function placeOf(
  file: string,
  fields: ReadonlyMap<string, string>,
  given?: readonly number[],
): Pick<LabelVolume, 'toRas' | 'notes'> {
  if (given !== undefined) {
    const { toRas, note } = placedBySpacing(given);
    return { toRas, notes: [note] };
  }
  const signs = spaces[(fields.get('space') ?? '').toLowerCase()];
  const directions = vectors(fields.get('space directions') ?? '');
  if (signs === undefined || directions.length !== 3) {
    throw scanError(
      'scan-nowhere',
      file,
      `its space is "${fields.get('space') ?? ''}" with ${directions.length} directions, so that left and right cannot be distinguished`,
      'Export it with space and directions, or give the spacing of its voxels: --spacing 1,1,1.5 (mm).',
    );
  }
  const [origin = [0, 0, 0]] = vectors(fields.get('space origin') ?? '');
  const [a, b, c] = directions;
  const row = (r: number, sign: number): Matrix[number] => [sign * a[r], sign * b[r], sign * c[r], sign * origin[r]];
  return { toRas: [row(0, signs[0]), row(1, signs[1]), row(2, 1)], notes: [] };
}

/** (1,0,0) (0,1,0) … */
function vectors(text: string): number[][] {
  return [...text.matchAll(/\(([^)]*)\)/g)]
    .map(([, inner]) => inner.split(',').map(Number))
    .filter((v) => v.length === 3);
}

/** 3D Slicer's names: Segment0_LabelValue:=3 beside Segment0_Name:=Cortex. */
function namesOf(keys: ReadonlyMap<string, string>): Map<number, string> {
  const names = new Map<number, string>();
  for (const [key, value] of keys) {
    const [, segment] = /^(Segment\d+)_LabelValue$/.exec(key) ?? [];
    const name = segment === undefined ? undefined : keys.get(`${segment}_Name`);
    if (name !== undefined && !names.has(Number(value))) names.set(Number(value), name);
  }
  return names;
}
