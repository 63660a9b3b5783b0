// What is measured of a part on a layer: the runs of its section, the edges of its rim and the pieces of its strands. Of
// edges and pieces only those are looked at that lie near enough.
import { columnNm, columns, originU, originV, rowNm, rows, setFrame } from './frame';
import { getF64, getI32, mark, release, setF64, setI32, take } from '../room';

// Runs: from and to (f64), and the end of each row (i32).
export let from: usize = 0;
export let to: usize = 0;
export let rowEnds: usize = 0;
export let runCount: i32 = 0;

export function useRuns(count: i32, ends: usize, begins: usize, stops: usize): void {
  runCount = count;
  rowEnds = ends;
  from = begins;
  to = stops;
}

/** Six numbers (f64) a piece: both ends, u and v, and the width at each, nm. */
export let pieces: usize = 0;
/** All numbers of them. */
export let pieceNumbers: i32 = 0;
let allPieces: usize = 0;
let allNumbers: i32 = 0;
// Boxes around every sixteen pieces that follow each other (four f64): what lies far off is passed over so many at a time.
let boxes: usize = 0;
const boxed: i32 = 16 * 6;

/** Four numbers (f64) an edge of the rim: both ends, u and v. */
export let edges: usize = 0;
export let edgeCount: i32 = 0;
let allEdges: usize = 0;
let allEdgeCount: i32 = 0;

export function usePieces(at: usize, numbers: i32): void {
  allPieces = at;
  allNumbers = numbers;
  pieces = at;
  pieceNumbers = numbers;
  boxes = take(32 * <usize>((numbers + boxed - 1) / boxed));
  for (let first = 0, b = 0; first < numbers; first += boxed, b += 4) enterBox(first, b);
}

function enterBox(first: i32, b: i32): void {
  let lowU = Infinity;
  let lowV = Infinity;
  let highU = -Infinity;
  let highV = -Infinity;
  for (let i = first, end = min(allNumbers, first + boxed); i < end; i += 6) {
    for (let k = i; k < i + 4; k += 2) {
      lowU = Math.min(lowU, getF64(allPieces, k));
      highU = Math.max(highU, getF64(allPieces, k));
      lowV = Math.min(lowV, getF64(allPieces, k + 1));
      highV = Math.max(highV, getF64(allPieces, k + 1));
    }
  }
  setF64(boxes, b, lowU);
  setF64(boxes, b + 1, lowV);
  setF64(boxes, b + 2, highU);
  setF64(boxes, b + 3, highV);
}

/** More edges of the rim, beside those that there are. */
export function addEdges(more: usize, count: i32): void {
  const all = take(32 * <usize>(allEdgeCount + count));
  memory.copy(all, allEdges, 32 * <usize>allEdgeCount);
  memory.copy(all + 32 * <usize>allEdgeCount, more, 32 * <usize>count);
  allEdges = all;
  allEdgeCount += count;
  edges = allEdges;
  edgeCount = allEdgeCount;
}

/** Begins with another part: it has no rim yet. */
export function forgetEdges(): void {
  allEdgeCount = 0;
  edgeCount = 0;
}

/** Looks only at the pieces that come within `reach` of a box. */
export function lookAtPieces(lowU: f64, lowV: f64, highU: f64, highV: f64, reach: f64): void {
  const left = lowU - reach;
  const right = highU + reach;
  const low = lowV - reach;
  const high = highV + reach;
  // One after the other from here on: nothing else is taken before all are there.
  const near = take(0);
  pieceNumbers = 0;
  for (let first = 0, b = 0; first < allNumbers; first += boxed, b += 4) {
    if (getF64(boxes, b + 2) < left || getF64(boxes, b) > right) continue;
    if (getF64(boxes, b + 3) < low || getF64(boxes, b + 1) > high) continue;
    for (let i = first, end = min(allNumbers, first + boxed); i < end; i += 6) {
      if (isBeside(allPieces, i, left, low, right, high)) continue;
      memory.copy(take(48), allPieces + 8 * <usize>i, 48);
      pieceNumbers += 6;
    }
  }
  pieces = near;
}

