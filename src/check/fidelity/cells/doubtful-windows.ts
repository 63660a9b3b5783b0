import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { enterFloats } from '../../../kernel/kernel.ts';
import type { Asked } from '../asked.ts';
import { bareRuns } from '../bare-runs.ts';
import { cellMm2, type Frame } from '../frame.ts';
import { allowedBeyond } from '../outside.ts';
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
export function doubtfulWindows(kernel: FidelityKernel, frame: Frame, asked: Asked): Doubts {
  const all: Doubts = { windows: [{ window: wholeOf(frame), far: true }], crumbsMm2: 0 };
  if (asked.solid || asked.gradient !== undefined || asked.contours === 0) return all;
  if (!staysInside(kernel, frame, asked)) return all;
  const widthNm = asked.width * 1e6;
  const boxes: Box[] = [];
  let crumbs = 0;
  for (const patch of piecesOfRuns(kernel, frame, bareRuns(kernel, frame, asked))) {
    const bare = bareShare(kernel, patch, widthNm);
    if (bare === 0) continue;
    if (patch.length <= crumbInWidths * widthNm) crumbs += patch.cells * bare;
    else boxes.push([...patch.box]);
  }
  const far = farCells(kernel, asked.gap * 1e6 + widthNm / 2);
  const distant = far === 0 ? [] : piecesOf(kernel, frame, far).map(({ box }): Box => [...box]);
  const windows = mergeBoxes([...boxes, ...distant], 1.2 * widthNm).map((box) => ({
    window: windowOf(frame, box, widthNm),
    far: distant.some((other) => boxesMeet(box, other)),
  }));
  return { windows, crumbsMm2: crumbs * cellMm2(frame) };
}

/** The part of a patch that no strand reaches, by its samples: narrow places hold a strand, but enclose nothing. */
function bareShare(kernel: FidelityKernel, { samples, box }: Piece, widthNm: number): number {
  kernel.hold();
  kernel.lookAtPieces(box[0], box[1], box[2], box[3], widthNm);
  const places = kernel.take(8 * samples.length);
  enterFloats(kernel, places, samples);
  const bare = kernel.countBare(places, samples.length / 2, nearInWidths * widthNm);
  kernel.restore();
  return (2 * bare) / samples.length;
}

/** Whether both flanks of every strand lie in the section, looked at every half width. */
function staysInside(kernel: FidelityKernel, { rowNm }: Frame, { width, height }: Asked): boolean {
  // A row may stand half a row off the place.
  return kernel.staysInside(width * 5e5, allowedBeyond(height) + rowNm / 2) !== 0;
}
