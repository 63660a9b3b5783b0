import { type ClosedChains, closeGaps, type OpenChains } from './close-gaps.ts';
import { emptyOutline, type Outline } from './outline.ts';
import { leftmost } from './simplify-outline.ts';

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

const none = -1;
const taken = -2;

// Kept from layer to layer: the hash table from starts to segments, then for each segment the one that follows.
let table = new Int32Array(0);
let mask = 0;
let next = new Int32Array(0);
let hasPrevious = new Uint8Array(0);

/**
 * Chains the segments `from` up to `to` (x0 y0 x1 y1, nm) to closed rings. Each ring starts at its leftmost point and
 * rings stand in the order of these, so the result depends on the set of segments only, not on their order.
 */
export function chainRings(segments: Int32Array, from: number, to: number, layer: number): ChainedLayer {
  let count = to - from;
  if (count === 0) return { outline: emptyOutline, repair: null };
  reserve(count);
  let cuts = segments.subarray(4 * from, 4 * to);
  if (!index(cuts, count) || !link(cuts, count)) {
    cuts = sortedSegments(cuts, count);
    count = cuts.length / 4;
    linkSorted(cuts, count);
  }
  const rings: Int32Array[] = [];
  // Open chains first and from their heads: starting anywhere would break them into pieces.
  const open = takeOpenChains(cuts, count);
  for (let i = 0; i < count; i++) {
    if (next[i] !== taken) rings.push(takeRing(cuts, i));
  }
  const closed = open && closeGaps(open);
  if (closed) rings.push(...closed.rings);
  return {
    outline: assemble(rings),
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

function reserve(count: number): void {
  let size = 16;
  while (size < 2 * count) size *= 2;
  if (table.length < size) table = new Int32Array(size);
  if (next.length < count) {
    next = new Int32Array(size);
    hasPrevious = new Uint8Array(size);
  }
  mask = size - 1;
  table.fill(none, 0, size);
  next.fill(none, 0, count);
  hasPrevious.fill(0, 0, count);
}

function slotOf(x: number, y: number): number {
  const h = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
  return (h ^ (h >>> 15)) & mask;
}

/**
 * Enters each segment by its start. False when two start in one point, where the order of entering would matter, and
 * when the table is so crowded that it would be slow.
 */
function index(cuts: Int32Array, count: number): boolean {
  let patience = 16 * count;
  for (let i = 0; i < count; i++) {
    const x = cuts[4 * i];
    const y = cuts[4 * i + 1];
    let slot = slotOf(x, y);
    for (let other = table[slot]; other !== none; other = table[slot]) {
      if (cuts[4 * other] === x && cuts[4 * other + 1] === y) return false;
      if (--patience < 0) return false;
      slot = (slot + 1) & mask;
    }
    table[slot] = i;
  }
  return true;
}

/** Links each segment to the one that starts where it ends; false when two end where one starts. */
function link(cuts: Int32Array, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const x = cuts[4 * i + 2];
    const y = cuts[4 * i + 3];
    let slot = slotOf(x, y);
    for (let other = table[slot]; other !== none; other = table[slot]) {
      if (cuts[4 * other] === x && cuts[4 * other + 1] === y) {
        if (hasPrevious[other] === 1) return false;
        next[i] = other;
        hasPrevious[other] = 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  return true;
}

/** The same for segments sorted by their starts, of which any number may coincide: first come, first linked. */
function linkSorted(cuts: Int32Array, count: number): void {
  // From each first segment of a group of equal starts, the next of the group that nobody has linked to yet.
  const free = new Int32Array(count);
  next.fill(none, 0, count);
  hasPrevious.fill(0, 0, count);
  for (let i = 0; i < count; i++) {
    const first = firstFrom(cuts, count, cuts[4 * i + 2], cuts[4 * i + 3]);
    if (first === count || !startsAt(cuts, first, cuts[4 * i + 2], cuts[4 * i + 3])) continue;
    const other = first + free[first];
    if (other === count || !startsAt(cuts, other, cuts[4 * i + 2], cuts[4 * i + 3])) continue;
    next[i] = other;
    hasPrevious[other] = 1;
    free[first]++;
  }
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
function sortedSegments(cuts: Int32Array, count: number): Int32Array {
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

function takeOpenChains(cuts: Int32Array, count: number): OpenChains | null {
  const chains: Int32Array[] = [];
  for (let head = 0; head < count; head++) {
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

function takeRing(cuts: Int32Array, start: number): Int32Array {
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

function assemble(rings: readonly Int32Array[]): Outline {
  const sound = rings
    .filter((ring) => ring.length >= 6)
    .map((ring) => ({ ring, first: leftmost(ring, 0, ring.length / 2) }));
  sound.sort((a, b) => compareRings(a.ring, a.first, b.ring, b.first));
  const points = new Int32Array(sound.reduce((sum, { ring }) => sum + ring.length, 0));
  const ringEnds = new Uint32Array(sound.length);
  let at = 0;
  sound.forEach(({ ring, first }, r) => {
    points.set(ring.subarray(2 * first), at);
    points.set(ring.subarray(0, 2 * first), at + ring.length - 2 * first);
    at += ring.length;
    ringEnds[r] = at / 2;
  });
  return { kind: 'closed', points, ringEnds };
}

function compareRings(a: Int32Array, firstA: number, b: Int32Array, firstB: number): number {
  for (let k = 0; k < Math.min(a.length, b.length); k++) {
    const difference = a[(2 * firstA + k) % a.length] - b[(2 * firstB + k) % b.length];
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
