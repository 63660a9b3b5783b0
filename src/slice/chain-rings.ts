import { intsAt, outlineAt } from '../kernel/kernel.ts';
import type { SliceKernel } from '../kernel/slice-kernel.ts';
import { type ClosedChains, closeGaps, type OpenChains } from './close-gaps.ts';
import { emptyOutline, type Outline } from './outline.ts';

/** What it took to close the rings of one layer of one part. */
export interface LayerRepair {
  readonly layer: number;
  /** Ends joined over a distance. */
  readonly gapsClosed: number;
  readonly largestGapMm: number;
  /** Pieces that ran against their neighbours and were turned: triangles facing the wrong way. */
  readonly piecesTurned: number;
  /** Pieces that found no neighbour, and their length; pieces below 10 µm are not counted. */
  readonly piecesDropped: number;
  readonly droppedMm: number;
  /** How far above the middle of the layer it was cut, because that gave a better section; mostly 0. */
  readonly planeMovedMm: number;
  /** Corners nearer than this were taken for one, because that gave a better section; mostly 0. */
  readonly weldedMm: number;
  /** Area of holes that lie in nothing, with all that lies in them; the ring around them was lost. */
  readonly lostMm2: number;
}

/** A layer on which nothing was to be repaired. */
export const nothingRepaired = {
  gapsClosed: 0,
  largestGapMm: 0,
  piecesTurned: 0,
  piecesDropped: 0,
  droppedMm: 0,
  planeMovedMm: 0,
  weldedMm: 0,
  lostMm2: 0,
} as const;

export interface ChainedLayer {
  readonly outline: Outline;
  readonly repair: LayerRepair | null;
}

/**
 * Chains the segments of a plane that a kernel has cut (nm) to closed rings. Each ring starts at its leftmost point and
 * rings stand in the order of these, so the result depends on the set of segments only, not on their order.
 */
export function chainRings(kernel: SliceKernel, plane: number, layer: number): ChainedLayer {
  const before = kernel.mark();
  const found = kernel.chainRings(plane);
  const chained = found === 0 ? chainLeftOver(segmentsOf(kernel, plane), layer) : closedRings(kernel, found);
  kernel.release(before);
  return chained;
}

function closedRings(kernel: SliceKernel, found: number): ChainedLayer {
  const { points, ringEnds } = outlineAt(kernel, found);
  if (ringEnds.length === 0) return { outline: emptyOutline, repair: null };
  const each = Array.from(ringEnds, (end, r) => points.subarray(r === 0 ? 0 : 2 * ringEnds[r - 1], 2 * end));
  return { outline: inOrder(each), repair: null };
}

function segmentsOf(kernel: SliceKernel, plane: number): Int32Array {
  const [at, count] = intsAt(kernel, kernel.segmentsOf(plane), 2);
  return intsAt(kernel, at, 4 * count);
}

const none = -1;
const taken = -2;

/** What each segment is chained to. */
interface Links {
  /** For each segment the one that follows, `none` or, once it belongs to a chain, `taken`. */
  readonly next: Int32Array;
  readonly hasPrevious: Uint8Array;
}

/** Chains segments that are not just closed rings. */
function chainLeftOver(given: Int32Array, layer: number): ChainedLayer {
  const cuts = sortedSegments(given);
  const count = cuts.length / 4;
  const links = linkSorted(cuts, count);
  const rings: Int32Array[] = [];
  // Open chains first and from their heads: starting anywhere would break them into pieces.
  const open = takeOpenChains(cuts, links);
  for (let i = 0; i < count; i++) {
    if (links.next[i] !== taken) rings.push(takeRing(cuts, links.next, i));
  }
  const closed = open && closeGaps(open);
  if (closed) rings.push(...closed.rings);
  return {
    outline: inOrder(rings.filter((ring) => ring.length >= 6).map(fromLeftmost)),
    repair: closed && repairOf(closed, layer),
  };
}

/** Null when all that was left over are crumbs. */
function repairOf(closed: ClosedChains, layer: number): LayerRepair | null {
  const { gapsClosed, largestGapNm, piecesTurned, piecesDropped, droppedNm } = closed;
  if (gapsClosed + piecesTurned + piecesDropped === 0) return null;
  return {
    ...nothingRepaired,
    layer,
    gapsClosed,
    largestGapMm: largestGapNm / 1e6,
    piecesTurned,
    piecesDropped,
    droppedMm: droppedNm / 1e6,
  };
}

