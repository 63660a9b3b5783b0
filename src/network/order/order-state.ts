import { type Atoms, type Joint, type Later, middlesOf } from '../needle-room.ts';

/** One strand as a way over atoms: nodes in order, by number. */
export interface Walk {
  readonly nodes: Int32Array;
  /** Its atoms in order. */
  readonly atoms: Int32Array;
  /** Along its chain (1) or against it (-1), at its first and its last atom. */
  readonly begins: 1 | -1;
  readonly ends: 1 | -1;
  /** Number of the ink. */
  readonly ink: number;
}

export interface OrderInput {
  readonly atoms: Atoms;
  readonly joints: readonly Joint[];
  readonly later: Later;
  /** Number of the ink of each chain. */
  readonly inks: Int32Array;
  /** Ways between strands with nothing printed yet; null where a needle is lifted over everything. */
  readonly ways: (() => PrintedWays) | null;
}

/** How long the ways of a needle are through what is printed. */
export interface PrintedWays {
  /** mm from tip to tip (x y z, mm), on a way that meets nothing. */
  length(ink: number, from: readonly number[], to: readonly number[]): number;
  /** Adds a strand, x y z r of each node of its centre line, mm. */
  print(nodes: Float64Array): void;
}

export interface Plan extends OrderInput {
  readonly count: number;
  /** How many atoms must come before each. */
  readonly before: Int32Array;
  /** Of each node the joint it belongs to, or -1. */
  readonly jointOf: Int32Array;
  /** Nodes at which a strand ends: the highest places of loops. */
  readonly cuts: Uint8Array;
}

export function prepare(input: OrderInput): Plan {
  const { atoms, joints, later } = input;
  const count = atoms.chainOf.length;
  const before = new Int32Array(count);
  for (const b of later.atoms) before[b]++;
  const jointOf = new Int32Array(atoms.nodes.length / 4).fill(-1);
  joints.forEach(({ members }, j) => {
    for (const { node } of members) jointOf[node] = j;
  });
  return { ...input, count, before, jointOf, cuts: cutLoops(atoms, joints) };
}

