import type { Code } from '../finding/codes/catalogue.ts';
import { InputError } from '../finding/input-error.ts';

/** Which direction of a patient x, y and z run to: right, anterior and superior, in mm. */
export type Matrix = readonly [
  readonly [xi: number, xj: number, xk: number, x: number],
  readonly [yi: number, yj: number, yk: number, y: number],
  readonly [zi: number, zj: number, zk: number, z: number],
];

/** A segmented scan: one label for each voxel, 0 without one. */
export interface LabelVolume {
  readonly format: 'NIfTI-1' | 'NIfTI-2' | 'NRRD' | 'DICOM SEG';
  readonly size: readonly [i: number, j: number, k: number];
  /** i runs fastest. */
  readonly labels: Uint16Array;
  /** Middle of voxel i, j, k in right, anterior, superior coordinates, mm. */
  readonly toRas: Matrix;
  /** What the file calls its labels, where it does. */
  readonly names: ReadonlyMap<number, string>;
  /** What was read differently from what the file says, in sentences. */
  readonly notes: readonly string[];
}

/** Where voxels lie by a spacing alone, mm: nothing then says which side is left. */
export function placedBySpacing([x, y, z]: readonly number[]): { readonly toRas: Matrix; readonly note: string } {
  return {
    toRas: [
      [x, 0, 0, 0],
      [0, y, 0, 0],
      [0, 0, z, 0],
    ],
    note: 'The spacing that was given is taken instead of the place that the file gives: left and right are not known.',
  };
}

/** Gzip. Both throw where the bytes are damaged. */
export interface Unpacker {
  /** What the first few kilobytes hold. */
  readonly start: (bytes: Uint8Array) => Uint8Array;
  /** Everything; throws where that is more than so many bytes. */
  readonly all: (bytes: Uint8Array, most: number) => Uint8Array;
}

/** More voxels than this are cropped by whoever segments. */
const mostVoxels = 200_000_000;
const mostLabels = 2000;
/** A label map of many labels has neighbours alike at least in this share; grey values do not. */
const leastAlike = 0.35;
const fewLabels = 30;

/** Throws InputError for sizes that are no volume, or one too large to be held. */
export function checkSize(file: string, size: readonly number[], where: string): void {
  if (size.length !== 3 || size.some((count) => !Number.isInteger(count) || count < 1)) {
    throw scanError(
      'scan-size',
      file,
      `its ${where} says ${size.join(' x ')} voxels`,
      'Export it again: it is damaged.',
    );
  }
  const all = size[0] * size[1] * size[2];
  if (all <= mostVoxels) return;
  throw scanError(
    'scan-too-large',
    file,
    `it holds ${size.join(' x ')} voxels; ${mostVoxels / 1e6} million are read at most`,
    'Crop it around what is to be printed, in the program that segmented it.',
  );
}

/** Throws InputError for a matrix that flattens space. */
export function checkMatrix(file: string, matrix: Matrix): void {
  const value = determinant(matrix);
  if (Number.isFinite(value) && Math.abs(value) > 1e-9 && matrix.flat().every(Number.isFinite)) return;
  throw scanError(
    'scan-matrix',
    file,
    'its voxels have no volume: their directions or spacings are zero or missing',
    'Export it again from the program that segmented it.',
  );
}

/** Of the directions: the volume of a voxel, mm³; negative where they are left-handed. */
export function determinant([a, b, c]: Matrix): number {
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}

/** Numbers of a file as labels. Throws InputError for grey values: numbers below zero, between whole ones, or too many. */
export function asLabels(file: string, count: number, valueAt: (voxel: number) => number): Uint16Array {
  const labels = new Uint16Array(count);
  for (let v = 0; v < count; v++) {
    const value = valueAt(v);
    if (!(value >= 0 && value <= 0xffff && Number.isInteger(value))) throw greyValues(file, `a voxel holds ${value}`);
    labels[v] = value;
  }
  return labels;
}

/** Throws InputError for a volume that holds no label, or grey values that happen to be whole numbers. */
export function checkLabels(file: string, { labels, size: [ni] }: Pick<LabelVolume, 'labels' | 'size'>): void {
  const seen = new Uint8Array(0x10000);
  let filled = 0;
  let alike = 0;
  for (let v = 0; v < labels.length; v++) {
    if (labels[v] === 0) continue;
    seen[labels[v]] = 1;
    filled++;
    if (v % ni === 0 ? labels[v + 1] === labels[v] : labels[v - 1] === labels[v]) alike++;
  }
  const count = seen.reduce((sum, is) => sum + is, 0);
  if (count === 0) {
    throw scanError('scan-empty', file, 'all its voxels are 0: nothing is segmented in it', 'Export the segmentation.');
  }
  if (count > mostLabels) throw greyValues(file, `it holds ${count} different values`);
  if (count > fewLabels && alike < leastAlike * filled) {
    throw greyValues(
      file,
      `of its ${count} different values neighbours are alike in ${Math.round((100 * alike) / filled)} %`,
    );
  }
}

function greyValues(file: string, why: string): InputError {
  return scanError(
    'scan-grey',
    file,
    `it is a series of grey values, not a label map: ${why}`,
    'Segment it first (3D Slicer, TotalSegmentator) and export the labels.',
  );
}

/** An error about a scan: `what` continues "… cannot be used: ". */
export function scanError(code: Code, file: string, what: string, fix: string): InputError {
  return new InputError(code, `${file} cannot be used: ${what}.`, { where: { file }, fix });
}