/** Links each segment to one that starts where it ends; of those that start in one point first come, first linked. */
function linkSorted(cuts: Int32Array, count: number): Links {
  const next = new Int32Array(count).fill(none);
  const hasPrevious = new Uint8Array(count);
  // From each first segment of a group of equal starts, the next of the group that nobody has linked to yet.
  const free = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const first = firstFrom(cuts, count, cuts[4 * i + 2], cuts[4 * i + 3]);
    if (first === count || !startsAt(cuts, first, cuts[4 * i + 2], cuts[4 * i + 3])) continue;
    const other = first + free[first];
    if (other === count || !startsAt(cuts, other, cuts[4 * i + 2], cuts[4 * i + 3])) continue;
    next[i] = other;
    hasPrevious[other] = 1;
    free[first]++;
  }
  return { next, hasPrevious };
}

function startsAt(cuts: Int32Array, i: number, x: number, y: number): boolean {
  return cuts[4 * i] === x && cuts[4 * i + 1] === y;
}

/** The first segment, in order, that starts at x y or after. */
function firstFrom(cuts: Int32Array, count: number, x: number, y: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const before = cuts[4 * middle] < x || (cuts[4 * middle] === x && cuts[4 * middle + 1] < y);
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Segments by start, then end; one of those that are all the same, as duplicate triangles leave them. */
function sortedSegments(cuts: Int32Array): Int32Array {
  const count = cuts.length / 4;
  const order = Array.from({ length: count }, (_, i) => 4 * i);
  order.sort(
    (a, b) => cuts[a] - cuts[b] || cuts[a + 1] - cuts[b + 1] || cuts[a + 2] - cuts[b + 2] || cuts[a + 3] - cuts[b + 3],
  );
  const sorted = new Int32Array(4 * count);
  let used = 0;
  for (const at of order) {
    const same = used > 0 && [0, 1, 2, 3].every((k) => sorted[used - 4 + k] === cuts[at + k]);
    if (same) continue;
    sorted.set(cuts.subarray(at, at + 4), used);
    used += 4;
  }
  return sorted.subarray(0, used);
}

function takeOpenChains(cuts: Int32Array, { next, hasPrevious }: Links): OpenChains | null {
  const chains: Int32Array[] = [];
  for (let head = 0; head < next.length; head++) {
    if (hasPrevious[head] === 1) continue;
    let length = 1;
    for (let i = head; next[i] >= 0; i = next[i]) length++;
    const points = new Int32Array(2 * (length + 1));
    let k = 0;
    for (let i = head; ; ) {
      points[k++] = cuts[4 * i];
      points[k++] = cuts[4 * i + 1];
      const following = next[i];
      next[i] = taken;
      if (following >= 0) {
        i = following;
        continue;
      }
      points[k++] = cuts[4 * i + 2];
      points[k++] = cuts[4 * i + 3];
      break;
    }
    chains.push(points);
  }
  return chains.length === 0 ? null : chains;
}

function takeRing(cuts: Int32Array, next: Int32Array, start: number): Int32Array {
  let length = 0;
  let i = start;
  do {
    length++;
    i = next[i];
  } while (i !== start);
  const points = new Int32Array(2 * length);
  for (let k = 0; k < points.length; k += 2) {
    points[k] = cuts[4 * i];
    points[k + 1] = cuts[4 * i + 1];
    const following = next[i];
    next[i] = taken;
    i = following;
  }
  return points;
}

/** The same ring from its leftmost, then lowest point on. */
function fromLeftmost(ring: Int32Array): Int32Array {
  let best = 0;
  for (let i = 2; i < ring.length; i += 2) {
    if (ring[i] < ring[best] || (ring[i] === ring[best] && ring[i + 1] < ring[best + 1])) best = i;
  }
  const turned = new Int32Array(ring.length);
  turned.set(ring.subarray(best));
  turned.set(ring.subarray(0, best), ring.length - best);
  return turned;
}

/** Rings that start at their leftmost points, by these. */
function inOrder(rings: readonly Int32Array[]): Outline {
  const sorted = [...rings].sort(compareRings);
  const points = new Int32Array(rings.reduce((sum, ring) => sum + ring.length, 0));
  const ringEnds = new Uint32Array(rings.length);
  let at = 0;
  sorted.forEach((ring, r) => {
    points.set(ring, at);
    at += ring.length;
    ringEnds[r] = at / 2;
  });
  return { kind: 'closed', points, ringEnds };
}

function compareRings(a: Int32Array, b: Int32Array): number {
  for (let k = 0; k < Math.min(a.length, b.length); k++) {
    if (a[k] !== b[k]) return a[k] - b[k];
  }
  return a.length - b.length;
}
