import { type Patience, searchNearest } from './nearest-ends.ts';

/** Chains with loose ends: x0 y0 x1 y1 …, nm, two points or more each. */
export type OpenChains = readonly Int32Array[];

export interface ClosedChains {
  readonly rings: readonly Int32Array[];
  readonly gapsClosed: number;
  readonly largestGapNm: number;
  readonly piecesTurned: number;
  readonly piecesDropped: number;
  readonly droppedNm: number;
}

/** Farther than anything within what 32 bits can hold. */
const anywhere = 8e9;
/**
 * Ends are joined within these distances, nm, nearest first: what touches, then noise and cracks, then holes, and in the
 * end whatever is left, since a section that is open cannot be printed at all (the mesh gate judges how far). Within each
 * of these kinds, chains are turned only when nothing is left to join as they run: next to a crumb shorter than the
 * noise a turned neighbour may seem nearer than the true one.
 */
const reaches = [[0], [100, 1000, 10_000, 100_000], [1_000_000, 2_000_000], [anywhere]];
/** Shorter pieces would not show in an outline and are dropped without a word. */
const crumbNm = 10_000;
/** A mesh in crumbs takes some hundred looks a chain; what is open when patience ends is dropped, and told. */
const looksPerChain = 2_000;

/**
 * Joins open chains to rings: ends to starts and, as triangles may face the wrong way, in the end any loose end to any
 * other. Nearest ends are joined first; the order of the chains does not matter.
 */
export function closeGaps(given: OpenChains): ClosedChains {
  const chains = [...given].sort(compareChains);
  const state = looseEnds(chains);
  const patience = { looks: looksPerChain * chains.length + 1_000_000 };
  for (const kind of reaches) {
    for (const turning of [false, true]) {
      for (const reach of kind) joinWithin(state, reach, turning, patience);
    }
  }
  return collect(chains, state);
}

/** End 2k is the start of chain k, end 2k + 1 its end. */
interface LooseEnds {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The end that an end is joined to, or -1. */
  readonly mate: Int32Array;
  /** The far end of the path that a loose end belongs to, its length and the points in it. */
  readonly far: Int32Array;
  readonly length: Float64Array;
  readonly points: Int32Array;
  gapsClosed: number;
  largestGap: number;
}

function looseEnds(chains: OpenChains): LooseEnds {
  const count = 2 * chains.length;
  const ends: LooseEnds = {
    x: new Float64Array(count),
    y: new Float64Array(count),
    mate: new Int32Array(count).fill(-1),
    far: new Int32Array(count),
    length: new Float64Array(count),
    points: new Int32Array(count),
    gapsClosed: 0,
    largestGap: 0,
  };
  chains.forEach((chain, k) => {
    const length = chainLength(chain);
    for (const [end, at] of [
      [2 * k, 0],
      [2 * k + 1, chain.length - 2],
    ]) {
      ends.x[end] = chain[at];
      ends.y[end] = chain[at + 1];
      ends.far[end] = end ^ 1;
      ends.length[end] = length;
      ends.points[end] = chain.length / 2;
    }
  });
  return ends;
}

/** Rounds of nearest pairs, until none is left within reach. */
function joinWithin(ends: LooseEnds, reach: number, turning: boolean, patience: Patience): void {
  while (patience.looks > 0) {
    const loose: number[] = [];
    for (let end = 0; end < ends.mate.length; end++) if (ends.mate[end] < 0) loose.push(end);
    if (loose.length < 2) return;
    const allowed = (a: number, b: number, distance: number) => mayJoin(ends, a, b, distance, turning);
    const pairs = searchNearest(ends.x, ends.y, loose, reach, allowed, patience);
    pairs.sort((p, q) => p.distance - q.distance || p.a - q.a || p.b - q.b);
    let joined = 0;
    for (const { a, b, distance } of pairs) {
      if (ends.mate[a] >= 0 || ends.mate[b] >= 0 || !mayJoin(ends, a, b, distance, turning)) continue;
      join(ends, a, b, distance);
      joined++;
    }
    if (joined === 0) return;
  }
}

