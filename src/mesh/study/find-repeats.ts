import { countUp, joinSets, rootOf } from './disjoint-sets.ts';
import { type EdgeTable, tabulateEdges } from './edge-table.ts';
import { scatter, tableSize } from './share-corners.ts';

export interface Repeats {
  /** 1 for triangles to leave out. */
  readonly skip: Uint8Array;
  /** Triangles of fewer than three points. */
  readonly collapsed: number;
  /** Triangles that stand in the file again, with the same outside. */
  readonly duplicate: number;
  /** Triangles that stand in the file twice, once each way: together they enclose nothing. */
  readonly cancelled: Int32Array;
}

/** Links that end a list. */
const none = -1;

/** Triangles of the same three points: a stack of those that no other has cancelled. */
interface Classes {
  /** For each triangle that was the first of its points, the top of the stack. */
  readonly top: Int32Array;
  readonly below: Int32Array;
  /** For each triangle the first one of its points. */
  readonly lead: Int32Array;
}

/**
 * Triangles that add nothing: two corners in one point, pairs that cancel, and copies of another. A copy stays where its
 * neighbours need it, as where two boxes of opposite sense share a face. `ids`: three points a triangle.
 */
export function findRepeats(ids: Int32Array): Repeats {
  const n = ids.length / 3;
  const skip = new Uint8Array(n);
  let collapsed = 0;
  for (let t = 0; t < n; t++) {
    const a = ids[3 * t];
    const b = ids[3 * t + 1];
    const c = ids[3 * t + 2];
    if (a !== b && b !== c && c !== a) continue;
    skip[t] = 1;
    collapsed++;
  }
  const cancelled: number[] = [];
  const classes = classify(ids, skip, (t, other) => cancelled.push(t, other));
  const copies: number[] = [];
  for (let t = 0; t < n; t++) {
    if (skip[t] === 1 || classes.lead[t] !== t) continue;
    for (let at = classes.top[t]; at >= 0 && classes.below[at] >= 0; at = classes.below[at]) copies.push(at);
  }
  for (const t of cancelled) skip[t] = 1;
  const duplicate = copies.length === 0 ? 0 : leaveOutCopies(ids, skip, copies);
  return { skip, collapsed, duplicate, cancelled: Int32Array.from(cancelled).sort() };
}

function classify(ids: Int32Array, skip: Uint8Array, cancel: (t: number, other: number) => void): Classes {
  const n = skip.length;
  const mask = tableSize(n) - 1;
  const slots = new Int32Array(mask + 1).fill(none);
  const top = new Int32Array(n).fill(none);
  const below = new Int32Array(n).fill(none);
  const lead = new Int32Array(n).fill(none);
  for (let t = 0; t < n; t++) {
    if (skip[t] === 1) continue;
    const [a, b, c] = sorted(ids, t);
    let slot = scatter(Math.imul(a, 0x9e3779b1) + Math.imul(b, 0x85ebca77) + Math.imul(c, 0xc2b2ae3d)) & mask;
    while (slots[slot] >= 0 && !hasPoints(ids, slots[slot], a, b, c)) slot = (slot + 1) & mask;
    if (slots[slot] < 0) slots[slot] = t;
    const first = slots[slot];
    lead[t] = first;
    const other = top[first];
    if (other >= 0 && runsAs(ids, other) !== runsAs(ids, t)) {
      top[first] = below[other];
      cancel(t, other);
      continue;
    }
    below[t] = other;
    top[first] = t;
  }
  return { top, below, lead };
}

/**
 * Copies that share edges are judged together: a patch of them goes when it is closed in itself (a body that stands in
 * the file twice), or when the edges around it fit better without it.
 */
function leaveOutCopies(ids: Int32Array, skip: Uint8Array, copies: readonly number[]): number {
  const edges = tabulateEdges(ids, skip);
  const patch = patchesOf(edges, copies);
  const own = new Map<number, Map<number, number>>();
  for (const t of copies) {
    // Every triangle belongs to a patch.
    const nets = own.get(patch.get(t)!) ?? new Map<number, number>();
    own.set(patch.get(t)!, nets);
    for (let c = 3 * t; c < 3 * t + 3; c++)
      nets.set(edges.edgeOf[c], (nets.get(edges.edgeOf[c]) ?? 0) + 2 * edges.runsUp[c] - 1);
  }
  const goes = new Map<number, boolean>();
  for (const [root, nets] of own) {
    let gain = 0;
    for (const [edge, net] of nets) {
      const all = edges.along[edge] - edges.against[edge];
      gain += Math.abs(all) - Math.abs(all - net);
    }
    goes.set(root, gain > 0 || [...nets.values()].every((net) => net === 0));
  }
  let left = 0;
  for (const t of copies) {
    // Every triangle belongs to a patch.
    if (!goes.get(patch.get(t)!)) continue;
    skip[t] = 1;
    left++;
  }
  return left;
}

/** For each copy, one copy that stands for all those it hangs together with. */
function patchesOf(edges: EdgeTable, copies: readonly number[]): Map<number, number> {
  const parent = countUp(copies.length);
  const seen = new Map<number, number>();
  copies.forEach((t, i) => {
    for (let c = 3 * t; c < 3 * t + 3; c++) {
      const other = seen.get(edges.edgeOf[c]);
      if (other === undefined) seen.set(edges.edgeOf[c], i);
      else joinSets(parent, i, other);
    }
  });
  return new Map(copies.map((t, i) => [t, copies[rootOf(parent, i)]]));
}

function sorted(ids: Int32Array, t: number): [number, number, number] {
  const a = ids[3 * t];
  const b = ids[3 * t + 1];
  const c = ids[3 * t + 2];
  const low = Math.min(a, b, c);
  const high = Math.max(a, b, c);
  return [low, a + b + c - low - high, high];
}

function hasPoints(ids: Int32Array, t: number, a: number, b: number, c: number): boolean {
  const has = (point: number) => ids[3 * t] === point || ids[3 * t + 1] === point || ids[3 * t + 2] === point;
  return has(a) && has(b) && has(c);
}

/** Whether the corners come in rising order, wherever the triangle begins: two of the same points agree or run against each other. */
function runsAs(ids: Int32Array, t: number): boolean {
  const a = ids[3 * t];
  const b = ids[3 * t + 1];
  const c = ids[3 * t + 2];
  return (a < b && b < c) || (b < c && c < a) || (c < a && a < b);
}
