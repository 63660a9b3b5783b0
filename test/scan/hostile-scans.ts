import { gzipSync } from 'node:zlib';
import { makeDicomSeg, makeNifti, makeNrrd, type Size, voxelsOf } from './make-scan.ts';

const size: Size = [6, 5, 4];
const voxels = voxelsOf(size, (i, j) => (i > 1 && j > 1 ? 3 : 0));
export const nifti = (more: object = {}) => makeNifti({ size, voxels, ...more });
export const nrrd = (more: object = {}) => makeNrrd(size, voxels, more);
const isSet = () => true;
const frames = [0, 1, 2].map((slice) => ({ segment: 1, slice }));
export const seg = (more: object = {}) =>
  makeDicomSeg({ columns: 6, rows: 5, isSet, frames, names: ['Liver'], ...more });

function patched(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = Uint8Array.from(bytes);
  change(new DataView(copy.buffer));
  return copy;
}

const edited = (bytes: Uint8Array, from: string, to: string) =>
  Uint8Array.from(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'));
const grey = voxelsOf([16, 16, 16], (i, j, k) => (i * 31 + j * 57 + k * 91) % 251);
const bomb = gzipSync(Buffer.concat([nifti(), Buffer.alloc(300_000_000)]));
const many = voxelsOf([20, 20, 20], (i, j, k) => 1 + i + 20 * j + 400 * k);

/** Damaged, hostile and foreign scans, and the code by which each is refused. */
export const hostileScans: readonly (readonly [name: string, code: string, bytes: Uint8Array])[] = [
  ['nothing', 'scan-foreign', new Uint8Array(0)],
  ['one byte', 'scan-foreign', Uint8Array.of(7)],
  ['zeros', 'scan-foreign', new Uint8Array(5000)],
  ['a picture', 'scan-foreign', Buffer.from('\x89PNG\r\n\x1a\n'.padEnd(600), 'latin1')],
  ['a mesh', 'scan-foreign', Buffer.from('solid a\nfacet normal 0 0 1\n'.padEnd(600))],
  ['packed text', 'scan-foreign', gzipSync('hello'.repeat(200))],
  ['a packed file cut off', 'scan-gzip', gzipSync(nifti()).subarray(0, 60)],
  ['a packed file with a wrong sum', 'scan-gzip', patched(gzipSync(nifti()), (v) => v.setUint32(v.byteLength - 8, 7))],
  ['a mark of gzip alone', 'scan-foreign', Uint8Array.of(0x1f, 0x8b)],
  ['more in a packed file than its header says', 'scan-gzip', bomb],
  ['a header of NIfTI alone', 'scan-truncated', nifti().subarray(0, 352)],
  ['a header cut off', 'scan-truncated', nifti().subarray(0, 200)],
  ['voxels cut off', 'scan-truncated', nifti().subarray(0, 352 + 60)],
  ['a wrong mark', 'scan-header', patched(nifti(), (v) => v.setUint8(344, 65))],
  ['a pair of files', 'scan-pair', patched(nifti(), (v) => v.setUint8(345, 105))],
  ['voxels that begin in the header', 'scan-header', patched(nifti(), (v) => v.setFloat32(108, 4, true))],
  ['voxels that begin nowhere', 'scan-header', patched(nifti(), (v) => v.setFloat32(108, Number.NaN, true))],
  ['no dimensions', 'scan-size', nifti({ dims: [0, 6, 5, 4] })],
  ['eight dimensions', 'scan-size', nifti({ dims: [8, 6, 5, 4] })],
  ['a negative size', 'scan-size', nifti({ dims: [3, -6, 5, 4] })],
  ['a size of zero', 'scan-size', nifti({ dims: [3, 6, 0, 4] })],
  ['sizes beyond any memory', 'scan-too-large', nifti({ dims: [3, 32000, 32000, 32000] })],
  ['sizes beyond any memory, version 2', 'scan-too-large', nifti({ version: 2, dims: [3, 2 ** 40, 2 ** 40, 4] })],
  ['a series in time', 'scan-4d', nifti({ dims: [4, 6, 5, 2, 2] })],
  ['colours', 'scan-type', nifti({ type: 128 })],
  ['a type that does not exist', 'scan-type', patched(nifti(), (v) => v.setInt16(70, 999, true))],
  ['values with a scale', 'scan-grey', nifti({ slope: 0.0754 })],
  ['values below zero', 'scan-grey', nifti({ type: 4, voxels: voxels.map((v) => v - 1000) })],
  ['values between whole numbers', 'scan-grey', nifti({ type: 16, voxels: voxels.map((v) => v + 0.5) })],
  ['values that are no numbers', 'scan-grey', nifti({ type: 64, voxels: voxels.map(() => Number.NaN) })],
  ['whole grey values', 'scan-grey', makeNifti({ size: [16, 16, 16], voxels: grey })],
  ['thousands of values', 'scan-grey', makeNifti({ size: [20, 20, 20], type: 512, voxels: many })],
  ['nothing segmented', 'scan-empty', nifti({ voxels: voxels.map(() => 0) })],
  ['no place', 'scan-nowhere', nifti({ sformCode: 0 })],
  [
    'a flat place',
    'scan-matrix',
    nifti({
      sform: [
        [1, 0, 0, 0],
        [1, 0, 0, 0],
        [0, 0, 1, 0],
      ],
    }),
  ],
  [
    'a place that is no number',
    'scan-matrix',
    nifti({
      sform: [
        [Number.NaN, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ],
    }),
  ],
  ['a header of NRRD without an end', 'scan-truncated', Buffer.from('NRRD0004\ntype: uchar\n')],
  ['an endless line', 'scan-truncated', Buffer.from(`NRRD0004\ncontent: ${'x'.repeat(3_000_000)}`)],
  ['voxels in another file', 'scan-pair', nrrd({ extra: 'data file: voxels.raw\n' })],
  ['layers of segments', 'scan-4d', edited(nrrd(), 'dimension: 3', 'dimension: 4')],
  ['a size that is no number', 'scan-size', edited(nrrd(), 'sizes: 6 5 4', 'sizes: 6 x 4')],
  ['blocks', 'scan-type', edited(nrrd(), 'type: unsigned short', 'type: block')],
  ['bzip2', 'scan-encoding', edited(nrrd(), 'encoding: gzip', 'encoding: bzip2')],
  ['raw voxels cut off', 'scan-truncated', nrrd({ encoding: 'raw' }).subarray(0, -20)],
  ['packed voxels cut off', 'scan-gzip', nrrd().subarray(0, -12)],
  ['packed voxels beyond their size', 'scan-gzip', edited(nrrd(), 'sizes: 6 5 4', 'sizes: 6 5 1')],
  ['a space without directions', 'scan-nowhere', nrrd({ space: '' })],
  ['scanner space', 'scan-nowhere', nrrd({ space: 'scanner-xyz' })],
  ['one slice of a CT series', 'scan-not-segmentation', seg({ sopClass: '1.2.840.10008.5.1.4.1.1.2' })],
  ['fractions', 'scan-fractional', seg({ kind: 'FRACTIONAL' })],
  ['JPEG 2000', 'scan-compressed', seg({ syntax: '1.2.840.10008.1.2.4.90' })],
  ['run lengths', 'scan-compressed', seg({ syntax: '1.2.840.10008.1.2.5' })],
  ['fewer frames than announced', 'scan-frames', seg({ announced: 9 })],
  ['pixels cut off', 'scan-truncated', seg({ pixels: 4 })],
  ['a DICOM file cut off', 'scan-truncated', seg().subarray(0, 400)],
  ['a mark of DICOM alone', 'scan-truncated', seg().subarray(0, 132)],
  [
    'uneven slices',
    'scan-uneven',
    seg({ frames: [0, 1, 2.4].map((height, slice) => ({ segment: 1, slice, height })) }),
  ],
  [
    'slices all over the room',
    'scan-too-large',
    seg({ frames: [0, 0.001, 9e6].map((height, slice) => ({ segment: 1, slice, height })) }),
  ],
  ['no directions', 'scan-nowhere', seg({ orientation: '1\\0\\0' })],
  ['nothing set', 'scan-empty', seg({ isSet: () => false })],
];
