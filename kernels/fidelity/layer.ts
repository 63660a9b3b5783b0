// What is measured of a part on a layer: the runs of its section and the straight pieces of its strands.
import { rows } from './frame';
import { getF64, getI32, take } from '../room';

// Runs: from and to (f64), and the end of each row (i32).
export let from: usize = 0;
export let to: usize = 0;
export let rowEnds: usize = 0;

export let runCount: i32 = 0;

/** Room for runs: from and to (f64), then the end of each row (i32). */
export function takeRuns(count: i32): usize {
  runCount = count;
  from = take(16 * <usize>count + 4 * <usize>rows);
  to = from + 8 * <usize>count;
  rowEnds = to + 8 * <usize>count;
  return from;
}

/** Six numbers (f64) a piece: both ends, u and v, and the width at each. */
export let pieces: usize = 0;
/** All numbers of them. */
export let pieceNumbers: i32 = 0;

export function takePieces(numbers: i32): usize {
  pieceNumbers = numbers;
  pieces = take(8 * <usize>numbers);
  return pieces;
}

/** Four numbers (f64) an edge of the rim: both ends, u and v. */
export let edges: usize = 0;
export let edgeCount: i32 = 0;

export function takeEdges(count: i32): usize {
  edgeCount = count;
  edges = take(32 * <usize>count);
  return edges;
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
