import type { Strand } from '../../laydown/strand.ts';
import { turnU, turnV } from './frame.ts';

/** The straight pieces of strands, six numbers each: both ends in turned coordinates and the width at each, all nm. */
export type StrandPieces = Float64Array;

/** Numbers of a piece. */
export const each = 6;

export function strandPieces(strands: readonly Strand[]): StrandPieces {
  let count = 0;
  for (const { points, closed } of strands) count += points.length / 2 - (closed ? 0 : 1);
  const pieces = new Float64Array(each * count);
  let at = 0;
  for (const { points, closed, width, widths } of strands) {
    const last = points.length / 2;
    const first = closed ? last - 1 : 0;
    let u = turnU(points[2 * first], points[2 * first + 1]);
    let v = turnV(points[2 * first], points[2 * first + 1]);
    let w = widths ? widths[first] : width * 1e6;
    for (let i = closed ? 0 : 1; i < last; i++) {
      pieces[at] = u;
      pieces[at + 1] = v;
      pieces[at + 4] = w;
      u = turnU(points[2 * i], points[2 * i + 1]);
      v = turnV(points[2 * i], points[2 * i + 1]);
      if (widths) w = widths[i];
      pieces[at + 2] = u;
      pieces[at + 3] = v;
      pieces[at + 5] = w;
      at += each;
    }
  }
  return pieces;
}

/** Boxes around every 16 pieces that follow each other, four numbers each: what lies far off is passed over sixteen at a time. */
export type PieceBoxes = Float64Array;

const boxed = 16 * each;

export function boxesOf(pieces: StrandPieces): PieceBoxes {
  const boxes = new Float64Array(4 * Math.ceil(pieces.length / boxed));
  for (let from = 0, b = 0; from < pieces.length; from += boxed, b += 4) {
    let lowU = Infinity;
    let lowV = Infinity;
    let highU = -Infinity;
    let highV = -Infinity;
    const end = Math.min(pieces.length, from + boxed);
    for (let i = from; i < end; i += each) {
      for (let k = i; k < i + 4; k += 2) {
        if (pieces[k] < lowU) lowU = pieces[k];
        if (pieces[k] > highU) highU = pieces[k];
        if (pieces[k + 1] < lowV) lowV = pieces[k + 1];
        if (pieces[k + 1] > highV) highV = pieces[k + 1];
      }
    }
    boxes[b] = lowU;
    boxes[b + 1] = lowV;
    boxes[b + 2] = highU;
    boxes[b + 3] = highV;
  }
  return boxes;
}

/** The pieces that come within `reachNm` of a box. */
export function piecesNear(
  pieces: StrandPieces,
  boxes: PieceBoxes,
  [lowU, lowV, highU, highV]: readonly [number, number, number, number],
  reachNm: number,
): StrandPieces {
  const left = lowU - reachNm;
  const right = highU + reachNm;
  const low = lowV - reachNm;
  const high = highV + reachNm;
  // Where the pieces that are near begin and end, as far as they follow each other.
  const runs: number[] = [];
  let count = 0;
  for (let from = 0, b = 0; from < pieces.length; from += boxed, b += 4) {
    if (boxes[b + 2] < left || boxes[b] > right || boxes[b + 3] < low || boxes[b + 1] > high) continue;
    const end = Math.min(pieces.length, from + boxed);
    for (let i = from; i < end; i += each) {
      if (pieces[i] < left && pieces[i + 2] < left) continue;
      if (pieces[i] > right && pieces[i + 2] > right) continue;
      if (pieces[i + 1] < low && pieces[i + 3] < low) continue;
      if (pieces[i + 1] > high && pieces[i + 3] > high) continue;
      if (runs.length > 0 && runs[runs.length - 1] === i) runs[runs.length - 1] = i + each;
      else runs.push(i, i + each);
      count += each;
    }
  }
  const near = new Float64Array(count);
  for (let r = 0, at = 0; r < runs.length; at += runs[r + 1] - runs[r], r += 2) {
    near.set(pieces.subarray(runs[r], runs[r + 1]), at);
  }
  return near;
}