/** Looks only at the edges of the rim that come within `reach` of a box. */
export function lookAtEdges(lowU: f64, lowV: f64, highU: f64, highV: f64, reach: f64): void {
  // One after the other from here on: nothing else is taken before all are there.
  const near = take(0);
  edgeCount = 0;
  for (let i = 0; i < 4 * allEdgeCount; i += 4) {
    if (isBeside(allEdges, i, lowU - reach, lowV - reach, highU + reach, highV + reach)) continue;
    memory.copy(take(32), allEdges + 8 * <usize>i, 32);
    edgeCount++;
  }
  edges = near;
}

/** Whether both ends of a line (u v u v at number `i`) lie on one side of a box. */
function isBeside(lines: usize, i: i32, left: f64, low: f64, right: f64, high: f64): bool {
  const au = getF64(lines, i);
  const av = getF64(lines, i + 1);
  const bu = getF64(lines, i + 2);
  const bv = getF64(lines, i + 3);
  return (au < left && bu < left) || (au > right && bu > right) || (av < low && bv < low) || (av > high && bv > high);
}

/** The pieces looked at: where they lie, and all numbers of them. */
export function piecesLookedAt(): usize {
  const found = take(8);
  setI32(found, 0, <i32>pieces);
  setI32(found, 1, pieceNumbers);
  return found;
}

/** Looks only at some rows of the grid. */
export function lookAtRows(first: i32, count: i32): void {
  const begin = firstRun(first);
  const ends = take(4 * <usize>count);
  for (let row = 0; row < count; row++) setI32(ends, row, getI32(rowEnds, first + row) - begin);
  useRuns(count == 0 ? 0 : getI32(ends, count - 1), ends, from + 8 * <usize>begin, to + 8 * <usize>begin);
}

// What was looked at before, one `hold` in the other, and where the room began that was taken since.
let held: usize = 0;

/** Keeps the grid and all that is looked at until `restore`. */
export function hold(): void {
  const begin = mark();
  const at = take(80);
  setF64(at, 0, originU);
  setF64(at, 1, originV);
  setF64(at, 2, columnNm);
  setF64(at, 3, rowNm);
  setI32(at, 8, columns);
  setI32(at, 9, rows);
  setI32(at, 10, runCount);
  setI32(at, 11, <i32>rowEnds);
  setI32(at, 12, <i32>from);
  setI32(at, 13, <i32>to);
  setI32(at, 14, <i32>pieces);
  setI32(at, 15, pieceNumbers);
  setI32(at, 16, <i32>edges);
  setI32(at, 17, edgeCount);
  setI32(at, 18, <i32>held);
  setI32(at, 19, <i32>begin);
  held = at;
}

/** Looks again at what was held last; the room taken since is free. */
export function restore(): void {
  const at = held;
  setFrame(getF64(at, 0), getF64(at, 1), getF64(at, 2), getF64(at, 3), getI32(at, 8), getI32(at, 9));
  useRuns(getI32(at, 10), getI32(at, 11), getI32(at, 12), getI32(at, 13));
  pieces = getI32(at, 14);
  pieceNumbers = getI32(at, 15);
  edges = getI32(at, 16);
  edgeCount = getI32(at, 17);
  held = getI32(at, 18);
  release(getI32(at, 19));
}

/** Holds, and looks at runs that were found: their count, the end of each row, from and to. */
export function holdRuns(found: usize): void {
  hold();
  useRuns(getI32(found, 0), getI32(found, 1), getI32(found, 2), getI32(found, 3));
}

export function firstRun(row: i32): i32 {
  return row == 0 ? 0 : getI32(rowEnds, row - 1);
}

/** The run of a row that holds the place, -1 where none does. */
export function runAt(row: f64, place: f64): i32 {
  if (row < 0 || row >= <f64>rows) return -1;
  let low = firstRun(<i32>row);
  const end = getI32(rowEnds, <i32>row);
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (getF64(to, middle) < place) low = middle + 1;
    else high = middle;
  }
  return low < end && getF64(from, low) <= place ? low : -1;
}
