import type { Spans } from './find-spans.ts';

/** The cuts of some consecutive planes: directed segments, material on the left when the triangles face outwards. */
export interface Cuts {
  /** x0 y0 x1 y1 a segment, nm. */
  readonly segments: Int32Array;
  /** For each plane its first segment and one past its last. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * Cuts all triangles at the planes from `first` up to, not including, `last`. Each crossing is interpolated from the
 * corner below to the corner above, so that both triangles of an edge get the same point to the bit. Cuts of no length
 * are left out.
 */
export function crossTriangles(
  triangles: Float32Array,
  planes: Float64Array,
  spans: Spans,
  first: number,
  last: number,
  shiftMm: readonly [number, number, number],
): Cuts {
  const { range, crossings } = spans;
  const starts = new Uint32Array(last - first);
  let total = 0;
  for (let l = first; l < last; l++) {
    starts[l - first] = total;
    total += crossings[l];
  }
  const ends = starts.slice();
  const segments = new Int32Array(4 * total);
  // Half a nanometre more, so that floor rounds to the nearest (Math.round is several times slower in V8).
  const sx = shiftMm[0] * 1e6 + 0.5;
  const sy = shiftMm[1] * 1e6 + 0.5;
  for (let t = 0, count = range.length >> 1; t < count; t++) {
    let l = range[2 * t];
    let end = range[2 * t + 1];
    if (l < first) l = first;
    if (end > last) end = last;
    if (l >= end) continue;
    const i = 9 * t;
    const z0 = triangles[i + 2];
    const z1 = triangles[i + 5];
    const z2 = triangles[i + 8];
    for (; l < end; l++) {
      const z = planes[l];
      const above0 = z0 >= z;
      const above1 = z1 >= z;
      const above2 = z2 >= z;
      // Corner a stands alone on its side of the plane; b and c follow it around the triangle.
      const a = above1 === above2 ? i : above0 === above2 ? i + 3 : i + 6;
      const b = a === i + 6 ? i : a + 3;
      const c = a === i ? i + 6 : a - 3;
      const xa = triangles[a];
      const ya = triangles[a + 1];
      const za = triangles[a + 2];
      const xb = triangles[b];
      const yb = triangles[b + 1];
      const zb = triangles[b + 2];
      const xc = triangles[c];
      const yc = triangles[c + 1];
      const zc = triangles[c + 2];
      let x0: number;
      let y0: number;
      let x1: number;
      let y1: number;
      if (za >= z) {
        const tb = (z - zb) / (za - zb);
        const tc = (z - zc) / (za - zc);
        x0 = Math.floor((xb + (xa - xb) * tb) * 1e6 + sx);
        y0 = Math.floor((yb + (ya - yb) * tb) * 1e6 + sy);
        x1 = Math.floor((xc + (xa - xc) * tc) * 1e6 + sx);
        y1 = Math.floor((yc + (ya - yc) * tc) * 1e6 + sy);
      } else {
        const tb = (z - za) / (zb - za);
        const tc = (z - za) / (zc - za);
        x0 = Math.floor((xa + (xc - xa) * tc) * 1e6 + sx);
        y0 = Math.floor((ya + (yc - ya) * tc) * 1e6 + sy);
        x1 = Math.floor((xa + (xb - xa) * tb) * 1e6 + sx);
        y1 = Math.floor((ya + (yb - ya) * tb) * 1e6 + sy);
      }
      if (x0 === x1 && y0 === y1) continue;
      const at = 4 * ends[l - first]++;
      segments[at] = x0;
      segments[at + 1] = y0;
      segments[at + 2] = x1;
      segments[at + 3] = y1;
    }
  }
  return { segments, starts, ends };
}
