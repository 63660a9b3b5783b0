import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { LabelVolume } from '../../src/scan/label-volume.ts';
import { zlibUnpacker } from '../../src/scan/load-scan.ts';
import { readScan } from '../../src/scan/read-scan.ts';
import { type LabelAt, makeDicomSeg, makeNifti, makeNrrd, type Row, type Size, voxelsOf } from './make-scan.ts';

const size: Size = [5, 4, 3];
/** Different on every axis, and no two voxels of a row alike by accident. */
const labelAt: LabelAt = (i, j, k) => (i === 0 ? 0 : i < 3 ? 1 + j : 7 + k);
const voxels = voxelsOf(size, labelAt);
const read = (bytes: Uint8Array, spacing?: number[]) => readScan(bytes, 'map', { unpacker: zlibUnpacker, spacing });
const ras = ({ toRas }: LabelVolume, i: number, j: number, k: number) =>
  toRas.map(([a, b, c, d]) => a * i + b * j + c * k + d);

describe('NIfTI', () => {
  test.each([
    [1, true, 2],
    [1, false, 4],
    [1, true, 8],
    [1, false, 16],
    [1, true, 256],
    [1, false, 512],
    [2, true, 64],
    [2, false, 768],
    [2, true, 1024],
  ] as const)('version %d, little endian %s, value type %d', (version, little, type) => {
    const bytes = makeNifti({ size, voxels, version, little, type });
    for (const each of [bytes, gzipSync(bytes)]) {
      const volume = read(each);
      expect(volume).toMatchObject({ format: `NIfTI-${version}`, size, notes: [] });
      expect([...volume.labels]).toEqual(voxels);
    }
  });

  test('an oblique place by sform, in metres and in micrometres', () => {
    const sform: [Row, Row, Row] = [
      [-1.2, 0.3, 0, 40],
      [0.3, 1.2, 0.1, -20],
      [0, -0.2, 2.5, 7],
    ];
    const times = ([a, b, c, d]: Row, by: number): Row => [a * by, b * by, c * by, d * by];
    const scaled = (by: number): [Row, Row, Row] => [times(sform[0], by), times(sform[1], by), times(sform[2], by)];
    for (const [units, by] of [
      [2, 1],
      [1, 1e-3],
      [3, 1e3],
    ]) {
      const volume = read(makeNifti({ size, voxels, version: 2, units, sform: scaled(by) }));
      ras(volume, 2, 3, 1).forEach((value, r) => {
        expect(value).toBeCloseTo(sform[r][0] * 2 + sform[r][1] * 3 + sform[r][2] + sform[r][3], 9);
      });
    }
  });

  test('a quarter turn by qform, and the third axis turned over by its sign', () => {
    const half = Math.SQRT1_2;
    // About z by 90 degrees: i runs to y, j to -x.
    const right = read(makeNifti({ size, voxels, qform: [0, 0, half, 10, 20, 30, 1], spacing: [2, 3, 4] }));
    ras(right, 1, 1, 1).forEach((value, r) => expect(value).toBeCloseTo([10 - 3, 20 + 2, 30 + 4][r], 4));
    const left = read(makeNifti({ size, voxels, qform: [0, 0, half, 10, 20, 30, -1], spacing: [2, 3, 4] }));
    expect(ras(left, 1, 1, 1)[2]).toBeCloseTo(30 - 4, 4);
  });

  test('two places that disagree are pointed out, and no place at all is refused unless a spacing is given', () => {
    const both = makeNifti({
      size,
      voxels,
      qform: [0, 0, 0, 5, 0, 0, 1],
      sform: [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
      ],
    });
    expect(read(both).notes.join()).toMatch(/more than half a voxel apart/);
    const none = makeNifti({ size, voxels, sformCode: 0 });
    expect(() => read(none)).toThrow(/left and right cannot be distinguished/);
    const reported = read(none, [1, 2, 3]);
    expect(ras(reported, 1, 1, 1)).toEqual([1, 2, 3]);
    expect(reported.notes.join()).toMatch(/left and right are not known/);
  });
});

describe('NRRD', () => {
  test.each([
    ['left-posterior-superior', [-1, -1]],
    ['right-anterior-superior', [1, 1]],
    ['LAS', [-1, 1]],
  ] as const)('in %s space', (space, [x, y]) => {
    for (const [encoding, big] of [
      ['gzip', false],
      ['raw', true],
    ] as const) {
      const more = { space, encoding, big, directions: '(0,2,0) (3,0,0) (0,0,4)', origin: '(10,20,30)' };
      const volume = read(makeNrrd(size, voxels, more));
      expect([...volume.labels]).toEqual(voxels);
      expect(ras(volume, 1, 1, 1)).toEqual([x * 13, y * 22, 34]);
    }
  });

  test('names of segments', () => {
    const extra = 'Segment0_LabelValue:=2\nSegment0_Name:=Cortex\nSegment1_Name:=Cyst\nSegment1_LabelValue:=7\n';
    expect([...read(makeNrrd(size, voxels, { extra })).names]).toEqual([
      [2, 'Cortex'],
      [7, 'Cyst'],
    ]);
  });
});

describe('DICOM SEG', () => {
  // 7 x 5 pixels are no whole bytes; slice 1 is left out where nothing is in it.
  const seg = (more = {}) =>
    makeDicomSeg({
      columns: 7,
      rows: 5,
      isSet: (segment, slice, row, column) => (segment === 1 ? row < 2 && column > 2 : slice + row + column > 7),
      frames: [
        { segment: 1, slice: 0 },
        { segment: 1, slice: 1 },
        { segment: 2, slice: 3 },
        { segment: 1, slice: 3 },
      ],
      names: ['Liver', 'Tumour'],
      spacing: [0.5, 0.8, 2],
      ...more,
    });

  test('frames by segment and slice, bits without gaps, and the place of its pixels', () => {
    const volume = read(seg());
    expect(volume).toMatchObject({
      format: 'DICOM SEG',
      size: [7, 5, 4],
      notes: [expect.stringMatching(/more than one segment/)],
    });
    const expected: LabelAt = (i, j, k) => (k === 3 && k + j + i > 7 ? 2 : k !== 2 && j < 2 && i > 2 ? 1 : 0);
    expect([...volume.labels]).toEqual(voxelsOf([7, 5, 4], expected));
    expect([...volume.names]).toEqual([
      [1, 'Liver'],
      [2, 'Tumour'],
    ]);
    // Columns lie 0.8 mm apart, rows 0.5: x to the left and y to the back become right and front.
    expect(ras(volume, 1, 1, 1)).toEqual([-0.8, -0.5, 2]);
  });

  test('slices from above, and slices upside down', () => {
    const volume = read(seg({ orientation: '1\\0\\0\\0\\-1\\0' }));
    // The normal points down: the highest slice is the first.
    expect(ras(volume, 0, 0, 0)[2]).toBe(6);
    expect(ras(volume, 0, 1, 1)).toEqual([-0, 0.5, 4]);
  });

  test('nothing of the patient is kept', () => {
    const text = JSON.stringify({ ...read(seg()), names: [...read(seg()).names] });
    expect(text).not.toMatch(/Doe|Jane|99000/);
  });
});