function mayJoin(ends: LooseEnds, a: number, b: number, distance: number, turning: boolean): boolean {
  if (a === b || (!turning && (a & 1) === (b & 1))) return false;
  // A path closes on itself only when it makes a ring worth the name, not when it is a piece of one.
  return ends.far[a] !== b || (ends.points[a] > 2 && distance <= ends.length[a] / 2);
}

function join(ends: LooseEnds, a: number, b: number, distance: number): void {
  const { mate, far, length, points } = ends;
  mate[a] = b;
  mate[b] = a;
  if (distance > 0) ends.gapsClosed++;
  if (distance > ends.largestGap) ends.largestGap = distance;
  const head = far[a];
  const tail = far[b];
  if (head === b) return;
  far[head] = tail;
  far[tail] = head;
  length[head] = length[tail] = length[a] + length[b] + distance;
  points[head] = points[tail] = points[a] + points[b];
}

function collect(chains: OpenChains, ends: LooseEnds): ClosedChains {
  const rings: Int32Array[] = [];
  const used = new Uint8Array(chains.length);
  let piecesTurned = 0;
  let piecesDropped = 0;
  let droppedNm = 0;
  for (let end = 0; end < ends.mate.length; end++) {
    if (ends.mate[end] >= 0 || used[end >> 1] === 1) continue;
    walk(chains, ends, end, used);
    if (ends.length[end] < crumbNm) continue;
    piecesDropped++;
    droppedNm += ends.length[end];
  }
  for (let k = 0; k < chains.length; k++) {
    if (used[k] === 1) continue;
    const { ring, turned } = walk(chains, ends, 2 * k, used);
    rings.push(ring);
    piecesTurned += turned;
  }
  const { gapsClosed, largestGap } = ends;
  return { rings, gapsClosed, largestGapNm: largestGap, piecesTurned, piecesDropped, droppedNm };
}

/** Follows a path from one end through all its chains; the ring runs the way most of its length ran. */
function walk(
  chains: OpenChains,
  ends: LooseEnds,
  from: number,
  used: Uint8Array,
): { ring: Int32Array; turned: number } {
  const points: number[] = [];
  const turned = { pieces: 0, length: 0 };
  let pieces = 0;
  let length = 0;
  for (let end = from; ; ) {
    const chain = chains[end >> 1];
    const backwards = (end & 1) === 1;
    used[end >> 1] = 1;
    append(points, chain, backwards);
    pieces++;
    length += chainLength(chain);
    if (backwards) {
      turned.pieces++;
      turned.length += chainLength(chain);
    }
    end = ends.mate[end ^ 1];
    if (end < 0 || end === from) break;
  }
  const ring = Int32Array.from(points);
  if (points.length > 2 && ring[0] === ring[ring.length - 2] && ring[1] === ring[ring.length - 1]) {
    return oriented(ring.subarray(0, -2), turned, pieces, length);
  }
  return oriented(ring, turned, pieces, length);
}

function oriented(
  ring: Int32Array,
  turned: { pieces: number; length: number },
  pieces: number,
  length: number,
): { ring: Int32Array; turned: number } {
  if (2 * turned.length <= length) return { ring, turned: turned.pieces };
  const back: number[] = [];
  append(back, ring, true);
  return { ring: Int32Array.from(back), turned: pieces - turned.pieces };
}

function append(points: number[], chain: Int32Array, backwards: boolean): void {
  const count = chain.length / 2;
  for (let i = 0; i < count; i++) {
    const at = 2 * (backwards ? count - 1 - i : i);
    const x = chain[at];
    const y = chain[at + 1];
    if (points.length > 0 && points[points.length - 2] === x && points[points.length - 1] === y) continue;
    points.push(x, y);
  }
}

function chainLength(chain: Int32Array): number {
  let length = 0;
  for (let i = 2; i < chain.length; i += 2) {
    const dx = chain[i] - chain[i - 2];
    const dy = chain[i + 1] - chain[i - 1];
    length += Math.sqrt(dx * dx + dy * dy);
  }
  return length;
}

function compareChains(a: Int32Array, b: Int32Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
