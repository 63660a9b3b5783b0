/**
 * What a needle in a bath must keep off, in the terms of the planner: short pieces of centre line (atoms) whose body is
 * what they lay, and whose needle is an upright cylinder from their tip. Lengths mm.
 */
export interface Atoms {
  /** Of each node: x y z of the centre line, and the radius of the strand there. */
  readonly nodes: Float64Array;
  /** First atom of each chain, and one past the last of all; atom a of chain c lies between nodes a + c and a + c + 1. */
  readonly firsts: Int32Array;
  readonly chainOf: Int32Array;
  /** Way along its chain at each node. */
  readonly ways: Float64Array;
  /** Outer radius of the needle, by chain. */
  readonly needles: Float64Array;
}

/** Of each atom, those that must not be printed before it: its needle would run into them. */
export interface Later {
  readonly ends: Int32Array;
  readonly atoms: Int32Array;
  /**
   * Of each atom, those that it may meet near a joint only while its strand ends there: where it is drawn out over what it
   * joins, they are out of the joint's reach.
   */
  readonly beside: ReadonlyMap<number, readonly number[]>;
  /**
   * Of each atom, by how much it may rise (mm). Of two that rise side by side within a needle's radius the needle meets
   * the other whichever comes first, as deep as they rise: they are printed in turn, in pieces this high. Elsewhere Infinity.
   */
  readonly rises: Float64Array;
}

/** Share of a strand's width by which a needle may brush it and still count as clear of it. */
export const brush = 0.02;
/** The same for what rises in turn with what the needle prints; both leave the gate room for how far a strand strays. */
const inTurn = 0.04;
/** Around its own joint a needle meets what it joins, widths. */
const jointReach = 1.5;
/** The same where a strand is drawn out over the joint by half a width. */
const drawnReach = 1;

/** A place where chains meet: x y z, and the nodes there, one of each chain. */
export interface Joint {
  readonly at: readonly [x: number, y: number, z: number];
  readonly members: readonly { readonly chain: number; readonly node: number }[];
}

/**
 * For every atom the atoms above it that its needle would touch, were they printed already: those must come later. The
 * lower one of two always comes first, so that no circle can arise. Pieces of one chain near each other, and pieces
 * near a joint that both chains share, do not count.
 */
export function whatComesLater(atoms: Atoms, joints: readonly Joint[]): Later {
  const count = atoms.chainOf.length;
  const reach = reachOf(atoms);
  const middles = middlesOf(atoms);
  const grid = gridOf(middles, reach);
  const near = jointsNear(atoms, joints);
  const lists: number[][] = [];
  const beside = new Map<number, number[]>();
  const rises = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let total = 0;
  const ends = new Int32Array(count);
  for (let a = 0; a < count; a++) {
    const own: number[] = [];
    const column = Math.floor(middles[3 * a] / reach) - grid.x0;
    const row = Math.floor(middles[3 * a + 1] / reach) - grid.y0;
    const top = middles[3 * a + 2];
    for (let j = row - 1; j <= row + 1; j++) {
      for (let i = column - 1; i <= column + 1; i++) {
        if (i < 0 || j < 0 || i >= grid.columns || j >= grid.rows) continue;
        const cell = j * grid.columns + i;
        for (let k = grid.starts[cell]; k < grid.starts[cell + 1]; k++) {
          const b = grid.atoms[k];
          const above = middles[3 * b + 2];
          // The highest come first.
          if (above < top) break;
          if ((top === above && a >= b) || !comeNear(atoms, middles, a, b)) continue;
          const joined = shared(near, b, atoms.chainOf[a]);
          if (touches(atoms, a, b, joined, jointReach)) own.push(b);
          else if (joined.length > 0 && touches(atoms, a, b, joined, drawnReach))
            beside.set(a, [...(beside.get(a) ?? []), b]);
          if (!overlapsInHeight(atoms, a, b) || !touches(atoms, b, a, joined, jointReach, inTurn)) continue;
          const rise = inTurn * 2 * Math.min(thinnest(atoms, a), thinnest(atoms, b));
          rises[a] = Math.min(rises[a], rise);
          rises[b] = Math.min(rises[b], rise);
        }
      }
    }
    total += own.length;
    ends[a] = total;
    lists.push(own);
  }
  const flat = new Int32Array(total);
  let at = 0;
  for (const own of lists) for (const b of own) flat[at++] = b;
  return { ends, atoms: flat, beside, rises };
}

