import { InputError } from '../finding/input-error.ts';
import { determinant, type LabelVolume, type Matrix } from './label-volume.ts';

/** Labels that make one part together, and its name. */
export interface Choice {
  readonly labels: readonly number[];
  readonly name: string;
}

/** Voxels from the first of each pair up to, not with, the second. */
export type Crop = readonly (readonly [from: number, to: number])[];

export interface ChosenVolume {
  /** Its labels are 1 for the first choice, 2 for the second …, trimmed to what they fill. */
  readonly volume: LabelVolume;
  readonly voxelMm3: number;
}

/** Only the labels chosen, merged and numbered by choice, and only what lies in the crop. Throws InputError for labels that are not there. */
export function chooseLabels(volume: LabelVolume, choices: readonly Choice[], file: string, crop?: Crop): ChosenVolume {
  const { size, labels } = volume;
  checkCrop(size, file, crop);
  const part = partOfLabel(choices);
  const [[i0, i1], [j0, j1], [k0, k1]] = crop ?? size.map((count) => [0, count] as const);
  const low = [i1, j1, k1];
  const high = [i0 - 1, j0 - 1, k0 - 1];
  const found = new Uint8Array(choices.length + 1);
  for (let k = k0; k < k1; k++) {
    for (let j = j0; j < j1; j++) {
      const row = (k * size[1] + j) * size[0];
      for (let i = i0; i < i1; i++) {
        const own = part[labels[row + i]];
        if (own === 0) continue;
        found[own] = 1;
        if (i < low[0]) low[0] = i;
        if (i > high[0]) high[0] = i;
        if (j < low[1]) low[1] = j;
        if (j > high[1]) high[1] = j;
        if (k < low[2]) low[2] = k;
        if (k > high[2]) high[2] = k;
      }
    }
  }
  const missing = choices.filter((_, c) => found[c + 1] === 0);
  if (missing.length > 0) {
    const names = missing.map((choice) => choice.labels.join('+')).join(', ');
    throw new InputError('scan-label', `${file} holds no voxel of ${names}${crop ? ' within the crop' : ''}.`, {
      where: { file },
      fix: 'Look at what is in it (bioweft scan without --labels), and choose among that.',
    });
  }
  const [ni, nj, nk] = [0, 1, 2].map((axis) => high[axis] - low[axis] + 1);
  const chosen = new Uint16Array(ni * nj * nk);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const from = ((k + low[2]) * size[1] + j + low[1]) * size[0] + low[0];
      const to = (k * nj + j) * ni;
      for (let i = 0; i < ni; i++) chosen[to + i] = part[labels[from + i]];
    }
  }
  const toRas = shifted(volume.toRas, low);
  return { volume: { ...volume, size: [ni, nj, nk], labels: chosen, toRas }, voxelMm3: Math.abs(determinant(toRas)) };
}

function partOfLabel(choices: readonly Choice[]): Uint16Array {
  const part = new Uint16Array(0x10000);
  choices.forEach(({ labels }, c) => {
    for (const label of labels) {
      if (part[label] === 0) {
        part[label] = c + 1;
        continue;
      }
      throw new InputError(
        'scan-label',
        `Label ${label} is chosen for two parts, ${choices[part[label] - 1].name} and ${choices[c].name}.`,
        {
          fix: 'Name each label once; 3+4=name merges two.',
        },
      );
    }
  });
  return part;
}

function checkCrop(size: LabelVolume['size'], file: string, crop?: Crop): void {
  if (crop === undefined) return;
  const fits = crop.length === 3 && crop.every(([from, to], axis) => from >= 0 && to > from && to <= size[axis]);
  if (fits) return;
  throw new InputError('scan-crop', `The crop does not lie within the ${size.join(' x ')} voxels of ${file}.`, {
    where: { file },
    fix: `Give three ranges of voxels, the last not included: --crop 0:${size[0]},0:${size[1]},0:${size[2]}.`,
  });
}

/** The place of voxels counted from another one. */
function shifted(matrix: Matrix, [i, j, k]: readonly number[]): Matrix {
  const row = ([a, b, c, d]: Matrix[0]) => [a, b, c, d + a * i + b * j + c * k] as const;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}
