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
} from './label-volume.ts';

/** Where the fields of a header lie: https://nifti.nimh.nih.gov, nifti1.h and nifti2.h. */
interface Layout {
  readonly format: 'NIfTI-1' | 'NIfTI-2';
  readonly bytes: number;
  readonly magic: number;
  readonly type: number;
  readonly dim: number;
  readonly pixdim: number;
  readonly offset: number;
  readonly slope: number;
  readonly codes: number;
  readonly quaternion: number;
  readonly rows: number;
  readonly units: number;
}

const first: Layout = {
  format: 'NIfTI-1',
  bytes: 348,
  magic: 344,
  type: 70,
  dim: 40,
  pixdim: 76,
  offset: 108,
  slope: 112,
  codes: 252,
  quaternion: 256,
  rows: 280,
  units: 123,
};
const second: Layout = {
  format: 'NIfTI-2',
  bytes: 540,
  magic: 4,
  type: 12,
  dim: 16,
  pixdim: 104,
  offset: 168,
  slope: 176,
  codes: 344,
  quaternion: 352,
  rows: 400,
  units: 500,
};

interface ValueType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number, little: boolean) => number;
}

/** Value types that can hold labels, by their code. */
const valueTypes: Readonly<Record<number, ValueType>> = {
  2: { bytes: 1, read: (view, at) => view.getUint8(at) },
  4: { bytes: 2, read: (view, at, le) => view.getInt16(at, le) },
  8: { bytes: 4, read: (view, at, le) => view.getInt32(at, le) },
  16: { bytes: 4, read: (view, at, le) => view.getFloat32(at, le) },
  64: { bytes: 8, read: (view, at, le) => view.getFloat64(at, le) },
  256: { bytes: 1, read: (view, at) => view.getInt8(at) },
  512: { bytes: 2, read: (view, at, le) => view.getUint16(at, le) },
  768: { bytes: 4, read: (view, at, le) => view.getUint32(at, le) },
  1024: { bytes: 8, read: (view, at, le) => Number(view.getBigInt64(at, le)) },
  1280: { bytes: 8, read: (view, at, le) => Number(view.getBigUint64(at, le)) },
};

const again = 'Export it again from the program that segmented it.';

/** The layout and the order of bytes of a NIfTI file; null for any other. */
export function niftiLayout(bytes: Uint8Array): { layout: Layout; little: boolean } | null {
  if (bytes.length < 4) return null;
  const view = viewOf(bytes);
  for (const layout of [first, second]) {
    for (const little of [true, false]) if (view.getInt32(0, little) === layout.bytes) return { layout, little };
  }
  return null;
}

/** What a header says is to come. */
interface Contents {
  readonly head: Header;
  readonly size: readonly [number, number, number];
  readonly count: number;
  readonly type: ValueType;
  /** With all voxels, bytes. */
  readonly length: number;
}

/** Length of a whole file by its header. Throws InputError for a header that no label map has. */
export function niftiLength(bytes: Uint8Array, file: string): number {
  return contentsOf(bytes, file).length;
}

/** Reads a label map, unpacked. Throws InputError for what is damaged, no label map, or not described well enough. */
export function readNifti(bytes: Uint8Array, file: string, spacing?: readonly number[]): LabelVolume {
  // The file was recognised by its layout.
  const { layout, little } = niftiLayout(bytes)!;
  const { head, size, count, type, length } = contentsOf(bytes, file);
  if (bytes.length < length) {
    throw scanError(
      'scan-truncated',
      file,
      `it ends after ${bytes.length} bytes; with its ${count} voxels it takes ${length}`,
      again,
    );
  }
  const { toRas, notes } = placeOf(file, head, spacing);
  checkMatrix(file, toRas);
  const view = viewOf(bytes);
  const labels = asLabels(file, count, (v) => type.read(view, head.offset + v * type.bytes, little));
  const volume = { format: layout.format, size, labels, toRas, names: new Map(), notes } as const;
  checkLabels(file, volume);
  return volume;
}

function contentsOf(bytes: Uint8Array, file: string): Contents {
  // The file was recognised by its layout.
  const { layout, little } = niftiLayout(bytes)!;
  const bad = (code: Code, what: string, fix = again) => scanError(code, file, what, fix);
  if (bytes.length < layout.bytes) {
    throw bad('scan-truncated', `it ends after ${bytes.length} bytes, within its header of ${layout.bytes}`);
  }
  const head = headerOf(bytes, layout, little);
  if (head.magic === 'ni1' || head.magic === 'ni2') {
    throw bad('scan-pair', 'it is the header of a pair of files', 'Export one single file (.nii or .nii.gz).');
  }
  if (head.magic !== 'n+1' && head.magic !== 'n+2') throw bad('scan-header', 'its header lacks the mark of NIfTI');
  const { size, volumes } = sizeOf(head.dim);
  if (volumes > 1) {
    throw bad(
      'scan-4d',
      `it holds ${volumes} volumes one after the other (a series in time, or of maps)`,
      'Export one label map: a single volume whose voxels hold the numbers of the labels.',
    );
  }
  checkSize(file, size, 'header');
  const type = valueTypes[head.type];
  if (type === undefined) {
    throw bad('scan-type', `its voxels are of type ${head.type} (colours or complex numbers), not labels`);
  }
  // Zero and no number both stand for none.
  if (head.slope !== 0 && !Number.isNaN(head.slope) && !(head.slope === 1 && head.intercept === 0)) {
    throw bad(
      'scan-grey',
      `its values are scaled by ${head.slope} and shifted by ${head.intercept}, as measured ones are; labels are not`,
      'Segment it first (3D Slicer, TotalSegmentator) and export the labels.',
    );
  }
  if (!(head.offset >= layout.bytes && Number.isSafeInteger(head.offset))) {
    throw bad('scan-header', `its voxels begin at byte ${head.offset}, within its header`);
  }
  const count = size[0] * size[1] * size[2];
  return { head, size, count, type, length: head.offset + count * type.bytes };
}

