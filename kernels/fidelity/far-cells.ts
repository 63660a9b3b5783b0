// Cells far from every strand: src/check/fidelity/cells/far-cells.ts says what they are, and why by squares first.
import { emptyMap, setRun, stroke, takeOut } from './cell-map';
import { columnAt, columnNm, columns, middleOfRow, originU, originV, rowNm, rows } from './frame';
import { from, pieceNumbers, pieces, rowEnds, to } from './layer';
import { getF64, getI32, setI32, take, takeZeros } from '../room';

// Coarse squares over the grid, one bit each; rows begin with a word of their own.
let side: f64 = 1;
let across: i32 = 0;
let down: i32 = 0;
let wide: i32 = 0;

/** The map (u32) of the cells of the section further than `reachNm` from every strand's middle; 0 when there are none. */
export function farCells(reachNm: f64, sideNm: f64, rings: i32): usize {
  side = sideNm;
  across = <i32>Math.ceil((<f64>columns * columnNm) / side) + 1;
  down = <i32>Math.ceil((<f64>rows * rowNm) / side) + 1;
  wide = (across + 31) >> 5;
  const near = spread(markedPieces(), rings);
  if (!hasOpen(near)) return 0;
  const open = emptyMap();
  const doubt = takeZeros(4 * <usize>(wide * down));
  collectOpen(near, open, doubt);
  // One square more than the reach: pieces are looked at up to half a square beside the nearest of their places.
  const around = spread(doubt, <i32>Math.ceil(reachNm / side) + 1);
  const covered = emptyMap();
  for (let i = 0; i < pieceNumbers; i += 6) {
    if (!touches(around, i)) continue;
    stroke(
      covered,
      getF64(pieces, i),
      getF64(pieces, i + 1),
      getF64(pieces, i + 2),
      getF64(pieces, i + 3),
      reachNm,
    );
  }
  takeOut(open, covered);
  return open;
}

/** The squares that the middles of strands run through. */
function markedPieces(): usize {
  const bits = takeZeros(4 * <usize>(wide * down));
  for (let i = 0; i < pieceNumbers; i += 6) {
    const u = (getF64(pieces, i) - originU) / side;
    const v = (getF64(pieces, i + 1) - originV) / side;
    const du = (getF64(pieces, i + 2) - getF64(pieces, i)) / side;
    const dv = (getF64(pieces, i + 3) - getF64(pieces, i + 1)) / side;
    const steps = Math.max(1, Math.ceil(2 * Math.max(abs(du), abs(dv))));
    for (let k: f64 = 0; k <= steps; k++) {
      const column = Math.floor(u + (du * k) / steps);
      const row = Math.floor(v + (dv * k) / steps);
      if (column < 0 || column >= <f64>across || row < 0 || row >= <f64>down) continue;
      mark(bits, <i32>row * wide, <i32>column);
    }
  }
  return bits;
}

function mark(bits: usize, base: i32, column: i32): void {
  const w = base + (column >> 5);
  setI32(bits, w, getI32(bits, w) | (1 << (column & 31)));
}

function isMarked(bits: usize, base: i32, column: i32): bool {
  return ((getI32(bits, base + (column >> 5)) >>> (column & 31)) & 1) == 1;
}

/** All squares within `reach` squares, below 32, of a marked one, along rows and then along columns. */
function spread(bits: usize, reach: i32): usize {
  const along = take(4 * <usize>(wide * down));
  for (let row = 0, at = 0; row < down; row++) {
    let before: u32 = 0;
    for (let w = 0; w < wide; w++, at++) {
      const word = <u32>getI32(bits, at);
      const after: u32 = w + 1 < wide ? <u32>getI32(bits, at + 1) : 0;
      let all = word;
      if ((word | before | after) != 0) {
        for (let s = 1; s <= reach; s++) {
          all |= (word << s) | (before >>> (32 - s)) | (word >>> s) | (after << (32 - s));
        }
      }
      setI32(along, at, <i32>all);
      before = word;
    }
  }
  const result = takeZeros(4 * <usize>(wide * down));
  for (let row = 0; row < down; row++) {
    const last = min(down - 1, row + reach);
    for (let other = max(0, row - reach); other <= last; other++) {
      for (let w = 0; w < wide; w++) {
        const at = row * wide + w;
        setI32(result, at, getI32(result, at) | getI32(along, other * wide + w));
      }
    }
  }
  return result;
}

function baseOf(row: i32): i32 {
  return <i32>Math.floor((middleOfRow(row) - originV) / side) * wide;
}

/** Whether any part of the section lies in squares that are not proven near. */
function hasOpen(bits: usize): bool {
  let i = 0;
  for (let row = 0; row < rows; row++) {
    const base = baseOf(row);
    for (; i < getI32(rowEnds, row); i++) {
      const first = max(0, <i32>Math.floor((getF64(from, i) - originU) / side));
      const last = min(across - 1, <i32>Math.floor((getF64(to, i) - originU) / side));
      if (last < first) continue;
      for (let w = first >> 5; w <= last >> 5; w++) {
        let open = ~getI32(bits, base + w);
        if (w == first >> 5) open &= -1 << (first & 31);
        if (w == last >> 5) open &= <i32>(<u32>0xffffffff >>> (31 - (last & 31)));
        if (open != 0) return true;
      }
    }
  }
  return false;
}

/** Marks the cells of the section in squares that are not proven near, and those squares. */
function collectOpen(near: usize, open: usize, doubt: usize): void {
  let i = 0;
  for (let row = 0; row < rows; row++) {
    const base = baseOf(row);
    for (; i < getI32(rowEnds, row); i++) {
      const left = getF64(from, i);
      const right = getF64(to, i);
      const last = min(across - 1, <i32>Math.floor((right - originU) / side));
      for (let square = max(0, <i32>Math.floor((left - originU) / side)); square <= last; square++) {
        if (isMarked(near, base, square)) continue;
        mark(doubt, base, square);
        const begin = Math.max(left, originU + <f64>square * side);
        const end = Math.min(right, originU + <f64>(square + 1) * side);
        setRun(open, row, columnAt(begin), columnAt(end));
      }
    }
  }
}

/** Whether a piece runs through a marked square, or passes one so near that it may as well. */
function touches(bits: usize, i: i32): bool {
  const u = (getF64(pieces, i) - originU) / side;
  const v = (getF64(pieces, i + 1) - originV) / side;
  const du = (getF64(pieces, i + 2) - getF64(pieces, i)) / side;
  const dv = (getF64(pieces, i + 3) - getF64(pieces, i + 1)) / side;
  const steps = Math.max(1, Math.ceil(Math.max(abs(du), abs(dv))));
  for (let k: f64 = 0; k <= steps; k++) {
    const column = <i32>Math.floor(u + (du * k) / steps);
    const row = <i32>Math.floor(v + (dv * k) / steps);
    if (isMarked(bits, min(max(row, 0), down - 1) * wide, min(max(column, 0), across - 1))) return true;
  }
  return false;
}
