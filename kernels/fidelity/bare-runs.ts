// Cells that no contour comes near: src/check/fidelity/bare-runs.ts says what they are.
import { columnAt, columns, rows } from './frame';
import { from, rowEnds, to } from './layer';
import { contourRings } from './strands';
import { answer, getF64, getI32, setF64, setI32, take } from '../room';
import { runEnds, runFrom, runTo, sectionRuns } from './section-runs';

// Rows around one that are looked at: how far an enclosed run reaches on each, its next run and the columns that this
// covers, and one past its last run.
let lines: i32 = 0;
let sides: usize = 0;
let at: usize = 0;
let end: usize = 0;
let low: usize = 0;
let high: usize = 0;

/** Beyond every column. */
const none: i32 = 0x7fffffff;

/** Room for how far a run reaches on each of the rows around (f64). */
export function takeSides(count: i32): usize {
  lines = count;
  sides = take(8 * <usize>count);
  return sides;
}

/**
 * Columns of the runs that no run enclosed by an odd number of the closed contours comes near, on every second row
 * around. Runs that touch are one.
 */
export function bareRuns(): usize {
  contourRings();
  sectionRuns(1);
  at = take(4 * <usize>lines);
  end = take(4 * <usize>lines);
  low = take(4 * <usize>lines);
  high = take(4 * <usize>lines);
  const ends = take(4 * <usize>rows);
  // Pairs, one after the other from here on: nothing else is taken before all are there.
  const pairs = take(0);
  let count = 0;
  let i = 0;
  for (let row = 0; row < rows; row++) {
    const begun = count;
    if (i < getI32(rowEnds, row)) lookAt(row);
    for (; i < getI32(rowEnds, row); i++) {
      const stop = min(columns, columnAt(getF64(to, i)));
      let column = max(0, columnAt(getF64(from, i)));
      while (column < stop) {
        const free = passed(column, stop);
        if (free >= stop) break;
        column = min(stop, next(free));
        if (count > begun && getI32(pairs, 2 * count - 1) == free) setI32(pairs, 2 * count - 1, column);
        else {
          take(8);
          setI32(pairs, 2 * count, free);
          setI32(pairs, 2 * count + 1, column);
          count++;
        }
      }
    }
    setI32(ends, row, count);
  }
  const bareFrom = take(8 * <usize>count);
  const bareTo = take(8 * <usize>count);
  for (let k = 0; k < count; k++) {
    setF64(bareFrom, k, <f64>getI32(pairs, 2 * k));
    setF64(bareTo, k, <f64>getI32(pairs, 2 * k + 1));
  }
  return answer(count, <i32>ends, <i32>bareFrom, <i32>bareTo);
}

function takeRun(k: i32): void {
  const run = getI32(at, k);
  const isRun = run < getI32(end, k);
  setI32(low, k, isRun ? columnAt(getF64(runFrom, run) - getF64(sides, k)) : none);
  setI32(high, k, isRun ? columnAt(getF64(runTo, run) + getF64(sides, k)) : none);
}

/** Begins with a row. */
function lookAt(row: i32): void {
  for (let k = 0; k < lines; k++) {
    const around = row + 2 * k - lines + 1;
    const isRow = around >= 0 && around < rows;
    setI32(at, k, isRow && around > 0 ? getI32(runEnds, around - 1) : 0);
    setI32(end, k, isRow ? getI32(runEnds, around) : 0);
    takeRun(k);
  }
}

/** The first column from `column` on, but before `stop`, that is not covered; columns never go back within a row. */
function passed(column: i32, stop: i32): i32 {
  for (let k = 0; k < lines; k++) {
    while (getI32(high, k) <= column) {
      setI32(at, k, getI32(at, k) + 1);
      takeRun(k);
    }
    if (getI32(low, k) > column) continue;
    column = getI32(high, k);
    // Runs are left at `stop`: the next place asked for may lie in those passed here.
    if (column >= stop) return stop;
    // The rows looked at before may go on from here.
    k = -1;
  }
  return column;
}

/** The first covered column after one that is not. */
function next(column: i32): i32 {
  let least = none;
  for (let k = 0; k < lines; k++) {
    const first = getI32(low, k);
    if (first > column && first < least) least = first;
  }
  return least;
}
