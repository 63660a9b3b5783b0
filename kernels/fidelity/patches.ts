// Connected pieces of runs: src/check/fidelity/enter-layer.ts and cells/pieces.ts say what they are.
import { columnNm, middleOfRow, originU, rowNm, rows } from './frame';
import { firstRun, from, rowEnds, runCount, to } from './layer';
import { answer, getF64, getI32, setF64, setI32, take, takeZeros } from '../room';

let parent: usize = 0;
// By run: its piece, counted from 0 in the order of first appearance.
export let label: usize = 0;
export let pieces: i32 = 0;

/**
 * Joins runs of neighbouring rows that overlap, or come within `slack`, and those that begin at one ring, where
 * these are known (i32, by run; else 0). The count of pieces, and the piece of each run (i32).
 */
export function connect(slack: f64, ringOf: usize): usize {
  parent = take(4 * <usize>runCount);
  for (let i = 0; i < runCount; i++) setI32(parent, i, i);
  let below = 0;
  let begin = 0;
  for (let row = 0; row < rows; row++) {
    const end = getI32(rowEnds, row);
    let j = below;
    for (let i = begin; i < end; i++) {
      while (j < begin && getF64(to, j) + slack <= getF64(from, i)) j++;
      for (let k = j; k < begin && getF64(from, k) < getF64(to, i) + slack; k++) join(i, k);
    }
    below = begin;
    begin = end;
  }
  if (ringOf != 0) joinByRing(ringOf);
  label = take(4 * <usize>runCount);
  pieces = 0;
  for (let i = 0; i < runCount; i++) {
    const root = rootOf(i);
    setI32(label, i, root == i ? pieces++ : getI32(label, root));
  }
  return answer(pieces, <i32>label);
}

function joinByRing(ringOf: usize): void {
  let rings = 0;
  for (let i = 0; i < runCount; i++) rings = max(rings, getI32(ringOf, i) + 1);
  const first = take(4 * <usize>rings);
  memory.fill(first, 0xff, 4 * <usize>rings);
  for (let i = 0; i < runCount; i++) {
    const ring = getI32(ringOf, i);
    if (getI32(first, ring) < 0) setI32(first, ring, i);
    else join(i, getI32(first, ring));
  }
}

function rootOf(i: i32): i32 {
  while (getI32(parent, i) != i) {
    setI32(parent, i, getI32(parent, getI32(parent, i)));
    i = getI32(parent, i);
  }
  return i;
}

/** The root of two joined pieces is their first run. */
function join(i: i32, k: i32): void {
  const a = rootOf(i);
  const b = rootOf(k);
  if (a < b) setI32(parent, b, a);
  else setI32(parent, a, b);
}

/** Length of the rim of each piece (f64): each run ends twice along its row, and lies open where no other run covers it. */
export function rimsOf(unit: f64): usize {
  const rims = takeZeros(8 * <usize>pieces);
  for (let i = 0; i < runCount; i++) {
    addTo(rims, getI32(label, i), 2 * rowNm + 2 * unit * (getF64(to, i) - getF64(from, i)));
  }
  let i = rows > 0 ? getI32(rowEnds, 0) : 0;
  for (let row = 1; row < rows; row++) {
    let j = firstRun(row - 1);
    const end = getI32(rowEnds, row - 1);
    for (; i < getI32(rowEnds, row); i++) {
      while (j < end && getF64(to, j) <= getF64(from, i)) j++;
      for (let k = j; k < end && getF64(from, k) < getF64(to, i); k++) {
        const shared = Math.min(getF64(to, i), getF64(to, k)) - Math.max(getF64(from, i), getF64(from, k));
        addTo(rims, getI32(label, i), -(2 * unit * shared));
      }
    }
  }
  for (let i = 0; i < pieces; i++) setF64(rims, i, getF64(rims, i) * (Math.PI / 4));
  return rims;
}

function addTo(array: usize, i: i32, value: f64): void {
  setF64(array, i, getF64(array, i) + value);
}

