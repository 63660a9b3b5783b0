import { type CellMap, setRun } from './cells/cell-map.ts';
import { columnAt, middleOfRow, rowAt } from './frame.ts';

/**
 * Sets the cells whose middle lies within `radius` of the segment a-b (turned coordinates, nm): on each row one run
 * with exact ends, the hull of two discs.
 */
export function stroke(map: CellMap, au: number, av: number, bu: number, bv: number, radius: number): void {
  const { frame } = map;
  if ((au > bu ? au : bu) + radius < frame.originU) return;
  if ((au < bu ? au : bu) - radius > frame.originU + frame.columns * frame.columnNm) return;
  const du = bu - au;
  const dv = bv - av;
  const length = Math.sqrt(du * du + dv * dv);
  const sideU = length > 0 ? (-dv / length) * radius : 0;
  const sideV = length > 0 ? (du / length) * radius : 0;
  const square = radius * radius;
  const first = Math.max(0, rowAt(frame, (av < bv ? av : bv) - radius));
  const end = Math.min(frame.rows, rowAt(frame, (av < bv ? bv : av) + radius));
  for (let row = first; row < end; row++) {
    const v = middleOfRow(frame, row);
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
    if (dv !== 0) {
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
    if (right >= left) setRun(map, row, columnAt(frame, left), columnAt(frame, right));
  }
}
