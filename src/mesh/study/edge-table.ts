import { scatter, tableSize } from './share-corners.ts';

/** Every edge of a mesh once, with how often its triangles run along it in either direction. */
export interface EdgeTable {
  readonly count: number;
  /** Edge of each corner of each triangle, to the next corner; -1 where both ends are one point. */
  readonly edgeOf: Int32Array;
  /** For each corner, 1 where its edge runs from the lower-numbered point to the higher one. */
  readonly runsUp: Uint8Array;
  /** The two points of each edge. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Triangles that run from the lower-numbered point to the higher one, and back. */
  readonly along: Uint16Array;
  readonly against: Uint16Array;
  /** Triangle that named the edge first. */
  readonly first: Int32Array;
}

export interface EdgeCounts {
  readonly open: number;
  readonly nonManifold: number;
  readonly flipped: number;
}

/** `ids` holds three points a triangle; triangles with `skip` set are left out. */
export function tabulateEdges(ids: Int32Array, skip: Uint8Array): EdgeTable {
  const mask = tableSize(ids.length) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const low = new Int32Array(ids.length);
  const high = new Int32Array(ids.length);
  const along = new Uint16Array(ids.length);
  const against = new Uint16Array(ids.length);
  const first = new Int32Array(ids.length);
  const edgeOf = new Int32Array(ids.length).fill(-1);
  const runsUp = new Uint8Array(ids.length);
  let count = 0;
  for (let c = 0; c < ids.length; c++) {
    const triangle = (c / 3) | 0;
    if (skip[triangle] === 1) continue;
    const from = ids[c];
    const to = ids[c % 3 === 2 ? c - 2 : c + 1];
    if (from === to) continue;
    const a = from < to ? from : to;
    const b = from < to ? to : from;
    let slot = scatter(Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca77)) & mask;
    let edge = slots[slot];
    while (edge >= 0 && (low[edge] !== a || high[edge] !== b)) {
      slot = (slot + 1) & mask;
      edge = slots[slot];
    }
    if (edge < 0) {
      edge = count++;
      slots[slot] = edge;
      low[edge] = a;
      high[edge] = b;
      first[edge] = triangle;
    }
    edgeOf[c] = edge;
    if (from < to) runsUp[c] = 1;
    const side = from < to ? along : against;
    if (side[edge] < 0xffff) side[edge]++;
  }
  return { count, edgeOf, runsUp, low, high, along, against, first };
}

/** Edges with one triangle, with more than two, and with two that run the same way. */
export function countEdges({ count, along, against }: EdgeTable): EdgeCounts {
  let open = 0;
  let nonManifold = 0;
  let flipped = 0;
  for (let edge = 0; edge < count; edge++) {
    const uses = along[edge] + against[edge];
    if (uses === 1) open++;
    else if (uses > 2) nonManifold++;
    else if (along[edge] !== 1) flipped++;
  }
  return { open, nonManifold, flipped };
}
