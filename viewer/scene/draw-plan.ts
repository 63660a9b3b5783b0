/** Which rows are drawn, as intervals [first, end) in order of the file. Pure, so that it is tested without a GPU. */
export interface Interval {
  readonly first: number;
  readonly end: number;
}

/** An interval that is used up as it is drawn. */
export interface Stretch {
  first: number;
  end: number;
}

export interface Visible {
  /** Layers from `low` to `high`, both included. */
  readonly low: number;
  readonly high: number;
  /** Rows at and after this one are not laid down yet. */
  readonly endRow: number;
  /** Only every n-th layer counted from `high` down; 1 draws all. */
  readonly everyLayer?: number;
}

/** Stretches on visible layers; neighbours are joined, so that a whole print in layer order is one interval. */
export function visibleIntervals(runs: Uint32Array, { low, high, endRow, everyLayer = 1 }: Visible): Stretch[] {
  const intervals: Stretch[] = [];
  for (let r = 0; r < runs.length; r += 3) {
    const layer = runs[r];
    if (layer < low || layer > high || (high - layer) % everyLayer !== 0) continue;
    const first = runs[r + 1];
    const end = Math.min(runs[r + 2], endRow);
    if (first >= end) continue;
    const last = intervals[intervals.length - 1];
    if (last && last.end === first) last.end = end;
    else intervals.push({ first, end });
  }
  return intervals;
}

export function rowsIn(intervals: readonly Interval[]): number {
  return intervals.reduce((rows, { first, end }) => rows + end - first, 0);
}

/** Takes up to `rows` rows off the end of the queue: what was laid down last is drawn first. */
export function takeLast(queue: Stretch[], rows: number): Interval[] {
  const taken: Interval[] = [];
  for (let left = rows; left > 0 && queue.length > 0; ) {
    const last = queue[queue.length - 1];
    const first = Math.max(last.first, last.end - left);
    taken.push({ first, end: last.end });
    left -= last.end - first;
    if (first === last.first) queue.pop();
    else last.end = first;
  }
  return taken;
}
