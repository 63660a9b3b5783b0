import type { Strand } from '../../laydown/strand.ts';
import type { Outline } from '../../slice/outline.ts';
import { type Frame, middleOfRow, rowAt, turnU, turnV } from './frame.ts';
import type { Runs } from './runs.ts';

/** A section in turned coordinates, nm. */
export interface TurnedRings {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly ringEnds: Uint32Array;
}

/** Turns a section; points nearer to the one before than `skipNm` are passed over, and rings that are nothing but such. */
export function turnRings({ points, ringEnds }: Outline, skipNm: number): TurnedRings {
  const u = new Float64Array(points.length / 2);
  const v = new Float64Array(points.length / 2);
  const ends: number[] = [];
  const square = skipNm * skipNm;
  let count = 0;
  let begin = 0;
  for (const end of ringEnds) {
    const first = count;
    let lastX = Infinity;
    let lastY = Infinity;
    for (let i = begin; i < end; i++) {
      const x = points[2 * i];
      const y = points[2 * i + 1];
      if ((x - lastX) * (x - lastX) + (y - lastY) * (y - lastY) < square) continue;
      u[count] = turnU(x, y);
      v[count] = turnV(x, y);
      count++;
      lastX = x;
      lastY = y;
    }
    if (count - first < 3) count = first;
    else ends.push(count);
    begin = end;
  }
  return { u: u.subarray(0, count), v: v.subarray(0, count), ringEnds: Uint32Array.from(ends) };
}

/** The closed ones among strands, as rings. */
export function ringsOfStrands(strands: readonly Strand[]): TurnedRings {
  const closed = strands.filter((strand) => strand.closed);
  const count = closed.reduce((sum, { points }) => sum + points.length / 2, 0);
  const u = new Float64Array(count);
  const v = new Float64Array(count);
  const ringEnds = new Uint32Array(closed.length);
  let at = 0;
  closed.forEach(({ points }, ring) => {
    for (let i = 0; i < points.length; i += 2, at++) {
      u[at] = turnU(points[i], points[i + 1]);
      v[at] = turnV(points[i], points[i + 1]);
    }
    ringEnds[ring] = at;
  });
  return { u, v, ringEnds };
}

/**
 * The rows of a section: what its rings wind around (or lies within an odd number of them), cut by the middle of each
 * row. Crossings are exact; only what lies
 * between two rows is not seen.
 */
export function sectionRuns({ u, v, ringEnds }: TurnedRings, frame: Frame, rule: 'wound' | 'odd' = 'wound'): Runs {
  const rows = new Int32Array(v.length);
  const clip = (row: number) => (row < 0 ? 0 : row > frame.rows ? frame.rows : row);
  for (let i = 0; i < v.length; i++) rows[i] = clip(rowAt(frame, v[i]));
  const place = new Uint32Array(frame.rows + 1);
  forEachCrossedEdge(rows, ringEnds, (_a, _b, low, high) => {
    for (let row = low; row < high; row++) place[row + 1]++;
  });
  for (let row = 0; row < frame.rows; row++) place[row + 1] += place[row];
  const at = new Float64Array(place[frame.rows]);
  const turns = new Int8Array(at.length);
  const rings = new Int32Array(at.length);
  const next = place.slice(0, frame.rows);
  forEachCrossedEdge(rows, ringEnds, (a, b, low, high, ring) => {
    const slope = (u[b] - u[a]) / (v[b] - v[a]);
    const turn = rows[b] > rows[a] ? 1 : -1;
    for (let row = low; row < high; row++) {
      const k = next[row]++;
      at[k] = u[a] + (middleOfRow(frame, row) - v[a]) * slope;
      turns[k] = turn;
      rings[k] = ring;
    }
  });
  return wound(place, { at, turns, rings }, rule === 'odd' ? 1 : -1);
}

function forEachCrossedEdge(
  rows: Int32Array,
  ringEnds: Uint32Array,
  visit: (a: number, b: number, low: number, high: number, ring: number) => void,
): void {
  let begin = 0;
  for (let ring = 0; ring < ringEnds.length; ring++) {
    const end = ringEnds[ring];
    for (let i = begin, j = end - 1; i < end; j = i++) {
      if (rows[i] === rows[j]) continue;
      visit(j, i, rows[i] < rows[j] ? rows[i] : rows[j], rows[i] < rows[j] ? rows[j] : rows[i], ring);
    }
    begin = end;
  }
}

interface Crossings {
  readonly at: Float64Array;
  readonly turns: Int8Array;
  readonly rings: Int32Array;
}

/** Runs where the depth, summed over the crossings, is not 0; of its bits only those of `mask` count. */
function wound(place: Uint32Array, { at, turns, rings }: Crossings, mask: number): Runs {
  const from = new Float64Array(at.length);
  const to = new Float64Array(at.length);
  const ringOf = new Int32Array(at.length);
  const rowEnds = new Uint32Array(place.length - 1);
  let count = 0;
  for (let row = 0; row < rowEnds.length; row++) {
    sortRow(at, turns, rings, place[row], place[row + 1]);
    let depth = 0;
    for (let k = place[row]; k < place[row + 1]; k++) {
      if (depth === 0) {
        from[count] = at[k];
        ringOf[count] = rings[k];
      }
      depth = (depth + turns[k]) & mask;
      if (depth === 0 && at[k] > from[count]) to[count++] = at[k];
    }
    rowEnds[row] = count;
  }
  return { rowEnds, from: from.slice(0, count), to: to.slice(0, count), ringOf: ringOf.slice(0, count) };
}

function sortRow(at: Float64Array, turns: Int8Array, rings: Int32Array, begin: number, end: number): void {
  for (let i = begin + 1; i < end; i++) {
    const key = at[i];
    const turn = turns[i];
    const ring = rings[i];
    let j = i - 1;
    for (; j >= begin && at[j] > key; j--) {
      at[j + 1] = at[j];
      turns[j + 1] = turns[j];
      rings[j + 1] = rings[j];
    }
    at[j + 1] = key;
    turns[j + 1] = turn;
    rings[j + 1] = ring;
  }
}
