import { emptyOutline, type Outline } from '../slice/outline.ts';
import { outlineArea, ringArea2 } from './outline-area.ts';
import type { Polygons } from './polygons.ts';

/** An outline without its slivers, and the area they had. */
export interface Cleared {
  readonly outline: Outline;
  readonly droppedMm2: number;
}

/**
 * Leaves out pieces that are nowhere as wide as `widthMm`. Whole pieces only: what stays keeps its boundary to the bit,
 * so that it still meets its neighbours. `outline` must come from a polygon operation (outer rings and holes told apart
 * by their direction).
 */
export function dropSlivers(outline: Outline, widthMm: number, polygons: Polygons): Cleared {
  const radius = (widthMm / 2) * 1e6;
  if (!(radius >= 1) || outline.ringEnds.length === 0) return { outline, droppedMm2: 0 };
  const pieces = splitPieces(outline);
  // All of a sliver lies within the radius of its rim: its area is below the radius times the length of its rim.
  const kept = pieces.filter((piece) => {
    const mayBeSliver = outlineArea(piece) * 1e12 <= radius * rimLength(piece);
    return !mayBeSliver || polygons.inset(piece, Math.round(radius)).ringEnds.length > 0;
  });
  if (kept.length === pieces.length) return { outline, droppedMm2: 0 };
  const left = joinOutlines(kept);
  return { outline: left, droppedMm2: outlineArea(outline) - outlineArea(left) };
}

/** The connected pieces of an outline: each outer ring with the holes in it. */
export function splitPieces(outline: Outline): Outline[] {
  const { points, ringEnds } = outline;
  const outers: Ring[] = [];
  const holes: Ring[] = [];
  let start = 0;
  for (const end of ringEnds) {
    const area2 = ringArea2(points, start, end);
    (area2 > 0 ? outers : holes).push({ start, end, area2 });
    start = end;
  }
  if (outers.length === 1) return [outline];
  // The smallest outer ring around a hole is its own: islands lie inside holes of larger pieces.
  const bySize = [...outers].sort((a, b) => a.area2 - b.area2 || a.start - b.start);
  const own = new Map<Ring, Ring[]>(outers.map((outer) => [outer, [outer]]));
  for (const hole of holes) {
    const outer = bySize.find((candidate) => candidate.area2 >= -hole.area2 && isInside(points, hole, candidate));
    own.get(outer ?? bySize[bySize.length - 1])?.push(hole);
  }
  return outers.map((outer) => ringsOf(points, own.get(outer) ?? []));
}

interface Ring {
  readonly start: number;
  readonly end: number;
  readonly area2: number;
}

/** Whether most corners of the hole lie in the ring: single corners may touch its rim. */
function isInside(points: Int32Array, hole: Ring, outer: Ring): boolean {
  let inside = 0;
  for (let i = hole.start; i < hole.end; i++) {
    if (contains(points, outer, points[2 * i], points[2 * i + 1])) inside++;
  }
  return 2 * inside > hole.end - hole.start;
}

function contains(points: Int32Array, { start, end }: Pick<Ring, 'start' | 'end'>, x: number, y: number): boolean {
  let odd = false;
  for (let i = start, j = end - 1; i < end; j = i++) {
    const yi = points[2 * i + 1];
    const yj = points[2 * j + 1];
    if (yi > y === yj > y) continue;
    if (x < points[2 * i] + ((points[2 * j] - points[2 * i]) * (y - yi)) / (yj - yi)) odd = !odd;
  }
  return odd;
}

/** Whether a point (nm) lies in an outline: an odd number of its rings goes round it. */
export function insideOutline({ points, ringEnds }: Outline, x: number, y: number): boolean {
  let odd = false;
  let start = 0;
  for (const end of ringEnds) {
    if (contains(points, { start, end }, x, y)) odd = !odd;
    start = end;
  }
  return odd;
}

function ringsOf(points: Int32Array, rings: readonly Ring[]): Outline {
  const parts = rings.map(({ start, end }) => points.subarray(2 * start, 2 * end));
  return outlineFrom(parts);
}

/** One outline of the rings of several. */
export function joinOutlines(outlines: readonly Outline[]): Outline {
  const rings = outlines.flatMap(({ points, ringEnds }) =>
    Array.from(ringEnds, (end, r) => points.subarray(r === 0 ? 0 : 2 * ringEnds[r - 1], 2 * end)),
  );
  return outlineFrom(rings);
}

function outlineFrom(rings: readonly Int32Array[]): Outline {
  if (rings.length === 0) return emptyOutline;
  const points = new Int32Array(rings.reduce((sum, ring) => sum + ring.length, 0));
  const ringEnds = new Uint32Array(rings.length);
  let at = 0;
  rings.forEach((ring, r) => {
    points.set(ring, at);
    at += ring.length;
    ringEnds[r] = at / 2;
  });
  return { kind: 'closed', points, ringEnds };
}

function rimLength({ points, ringEnds }: Outline): number {
  let length = 0;
  let start = 0;
  for (const end of ringEnds) {
    for (let i = start, j = end - 1; i < end; j = i++) {
      const dx = points[2 * i] - points[2 * j];
      const dy = points[2 * i + 1] - points[2 * j + 1];
      length += Math.sqrt(dx * dx + dy * dy);
    }
    start = end;
  }
  return length;
}
