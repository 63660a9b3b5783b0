import { columnAt, type Frame, middleOfRow } from '../frame.ts';
import type { Runs } from '../runs.ts';
import { each, type StrandPieces } from '../strand-pieces.ts';
import { stroke } from '../stroke.ts';
import { type CellMap, emptyMap, setRun, without } from './cell-map.ts';

/** Squares around a marked one whose every place lies within the reach of any place in it. */
const rings = 2;

/** Coarse squares over the grid, one bit each; rows begin with a word of their own. */
interface Squares {
  readonly frame: Frame;
  readonly sideNm: number;
  readonly columns: number;
  readonly rows: number;
  readonly words: number;
  readonly bits: Uint32Array;
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
  if (!hasOpen(section, near)) return null;
  const open = emptyMap(frame);
  const doubt = emptySquares(frame, squares.sideNm);
  collectOpen(section, near, open, doubt);
  // One square more than the reach: pieces are looked at up to half a square beside the nearest of their places.
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
  const words = (columns + 31) >> 5;
  return { frame, sideNm, columns, rows, words, bits: new Uint32Array(words * rows) };
}

/** Marks the squares that the middles of strands run through. */
function markPieces({ frame, sideNm, columns, rows, words, bits }: Squares, pieces: StrandPieces): void {
  for (let i = 0; i < pieces.length; i += each) {
    const u = (pieces[i] - frame.originU) / sideNm;
    const v = (pieces[i + 1] - frame.originV) / sideNm;
    const du = (pieces[i + 2] - pieces[i]) / sideNm;
    const dv = (pieces[i + 3] - pieces[i + 1]) / sideNm;
    const steps = Math.ceil(2 * Math.max(Math.abs(du), Math.abs(dv))) || 1;
    for (let k = 0; k <= steps; k++) {
      const column = Math.floor(u + (du * k) / steps);
      const row = Math.floor(v + (dv * k) / steps);
      if (column < 0 || column >= columns || row < 0 || row >= rows) continue;
      bits[row * words + (column >> 5)] |= 1 << (column & 31);
    }
  }
}

/** Marks all squares within `reach` squares, below 32, of a marked one, along rows and then along columns. */
function spread(squares: Squares, reach: number): Squares {
  const { rows, words, bits } = squares;
  const along = new Uint32Array(bits.length);
  for (let row = 0, at = 0; row < rows; row++) {
    let before = 0;
    for (let w = 0; w < words; w++, at++) {
      const word = bits[at];
      const after = w + 1 < words ? bits[at + 1] : 0;
      let all = word;
      if ((word | before | after) !== 0) {
        for (let s = 1; s <= reach; s++) {
          all |= (word << s) | (before >>> (32 - s)) | (word >>> s) | (after << (32 - s));
        }
      }
      along[at] = all;
      before = word;
    }
  }
  const result = new Uint32Array(bits.length);
  for (let row = 0; row < rows; row++) {
    const base = row * words;
    const last = Math.min(rows - 1, row + reach);
    for (let other = Math.max(0, row - reach); other <= last; other++) {
      const from = other * words;
      for (let w = 0; w < words; w++) result[base + w] |= along[from + w];
    }
  }
  return { ...squares, bits: result };
}

const isMarked = (bits: Uint32Array, base: number, column: number): boolean =>
  ((bits[base + (column >> 5)] >>> (column & 31)) & 1) === 1;

/** Whether any part of the section lies in squares that are not proven near. */
function hasOpen(section: Runs, { frame, sideNm, columns, words, bits }: Squares): boolean {
  let i = 0;
  for (let row = 0; row < frame.rows; row++) {
    const base = Math.floor((middleOfRow(frame, row) - frame.originV) / sideNm) * words;
    for (; i < section.rowEnds[row]; i++) {
      const first = Math.max(0, Math.floor((section.from[i] - frame.originU) / sideNm));
      const last = Math.min(columns - 1, Math.floor((section.to[i] - frame.originU) / sideNm));
      if (last < first) continue;
      for (let w = first >> 5; w <= last >> 5; w++) {
        let open = ~bits[base + w];
        if (w === first >> 5) open &= -1 << (first & 31);
        if (w === last >> 5) open &= -1 >>> (31 - (last & 31));
        if (open !== 0) return true;
      }
    }
  }
  return false;
}

/** Marks the cells of the section in squares that are not proven near, and those squares. */
function collectOpen(section: Runs, near: Squares, open: CellMap, doubt: Squares): void {
  const { frame, sideNm, columns, words, bits } = near;
  let i = 0;
  for (let row = 0; row < frame.rows; row++) {
    const base = Math.floor((middleOfRow(frame, row) - frame.originV) / sideNm) * words;
    for (; i < section.rowEnds[row]; i++) {
      const left = section.from[i];
      const right = section.to[i];
      const last = Math.min(columns - 1, Math.floor((right - frame.originU) / sideNm));
      for (let square = Math.max(0, Math.floor((left - frame.originU) / sideNm)); square <= last; square++) {
        if (isMarked(bits, base, square)) continue;
        doubt.bits[base + (square >> 5)] |= 1 << (square & 31);
        const from = Math.max(left, frame.originU + square * sideNm);
        const to = Math.min(right, frame.originU + (square + 1) * sideNm);
        setRun(open, row, columnAt(frame, from), columnAt(frame, to));
      }
    }
  }
}

/**
 * Whether a piece runs through a marked square, or passes one so near that it may as well: it is looked at once a square
 * along its way, so at most half a square from any of its places. (Its box will not do: that of a long strand across the
 * grid holds most of the layer.)
 */
function touches({ frame, sideNm, columns, rows, words, bits }: Squares, pieces: StrandPieces, i: number): boolean {
  const u = (pieces[i] - frame.originU) / sideNm;
  const v = (pieces[i + 1] - frame.originV) / sideNm;
  const du = (pieces[i + 2] - pieces[i]) / sideNm;
  const dv = (pieces[i + 3] - pieces[i + 1]) / sideNm;
  const steps = Math.ceil(Math.max(Math.abs(du), Math.abs(dv))) || 1;
  for (let k = 0; k <= steps; k++) {
    const column = Math.floor(u + (du * k) / steps);
    const row = Math.floor(v + (dv * k) / steps);
    const inColumn = column < 0 ? 0 : column >= columns ? columns - 1 : column;
    const inRow = row < 0 ? 0 : row >= rows ? rows - 1 : row;
    if (isMarked(bits, inRow * words, inColumn)) return true;
  }
  return false;
}
