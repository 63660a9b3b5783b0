// The section of a part on a layer, less what parts above it take: its runs and its rim, from the rings turned last.
import { columnNm, rowAt, rowNm, rows } from './frame';
import { addEdges, forgetEdges, from, rowEnds, runAt, runCount, to, useRuns } from './layer';
import { ringEnds, rings, us, vs } from './rings';
import { runEnds, runFrom, runTo, runWound, sectionRuns } from './section-runs';
import { answer, getF64, getI32, setF64, setI32, take } from '../room';

// Edges that were collected: four numbers each (f64), and their count.
let edgesAt: usize = 0;
let edgeCount: i32 = 0;

/** The runs of the rings; their rim with points nearer than `skipNm` to the one before passed over. */
export function takeSection(skipNm: f64): usize {
  const found = sectionRuns(-1);
  useRuns(getI32(found, 0), runEnds, runFrom, runTo);
  forgetEdges();
  collectEdges(skipNm);
  if (overlap()) collectOuter(edgesAt, edgeCount, 2 * skipNm);
  addEdges(edgesAt, edgeCount);
  return found;
}

/** Takes what the rings enclose out of the section; the runs that are left. */
export function cutOut(skipNm: f64): usize {
  collectEdges(skipNm);
  addEdges(edgesAt, edgeCount);
  const other = sectionRuns(-1);
  const most = <usize>(runCount + getI32(other, 0));
  const left = take(8 * most);
  const right = take(8 * most);
  const ends = take(4 * <usize>rows);
  let count = 0;
  let i = 0;
  let first = 0;
  for (let row = 0; row < rows; row++) {
    const last = getI32(runEnds, row);
    for (; i < getI32(rowEnds, row); i++) {
      const end = getF64(to, i);
      let begin = getF64(from, i);
      for (let k = first; k < last && getF64(runFrom, k) < end; k++) {
        if (getF64(runTo, k) <= begin) continue;
        if (getF64(runFrom, k) > begin) {
          setF64(left, count, begin);
          setF64(right, count++, getF64(runFrom, k));
        }
        begin = getF64(runTo, k);
      }
      if (begin >= end) continue;
      setF64(left, count, begin);
      setF64(right, count++, end);
    }
    first = last;
    setI32(ends, row, count);
  }
  useRuns(count, ends, left, right);
  return answer(count, <i32>ends, <i32>left, <i32>right);
}

function addEdge(au: f64, av: f64, bu: f64, bv: f64): void {
  const edge = take(32);
  setF64(edge, 0, au);
  setF64(edge, 1, av);
  setF64(edge, 2, bu);
  setF64(edge, 3, bv);
  edgeCount++;
}

/** The rings in straight edges. */
function collectEdges(skipNm: f64): void {
  edgesAt = take(0);
  edgeCount = 0;
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = getI32(ringEnds, ring);
    let before = begin;
    for (let i = begin + 1; i <= end; i++) {
      const at = i == end ? begin : i;
      const du = getF64(us, at) - getF64(us, before);
      const dv = getF64(vs, at) - getF64(vs, before);
      if (i < end && du * du + dv * dv < skipNm * skipNm) continue;
      addEdge(getF64(us, before), getF64(vs, before), getF64(us, at), getF64(vs, at));
      before = at;
    }
    begin = end;
  }
}

/** Whether shells of one mesh overlap: the rings wind around some run more than once. */
function overlap(): bool {
  for (let run = 0; run < runCount; run++) {
    if (abs(abs(getF64(runWound, run)) - (getF64(to, run) - getF64(from, run))) > columnNm) return true;
  }
  return false;
}

/**
 * The edges without what lies inside the section: where shells overlap, their rings go on within each other. An edge that
 * lies nearer to the rim than `nearNm` stays.
 */
function collectOuter(all: usize, count: i32, nearNm: f64): void {
  edgesAt = take(0);
  edgeCount = 0;
  for (let i = 0; i < 4 * count; i += 4) {
    const u = getF64(all, i);
    const v = getF64(all, i + 1);
    const du = getF64(all, i + 2) - u;
    const dv = getF64(all, i + 3) - v;
    const steps = Math.max(1, Math.ceil(Math.sqrt(du * du + dv * dv) / rowNm));
    let begin: f64 = -1;
    let before = isInner(u, v, nearNm);
    for (let k: f64 = 1; k <= steps; k++) {
      const inner = isInner(u + (du * k) / steps, v + (dv * k) / steps, nearNm);
      const hidden = before && inner;
      if (!hidden && begin < 0) begin = k - 1;
      if (begin >= 0 && (hidden || k == steps)) {
        const end = hidden ? k - 1 : k;
        addEdge(u + (du * begin) / steps, v + (dv * begin) / steps, u + (du * end) / steps, v + (dv * end) / steps);
        begin = -1;
      }
      before = inner;
    }
  }
}

function isInner(u: f64, v: f64, nearNm: f64): bool {
  const above = <f64>rowAt(v);
  return liesWithin(above, u, nearNm) && liesWithin(above - 1, u, nearNm);
}

function liesWithin(row: f64, u: f64, byNm: f64): bool {
  const run = runAt(row, u);
  return run >= 0 && getF64(from, run) + byNm < u && u < getF64(to, run) - byNm;
}
