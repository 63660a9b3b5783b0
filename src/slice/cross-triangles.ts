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
    const from = Math.max(first, range[2 * t]);
    const end = Math.min(last, range[2 * t + 1]);
    const i = 9 * t;
    for (let l = from; l < end; l++) {
      const z = planes[l];
      const above0 = triangles[i + 2] >= z;
      const above1 = triangles[i + 5] >= z;
      const above2 = triangles[i + 8] >= z;
      // Corner a stands alone on its side of the plane; b and c follow it around the triangle.
      const a = above1 === above2 ? i : above0 === above2 ? i + 3 : i + 6;
      const b = a === i + 6 ? i : a + 3;
      const c = a === i ? i + 6 : a - 3;
      // The cut runs from the edge that comes down through the plane to the edge that goes up.
      const isUp = triangles[a + 2] >= z;
      const x0 = cross(triangles, isUp ? b : a, isUp ? a : c, 0, z, sx);
      const y0 = cross(triangles, isUp ? b : a, isUp ? a : c, 1, z, sy);
      const x1 = cross(triangles, isUp ? c : a, isUp ? a : b, 0, z, sx);
      const y1 = cross(triangles, isUp ? c : a, isUp ? a : b, 1, z, sy);
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

/** Where an edge crosses the plane, along x (axis 0) or y (1), in whole nm. */
function cross(triangles: Float32Array, below: number, above: number, axis: 0 | 1, z: number, shift: number): number {
  const way = (z - triangles[below + 2]) / (triangles[above + 2] - triangles[below + 2]);
  return Math.floor(
    (triangles[below + axis] + (triangles[above + axis] - triangles[below + axis]) * way) * 1e6 + shift,
  );
}
