import type { Field, FieldGrid, FieldSpace } from './field-space.ts';

/** Of a voxel, for slopes of fields. */
const slopeStep = 1e-4;

/** Finds where surfaces cross the edges between voxels, each once. */
export interface CrossingFinder {
  /** Number of the crossing between voxel i, j, k and the next one along an axis; -1 where both have the same label. */
  readonly at: (i: number, j: number, k: number, axis: 0 | 1 | 2) => number;
  /** By crossing: its place in voxels, and its normal, 0 where a voxel was changed. */
  readonly planes: () => Float64Array;
}

export function crossingFinder(space: FieldSpace, grid: FieldGrid): CrossingFinder {
  const { size, labels } = grid;
  const [ni, nj, nk] = size;
  const numbers = new Map<number, number>();
  const fields = space.fields.map((field) => clipped(field, space, grid));
  let planes = new Float64Array(6 * 4096);
  const labelAt = (i: number, j: number, k: number) =>
    i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk ? 0 : labels[(k * nj + j) * ni + i];
  const at: CrossingFinder['at'] = (i, j, k, axis) => {
    const a = labelAt(i, j, k);
    const b = labelAt(i + (axis === 0 ? 1 : 0), j + (axis === 1 ? 1 : 0), k + (axis === 2 ? 1 : 0));
    if (a === b) return -1;
    const key = (((k + 1) * (nj + 2) + j + 1) * (ni + 2) + i + 1) * 3 + axis;
    const found = numbers.get(key);
    if (found !== undefined) return found;
    const number = numbers.size;
    numbers.set(key, number);
    if (6 * number + 6 > planes.length) {
      const wider = new Float64Array(2 * planes.length);
      wider.set(planes);
      planes = wider;
    }
    // The surface between two labels is that of the one that has precedence.
    const isInsideFirst = a !== 0 && (b === 0 || a < b);
    planes.set(crossed(fields[(isInsideFirst ? a : b) - 1], [i, j, k], axis, isInsideFirst), 6 * number);
    return number;
  };
  return { at, planes: () => planes };
}

/** A field cut off by the box, of places in voxels, in units of a voxel along x. */
function clipped(field: Field, { min }: FieldSpace, { voxel, size }: FieldGrid): Field {
  return (i, j, k) =>
    Math.max(
      field(min[0] + (i + 0.5) * voxel[0], min[1] + (j + 0.5) * voxel[1], min[2] + (k + 0.5) * voxel[2]) / voxel[0],
      -0.5 - i,
      i + 0.5 - size[0],
      -0.5 - j,
      j + 0.5 - size[1],
      -0.5 - k,
      k + 0.5 - size[2],
    );
}

/** Place and normal. */
function crossed(field: Field, from: readonly number[], axis: number, isInsideFirst: boolean): readonly number[] {
  const at = [from[0], from[1], from[2]];
  const value = (t: number) => {
    at[axis] = from[axis] + t;
    return field(at[0], at[1], at[2]);
  };
  let [low, high] = [0, 1];
  let [atLow, atHigh] = [value(0), value(1)];
  if (atLow < 0 !== isInsideFirst || atHigh < 0 === isInsideFirst) {
    at[axis] = from[axis] + 0.5;
    return [...at, 0, 0, 0];
  }
  // The Illinois way: the secant, with the value of the end that stays halved.
  let t = 0;
  for (let round = 0; round < 40 && high - low > 1e-10; round++) {
    t = (low * atHigh - high * atLow) / (atHigh - atLow);
    const middle = value(t);
    if (Math.abs(middle) < 1e-11) break;
    if (middle < 0 === atLow < 0) [low, atLow, atHigh] = [t, middle, atHigh / 2];
    else [high, atHigh, atLow] = [t, middle, atLow / 2];
  }
  at[axis] = from[axis] + t;
  return [...at, ...slopeOf(field, at)];
}

function slopeOf(field: Field, [x, y, z]: readonly number[]): readonly number[] {
  const s = slopeStep;
  const [u, v, w] = [
    field(x + s, y, z) - field(x - s, y, z),
    field(x, y + s, z) - field(x, y - s, z),
    field(x, y, z + s) - field(x, y, z - s),
  ];
  const length = Math.sqrt(u * u + v * v + w * w);
  return length > 0 ? [u / length, v / length, w / length] : [0, 0, 0];
}
