import { span } from '../span.ts';
import { neighbour, thin } from '../split-thin.ts';
import { areaWithCaps, type Cap, type Trimmed } from './caps.ts';
import { after, type RimTriangles } from './rim-triangles.ts';

/**
 * A way through a thin place: chords across it from rim to rim, one after the other, and the area between them, nm².
 * All area of the place is between two chords or at an end, so what is laid by it adds up to the place.
 */
export interface Sleeve {
  /** Samples at the left and the right end of each chord. */
  readonly left: number[];
  readonly right: number[];
  /** Between chord i and chord i + 1; one for each chord of a closed way. */
  readonly area: number[];
  readonly closed: boolean;
  /** Area beyond the first and the last chord where the place ends there, -1 where something goes on. */
  readonly startArea: number;
  readonly endArea: number;
  /** A triangle of the place. */
  readonly seed: number;
}

/** Ways from one end, mouth or crossing to another. */
interface Chain {
  readonly left: number[];
  readonly right: number[];
  readonly area: number[];
  /** Half-edges at its ends, seen from inside it ... */
  readonly from: End;
  readonly to: End;
}

interface End {
  readonly kind: 'mouth' | 'free' | 'crossing';
  /** Triangle of the crossing or the free end. */
  readonly triangle: number;
  /** Half-edge of that triangle, or of the mouth, that leads into the chain. */
  readonly edge: number;
}

/** The ways of all thin places of a region. Crossings go straight through; the other ways end at them. */
export function traceSleeves(net: RimTriangles, state: Uint8Array, trimmed: Trimmed): Sleeve[] {
  const tracing: Tracing = { net, state, trimmed, used: new Uint8Array(net.corners.length) };
  const chains = chainsOf(tracing);
  const crossings = joinCrossings(tracing, chains);
  return [...linkChains(tracing, crossings), ...rings(tracing)];
}

interface Tracing {
  readonly net: RimTriangles;
  readonly state: Uint8Array;
  readonly trimmed: Trimmed;
  /** Half-edges that a way has passed. */
  readonly used: Uint8Array;
}

/** Edges of a triangle over which a way may go: to a triangle of the place that is left, or out of a mouth. */
function waysOut({ net, state, trimmed }: Tracing, t: number): number[] {
  const out: number[] = [];
  for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
    const other = neighbour(net, edge);
    if (other >= 0 && (trimmed.alive[other] === 1 || state[other] !== thin)) out.push(edge);
  }
  return out;
}

function isMouth({ net, state }: Tracing, edge: number): boolean {
  return state[neighbour(net, edge)] !== thin;
}

function chainsOf(tracing: Tracing): Chain[] {
  const { trimmed, used } = tracing;
  const chains: Chain[] = [];
  for (let t = 0; t < trimmed.alive.length; t++) {
    if (trimmed.alive[t] === 0) continue;
    const out = waysOut(tracing, t);
    for (const edge of out) {
      if (used[edge] === 1) continue;
      if (isMouth(tracing, edge)) chains.push(chainInto(tracing, edge));
      else if (out.length !== 2) chains.push(chainOutOf(tracing, t, edge, out.length));
    }
  }
  return chains;
}

/** From a mouth into the place. */
function chainInto(tracing: Tracing, edge: number): Chain {
  const { net } = tracing;
  const chain = startChain({ kind: 'mouth', triangle: -1, edge });
  tracing.used[edge] = 1;
  addChord(chain, net.corners[edge], net.corners[after(edge)]);
  return follow(tracing, chain, Math.floor(edge / 3), edge);
}

/** From a crossing or an end over one of its edges. */
function chainOutOf(tracing: Tracing, t: number, edge: number, ways: number): Chain {
  const chain = startChain({ kind: ways === 1 ? 'free' : 'crossing', triangle: t, edge });
  const twin = tracing.net.twin[edge];
  leave(tracing, chain, edge);
  return follow(tracing, chain, Math.floor(twin / 3), twin);
}

function startChain(from: End): Chain {
  return { left: [], right: [], area: [], from, to: from };
}

/** Chords on and on through triangles with one way in and one way out. */
function follow(tracing: Tracing, chain: Chain, first: number, firstEdge: number): Chain {
  const { net, used } = tracing;
  let t = first;
  let entry = firstEdge;
  for (;;) {
    const out = waysOut(tracing, t);
    if (out.length !== 2) {
      used[entry] = 1;
      return { ...chain, to: { kind: out.length === 1 ? 'free' : 'crossing', triangle: t, edge: entry } };
    }
    const exit = out[0] === entry ? out[1] : out[0];
    pass(tracing, chain, t, entry, exit);
    if (isMouth(tracing, exit)) {
      used[exit] = 1;
      return { ...chain, to: { kind: 'mouth', triangle: -1, edge: exit } };
    }
    entry = net.twin[exit];
    t = Math.floor(entry / 3);
  }
}

