import type { Strand } from '../../../laydown/strand.ts';
import type { Asked } from '../asked.ts';
import { bareRuns } from '../bare-runs.ts';
import { cellMm2, type Frame } from '../frame.ts';
import { allowedBeyond } from '../outside.ts';
import { type Runs, runAt } from '../runs.ts';
import { each, isNear, type PieceBoxes, piecesNear, type StrandPieces } from '../strand-pieces.ts';
import { isEmpty } from './cell-map.ts';
import { farCells } from './far-cells.ts';
import { nearInWidths } from './lost-cells.ts';
import { type Piece, piecesOf, piecesOfRuns } from './pieces.ts';
import { type Box, boxesMeet, mergeBoxes, type Window, wholeOf, windowOf } from './window.ts';

/** What must be measured cell by cell. */
export interface Doubts {
  /** Each with whether something in it may lie too far from every strand of its lattice. */
  readonly windows: readonly { readonly window: Window; readonly far: boolean }[];
  /** What corners hold that no contour reaches and that are too small to be looked at, mm². */
  readonly crumbsMm2: number;
}

/** Patches shorter than this are corners, in widths. */
export const crumbInWidths = 1.5;

/**
 * The windows of a layer that must be measured cell by cell; none where the layer plainly carries out its section:
 * contours run along all of the rim, the lattice reaches everywhere, and no strand passes the rim. What lies outside of
 * the windows would give nothing; layers that cannot be settled so easily are one window.
 */
export function doubtfulWindows(
  frame: Frame,
  runs: Runs,
  strands: readonly Strand[],
  pieces: StrandPieces,
  pieceBoxes: PieceBoxes,
  asked: Asked,
): Doubts {
  if (runs.from.length === 0 && strands.length === 0) return { windows: [], crumbsMm2: 0 };
  const all: Doubts = { windows: [{ window: wholeOf(frame), far: true }], crumbsMm2: 0 };
  if (asked.solid || asked.gradient !== undefined || asked.contours === 0) return all;
  if (!staysInside(frame, runs, pieces, asked)) return all;
  const widthNm = asked.width * 1e6;
  const boxes: Box[] = [];
  let crumbs = 0;
  for (const patch of piecesOfRuns(frame, bareRuns(frame, runs, strands, asked))) {
    const bare = bareShare(patch, pieces, pieceBoxes, widthNm);
    if (bare === 0) continue;
    if (patch.length <= crumbInWidths * widthNm) crumbs += patch.cells * bare;
    else boxes.push([...patch.box]);
  }
  const far = farCells(frame, runs, pieces, asked.gap * 1e6 + widthNm / 2);
  const distant = far === null || isEmpty(far) ? [] : piecesOf(far).map(({ box }): Box => [...box]);
  const windows = mergeBoxes([...boxes, ...distant], 1.2 * widthNm).map((box) => ({
    window: windowOf(frame, box, widthNm),
    far: distant.some((other) => boxesMeet(box, other)),
  }));
  return { windows, crumbsMm2: crumbs * cellMm2(frame) };
}

/** The part of a patch that no strand reaches, by its samples: narrow places hold a strand, but enclose nothing. */
function bareShare({ samples, box }: Piece, pieces: StrandPieces, pieceBoxes: PieceBoxes, widthNm: number): number {
  const near = piecesNear(pieces, pieceBoxes, box, widthNm);
  let bare = 0;
  for (let i = 0; i < samples.length; i += 2) {
    if (!isNear(near, samples[i], samples[i + 1], nearInWidths * widthNm)) bare++;
  }
  return (2 * bare) / samples.length;
}

/** Whether both flanks of every strand lie in the section, looked at every half width. */
function staysInside(frame: Frame, runs: Runs, pieces: StrandPieces, asked: Asked): boolean {
  const { originV, rowNm } = frame;
  const step = asked.width * 5e5;
  // A row may stand half a row off the place.
  const allowedNm = allowedBeyond(asked.height) + rowNm / 2;
  for (let i = 0; i < pieces.length; i += each) {
    const du = pieces[i + 2] - pieces[i];
    const dv = pieces[i + 3] - pieces[i + 1];
    const length = Math.sqrt(du * du + dv * dv);
    if (length === 0) continue;
    const steps = Math.ceil(length / step);
    const width = pieces[i + 4];
    const change = pieces[i + 5] - width;
    let flank = Math.max(0, width / 2 - allowedNm) / length;
    for (let k = 0; k < steps; k++) {
      const t = (k + 0.5) / steps;
      if (change !== 0) flank = Math.max(0, (width + change * t) / 2 - allowedNm) / length;
      const u = pieces[i] + du * t;
      const v = pieces[i + 1] + dv * t;
      if (runAt(runs, Math.floor((v + du * flank - originV) / rowNm), u - dv * flank) < 0) return false;
      if (runAt(runs, Math.floor((v - du * flank - originV) / rowNm), u + dv * flank) < 0) return false;
    }
  }
  return true;
}
