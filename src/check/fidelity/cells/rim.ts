import { type Frame, rowAt } from '../frame.ts';
import { type Runs, runAt } from '../runs.ts';
import type { TurnedRings } from '../turned-rings.ts';

/**
 * The rim of a part on one layer, in straight edges: that of its section, `runs`, and those of the parts cut out of it.
 * Points closer than `skipNm` are passed over.
 */
export function rimOf(
  own: TurnedRings,
  above: readonly TurnedRings[],
  runs: Runs,
  frame: Frame,
  skipNm: number,
): Float64Array {
  const edges = outerEdges(rimEdges([own], skipNm), runs, frame, 2 * skipNm);
  if (above.length === 0) return edges;
  const cut = rimEdges(above, skipNm);
  const all = new Float64Array(edges.length + cut.length);
  all.set(edges);
  all.set(cut, edges.length);
  return all;
}

/** Rings in straight edges, four numbers each (turned, nm). */
function rimEdges(rings: readonly TurnedRings[], skipNm: number): Float64Array {
  const edges: number[] = [];
  const square = skipNm * skipNm;
  for (const { u, v, ringEnds } of rings) {
    let begin = 0;
    for (const end of ringEnds) {
      let from = begin;
      for (let i = begin + 1; i <= end; i++) {
        const at = i === end ? begin : i;
        const du = u[at] - u[from];
        const dv = v[at] - v[from];
        if (i < end && du * du + dv * dv < square) continue;
        edges.push(u[from], v[from], u[at], v[at]);
        from = at;
      }
      begin = end;
    }
  }
  return Float64Array.from(edges);
}

/**
 * The edges without what lies inside the section: where shells of one mesh overlap, their rings go on within each other.
 * Rows see that, where rings wind around a run more than once. An edge that lies nearer to the rim than `nearNm` stays.
 */
function outerEdges(edges: Float64Array, runs: Runs, frame: Frame, nearNm: number): Float64Array {
  if (!overlap(runs, frame.columnNm)) return edges;
  const isInner = (u: number, v: number) => {
    const above = rowAt(frame, v);
    return liesWithin(runs, above, u, nearNm) && liesWithin(runs, above - 1, u, nearNm);
  };
  const outer: number[] = [];
  for (let i = 0; i < edges.length; i += 4) {
    const [u, v] = [edges[i], edges[i + 1]];
    const [du, dv] = [edges[i + 2] - u, edges[i + 3] - v];
    const pieces = Math.max(1, Math.ceil(Math.hypot(du, dv) / frame.rowNm));
    let begin = -1;
    let before = isInner(u, v);
    for (let k = 1; k <= pieces; k++) {
      const inner = isInner(u + (du * k) / pieces, v + (dv * k) / pieces);
      const hidden = before && inner;
      if (!hidden && begin < 0) begin = k - 1;
      const end = hidden ? k - 1 : k;
      if (begin >= 0 && (hidden || k === pieces)) {
        outer.push(
          u + (du * begin) / pieces,
          v + (dv * begin) / pieces,
          u + (du * end) / pieces,
          v + (dv * end) / pieces,
        );
        begin = -1;
      }
      before = inner;
    }
  }
  return Float64Array.from(outer);
}

function overlap({ from, to, wound }: Runs, moreNm: number): boolean {
  return wound?.some((nm, run) => Math.abs(Math.abs(nm) - (to[run] - from[run])) > moreNm) ?? false;
}

function liesWithin(runs: Runs, row: number, u: number, byNm: number): boolean {
  const run = runAt(runs, row, u);
  return run >= 0 && runs.from[run] + byNm < u && u < runs.to[run] - byNm;
}

/** Distance of a place from the nearest of the edges, nm. */
export function distanceToRim(edges: Float64Array, u: number, v: number): number {
  let best = Infinity;
  for (let i = 0; i < edges.length; i += 4) {
    const du = edges[i + 2] - edges[i];
    const dv = edges[i + 3] - edges[i + 1];
    const pu = u - edges[i];
    const pv = v - edges[i + 1];
    const square = du * du + dv * dv;
    const t = square > 0 ? Math.min(1, Math.max(0, (pu * du + pv * dv) / square)) : 0;
    const distance = (pu - t * du) ** 2 + (pv - t * dv) ** 2;
    if (distance < best) best = distance;
  }
  return Math.sqrt(best);
}

/** The edges that come within `reachNm` of a box. */
export function edgesNear(
  edges: Float64Array,
  [lowU, lowV, highU, highV]: readonly [number, number, number, number],
  reachNm: number,
): Float64Array {
  const near: number[] = [];
  for (let i = 0; i < edges.length; i += 4) {
    if (Math.max(edges[i], edges[i + 2]) < lowU - reachNm || Math.min(edges[i], edges[i + 2]) > highU + reachNm)
      continue;
    if (Math.max(edges[i + 1], edges[i + 3]) < lowV - reachNm) continue;
    if (Math.min(edges[i + 1], edges[i + 3]) > highV + reachNm) continue;
    near.push(edges[i], edges[i + 1], edges[i + 2], edges[i + 3]);
  }
  return Float64Array.from(near);
}