/** Through one triangle; where a corner was cut from it, over a chord to that corner's tip. */
function pass(tracing: Tracing, chain: Chain, t: number, entry: number, exit: number): void {
  const { net, trimmed } = tracing;
  const [cap] = trimmed.caps.get(t) ?? [];
  if (cap === undefined) chain.area.push(areaWithCaps(net, trimmed, t));
  else passCorner(net, chain, cap, entry, areaWithCaps(net, trimmed, t));
  leave(tracing, chain, exit);
}

function leave({ net, used }: Tracing, chain: Chain, edge: number): void {
  used[edge] = 1;
  addChord(chain, net.corners[after(edge)], net.corners[edge]);
}

function passCorner(net: RimTriangles, chain: Chain, { edge, tip }: Cap, entry: number, area: number): void {
  const {
    samples: { x, y, next },
    corners,
  } = net;
  const apex = corners[after(after(edge))];
  let before = 0;
  let from = corners[edge];
  for (; from !== tip; from = next[from]) {
    const to = next[from];
    before += ((x[from] - x[apex]) * (y[to] - y[apex]) - (y[from] - y[apex]) * (x[to] - x[apex])) / 2;
  }
  // The edge from the apex to where the corner begins is the entry, or the exit.
  const forwards = entry === after(after(edge));
  chain.area.push(forwards ? before : area - before);
  if (forwards) addChord(chain, apex, tip);
  else addChord(chain, tip, apex);
  chain.area.push(forwards ? area - before : before);
}

function addChord(chain: Chain, left: number, right: number): void {
  chain.left.push(left);
  chain.right.push(right);
}

/** Two triangles where three ways meet are one crossing up to this way between them, of the chord there. */
const oneCrossing = 0.6;

interface Crossing {
  /** Ends of chains that lead out of it: twice the chain, plus one where it is the chain's last. */
  readonly exits: number[];
  area: number;
}

interface Crossings {
  readonly chains: readonly Chain[];
  /** 1 for chains inside one crossing. */
  readonly inner: Uint8Array;
  readonly of: readonly Crossing[];
}

/** Triangles where three ways meet, and close by each other: four walls that cross give two of them. */
function joinCrossings(tracing: Tracing, chains: readonly Chain[]): Crossings {
  const root = new Map<number, number>();
  const find = (t: number): number => {
    const up = root.get(t) ?? t;
    return up === t ? t : find(up);
  };
  const inner = new Uint8Array(chains.length);
  chains.forEach((chain, c) => {
    const { from, to } = chain;
    if (from.kind !== 'crossing' || to.kind !== 'crossing') return;
    if (wayLength(tracing.net, chain) > oneCrossing * chordOf(tracing.net, chain)) return;
    inner[c] = 1;
    root.set(find(from.triangle), find(to.triangle));
  });
  const crossings = new Map<number, Crossing>();
  const at = (t: number): Crossing => {
    const known = crossings.get(find(t)) ?? { exits: [], area: 0 };
    crossings.set(find(t), known);
    return known;
  };
  const counted = new Set<number>();
  chains.forEach(({ from, to, area }, c) => {
    for (const [end, { kind, triangle }] of [from, to].entries()) {
      if (kind !== 'crossing') continue;
      if (!counted.has(triangle)) at(triangle).area += areaWithCaps(tracing.net, tracing.trimmed, triangle);
      counted.add(triangle);
      if (inner[c] === 0) at(triangle).exits.push(2 * c + end);
    }
    if (inner[c] === 1) at(from.triangle).area += area.reduce((sum, a) => sum + a, 0);
  });
  return { chains, inner, of: [...crossings.values()] };
}

function wayLength(net: RimTriangles, { left, right }: Chain): number {
  let length = 0;
  for (let i = 1; i < left.length; i++) {
    const [ax, ay] = middle(net, left[i - 1], right[i - 1]);
    const [bx, by] = middle(net, left[i], right[i]);
    length += span(bx - ax, by - ay);
  }
  return length;
}

function middle({ samples: { x, y } }: RimTriangles, a: number, b: number): readonly [number, number] {
  return [(x[a] + x[b]) / 2, (y[a] + y[b]) / 2];
}

/** The longer of a chain's first and last chord. */
function chordOf({ samples: { x, y } }: RimTriangles, { left, right }: Chain): number {
  const chord = (i: number) => span(x[left[i]] - x[right[i]], y[left[i]] - y[right[i]]);
  return Math.max(chord(0), chord(left.length - 1));
}

