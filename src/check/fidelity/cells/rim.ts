import type { TurnedRings } from '../turned-rings.ts';

/** The rim of a section in straight edges, four numbers each (turned, nm); points closer than `skipNm` are passed over. */
export function rimEdges(rings: readonly TurnedRings[], skipNm: number): Float64Array {
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