/** Of each piece: its box (four f64: low u, low v, high u, high v) and the middle of its longest run (two f64). */
export function extentsOf(): usize {
  const boxes = takeZeros(32 * <usize>pieces);
  const places = takeZeros(16 * <usize>pieces);
  const longest = takeZeros(8 * <usize>pieces);
  let i = 0;
  for (let row = 0; row < rows; row++) {
    const v = middleOfRow(row);
    for (; i < getI32(rowEnds, row); i++) {
      const piece = getI32(label, i);
      const left = getF64(from, i);
      const right = getF64(to, i);
      const length = right - left;
      if (getF64(longest, piece) == 0) {
        setF64(boxes, 4 * piece, left);
        setF64(boxes, 4 * piece + 1, v);
        setF64(boxes, 4 * piece + 2, right);
      }
      if (left < getF64(boxes, 4 * piece)) setF64(boxes, 4 * piece, left);
      if (right > getF64(boxes, 4 * piece + 2)) setF64(boxes, 4 * piece + 2, right);
      setF64(boxes, 4 * piece + 3, v);
      if (length <= getF64(longest, piece)) continue;
      setF64(longest, piece, length);
      setF64(places, 2 * piece, (left + right) / 2);
      setF64(places, 2 * piece + 1, v);
    }
  }
  return answer(<i32>boxes, <i32>places);
}

/**
 * Of each piece of runs of columns: its cells (i32), places spread evenly over it (u0 v0 …, f64; where those of each
 * begin, i32), and how far it reaches along each direction and against it (f64), by their cosines and sines.
 */
export function patchesOf(cosines: usize, sines: usize, directions: i32, mostSamples: i32): usize {
  const sizes = takeZeros(4 * <usize>pieces);
  for (let i = 0; i < runCount; i++) {
    const piece = getI32(label, i);
    setI32(sizes, piece, getI32(sizes, piece) + <i32>(getF64(to, i) - getF64(from, i)));
  }
  const starts = takeZeros(4 * <usize>(pieces + 1));
  for (let piece = 0; piece < pieces; piece++) setI32(starts, piece + 1, getI32(starts, piece) + min(mostSamples, getI32(sizes, piece)));
  const samples = takeZeros(16 * <usize>getI32(starts, pieces));
  const extents = take(16 * <usize>(directions * pieces));
  for (let k = 0; k < 2 * directions * pieces; k++) setF64(extents, k, -Infinity);
  const passed = takeZeros(4 * <usize>pieces);
  const taken = takeZeros(4 * <usize>pieces);
  let i = 0;
  for (let row = 0; row < rows; row++) {
    const v = middleOfRow(row);
    for (; i < getI32(rowEnds, row); i++) {
      const piece = getI32(label, i);
      const first = getF64(from, i);
      const before = getI32(passed, piece);
      const after = before + <i32>(getF64(to, i) - first);
      for (let d = 0; d < directions; d++) {
        const at = 2 * (directions * piece + d);
        extend(extents, at, middleOfColumn(first), v, getF64(cosines, d), getF64(sines, d));
        extend(extents, at, middleOfColumn(getF64(to, i) - 1), v, getF64(cosines, d), getF64(sines, d));
      }
      const start = getI32(starts, piece);
      const all = getI32(starts, piece + 1) - start;
      for (let k = getI32(taken, piece); k < all; k++) {
        const at = Math.floor(((<f64>k + 0.5) * <f64>getI32(sizes, piece) * 2) / <f64>(2 * all));
        if (at >= <f64>after) break;
        setF64(samples, 2 * (start + k), middleOfColumn(first + at - <f64>before));
        setF64(samples, 2 * (start + k) + 1, v);
        setI32(taken, piece, k + 1);
      }
      setI32(passed, piece, after);
    }
  }
  return answer(<i32>sizes, <i32>starts, <i32>samples, <i32>extents);
}

function middleOfColumn(column: f64): f64 {
  return originU + (column + 0.5) * columnNm;
}

function extend(extents: usize, at: i32, u: f64, v: f64, cosine: f64, sine: f64): void {
  const along = u * cosine + v * sine;
  if (along > getF64(extents, at)) setF64(extents, at, along);
  if (-along > getF64(extents, at + 1)) setF64(extents, at + 1, -along);
}
