// One bit for each cell of a grid: src/check/fidelity/cells/cell-map.ts says what they are.
import { columnAt, columnNm, columns, middleOfRow, originU, originV, rowAt, rowNm, rows } from './frame';
import { getI32, setI32, takeZeros } from '../room';

export function words(): i32 {
  return (columns + 31) >> 5;
}

export function emptyMap(): usize {
  return takeZeros(4 * <usize>(words() * rows));
}

/** Sets the cells of a row from column `first` up to, not including, `end`; what lies outside the grid is left out. */
export function setRun(map: usize, row: i32, first: i32, end: i32): void {
  first = max(first, 0);
  const last = min(end, columns) - 1;
  if (row < 0 || row >= rows || last < first) return;
  const base = row * words();
  const a = base + (first >> 5);
  const b = base + (last >> 5);
  const head = -1 << (first & 31);
  const tail = <i32>(<u32>0xffffffff >>> (31 - (last & 31)));
  if (a == b) {
    setI32(map, a, getI32(map, a) | (head & tail));
    return;
  }
  setI32(map, a, getI32(map, a) | head);
  for (let w = a + 1; w < b; w++) setI32(map, w, -1);
  setI32(map, b, getI32(map, b) | tail);
}

/** Whether a place lies in a set cell; places outside the grid do not. */
export function isSet(map: usize, u: f64, v: f64): bool {
  const row = <i32>Math.floor((v - originV) / rowNm);
  const column = columnAt(u - columnNm / 2);
  if (row < 0 || row >= rows || column < 0 || column >= columns) return false;
  return ((getI32(map, row * words() + (column >> 5)) >>> (column & 31)) & 1) == 1;
}

/** Takes the cells of another map out of one. */
export function takeOut(map: usize, other: usize): void {
  for (let w = 0, count = words() * rows; w < count; w++) setI32(map, w, getI32(map, w) & ~getI32(other, w));
}

/**
 * Sets the cells whose middle lies within `radius` of the segment a-b (turned coordinates, nm): on each row one run with
 * exact ends, the hull of two discs.
 */
export function stroke(map: usize, au: f64, av: f64, bu: f64, bv: f64, radius: f64): void {
  if ((au > bu ? au : bu) + radius < originU) return;
  if ((au < bu ? au : bu) - radius > originU + <f64>columns * columnNm) return;
  const du = bu - au;
  const dv = bv - av;
  const length = Math.sqrt(du * du + dv * dv);
  const sideU = length > 0 ? (-dv / length) * radius : 0;
  const sideV = length > 0 ? (du / length) * radius : 0;
  const square = radius * radius;
  const first = max(0, rowAt((av < bv ? av : bv) - radius));
  const end = min(rows, rowAt((av < bv ? bv : av) + radius));
  for (let row = first; row < end; row++) {
    const v = middleOfRow(row);
    let left = Infinity;
    let right = -Infinity;
    const da = square - (v - av) * (v - av);
    if (da >= 0) {
      const half = Math.sqrt(da);
      left = au - half;
      right = au + half;
    }
    const db = square - (v - bv) * (v - bv);
    if (db >= 0) {
      const half = Math.sqrt(db);
      if (bu - half < left) left = bu - half;
      if (bu + half > right) right = bu + half;
    }
    if (dv != 0) {
      const t = (v - av - sideV) / dv;
      if (t >= 0 && t <= 1) {
        const u = au + t * du + sideU;
        if (u < left) left = u;
        if (u > right) right = u;
      }
      const s = (v - av + sideV) / dv;
      if (s >= 0 && s <= 1) {
        const u = au + s * du - sideU;
        if (u < left) left = u;
        if (u > right) right = u;
      }
    }
    if (right >= left) setRun(map, row, columnAt(left), columnAt(right));
  }
}