/** The two ways of each crossing that go on straightest become one, over the area of the crossing. */
function linkChains(tracing: Tracing, { chains, inner, of }: Crossings): Sleeve[] {
  const partner = new Int32Array(2 * chains.length).fill(-1);
  const between = new Float64Array(2 * chains.length);
  for (const { exits, area } of of) {
    const pair = straightest(tracing, chains, exits);
    if (pair === null) continue;
    const [a, b] = pair;
    partner[a] = b;
    partner[b] = a;
    between[a] = area;
    between[b] = area;
  }
  const done = Uint8Array.from(inner);
  const sleeves: Sleeve[] = [];
  const trace = (first: number, closed: boolean) => {
    const way = { left: [] as number[], right: [] as number[], area: [] as number[] };
    let end = first;
    for (;;) {
      done[end >> 1] = 1;
      append(way, chains[end >> 1], end % 2 === 1);
      const on = partner[end ^ 1];
      if (on < 0 || done[on >> 1] === 1) break;
      way.area.push(between[on]);
      end = on;
    }
    if (closed) way.area.push(between[first]);
    sleeves.push({
      ...way,
      closed,
      seed: seedOf(chains[first >> 1]),
      startArea: closed ? -1 : endArea(tracing, chains[first >> 1], first % 2),
      endArea: closed ? -1 : endArea(tracing, chains[end >> 1], (end % 2) ^ 1),
    });
  };
  for (let end = 0; end < partner.length; end++) if (done[end >> 1] === 0 && partner[end] < 0) trace(end, false);
  for (let end = 0; end < partner.length; end++) if (done[end >> 1] === 0) trace(end, true);
  return sleeves;
}

function seedOf({ from }: Chain): number {
  return from.kind === 'mouth' ? Math.floor(from.edge / 3) : from.triangle;
}

function append(way: Pick<Sleeve, 'left' | 'right' | 'area'>, chain: Chain, backwards: boolean): void {
  const count = chain.left.length;
  for (let i = 0; i < count; i++) {
    const at = backwards ? count - 1 - i : i;
    way.left.push((backwards ? chain.right : chain.left)[at]);
    way.right.push((backwards ? chain.left : chain.right)[at]);
    if (i + 1 < count) way.area.push(chain.area[backwards ? at - 1 : at]);
  }
}

function endArea({ net, trimmed }: Tracing, chain: Chain, end: number): number {
  const { kind, triangle } = end === 0 ? chain.from : chain.to;
  return kind === 'free' ? areaWithCaps(net, trimmed, triangle) : -1;
}

function straightest(
  { net }: Tracing,
  chains: readonly Chain[],
  exits: readonly number[],
): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  let least = Infinity;
  const directions = exits.map((end) => direction(net, chains[end >> 1], end % 2 === 1));
  for (let i = 0; i < exits.length; i++) {
    for (let j = 0; j < i; j++) {
      const cosine = directions[i][0] * directions[j][0] + directions[i][1] * directions[j][1];
      if (cosine >= least - 1e-9) continue;
      least = cosine;
      best = [exits[j], exits[i]];
    }
  }
  return best;
}

/** Unit vector in which a chain leaves one of its ends, as seen one chord's length away from it. */
function direction(net: RimTriangles, chain: Chain, backwards: boolean): readonly [number, number] {
  const { left, right } = chain;
  const count = left.length;
  const at = (i: number) => middle(net, left[backwards ? count - 1 - i : i], right[backwards ? count - 1 - i : i]);
  const [x, y] = at(0);
  const reach = chordOf(net, chain);
  let [dx, dy] = [0, 0];
  for (let i = 1; i < count && span(dx, dy) < reach; i++) {
    const [mx, my] = at(i);
    [dx, dy] = [mx - x, my - y];
  }
  const length = span(dx, dy);
  return length > 0 ? [dx / length, dy / length] : [0, 0];
}

/** Ways that close in themselves: what no end, mouth or crossing leads to. */
function rings(tracing: Tracing): Sleeve[] {
  const { net, trimmed, used } = tracing;
  const found: Sleeve[] = [];
  for (let t = 0; t < trimmed.alive.length; t++) {
    if (trimmed.alive[t] === 0) continue;
    const out = waysOut(tracing, t);
    if (out.length !== 2 || used[out[0]] === 1 || used[out[1]] === 1 || used[net.twin[out[0]]] === 1) continue;
    const ring = startChain({ kind: 'crossing', triangle: t, edge: out[0] });
    let at = t;
    let entry = out[0];
    do {
      const [a, b] = waysOut(tracing, at);
      const exit = a === entry ? b : a;
      pass(tracing, ring, at, entry, exit);
      entry = net.twin[exit];
      at = Math.floor(entry / 3);
    } while (at !== t);
    // The first area lies before the first chord: between it and the last one.
    ring.area.push(...ring.area.splice(0, 1));
    found.push({
      left: ring.left,
      right: ring.right,
      area: ring.area,
      closed: true,
      startArea: -1,
      endArea: -1,
      seed: t,
    });
  }
  return found;
}