/** Atoms from the lowest up join the nodes of their ends; one that joins what is joined closes a loop, at its top. */
function cutLoops(atoms: Atoms, joints: readonly Joint[]): Uint8Array {
  const { nodes, chainOf } = atoms;
  const parent = Int32Array.from({ length: nodes.length / 4 }, (_, i) => i);
  const rootOf = (node: number): number => {
    let at = node;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  for (const { members } of joints) for (const { node } of members) parent[rootOf(node)] = rootOf(members[0].node);
  const cuts = new Uint8Array(parent.length);
  const top = (node: number) => nodes[4 * node + 2] + nodes[4 * node + 3];
  const middles = middlesOf(atoms);
  const order = Array.from(chainOf, (_, a) => a).sort((a, b) => middles[3 * a + 2] - middles[3 * b + 2] || a - b);
  for (const a of order) {
    const [p, q] = [a + chainOf[a], a + chainOf[a] + 1];
    const [from, to] = [rootOf(p), rootOf(q)];
    if (from === to) cuts[top(p) > top(q) ? p : q] = 1;
    else parent[from] = to;
  }
  return cuts;
}

/** What changes while an order is made. */
export interface State {
  readonly plan: Plan;
  readonly left: Int32Array;
  readonly printed: Uint8Array;
  /** 1 for atoms that may be printed now, and how many of each ink there are. */
  readonly open: Uint8Array;
  readonly openOfInk: Int32Array;
  /** The same atoms as a list without order, `openCount` long, and the place of each in it. */
  readonly openAtoms: Int32Array;
  readonly openPlace: Int32Array;
  openCount: number;
  readonly at: Float64Array;
  /** Stretches of line that are not printed yet. */
  runs: number;
}

export const copyOf = (state: State): State => ({
  ...state,
  left: state.left.slice(),
  printed: state.printed.slice(),
  open: state.open.slice(),
  openOfInk: state.openOfInk.slice(),
  openAtoms: state.openAtoms.slice(),
  openPlace: state.openPlace.slice(),
  at: state.at.slice(),
});

export const inkOf = ({ inks, atoms }: Plan, atom: number): number => inks[atoms.chainOf[atom]];

export function emptyState(plan: Plan): State {
  const inks = plan.inks.reduce((most, ink) => Math.max(most, ink), 0) + 1;
  const state: State = {
    plan,
    left: plan.before.slice(),
    printed: new Uint8Array(plan.count),
    open: new Uint8Array(plan.count),
    openOfInk: new Int32Array(inks),
    openAtoms: new Int32Array(plan.count),
    openPlace: new Int32Array(plan.count),
    openCount: 0,
    at: new Float64Array(3).fill(Number.NaN),
    runs: plan.inks.length,
  };
  for (let a = 0; a < plan.count; a++) if (state.left[a] === 0) setOpen(state, a, 1);
  return state;
}

function setOpen(state: State, atom: number, value: 0 | 1): void {
  const { plan, open, openOfInk, openAtoms, openPlace } = state;
  if (open[atom] === value) return;
  openOfInk[inkOf(plan, atom)] += value - open[atom];
  open[atom] = value;
  if (value === 1) {
    openPlace[atom] = state.openCount;
    openAtoms[state.openCount++] = atom;
    return;
  }
  const last = openAtoms[--state.openCount];
  openAtoms[openPlace[atom]] = last;
  openPlace[last] = openPlace[atom];
}

/** A first atom and the way along its chain. */
export interface Start {
  readonly atom: number;
  readonly step: 1 | -1;
}

/** The node from which a start sets out. */
const nodeOf = ({ atoms: { chainOf } }: Plan, { atom, step }: Start): number =>
  atom + chainOf[atom] + (step > 0 ? 0 : 1);

/**
 * Where a strand of an ink can begin: at joints, and at atoms beside which nothing can be printed now on the side they
 * come from. In no order.
 */
export function forEachStart(
  state: State,
  ink: number,
  take: (atom: number, step: 1 | -1, node: number) => void,
): void {
  const { plan, open, openAtoms } = state;
  for (let k = 0; k < state.openCount; k++) {
    const atom = openAtoms[k];
    if (inkOf(plan, atom) !== ink) continue;
    for (let step: 1 | -1 = 1; ; step = -1) {
      const node = nodeOf(plan, { atom, step });
      const before = neighbour(plan, atom, step > 0 ? -1 : 1);
      if (before < 0 || open[before] === 0 || plan.cuts[node] === 1 || plan.jointOf[node] >= 0) take(atom, step, node);
      if (step === -1) break;
    }
  }
}

/** The next atom of the same chain; -1 beyond its ends. */
function neighbour({ atoms: { firsts, chainOf } }: Plan, atom: number, step: 1 | -1): number {
  const next = atom + step;
  const chain = chainOf[atom];
  return next >= firsts[chain] && next < firsts[chain + 1] ? next : -1;
}

/** From where the needle stands to a node, mm; 0 before the first. */
export function distanceTo({ at, plan: { atoms } }: State, node: number): number {
  if (Number.isNaN(at[0])) return 0;
  const p = 4 * node;
  const top = atoms.nodes[p + 2] + atoms.nodes[p + 3];
  return Math.hypot(atoms.nodes[p] - at[0], atoms.nodes[p + 1] - at[1], top - at[2]);
}

/** Leaves the needle on a node. */
export function standOn({ at, plan: { atoms } }: State, node: number): void {
  const p = 4 * node;
  at[0] = atoms.nodes[p];
  at[1] = atoms.nodes[p + 1];
  at[2] = atoms.nodes[p + 2] + atoms.nodes[p + 3];
}

/** At the nth joint on its way a strand takes another way on: of those that the joint has, or (the last) none. */
export interface Turn {
  readonly joint: number;
  readonly way: number;
}

export type Made = Omit<Walk, 'ink'> & {
  /** At each joint on the way, in how many ways it could have gone on. */
  readonly waysOn: readonly number[];
};

/** Walks from a start as far as pieces may be printed, through joints as well, straight on or as `turn` has it. */
export function walk(state: State, { atom, step }: Start, turn: Turn | null): Made {
  const { plan } = state;
  const nodes: number[] = [nodeOf(plan, { atom, step })];
  const laid: number[] = [];
  const waysOn: number[] = [];
  let [at, way] = [atom, step];
  for (;;) {
    print(state, at);
    laid.push(at);
    // Where one the other way would set out.
    const node = nodeOf(plan, { atom: at, step: way > 0 ? -1 : 1 });
    nodes.push(node);
    if (plan.cuts[node] === 1) break;
    const ahead = neighbour(plan, at, way);
    let next: Start | undefined = ahead >= 0 && state.open[ahead] === 1 ? { atom: ahead, step: way } : undefined;
    if (plan.jointOf[node] >= 0) {
      const ways = [...(next === undefined ? [] : [next]), ...turnsAt(state, at, way, node)];
      next = ways[turn?.joint === waysOn.length ? turn.way : 0];
      waysOn.push(ways.length);
    }
    if (next === undefined) break;
    at = next.atom;
    way = next.step;
  }
  return { nodes: Int32Array.from(nodes), atoms: Int32Array.from(laid), begins: step, ends: way, waysOn };
}

/** Whether a strand that ends with one atom goes on with another without a stop: along its chain, or through a joint. */
export function goesOn(plan: Plan, from: Start, to: Start): boolean {
  const { nodes, chainOf } = plan.atoms;
  const node = nodeOf(plan, { atom: from.atom, step: from.step > 0 ? -1 : 1 });
  const other = nodeOf(plan, to);
  if (plan.cuts[node] === 1 || plan.cuts[other] === 1) return false;
  if (node === other && chainOf[from.atom] === chainOf[to.atom]) return from.step === to.step;
  if (plan.jointOf[node] < 0 || plan.jointOf[node] !== plan.jointOf[other] || !samePlace(nodes, node, other))
    return false;
  return cosineAt(nodes, 4 * (node - from.step), 4 * node, 4 * (other + to.step)) > 0;
}

/** The other lines of a joint into which a strand can go on, the straightest first. */
function turnsAt(state: State, atom: number, step: 1 | -1, node: number): Start[] {
  const { plan, open } = state;
  const { nodes, chainOf, firsts } = plan.atoms;
  const from = 4 * (node - step);
  const found: { start: Start; cosine: number }[] = [];
  for (const { chain, node: other } of plan.joints[plan.jointOf[node]].members) {
    if (plan.inks[chain] !== plan.inks[chainOf[atom]] || !samePlace(nodes, node, other)) continue;
    for (const way of [1, -1] as const) {
      const next = other - chain - (way > 0 ? 0 : 1);
      if (other === node && way === step) continue;
      if (next < firsts[chain] || next >= firsts[chain + 1] || open[next] === 0) continue;
      // Sharper than square is no way on: the needle would turn back over its own strand.
      const cosine = cosineAt(nodes, from, 4 * node, 4 * (other + way));
      if (cosine > 0) found.push({ start: { atom: next, step: way }, cosine });
    }
  }
  return found.sort((a, b) => b.cosine - a.cosine).map(({ start }) => start);
}

function samePlace(nodes: Float64Array, a: number, b: number): boolean {
  return [0, 1, 2].every((k) => Math.abs(nodes[4 * a + k] - nodes[4 * b + k]) < 1e-6);
}

function cosineAt(nodes: Float64Array, p: number, q: number, r: number): number {
  const u = [0, 1, 2].map((k) => nodes[q + k] - nodes[p + k]);
  const v = [0, 1, 2].map((k) => nodes[r + k] - nodes[q + k]);
  const length = Math.hypot(...u) * Math.hypot(...v);
  return length === 0 ? 0 : (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / length;
}

/** How many of the two atoms beside one of its chain are left to print. */
function unprintedBeside({ plan, printed }: State, atom: number): number {
  const [before, behind] = [neighbour(plan, atom, -1), neighbour(plan, atom, 1)];
  return (before >= 0 && printed[before] === 0 ? 1 : 0) + (behind >= 0 && printed[behind] === 0 ? 1 : 0);
}

function print(state: State, atom: number): void {
  const { plan, left, printed } = state;
  const { ends, atoms } = plan.later;
  state.runs += unprintedBeside(state, atom) - 1;
  printed[atom] = 1;
  setOpen(state, atom, 0);
  for (let k = atom === 0 ? 0 : ends[atom - 1]; k < ends[atom]; k++) {
    const b = atoms[k];
    if (--left[b] === 0 && printed[b] === 0) setOpen(state, b, 1);
  }
}

export function unprint(state: State, atom: number): void {
  const { plan, left, printed } = state;
  const { ends, atoms } = plan.later;
  printed[atom] = 0;
  state.runs -= unprintedBeside(state, atom) - 1;
  for (let k = atom === 0 ? 0 : ends[atom - 1]; k < ends[atom]; k++) {
    const b = atoms[k];
    if (left[b]++ === 0) setOpen(state, b, 0);
  }
  setOpen(state, atom, 1);
}

/** Where the tip stands at a node, x y z, mm. */
export function tipAt({ atoms: { nodes } }: Plan, node: number): [x: number, y: number, z: number] {
  const p = 4 * node;
  return [nodes[p], nodes[p + 1], nodes[p + 2] + nodes[p + 3]];
}

export const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
