import type { Outline } from '../../slice/outline.ts';
import { type LineFrame, type Rows, rimTolerance } from './line-frame.ts';
import { addPoint, endPath, type PathBuilder } from './path-set.ts';

/** Crossings of rows with the rim, sorted by row and then along it. */
interface Crossings {
  readonly rowEnds: Int32Array;
  readonly u: Float64Array;
  readonly winding: Int8Array;
  readonly anchor: Float64Array;
}

/**
 * Cuts the rows of a frame to an outline (non-zero winding) and adds the pieces as two-point paths, row by row from
 * low v to high v. Each edge takes the rows from its lower end (included) to its upper end (excluded): no special
 * cases at corners. Rows are cut a rim tolerance nearer to the centre of the part than they are drawn, so a row that
 * lies on the rim is inside.
 */
export function hatch(outline: Outline, frame: LineFrame, rows: Rows, into: PathBuilder): void {
  if (rows.at.length === 0 || outline.points.length === 0) return;
  const { u, v } = turn(outline, frame);
  const cuts = rows.at.map((at) => at - Math.sign(at) * Math.min(rimTolerance, Math.abs(at)));
  const crossings = cross(outline.ringEnds, u, v, cuts);
  for (let row = 0; row < cuts.length; row++) {
    const begin = row === 0 ? 0 : crossings.rowEnds[row - 1];
    sortRow(crossings, begin, crossings.rowEnds[row]);
    emitRow(crossings, begin, crossings.rowEnds[row], frame, rows.at[row], rows.lines[row], into);
  }
}

function turn(outline: Outline, frame: LineFrame): { u: Float64Array; v: Float64Array } {
  const { points } = outline;
  const count = points.length / 2;
  const u = new Float64Array(count);
  const v = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const x = points[2 * i] - frame.x;
    const y = points[2 * i + 1] - frame.y;
    u[i] = x * frame.cos + y * frame.sin;
    v[i] = y * frame.cos - x * frame.sin;
  }
  return { u, v };
}

/** First row at or above v. Rows stand evenly, so the guess is right or one off. */
function firstRow(cuts: Float64Array, perNm: number, v: number): number {
  let row = Math.ceil((v - cuts[0]) * perNm);
  if (row < 0) row = 0;
  if (row > cuts.length) row = cuts.length;
  while (row > 0 && cuts[row - 1] >= v) row--;
  while (row < cuts.length && cuts[row] < v) row++;
  return row;
}

/** Two passes over the edges: count the crossings of each row, then place them (counting sort). */
function cross(ringEnds: Uint32Array, u: Float64Array, v: Float64Array, cuts: Float64Array): Crossings {
  const rowCount = cuts.length;
  const perNm = rowCount > 1 ? (rowCount - 1) / (cuts[rowCount - 1] - cuts[0]) : 0;
  const firstOf = new Int32Array(v.length);
  for (let i = 0; i < v.length; i++) firstOf[i] = firstRow(cuts, perNm, v[i]);

  const place = new Int32Array(rowCount + 1);
  forEachEdge(ringEnds, (a, b) => {
    const low = Math.min(firstOf[a], firstOf[b]);
    const high = Math.max(firstOf[a], firstOf[b]);
    for (let row = low; row < high; row++) place[row + 1]++;
  });
  for (let row = 0; row < rowCount; row++) place[row + 1] += place[row];

  const total = place[rowCount];
  const rowEnds = place.slice(0, rowCount);
  const result: Crossings = {
    rowEnds,
    u: new Float64Array(total),
    winding: new Int8Array(total),
    anchor: new Float64Array(total),
  };
  forEachEdge(ringEnds, (a, b) => {
    const up = firstOf[b] > firstOf[a];
    const low = up ? firstOf[a] : firstOf[b];
    const high = up ? firstOf[b] : firstOf[a];
    for (let row = low; row < high; row++) {
      const t = (cuts[row] - v[a]) / (v[b] - v[a]);
      const at = rowEnds[row]++;
      result.u[at] = u[a] + (u[b] - u[a]) * t;
      result.winding[at] = up ? 1 : -1;
      result.anchor[at] = a + Math.min(t, 0.999999);
    }
  });
  return result;
}

function forEachEdge(ringEnds: Uint32Array, visit: (from: number, to: number) => void): void {
  let begin = 0;
  for (let ring = 0; ring < ringEnds.length; ring++) {
    const end = ringEnds[ring];
    for (let i = begin; i < end; i++) visit(i, i + 1 < end ? i + 1 : begin);
    begin = end;
  }
}

/** Insertion sort: rows hold few crossings, mostly in order already. */
function sortRow(crossings: Crossings, begin: number, end: number): void {
  const { u, winding, anchor } = crossings;
  for (let i = begin + 1; i < end; i++) {
    const key = u[i];
    const keyWinding = winding[i];
    const keyAnchor = anchor[i];
    let j = i - 1;
    while (j >= begin && u[j] > key) {
      u[j + 1] = u[j];
      winding[j + 1] = winding[j];
      anchor[j + 1] = anchor[j];
      j--;
    }
    u[j + 1] = key;
    winding[j + 1] = keyWinding;
    anchor[j + 1] = keyAnchor;
  }
}

function emitRow(
  crossings: Crossings,
  begin: number,
  end: number,
  frame: LineFrame,
  v: number,
  line: number,
  into: PathBuilder,
): void {
  let depth = 0;
  let from = begin;
  for (let i = begin; i < end; i++) {
    if (depth === 0) from = i;
    depth += crossings.winding[i];
    if (depth !== 0) continue;
    const u0 = crossings.u[from];
    const u1 = crossings.u[i];
    addPoint(into, frame.x + u0 * frame.cos - v * frame.sin, frame.y + u0 * frame.sin + v * frame.cos);
    addPoint(into, frame.x + u1 * frame.cos - v * frame.sin, frame.y + u1 * frame.sin + v * frame.cos);
    endPath(into, false, line, crossings.anchor[from], crossings.anchor[i]);
  }
}
