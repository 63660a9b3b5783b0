import { enterInts } from '../../../kernel/kernel.ts';
import { kernelOn, runsAt } from '../enter-layer.ts';
import { type Frame, middleOfColumn, middleOfRow } from '../frame.ts';
import { connect, type Runs, rimsOf } from '../runs.ts';
import type { CellMap } from './cell-map.ts';

/** A connected patch of cells. Turned coordinates, nm. */
export interface Piece {
  readonly cells: number;
  /** Longest extent over eight directions, nm. */
  readonly length: number;
  /** Length of its rim within some percent, nm. */
  readonly rim: number;
  readonly box: readonly [lowU: number, lowV: number, highU: number, highV: number];
  /** Places spread evenly over it, u0 v0 u1 v1 …; the middle one is its place in words. */
  readonly samples: Float64Array;
}

/** Cosines and sines of the directions in which extents are taken. */
const directions = 8;
const cosines = Float64Array.from({ length: directions }, (_, k) => Math.cos((Math.PI * k) / directions));
const sines = Float64Array.from({ length: directions }, (_, k) => Math.sin((Math.PI * k) / directions));
const mostSamples = 48;

/** The patches of a map, in the order of their first row. */
export const piecesOf = (map: CellMap): Piece[] => piecesOfRuns(map.frame, runsOf(map));

/** The patches of cells given by the columns of their runs: whole numbers, `to` one past the last. */
export function piecesOfRuns(frame: Frame, runs: Runs): Piece[] {
  if (runs.from.length === 0) return [];
  const { label, count } = connect(runs, 1);
  const sizes = new Int32Array(count);
  for (let i = 0; i < label.length; i++) sizes[label[i]] += runs.to[i] - runs.from[i];
  const samples = Array.from(sizes, (cells) => new Float64Array(2 * Math.min(mostSamples, cells)));
  const extents = Array.from(sizes, () => new Float64Array(2 * directions).fill(-Infinity));
  const rims = rimsOf(runs, label, count, frame.columnNm, frame.rowNm);
  const passed = new Int32Array(count);
  const taken = new Int32Array(count);
  let i = 0;
  for (let row = 0; row < runs.rowEnds.length; row++) {
    const v = middleOfRow(frame, row);
    for (; i < runs.rowEnds[row]; i++) {
      const of = label[i];
      const from = runs.from[i];
      const after = passed[of] + runs.to[i] - from;
      extend(extents[of], middleOfColumn(frame, from), v);
      extend(extents[of], middleOfColumn(frame, runs.to[i] - 1), v);
      const places = samples[of];
      for (; 2 * taken[of] < places.length; taken[of]++) {
        const at = Math.floor(((taken[of] + 0.5) * sizes[of] * 2) / places.length);
        if (at >= after) break;
        places[2 * taken[of]] = middleOfColumn(frame, from + at - passed[of]);
        places[2 * taken[of] + 1] = v;
      }
      passed[of] = after;
    }
  }
  return extents.map((extent, of) => ({ cells: sizes[of], rim: rims[of], samples: samples[of], ...boundsOf(extent) }));
}

/** Greatest way along each direction, and against it. */
function extend(extent: Float64Array, u: number, v: number): void {
  for (let d = 0; d < directions; d++) {
    const along = u * cosines[d] + v * sines[d];
    if (along > extent[2 * d]) extent[2 * d] = along;
    if (-along > extent[2 * d + 1]) extent[2 * d + 1] = -along;
  }
}

function boundsOf(extent: Float64Array): Pick<Piece, 'length' | 'box'> {
  let length = 0;
  for (let d = 0; d < directions; d++) length = Math.max(length, extent[2 * d] + extent[2 * d + 1]);
  const up = directions;
  return { length, box: [-extent[1], -extent[up + 1], extent[0], extent[up]] };
}

function runsOf({ frame, bits }: CellMap): Runs {
  const kernel = kernelOn(frame);
  const map = kernel.take(4 * bits.length);
  enterInts(kernel, map, bits);
  const { rowEnds, from, to } = runsAt(kernel, kernel.runsOfMap(map), frame.rows);
  return { rowEnds, from, to };
}