/** False where the needle of neither of two atoms can come near the body of the other, sideways. */
function comeNear({ nodes, chainOf, needles }: Atoms, middles: Float64Array, a: number, b: number): boolean {
  const p = 4 * (a + chainOf[a]);
  const q = 4 * (b + chainOf[b]);
  const dx = middles[3 * a] - middles[3 * b];
  const dy = middles[3 * a + 1] - middles[3 * b + 1];
  const body = Math.max(nodes[p + 3], nodes[p + 7], nodes[q + 3], nodes[q + 7]);
  const long = sideways(nodes, p) + sideways(nodes, q);
  // Half of each lies to either side of its middle, and `touches` takes needles an eighth wider.
  const most = Math.max(needles[chainOf[a]], needles[chainOf[b]]) + body + (5 / 8) * long + 1e-9;
  return dx * dx + dy * dy <= most * most;
}

/** Length of the atom at a node in the plan. */
function sideways(nodes: Float64Array, p: number): number {
  const dx = nodes[p + 4] - nodes[p];
  const dy = nodes[p + 5] - nodes[p + 1];
  return Math.sqrt(dx * dx + dy * dy);
}

/** Whether the needle that prints the upper of two atoms is anywhere lower than the top of what the lower one lays. */
function overlapsInHeight({ nodes, chainOf }: Atoms, lower: number, upper: number): boolean {
  const p = 4 * (lower + chainOf[lower]);
  const q = 4 * (upper + chainOf[upper]);
  return Math.min(topAt(nodes, q), topAt(nodes, q + 4)) < Math.max(topAt(nodes, p), topAt(nodes, p + 4));
}

/** Where the tip stands at a node, as high as the top of what it lays. */
const topAt = (nodes: Float64Array, p: number): number => nodes[p + 2] + nodes[p + 3];

function thinnest({ nodes, chainOf }: Atoms, atom: number): number {
  const p = 4 * (atom + chainOf[atom]);
  return Math.min(nodes[p + 3], nodes[p + 7]);
}

/** Of each atom its middle, x y, and the height of the tip there. */
export function middlesOf({ nodes, chainOf }: Atoms): Float64Array {
  const middles = new Float64Array(3 * chainOf.length);
  for (let a = 0; a < chainOf.length; a++) {
    const p = 4 * (a + chainOf[a]);
    middles[3 * a] = (nodes[p] + nodes[p + 4]) / 2;
    middles[3 * a + 1] = (nodes[p + 1] + nodes[p + 5]) / 2;
    middles[3 * a + 2] = (nodes[p + 2] + nodes[p + 6] + nodes[p + 3] + nodes[p + 7]) / 2;
  }
  return middles;
}

/**
 * Whether the needle that prints `a` touches what `b` lays: looked at in the ends and the middle of both. What lies near
 * the needle along its own chain does not count, nor does what lies near a joint (`joints`) of both when the needle is there.
 */
function touches(
  { nodes, chainOf, needles, ways }: Atoms,
  a: number,
  b: number,
  joints: readonly Joint[],
  reach: number,
  clear = brush,
): boolean {
  const p = 4 * (a + chainOf[a]);
  const q = 4 * (b + chainOf[b]);
  const isOwn = chainOf[a] === chainOf[b];
  const long = sideways(nodes, p);
  const other = sideways(nodes, q);
  // Between two places that are looked at the needle comes nearer by no more than this.
  const needle = needles[chainOf[a]] + (long + other) / 8;
  for (let i = 0; i <= 2; i++) {
    const u = i / 2;
    const x = nodes[p] + u * (nodes[p + 4] - nodes[p]);
    const y = nodes[p + 1] + u * (nodes[p + 5] - nodes[p + 1]);
    const rA = nodes[p + 3] + u * (nodes[p + 7] - nodes[p + 3]);
    const tip = nodes[p + 2] + u * (nodes[p + 6] - nodes[p + 2]) + rA;
    const wayA = ways[p / 4] + u * (ways[p / 4 + 1] - ways[p / 4]);
    for (let j = 0; j <= 2; j++) {
      const v = j / 2;
      const r = nodes[q + 3] + v * (nodes[q + 7] - nodes[q + 3]);
      const cz = nodes[q + 2] + v * (nodes[q + 6] - nodes[q + 2]);
      if (tip - cz >= r) continue;
      if (isOwn) {
        const wayB = ways[q / 4] + v * (ways[q / 4 + 1] - ways[q / 4]);
        if (Math.abs(wayA - wayB) <= jointReach * 2 * Math.min(r, rA)) continue;
      }
      const cx = nodes[q] + v * (nodes[q + 4] - nodes[q]);
      const cy = nodes[q + 1] + v * (nodes[q + 5] - nodes[q + 1]);
      const away = Math.max(0, Math.sqrt((x - cx) ** 2 + (y - cy) ** 2) - needle);
      const above = Math.max(0, tip - cz);
      const free = r * (1 - 2 * clear);
      if (away * away + above * above >= free * free) continue;
      // Together no farther from it than a strand may be from itself: one strand may run through both.
      const room = reach * 2 * Math.min(r, rA);
      let isJoined = false;
      for (const { at } of joints) {
        const body = Math.hypot(cx - at[0], cy - at[1], cz - at[2]);
        const own = Math.hypot(x - at[0], y - at[1], tip - rA - at[2]);
        isJoined ||= body + own <= room;
      }
      if (!isJoined) return true;
    }
  }
  return false;
}

