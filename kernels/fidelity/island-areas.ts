// Areas of connected pieces of a section: src/check/fidelity/cells/islands.ts says which count.
import { columnNm, middleOfRow, rowAt, rowNm, rows } from './frame';
import { firstRun, from, rowEnds, runCount, to } from './layer';
import { label, pieces } from './patches';
import { ringEnds, rings, twiceRingArea, us, vs } from './rings';
import { runWound } from './section-runs';
import { getF64, getI32, setF64, takeZeros } from '../room';

/** mm² (f64) of each piece by its rows. */
export function areasByRows(): usize {
  const areas = takeZeros(8 * <usize>pieces);
  for (let run = 0; run < runCount; run++) add(areas, getI32(label, run), getF64(to, run) - getF64(from, run));
  for (let piece = 0; piece < pieces; piece++) setF64(areas, piece, (getF64(areas, piece) * rowNm) / 1e12);
  return areas;
}

/**
 * mm² (f64) that the rings of each piece enclose, where that is at most `mostOff` of it off the area by rows; else the
 * latter. What several rings wind around counts once: the rows say how much that is.
 */
export function areasByRings(mostOff: f64): usize {
  const byRows = areasByRows();
  const sums = takeZeros(8 * <usize>pieces);
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = getI32(ringEnds, ring);
    const piece = pieceOfRing(begin, end);
    if (piece >= 0) add(sums, piece, twiceRingArea(begin, end) / 2 / 1e12);
    begin = end;
  }
  const wound = takeZeros(8 * <usize>pieces);
  for (let run = 0; run < runCount; run++) add(wound, getI32(label, run), (getF64(runWound, run) * rowNm) / 1e12);
  for (let piece = 0; piece < pieces; piece++) {
    const rowed = getF64(byRows, piece);
    const once = abs(getF64(sums, piece)) + rowed - abs(getF64(wound, piece));
    setF64(sums, piece, abs(once - rowed) <= mostOff * rowed ? once : rowed);
  }
  return sums;
}

function add(array: usize, i: i32, value: f64): void {
  setF64(array, i, getF64(array, i) + value);
}

/** By the first row that the ring crosses: one of its runs ends there, or holds the place where another ring goes around. */
function pieceOfRing(begin: i32, end: i32): i32 {
  for (let i = begin, j = end - 1; i < end; j = i++) {
    const v = getF64(vs, i);
    const before = getF64(vs, j);
    const low = rowAt(Math.min(v, before));
    if (low >= rowAt(Math.max(v, before)) || low < 0 || low >= rows) continue;
    const at = getF64(us, j) + ((middleOfRow(low) - before) * (getF64(us, i) - getF64(us, j))) / (v - before);
    let best = -1;
    let least = columnNm;
    for (let k = firstRun(low); k < getI32(rowEnds, low); k++) {
      const off = Math.max(0, Math.max(getF64(from, k) - at, at - getF64(to, k)));
      if (off >= least) continue;
      least = off;
      best = getI32(label, k);
    }
    if (best >= 0) return best;
  }
  return -1;
}
