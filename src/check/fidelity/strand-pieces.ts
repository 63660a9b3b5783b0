import type { Strand } from '../../laydown/strand.ts';
import type { CellMap } from './cells/cell-map.ts';
import { turnU, turnV } from './frame.ts';
import { stroke } from './stroke.ts';

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

/** The pieces that come within `reachNm` of a box. */
export function piecesNear(
  pieces: StrandPieces,
  [lowU, lowV, highU, highV]: readonly [number, number, number, number],
  reachNm: number,
): StrandPieces {
  const near = new Float64Array(pieces.length);
  let count = 0;
  for (let i = 0; i < pieces.length; i += each) {
    if (pieces[i] < lowU - reachNm && pieces[i + 2] < lowU - reachNm) continue;
    if (pieces[i] > highU + reachNm && pieces[i + 2] > highU + reachNm) continue;
    if (pieces[i + 1] < lowV - reachNm && pieces[i + 3] < lowV - reachNm) continue;
    if (pieces[i + 1] > highV + reachNm && pieces[i + 3] > highV + reachNm) continue;
    for (let k = 0; k < each; k++) near[count++] = pieces[i + k];
  }
  return near.subarray(0, count);
}

/** Sets the cells that lie within `beyondNm` of the bodies of strands, their true width at each place counted. */
export function strokeBodies(map: CellMap, pieces: StrandPieces, beyondNm: number): void {
  for (let i = 0; i < pieces.length; i += each) strokePiece(map, pieces, i, beyondNm);
}

/** Widths that differ by more than this from end to end are stroked in steps, nm. */
const widthStep = 40_000;

/** The body of one piece, with `beyondNm` around it: its radius grows evenly from end to end. */
export function strokePiece(map: CellMap, pieces: StrandPieces, i: number, beyondNm: number): void {
  const au = pieces[i];
  const av = pieces[i + 1];
  const bu = pieces[i + 2];
  const bv = pieces[i + 3];
  const aw = pieces[i + 4];
  const bw = pieces[i + 5];
  if (aw === bw) {
    if (aw / 2 + beyondNm > 0) stroke(map, au, av, bu, bv, aw / 2 + beyondNm);
    return;
  }
  const steps = Math.min(64, Math.ceil(Math.abs(bw - aw) / widthStep));
  for (let k = 0; k < steps; k++) {
    const s = k / steps;
    const t = (k + 1) / steps;
    const radius = (aw + (bw - aw) * ((s + t) / 2)) / 2 + beyondNm;
    if (radius > 0) stroke(map, au + (bu - au) * s, av + (bv - av) * s, au + (bu - au) * t, av + (bv - av) * t, radius);
  }
}

/** Whether a place lies within `beyondNm` of the body of any piece. */
export function isNear(pieces: StrandPieces, u: number, v: number, beyondNm: number): boolean {
  for (let i = 0; i < pieces.length; i += each) {
    const du = pieces[i + 2] - pieces[i];
    const dv = pieces[i + 3] - pieces[i + 1];
    const pu = u - pieces[i];
    const pv = v - pieces[i + 1];
    const length = du * du + dv * dv;
    let t = length > 0 ? (pu * du + pv * dv) / length : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const reach = (pieces[i + 4] + (pieces[i + 5] - pieces[i + 4]) * t) / 2 + beyondNm;
    if ((pu - t * du) ** 2 + (pv - t * dv) ** 2 <= reach * reach) return true;
  }
  return false;
}
