import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { setFrame } from '../enter-layer.ts';
import { columnAt, type Frame, rowAt } from '../frame.ts';

/** A part of a grid that is measured by itself, with a border around it that only shows what lies there. */
export interface Window {
  readonly frame: Frame;
  /** First row of the frame in the grid of the part. */
  readonly firstRow: number;
  /** Rows and columns of border on each side. */
  readonly borderRows: number;
  readonly borderColumns: number;
}

export const wholeOf = (frame: Frame): Window => ({ frame, firstRow: 0, borderRows: 0, borderColumns: 0 });

/** The cells of the grid around a box, with a border of `borderNm` within the grid. */
export function windowOf(
  frame: Frame,
  [lowU, lowV, highU, highV]: readonly [number, number, number, number],
  borderNm: number,
): Window {
  const firstRow = Math.max(0, rowAt(frame, lowV - borderNm));
  const lastRow = Math.min(frame.rows, rowAt(frame, highV + borderNm) + 1);
  const first = Math.max(0, columnAt(frame, lowU - borderNm));
  const last = Math.min(frame.columns, columnAt(frame, highU + borderNm) + 1);
  return {
    frame: {
      ...frame,
      originU: frame.originU + first * frame.columnNm,
      originV: frame.originV + firstRow * frame.rowNm,
      rows: Math.max(1, lastRow - firstRow),
      columns: Math.max(1, last - first),
    },
    firstRow,
    borderRows: Math.floor(borderNm / frame.rowNm),
    borderColumns: Math.floor(borderNm / frame.columnNm),
  };
}

/**
 * Holds what the kernel looks at until it is restored, and looks at a window: at the runs on its rows, and at the rim and
 * the strands that come within so many nm of it.
 */
export function lookAt(kernel: FidelityKernel, window: Window, rimNm: number, strandsNm: number): void {
  const [lowU, lowV, highU, highV] = boxOf(window);
  kernel.hold();
  kernel.lookAtEdges(lowU, lowV, highU, highV, rimNm);
  kernel.lookAtPieces(lowU, lowV, highU, highV, strandsNm);
  kernel.lookAtRows(window.firstRow, window.frame.rows);
  setFrame(kernel, window.frame);
}

function boxOf({ frame }: Window): [number, number, number, number] {
  const { originU, originV, columns, rows, columnNm, rowNm } = frame;
  return [originU, originV, originU + columns * columnNm, originV + rows * rowNm];
}

/** A box in turned coordinates, nm. */
export type Box = [lowU: number, lowV: number, highU: number, highV: number];

export const boxesMeet = (a: Readonly<Box>, b: Readonly<Box>): boolean =>
  a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** Boxes with `aroundNm` added on each side; those that meet become one. */
export function mergeBoxes(boxes: readonly Readonly<Box>[], aroundNm: number): Box[] {
  const left = boxes.map(([a, b, c, d]): Box => [a - aroundNm, b - aroundNm, c + aroundNm, d + aroundNm]);
  for (let i = 0; i < left.length; ) {
    const k = left.findIndex((other, at) => at > i && boxesMeet(left[i], other));
    if (k < 0) {
      i++;
      continue;
    }
    const [[a, b, c, d]] = left.splice(k, 1);
    const [e, f, g, h] = left[i];
    left[i] = [Math.min(a, e), Math.min(b, f), Math.max(c, g), Math.max(d, h)];
    i = 0;
  }
  return left;
}
