import { type DataSet, parseDicom } from 'dicom-parser';
import type { Code } from '../finding/codes/catalogue.ts';
import { checkLabels, checkMatrix, checkSize, type LabelVolume, type Matrix, scanError } from './label-volume.ts';

const again = 'Export it again from the program that segmented it, as a binary segmentation without compression.';

/** Segmentation storage, and the two ways to write it without compression: DICOM PS3.4 annex B and PS3.5 annex A. */
const segmentation = '1.2.840.10008.5.1.4.1.1.66.4';
const plainSyntaxes = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'];

/** Attributes that are read: nothing of a patient, a study or a device is among them. */
const tag = {
  syntax: 'x00020010',
  sopClass: 'x00080016',
  kind: 'x00620001',
  rows: 'x00280010',
  columns: 'x00280011',
  frames: 'x00280008',
  bits: 'x00280100',
  segments: 'x00620002',
  segmentNumber: 'x00620004',
  segmentLabel: 'x00620005',
  shared: 'x52009229',
  perFrame: 'x52009230',
  measures: 'x00289110',
  spacing: 'x00280030',
  thickness: 'x00180050',
  between: 'x00180088',
  orientation: 'x00209116',
  orientationValues: 'x00200037',
  position: 'x00209113',
  positionValues: 'x00200032',
  identification: 'x0062000a',
  reference: 'x0062000b',
  pixels: 'x7fe00010',
} as const;

interface Frame {
  readonly segment: number;
  readonly position: readonly number[];
}

/** Frames lie in slices at even distances: no farther off than this part of it. */
const uneven = 0.05;

export function isDicom(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(128, 132)) === 'DICM';
}

/** Reads a binary segmentation. Throws InputError for image series, fractions, compression and damage. */
export function readDicomSeg(bytes: Uint8Array, file: string): LabelVolume {
  const bad = (code: Code, what: string, fix = again) => scanError(code, file, what, fix);
  const data = parsed(bytes, file);
  const syntax = data.string(tag.syntax) ?? '';
  const sopClass = data.string(tag.sopClass) ?? '';
  if (sopClass !== segmentation) {
    const seg =
      'Segment the series first (3D Slicer, TotalSegmentator), and export the segmentation as .nrrd, .nii.gz or DICOM SEG.';
    throw bad(
      'scan-not-segmentation',
      `it is a DICOM file of another kind (${sopClass || 'none stated'}), such as one slice of a series`,
      seg,
    );
  }
  if (!plainSyntaxes.includes(syntax)) throw bad('scan-compressed', `it is compressed (transfer syntax ${syntax})`);
  const kind = data.string(tag.kind);
  if (kind !== 'BINARY') {
    throw bad(
      'scan-fractional',
      `its segments are ${kind ?? 'of no stated kind'}, not BINARY: they have no sure border`,
      'Choose a threshold where it was segmented, and export it as binary.',
    );
  }
  const [rows, columns] = [data.uint16(tag.rows) ?? 0, data.uint16(tag.columns) ?? 0];
  const count = data.intString(tag.frames) ?? 0;
  const frames = (data.elements[tag.perFrame]?.items ?? []).map(({ dataSet }) => frameOf(dataSet));
  if (frames.length !== count || count < 1) {
    throw bad('scan-frames', `it announces ${count} frames and describes ${frames.length}`);
  }
  if ((data.uint16(tag.bits) ?? 1) !== 1)
    throw bad('scan-type', `its pixels take ${data.uint16(tag.bits)} bits, not 1`);
  const pixels = data.elements[tag.pixels];
  const needed = Math.ceil((count * rows * columns) / 8);
  if (pixels === undefined || pixels.length < needed || pixels.dataOffset + needed > bytes.length) {
    throw bad(
      'scan-truncated',
      `its ${count} frames take ${needed} bytes of pixels and ${pixels?.length ?? 0} are there`,
    );
  }
  const grid = gridOf(data, frames, file);
  const size = [columns, rows, grid.slices] as const;
  checkSize(file, size, 'frames');
  checkMatrix(file, grid.toRas);
  const { labels, doubled } = fill(bytes.subarray(pixels.dataOffset), frames, grid.sliceOf, size);
  const notes =
    doubled === 0 ? [] : [`${doubled} voxels belong to more than one segment: the one of the higher number has them.`];
  const volume = { format: 'DICOM SEG', size, labels, toRas: grid.toRas, names: namesOf(data), notes } as const;
  checkLabels(file, volume);
  return volume;
}

function parsed(bytes: Uint8Array, file: string): DataSet {
  try {
    return parseDicom(bytes);
  } catch (error) {
    // The parser throws bare strings, and objects that hold all that it has read.
    const text = typeof error === 'string' ? error : ((error as { exception?: unknown }).exception ?? '');
    const why = typeof text === 'string' && text.length > 0 ? `: ${text.replace(/^dicomParser\.\w+:\s*/, '')}` : '';
    throw scanError('scan-truncated', file, `it is no whole DICOM file${why}`, again);
  }
}

