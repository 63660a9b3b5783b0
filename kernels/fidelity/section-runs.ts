// The rows of a section: src/check/fidelity/section-runs.ts says what they are.
import { middleOfRow, rowAt, rows } from './frame';
import { points, ringEnds, rings, us, vs } from './rings';
import { answer, getF64, getI32, setF64, setI32, take, takeZeros } from '../room';

// By point: the first row whose middle lies at or above it.
let rowOf: usize = 0;
// Crossings of the rings with the rows: place (f64), turn (i32) and ring (i32), and where those of each row begin.
let places: usize = 0;
let turns: usize = 0;
let ringOf: usize = 0;
let begins: usize = 0;

// What was found: from and to (f64), depth times length (f64), the ring each begins at (i32), the end of each row (i32).
export let runFrom: usize = 0;
export let runTo: usize = 0;
export let runWound: usize = 0;
export let runRing: usize = 0;
export let runEnds: usize = 0;

/** Runs where the depth, summed over the crossings, is not 0; of its bits only those of `mask` count. */
export function sectionRuns(mask: i32): usize {
  rowOf = take(4 * <usize>points);
  for (let i = 0; i < points; i++) setI32(rowOf, i, min(max(rowAt(getF64(vs, i)), 0), rows));
  begins = takeZeros(4 * <usize>(rows + 1));
  countCrossings();
  for (let row = 0; row < rows; row++) setI32(begins, row + 1, getI32(begins, row + 1) + getI32(begins, row));
  const all = <usize>getI32(begins, rows);
  places = take(8 * all);
  turns = take(4 * all);
  ringOf = take(4 * all);
  enterCrossings();
  runFrom = take(8 * all);
  runTo = take(8 * all);
  runWound = take(8 * all);
  runRing = take(4 * all);
  runEnds = take(4 * <usize>rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const end = getI32(begins, row + 1);
    sortRow(getI32(begins, row), end);
    let depth = 0;
    let before: f64 = 0;
    let wound: f64 = 0;
    for (let k = getI32(begins, row); k < end; k++) {
      const place = getF64(places, k);
      if (depth == 0) {
        setF64(runFrom, count, place);
        setI32(runRing, count, getI32(ringOf, k));
        wound = 0;
      } else wound += <f64>depth * (place - before);
      before = place;
      depth = (depth + getI32(turns, k)) & mask;
      if (depth != 0 || !(place > getF64(runFrom, count))) continue;
      setF64(runTo, count, place);
      setF64(runWound, count, wound);
      count++;
    }
    setI32(runEnds, row, count);
  }
  return answer(count, <i32>runEnds, <i32>runFrom, <i32>runTo, <i32>runRing, <i32>runWound);
}

function countCrossings(): void {
  let begin = 0;
  for (let ring = 0; ring < rings; ring++) {
    const end = getI32(ringEnds, ring);
    for (let i = begin, j = end - 1; i < end; j = i++) {
      const a = getI32(rowOf, i);
      const b = getI32(rowOf, j);
      for (let row = min(a, b), high = max(a, b); row < high; row++) {
        setI32(begins, row + 1, getI32(begins, row + 1) + 1);
      }
    }
    begin = end;
  }
}

function enterCrossings(): void {
  const next = take(4 * <usize>rows);
  memory.copy(next, begins, 4 * <usize>rows);
  let begin = 0;
  for (let ring = 0; ring < rings; ring++) {
    const end = getI32(ringEnds, ring);
    for (let b = begin, a = end - 1; b < end; a = b++) {
      const rowA = getI32(rowOf, a);
      const rowB = getI32(rowOf, b);
      if (rowA == rowB) continue;
      const u = getF64(us, a);
      const v = getF64(vs, a);
      const slope = (getF64(us, b) - u) / (getF64(vs, b) - v);
      for (let row = min(rowA, rowB), high = max(rowA, rowB); row < high; row++) {
        const k = getI32(next, row);
        setI32(next, row, k + 1);
        setF64(places, k, u + (middleOfRow(row) - v) * slope);
        setI32(turns, k, rowB > rowA ? 1 : -1);
        setI32(ringOf, k, ring);
      }
    }
    begin = end;
  }
}

function sortRow(begin: i32, end: i32): void {
  for (let i = begin + 1; i < end; i++) {
    const place = getF64(places, i);
    const turn = getI32(turns, i);
    const ring = getI32(ringOf, i);
    let k = i - 1;
    for (; k >= begin && getF64(places, k) > place; k--) {
      setF64(places, k + 1, getF64(places, k));
      setI32(turns, k + 1, getI32(turns, k));
      setI32(ringOf, k + 1, getI32(ringOf, k));
    }
    setF64(places, k + 1, place);
    setI32(turns, k + 1, turn);
    setI32(ringOf, k + 1, ring);
  }
}