type Header = ReturnType<typeof headerOf>;

function headerOf(bytes: Uint8Array, layout: Layout, little: boolean) {
  const view = viewOf(bytes);
  const wide = layout.format === 'NIfTI-2';
  const whole = (at: number, i: number) =>
    wide ? Number(view.getBigInt64(at + 8 * i, little)) : view.getInt16(at + 2 * i, little);
  const real = (at: number, i: number) =>
    wide ? view.getFloat64(at + 8 * i, little) : view.getFloat32(at + 4 * i, little);
  const code = (i: number) =>
    wide ? view.getInt32(layout.codes + 4 * i, little) : view.getInt16(layout.codes + 2 * i, little);
  const units = wide ? view.getInt32(layout.units, little) : view.getUint8(layout.units);
  return {
    magic: String.fromCharCode(...bytes.subarray(layout.magic, layout.magic + 3)),
    type: view.getInt16(layout.type, little),
    dim: Array.from({ length: 8 }, (_, i) => whole(layout.dim, i)),
    pixdim: Array.from({ length: 8 }, (_, i) => real(layout.pixdim, i)),
    offset: wide ? Number(view.getBigInt64(layout.offset, little)) : view.getFloat32(layout.offset, little),
    slope: real(layout.slope, 0),
    intercept: real(layout.slope, 1),
    qform: code(0),
    sform: code(1),
    quaternion: Array.from({ length: 6 }, (_, i) => real(layout.quaternion, i)),
    rows: Array.from({ length: 12 }, (_, i) => real(layout.rows, i)),
    unit: units & 7,
  };
}

function sizeOf(dim: readonly number[]): { size: [number, number, number]; volumes: number } {
  const count = dim[0];
  const of = (i: number) => (count >= i ? dim[i] : 1);
  const volumes = [4, 5, 6, 7].reduce((all, i) => all * Math.max(1, of(i)), 1);
  return count >= 1 && count <= 7 ? { size: [of(1), of(2), of(3)], volumes } : { size: [count, 0, 0], volumes: 1 };
}

/** mm in a unit of length, by its code; unknown ones are taken for mm. */
const mmPerUnit: Readonly<Record<number, number>> = { 1: 1000, 2: 1, 3: 0.001 };

/** Where the voxels lie: by sform, else by qform, else nowhere, unless a spacing was given. */
function placeOf(file: string, head: Header, spacing?: readonly number[]): Pick<LabelVolume, 'toRas' | 'notes'> {
  const notes: string[] = [];
  const mm = mmPerUnit[head.unit] ?? 1;
  if (!(head.unit in mmPerUnit)) notes.push('The file does not say its unit of length: millimetres are assumed.');
  const { rows } = head;
  const sform = scaled([rows.slice(0, 4), rows.slice(4, 8), rows.slice(8, 12)], mm);
  const qform = scaled(qformRows(head), mm);
  if (spacing !== undefined) {
    const { toRas, note } = placedBySpacing(spacing);
    return { toRas, notes: [...notes, note] };
  }
  if (head.sform > 0) {
    if (head.qform > 0 && farApart(sform, qform, head.dim)) {
      notes.push(
        'The two places that the file gives (sform and qform) are more than half a voxel apart: the first is taken.',
      );
    }
    return { toRas: sform, notes };
  }
  if (head.qform > 0) return { toRas: qform, notes };
  throw scanError(
    'scan-nowhere',
    file,
    'it does not say where its voxels lie (sform and qform are both 0), so that left and right cannot be distinguished',
    'Export it with its place, or give the spacing of its voxels: --spacing 1,1,1.5 (mm).',
  );
}

function qformRows({ quaternion: [b, c, d, x, y, z], pixdim }: Header): number[][] {
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const [si, sj, sk] = [pixdim[1], pixdim[2], pixdim[3] * (pixdim[0] < 0 ? -1 : 1)];
  return [
    [(a * a + b * b - c * c - d * d) * si, 2 * (b * c - a * d) * sj, 2 * (b * d + a * c) * sk, x],
    [2 * (b * c + a * d) * si, (a * a + c * c - b * b - d * d) * sj, 2 * (c * d - a * b) * sk, y],
    [2 * (b * d - a * c) * si, 2 * (c * d + a * b) * sj, (a * a + d * d - c * c - b * b) * sk, z],
  ];
}

function scaled(rows: readonly (readonly number[])[], by: number): Matrix {
  const row = (r: number) => rows[r].map((value) => value * by) as [number, number, number, number];
  return [row(0), row(1), row(2)];
}

/** Whether any corner of the volume lies more than half a voxel apart by two matrices. */
function farApart(a: Matrix, b: Matrix, dim: readonly number[]): boolean {
  const voxel = Math.min(...[0, 1, 2].map((k) => Math.hypot(a[0][k], a[1][k], a[2][k])));
  for (let corner = 0; corner < 8; corner++) {
    const at = [0, 1, 2].map((k) => ((corner >> k) & 1) * (dim[k + 1] - 1));
    const off = [0, 1, 2].map((r) =>
      [0, 1, 2].reduce((sum, k) => sum + (a[r][k] - b[r][k]) * at[k], a[r][3] - b[r][3]),
    );
    if (Math.hypot(...off) > voxel / 2) return true;
  }
  return false;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
