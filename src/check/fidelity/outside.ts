import { type CellMap, emptyMap, isSet, without } from './cells/cell-map.ts';
import type { Ground } from './cells/ground.ts';
import { columnAt } from './frame.ts';
import { each, type StrandPieces, strokePiece } from './strand-pieces.ts';

/** A strand that fills its slot bulges beyond its width by this much of the layer's height on either side. */
const bulge = (1 - Math.PI / 4) / 2;
/** Rounding of strands and outlines, mm. */
const rounding = 0.01;

/** How far the body of a strand may pass the border, nm. */
export const allowedBeyond = (heightMm: number): number => (bulge * heightMm + rounding) * 1e6;

/**
 * Cells outside the section that strands cover, less what a strand that fills its slot may pass the border; null when
 * there are none. Strands whose middle runs through the core of the section need no second look.
 */
export function outsideCells(ground: Ground, pieces: StrandPieces, widthNm: number, heightMm: number): CellMap | null {
  const { frame, core, section } = ground;
  const allowedNm = allowedBeyond(heightMm);
  let body: CellMap | null = null;
  for (let i = 0; i < pieces.length; i += each) {
    const widest = Math.max(pieces[i + 4], pieces[i + 5]);
    if (widest <= widthNm && runsThrough(core, pieces[i], pieces[i + 1], pieces[i + 2], pieces[i + 3])) continue;
    body ??= emptyMap(frame);
    strokePiece(body, pieces, i, -allowedNm);
  }
  return body && without(body, section);
}

/** Whether all of a piece lies in set cells, looked at every row's height. */
function runsThrough(core: CellMap, au: number, av: number, bu: number, bv: number): boolean {
  const { frame } = core;
  const steps = Math.ceil(Math.sqrt((bu - au) ** 2 + (bv - av) ** 2) / frame.rowNm) || 1;
  for (let i = 0; i <= steps; i++) {
    const u = au + ((bu - au) * i) / steps;
    const v = av + ((bv - av) * i) / steps;
    const row = Math.floor((v - frame.originV) / frame.rowNm);
    if (!isSet(core, row, columnAt(frame, u - frame.columnNm / 2))) return false;
  }
  return true;
}
