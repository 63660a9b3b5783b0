/** Intervals on the rows of a grid, sorted within each row; they do not touch each other. */
export interface Runs {
  /** For each row one past its last run. */
  readonly rowEnds: Uint32Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

export interface Labels {
  /** For each run the connected piece that it belongs to, counted from 0 in the order of first appearance. */
  readonly label: Int32Array;
  readonly count: number;
}

/** The run of a row that holds the place, -1 where none does. */
export function runAt({ rowEnds, from, to }: Runs, row: number, place: number): number {
  if (row < 0 || row >= rowEnds.length) return -1;
  let low = row === 0 ? 0 : rowEnds[row - 1];
  let high = rowEnds[row];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (to[middle] < place) low = middle + 1;
    else high = middle;
  }
  return low < rowEnds[row] && from[low] <= place ? low : -1;
}

/** Pairs of runs that overlap: those of a row of `a` with those `down` rows below in `b`. */
export function forEachOverlap(
  a: Runs,
  down: number,
  b: Runs,
  visit: (a: number, b: number, shared: number) => void,
): void {
  let i = a.rowEnds[down - 1] ?? 0;
  for (let row = down; row < a.rowEnds.length; row++) {
    const other = row - down;
    let j = other === 0 ? 0 : b.rowEnds[other - 1];
    const end = b.rowEnds[other];
    for (; i < a.rowEnds[row]; i++) {
      while (j < end && b.to[j] <= a.from[i]) j++;
      for (let k = j; k < end && b.from[k] < a.to[i]; k++) {
        visit(i, k, Math.min(a.to[i], b.to[k]) - Math.max(a.from[i], b.from[k]));
      }
    }
  }
}