function frameOf(frame: DataSet | undefined): Frame {
  const segment = frame?.elements[tag.identification]?.items?.[0]?.dataSet?.uint16(tag.reference) ?? 0;
  return { segment, position: numbers(frame?.elements[tag.position]?.items?.[0]?.dataSet, tag.positionValues) };
}

function numbers(data: DataSet | undefined, name: string): number[] {
  const text = data?.string(name);
  return text === undefined ? [] : text.split('\\').map(Number);
}

/** Where the slices lie, and which one a frame is of. */
function gridOf(data: DataSet, frames: readonly Frame[], file: string) {
  const shared = data.elements[tag.shared]?.items?.[0]?.dataSet;
  const measures = shared?.elements[tag.measures]?.items?.[0]?.dataSet;
  const spacing = numbers(measures, tag.spacing);
  const along = numbers(shared?.elements[tag.orientation]?.items?.[0]?.dataSet, tag.orientationValues);
  const isPlaced = frames.every(
    ({ position, segment }) => position.length === 3 && position.every(Number.isFinite) && segment > 0,
  );
  const isKnown = spacing.length === 2 && along.length === 6 && [...spacing, ...along].every(Number.isFinite);
  if (!isKnown || !isPlaced) {
    throw scanError(
      'scan-nowhere',
      file,
      'it does not say for all frames where they lie, how far apart their pixels are and which segment they show',
      again,
    );
  }
  const [right, down] = [along.slice(0, 3), along.slice(3)];
  const normal = [0, 1, 2].map((k) => right[(k + 1) % 3] * down[(k + 2) % 3] - right[(k + 2) % 3] * down[(k + 1) % 3]);
  const heights = frames.map(({ position }) => position.reduce((sum, value, k) => sum + value * normal[k], 0));
  const sorted = [...new Set(heights.map((height) => Number(height.toFixed(4))))].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((height, i) => height - sorted[i]);
  const step =
    gaps.length > 0
      ? Math.min(...gaps)
      : (numbers(measures, tag.between)[0] ?? numbers(measures, tag.thickness)[0] ?? 0);
  const sliceOf = (frame: number) => Math.round((heights[frame] - sorted[0]) / step);
  const off = heights.findIndex((height, f) => Math.abs(height - sorted[0] - sliceOf(f) * step) > uneven * step);
  if (!(step > 0) || off >= 0) {
    throw scanError(
      'scan-uneven',
      file,
      `its slices do not lie at even distances (frame ${off + 1})`,
      'Resample the series to even slices before it is segmented.',
    );
  }
  const { position } = frames[heights.indexOf(Math.min(...heights))];
  // DICOM counts x to the left and y to the back; the spacing between rows stands before that between columns.
  const row = (k: number, sign: number) =>
    [sign * right[k] * spacing[1], sign * down[k] * spacing[0], sign * normal[k] * step, sign * position[k]] as const;
  const toRas: Matrix = [row(0, -1), row(1, -1), row(2, 1)];
  return { toRas, sliceOf, slices: sliceOf(heights.indexOf(Math.max(...heights))) + 1 };
}

/** One bit a pixel, the lowest first, frames without a gap between them; a higher segment goes over a lower one. */
function fill(
  pixels: Uint8Array,
  frames: readonly Frame[],
  sliceOf: (frame: number) => number,
  [columns, rows, slices]: readonly [number, number, number],
): { labels: Uint16Array; doubled: number } {
  const sheet = rows * columns;
  const labels = new Uint16Array(sheet * slices);
  let doubled = 0;
  frames.forEach(({ segment }, f) => {
    const into = sliceOf(f) * sheet;
    for (let p = 0, bit = f * sheet; p < sheet; p++, bit++) {
      if (((pixels[bit >> 3] >> (bit & 7)) & 1) === 0) continue;
      const known = labels[into + p];
      if (known !== 0) doubled++;
      if (segment > known) labels[into + p] = segment;
    }
  });
  return { labels, doubled };
}

function namesOf(data: DataSet): Map<number, string> {
  const names = new Map<number, string>();
  for (const { dataSet } of data.elements[tag.segments]?.items ?? []) {
    const [number, label] = [dataSet?.uint16(tag.segmentNumber), textOf(dataSet, tag.segmentLabel)];
    if (number !== undefined && label !== undefined) names.set(number, label);
  }
  return names;
}

/** A text as UTF-8 where it is that, else as Latin-1; the parser itself knows ASCII alone. */
function textOf(data: DataSet | undefined, name: string): string | undefined {
  const element = data?.elements[name];
  if (data === undefined || element === undefined) return undefined;
  const bytes = data.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  const text = new TextDecoder().decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: texts are filled up with blanks or zeros
  return (text.includes('\ufffd') ? new TextDecoder('latin1').decode(bytes) : text).replace(/[\s\u0000]+$/, '');
}
