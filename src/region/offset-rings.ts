import type { Outline } from '../slice/outline.ts';

/** Rings moved sideways, not yet cleaned: where they overlap themselves, winding tells what belongs to the result. */
export interface RawRings {
  /** x0 y0 x1 y1 …, nm. */
  readonly points: Float64Array;
  /** One past the last point of each ring. */
  readonly ringEnds: Uint32Array;
}

/** A pointed corner reaches at most this many distances out; sharper ones are cut square, a distance away from it. */
const miterLimit = 2;

/**
 * Moves every ring to its left by `distanceNm` (to its right when negative): the front half of an offset. The rings
 * must be closed without a repeated point, outer ones counter-clockwise and holes clockwise; the result is the set of
 * points with positive winding. Sharp corners on the inner side get their own point between the two moved ones, so
 * that what folds over winds the other way and falls out.
 */
export function offsetRings(outline: Outline, distanceNm: number): RawRings {
  const { points, ringEnds } = outline;
  // A corner becomes at most three points.
  const moved = new Float64Array(points.length * 3);
  const ends = new Uint32Array(ringEnds.length);
  let count = 0;
  let start = 0;
  for (let ring = 0; ring < ringEnds.length; ring++) {
    count = offsetRing(points, start, ringEnds[ring], distanceNm, moved, count);
    ends[ring] = count;
    start = ringEnds[ring];
  }
  return { points: moved.subarray(0, 2 * count), ringEnds: ends };
}

/** Direction and length of an edge. */
interface Edge {
  x: number;
  y: number;
  length: number;
}

function offsetRing(
  points: Int32Array,
  start: number,
  end: number,
  distance: number,
  out: Float64Array,
  first: number,
): number {
  let count = first;
  // Edges without length are passed over.
  let last = end - 1;
  while (last > start && same(points, last, start)) last--;
  if (last <= start) return count;
  let arriving = edgeOf(points, last, start, { x: 0, y: 0, length: 0 });
  let leaving: Edge = { x: 0, y: 0, length: 0 };
  for (let i = start; i <= last; ) {
    let next = i + 1;
    while (next <= last && same(points, i, next)) next++;
    leaving = edgeOf(points, i, next > last ? start : next, leaving);
    count = offsetCorner(points[2 * i], points[2 * i + 1], arriving, leaving, distance, out, count);
    [arriving, leaving] = [leaving, arriving];
    i = next;
  }
  return count;
}

function edgeOf(points: Int32Array, from: number, to: number, into: Edge): Edge {
  const dx = points[2 * to] - points[2 * from];
  const dy = points[2 * to + 1] - points[2 * from + 1];
  into.length = Math.sqrt(dx * dx + dy * dy);
  into.x = dx / into.length;
  into.y = dy / into.length;
  return into;
}

/** Writes the one to three points that the corner at x, y between the edges e and f becomes; gives the new count. */
function offsetCorner(
  x: number,
  y: number,
  e: Readonly<Edge>,
  f: Readonly<Edge>,
  distance: number,
  out: Float64Array,
  count: number,
): number {
  const cosine = e.x * f.x + e.y * f.y;
  const inner = (e.x * f.y - e.y * f.x) * distance > 0;
  if (inner ? meetsInside(cosine, e, f, distance) : 1 + cosine >= 2 / (miterLimit * miterLimit)) {
    const reach = distance / (1 + cosine);
    out[2 * count] = x - (e.y + f.y) * reach;
    out[2 * count + 1] = y + (e.x + f.x) * reach;
    return count + 1;
  }
  // Where an outer corner is cut square, both edges go on until they meet the line a distance off the corner.
  const along = inner ? 0 : (Math.abs(distance) * halfSine(cosine)) / (1 + halfCosine(cosine));
  let k = 2 * count;
  out[k++] = x - e.y * distance + e.x * along;
  out[k++] = y + e.x * distance + e.y * along;
  if (inner) {
    out[k++] = x;
    out[k++] = y;
  }
  out[k++] = x - f.y * distance - f.x * along;
  out[k++] = y + f.x * distance - f.y * along;
  return k / 2;
}

/**
 * On the inner side of a turn the moved edges cross; where they do so in their first halves, the crossing is the
 * corner. Found here, it need not be found by the sweep, which costs ten times as much.
 */
function meetsInside(cosine: number, e: Readonly<Edge>, f: Readonly<Edge>, distance: number): boolean {
  const half = Math.min(e.length, f.length) / 2;
  return Math.abs(distance) * halfSine(cosine) <= half * halfCosine(cosine);
}

const halfSine = (cosine: number): number => Math.sqrt(Math.max(0, (1 - cosine) / 2));
const halfCosine = (cosine: number): number => Math.sqrt(Math.max(0, (1 + cosine) / 2));

function same(points: Int32Array, i: number, j: number): boolean {
  return points[2 * i] === points[2 * j] && points[2 * i + 1] === points[2 * j + 1];
}
