import { type CellMap, emptyMap, setRun, without } from './cell-map.ts';
import { columnAt, type Frame, middleOfRow } from './frame.ts';
import type { Runs } from './runs.ts';
import { each, type StrandPieces } from './strand-pieces.ts';
import { stroke } from './stroke.ts';

/** Squares around a marked one whose every place lies within the reach of any place in it. */
const rings = 2;

/** Coarse squares, one byte each, over the grid. */
interface Squares {
  readonly frame: Frame;
  readonly sideNm: number;
  readonly columns: number;
  readonly rows: number;
  readonly marks: Uint8Array;
}

/**
 * Cells of the section that lie further than `reachNm` from every strand's middle; null when there are none. Most layers
 * are settled by coarse squares: all places within two squares of one that a strand runs through are near enough.
 * Only what these leave open is looked at cell by cell.
 */
export function farCells(frame: Frame, section: Runs, pieces: StrandPieces, reachNm: number): CellMap | null {
  const squares = emptySquares(frame, reachNm / ((rings + 1) * Math.SQRT2));
  markPieces(squares, pieces);
  const near = spread(squares, rings);
  const open = emptyMap(frame);
  const doubt = emptySquares(frame, squares.sideNm);
  if (!collectOpen(section, near, open, doubt)) return null;
  const around = spread(doubt, Math.ceil(reachNm / squares.sideNm) + 1);
  const covered = emptyMap(frame);
  for (let i = 0; i < pieces.length; i += each) {
    if (!touches(around, pieces, i)) continue;
    stroke(covered, pieces[i], pieces[i + 1], pieces[i + 2], pieces[i + 3], reachNm);
  }
  return without(open, covered);
}

function emptySquares(frame: Frame, sideNm: number): Squares {
  const columns = Math.ceil((frame.columns * frame.columnNm) / sideNm) + 1;
  const rows = Math.ceil((frame.rows * frame.rowNm) / sideNm) + 1;
  return { frame, sideNm, columns, rows, marks: new Uint8Array(columns * rows) };
}

/** Marks the squares that the middles of strands run through. */
function markPieces({ frame, sideNm, columns, rows, marks }: Squares, pieces: StrandPieces): void {
  for (let i = 0; i < pieces.length; i += each) {
    const u = (pieces[i] - frame.originU) / sideNm;
    const v = (pieces[i + 1] - frame.originV) / sideNm;
    const du = (pieces[i + 2] - pieces[i]) / sideNm;
    const dv = (pieces[i + 3] - pieces[i + 1]) / sideNm;
    const steps = Math.ceil(2 * Math.max(Math.abs(du), Math.abs(dv))) || 1;
    for (let k = 0; k <= steps; k++) {
      const column = Math.floor(u + (du * k) / steps);
      const row = Math.floor(v + (dv * k) / steps);
      if (column >= 0 && column < columns && row >= 0 && row < rows) marks[row * columns + column] = 1;
    }
  }
}

/** Marks all squares within `reach` squares of a marked one, along rows and then along columns. */
function spread(squares: Squares, reach: number): Squares {
  const { columns, rows, marks } = squares;
  const along = new Uint8Array(marks.length);
  for (let row = 0; row < rows; row++) spreadLine(marks, along, row * columns, 1, columns, reach);
  const result = new Uint8Array(marks.length);
  for (let column = 0; column < columns; column++) spreadLine(along, result, column, columns, rows, reach);
  return { ...squares, marks: result };
}

function spreadLine(from: Uint8Array, to: Uint8Array, begin: number, step: number, count: number, reach: number): void {
  let last = -Infinity;
  for (let i = -reach; i < count; i++) {
    if (i + reach < count && from[begin + (i + reach) * step] === 1) last = i + reach;
    if (i >= 0 && last >= i - reach) to[begin + i * step] = 1;
  }
}

/**
 * Cells of the section in squares that are not proven near, and those squares; false when there are none. What could be
 * lost is at least a strand wide, four rows, so every third row tells whether there is any.
 */
function collectOpen(section: Runs, near: Squares, open: CellMap, doubt: Squares): boolean {
  const { frame, sideNm, columns, marks } = near;
  let found = false;
  let i = 0;
  for (let row = 0; row < frame.rows; row++) {
    const base = Math.floor((middleOfRow(frame, row) - frame.originV) / sideNm) * columns;
    for (; i < section.rowEnds[row]; i++) {
      const left = section.from[i];
      const right = section.to[i];
      const last = Math.floor((right - frame.originU) / sideNm);
      for (let square = Math.floor((left - frame.originU) / sideNm); square <= last; square++) {
        if (marks[base + square] === 1) continue;
        found = true;
        doubt.marks[base + square] = 1;
        const from = Math.max(left, frame.originU + square * sideNm);
        const to = Math.min(right, frame.originU + (square + 1) * sideNm);
        setRun(open, row, columnAt(frame, from), columnAt(frame, to));
      }
    }
  }
  return found;
}

/** Whether the box of a piece meets a marked square. */
function touches({ frame, sideNm, columns, rows, marks }: Squares, pieces: StrandPieces, i: number): boolean {
  const square = (place: number, origin: number, count: number) =>
    Math.min(count - 1, Math.max(0, Math.floor((place - origin) / sideNm)));
  const left = square(Math.min(pieces[i], pieces[i + 2]), frame.originU, columns);
  const right = square(Math.max(pieces[i], pieces[i + 2]), frame.originU, columns);
  const low = square(Math.min(pieces[i + 1], pieces[i + 3]), frame.originV, rows);
  const high = square(Math.max(pieces[i + 1], pieces[i + 3]), frame.originV, rows);
  for (let row = low; row <= high; row++) {
    for (let column = left; column <= right; column++) if (marks[row * columns + column] === 1) return true;
  }
  return false;
}