/** How far apart, sideways, two atoms may lie whose needle and body touch. */
function reachOf({ nodes, needles, ways }: Atoms): number {
  let radius = 0;
  let step = 0;
  for (let p = 3; p < nodes.length; p += 4) radius = Math.max(radius, nodes[p]);
  for (let n = 1; n < ways.length; n++) step = Math.max(step, ways[n] - ways[n - 1]);
  return needles.reduce((a, b) => Math.max(a, b), 0) + radius + 2 * step;
}

interface Grid {
  readonly x0: number;
  readonly y0: number;
  readonly columns: number;
  readonly rows: number;
  readonly starts: Int32Array;
  readonly atoms: Int32Array;
}

/** The atoms by the square in which their middle lies, those of a square from above to below; squares are as wide as `reach`. */
function gridOf(middles: Float64Array, reach: number): Grid {
  const count = middles.length / 3;
  const [xs, ys] = [new Int32Array(count), new Int32Array(count)];
  for (let a = 0; a < count; a++) {
    xs[a] = Math.floor(middles[3 * a] / reach);
    ys[a] = Math.floor(middles[3 * a + 1] / reach);
  }
  const x0 = xs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const y0 = ys.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const columns = xs.reduce((a, b) => Math.max(a, b), x0) - x0 + 1;
  const rows = ys.reduce((a, b) => Math.max(a, b), y0) - y0 + 1;
  const starts = new Int32Array(columns * rows + 1);
  const cellOf = (a: number) => (ys[a] - y0) * columns + xs[a] - x0;
  for (let a = 0; a < count; a++) starts[cellOf(a) + 1]++;
  for (let c = 0; c < columns * rows; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const sorted = new Int32Array(count);
  const fromAbove = Int32Array.from({ length: count }, (_, a) => a).sort(
    (a, b) => middles[3 * b + 2] - middles[3 * a + 2] || a - b,
  );
  for (const a of fromAbove) sorted[next[cellOf(a)]++] = a;
  return { x0, y0, columns, rows, starts, atoms: sorted };
}

/** By atom: the joints that it lies near, and the chains that meet there. */
type JointsNear = ReadonlyMap<number, readonly { readonly joint: Joint; readonly chains: ReadonlySet<number> }[]>;

function jointsNear(atoms: Atoms, joints: readonly Joint[]): JointsNear {
  const { nodes, firsts } = atoms;
  const near = new Map<number, { joint: Joint; chains: ReadonlySet<number> }[]>();
  for (const joint of joints) {
    const { at, members } = joint;
    const chains = new Set(members.map(({ chain }) => chain));
    for (const { chain, node } of members) {
      for (const step of [-1, 1]) {
        for (let a = node - chain - (step < 0 ? 1 : 0); a >= firsts[chain] && a < firsts[chain + 1]; a += step) {
          const p = 4 * (a + chain + (step < 0 ? 1 : 0));
          if (Math.hypot(nodes[p] - at[0], nodes[p + 1] - at[1], nodes[p + 2] - at[2]) > jointReach * 2 * nodes[p + 3])
            break;
          near.set(a, [...(near.get(a) ?? []), { joint, chains }]);
        }
      }
    }
  }
  return near;
}

const none: readonly Joint[] = [];

/** The joints near an atom that a chain shares with it. */
function shared(near: JointsNear, atom: number, chain: number): readonly Joint[] {
  const all = near.get(atom);
  return all === undefined ? none : all.filter(({ chains }) => chains.has(chain)).map(({ joint }) => joint);
}
