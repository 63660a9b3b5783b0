import { type Atoms, type Joint, type Later, middlesOf } from './needle-room.ts';

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
}

export interface Order {
  readonly walks: readonly Walk[];
  /** Straight ways from the end of each strand to the start of the next, mm. */
  readonly travelMm: number;
  readonly swaps: number;
}

/** mm of travel that one interrupted strand is worth. */
const splitCost = 6;
/** mm: longer strands are not preferred to one of this length. */
const longEnough = 20;
/** Atoms that all attempts together may walk over: the bound on time, the same on every machine. */
const mostSteps = 4_000_000;
const mostTries = 24;

/**
 * Puts the pieces of a network into strands and these into an order: from below to above wherever a needle would meet
 * what is printed, one ink as long as it can, and with little travel. Several first strands are tried; the best counts.
 */
export function orderAtoms(input: OrderInput): Order {
  const plan = prepare(input);
  const inks = [...new Set(input.inks)].sort((a, b) => a - b);
  let best: Order | null = null;
  let steps = 0;
  for (let attempt = 0; attempt < mostTries && (best === null || steps < mostSteps); attempt++) {
    const made = attemptOrder(plan, inks[attempt % inks.length], Math.floor(attempt / inks.length));
    if (made === null) break;
    steps += made.steps;
    if (best === null || costOf(made.order) < costOf(best) - 1e-9) best = made.order;
  }
  return best!;
}

/** A swap of tools leaves the bath and takes a minute. */
const costOf = ({ travelMm, swaps, walks }: Order): number => 1e3 * swaps + splitCost * walks.length + travelMm;

interface Plan extends OrderInput {
  readonly count: number;
  /** How many atoms must come before each. */
  readonly before: Int32Array;
  /** Of each node the joint it belongs to, or -1. */
  readonly jointOf: Int32Array;
  /** Nodes at which a strand ends: the highest places of loops. */
  readonly cuts: Uint8Array;
}

function prepare(input: OrderInput): Plan {
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
interface State {
  readonly plan: Plan;
  readonly left: Int32Array;
  readonly printed: Uint8Array;
  /** 1 for atoms that may be printed now, and how many of each ink there are. */
  readonly open: Uint8Array;
  readonly openOfInk: Int32Array;
  readonly at: Float64Array;
  steps: number;
}

function attemptOrder(plan: Plan, firstInk: number, nth: number): { order: Order; steps: number } | null {
  const state = emptyState(plan);
  const walks: Walk[] = [];
  const order = { travelMm: 0, swaps: 0 };
  let ink = firstInk;
  let done = 0;
  let first = true;
  while (done < plan.count) {
    if (state.openOfInk[ink] === 0) {
      // The lowest piece that is left waits for nothing, so that one is always open.
      const other = state.openOfInk.findIndex((count) => count > 0);
      if (!first) order.swaps++;
      else if (nth > 0 || other === ink) return null;
      ink = other;
      state.at.fill(Number.NaN);
    }
    const choices = startsOf(state, ink);
    const chosen = first ? choices[nth] : cheapest(state, choices);
    if (chosen === undefined) return null;
    first = false;
    const made = walk(state, chosen, null);
    const { nodes } = made;
    if (!Number.isNaN(state.at[0])) order.travelMm += distanceTo(state, nodes[0]);
    const last = nodes[nodes.length - 1];
    for (let k = 0; k < 3; k++) state.at[k] = plan.atoms.nodes[4 * last + k];
    done += nodes.length - 1;
    walks.push({ ...made, ink });
  }
  return { order: { ...order, walks }, steps: state.steps };
}

const inkOf = ({ inks, atoms }: Plan, atom: number): number => inks[atoms.chainOf[atom]];

function emptyState(plan: Plan): State {
  const inks = plan.inks.reduce((most, ink) => Math.max(most, ink), 0) + 1;
  const state: State = {
    plan,
    left: plan.before.slice(),
    printed: new Uint8Array(plan.count),
    open: new Uint8Array(plan.count),
    openOfInk: new Int32Array(inks),
    at: new Float64Array(3).fill(Number.NaN),
    steps: 0,
  };
  for (let a = 0; a < plan.count; a++) if (state.left[a] === 0) setOpen(state, a, 1);
  return state;
}

function setOpen({ plan, open, openOfInk }: State, atom: number, value: 0 | 1): void {
  openOfInk[inkOf(plan, atom)] += value - open[atom];
  open[atom] = value;
}

/** A first atom and the way along its chain. */
interface Start {
  readonly atom: number;
  readonly step: 1 | -1;
}

/** Where a strand of an ink can begin: at atoms beside which nothing can be printed now on the side they come from. */
function startsOf(state: State, ink: number): Start[] {
  const starts: Start[] = [];
  const { plan, open } = state;
  for (let atom = 0; atom < plan.count; atom++) {
    if (open[atom] === 0 || inkOf(plan, atom) !== ink) continue;
    for (const step of [1, -1] as const) {
      const node = atom + plan.atoms.chainOf[atom] + (step > 0 ? 0 : 1);
      const before = neighbour(plan, atom, step > 0 ? -1 : 1);
      if (before < 0 || open[before] === 0 || plan.cuts[node] === 1) starts.push({ atom, step });
    }
  }
  return starts;
}

/** The next atom of the same chain; -1 beyond its ends. */
function neighbour({ atoms: { firsts, chainOf } }: Plan, atom: number, step: 1 | -1): number {
  const next = atom + step;
  const chain = chainOf[atom];
  return next >= firsts[chain] && next < firsts[chain + 1] ? next : -1;
}

function cheapest(state: State, starts: readonly Start[]): Start | undefined {
  const { plan } = state;
  const ways = starts.map((start) => {
    const node = start.atom + plan.atoms.chainOf[start.atom] + (start.step > 0 ? 0 : 1);
    return { start, travel: Number.isNaN(state.at[0]) ? plan.atoms.nodes[4 * node + 2] : distanceTo(state, node) };
  });
  let best: Start | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { start, travel } of ways.sort((a, b) => a.travel - b.travel)) {
    if ((travel + splitCost) / (1 + longEnough) >= least) break;
    const tried: Trial = {
      cuts: isLeft(state, neighbour(plan, start.atom, start.step > 0 ? -1 : 1)) ? 1 : 0,
      lengthMm: 0,
    };
    walk(state, start, tried);
    const cost = (travel + splitCost * (1 + tried.cuts)) / (1 + Math.min(tried.lengthMm, longEnough));
    if (cost < least) [best, least] = [start, cost];
  }
  return best;
}

const isLeft = ({ printed }: State, atom: number): boolean => atom >= 0 && printed[atom] === 0;

function distanceTo({ at, plan: { atoms } }: State, node: number): number {
  const p = 4 * node;
  return Math.hypot(atoms.nodes[p] - at[0], atoms.nodes[p + 1] - at[1], atoms.nodes[p + 2] - at[2]);
}

/** What a walk that is only tried would come to. */
interface Trial {
  /** Ends at which its chain goes on and is not printed yet. */
  cuts: number;
  lengthMm: number;
}

/** Walks from a start as far as pieces may be printed, through joints as well; undone again where it is a trial. */
function walk(state: State, { atom, step }: Start, trial: Trial | null): Omit<Walk, 'ink'> {
  const { plan } = state;
  const { chainOf, ways } = plan.atoms;
  const nodes: number[] = [atom + chainOf[atom] + (step > 0 ? 0 : 1)];
  const laid: number[] = [];
  let [at, way] = [atom, step];
  for (;;) {
    print(state, at);
    laid.push(at);
    state.steps++;
    const node = at + chainOf[at] + (way > 0 ? 1 : 0);
    nodes.push(node);
    if (trial !== null) trial.lengthMm += Math.abs(ways[node] - ways[node - way]);
    const next = onward(state, at, way, node);
    if (next === null) {
      if (trial !== null && isLeft(state, neighbour(plan, at, way))) trial.cuts++;
      break;
    }
    at = next.atom;
    way = next.step;
  }
  const made = { nodes: Int32Array.from(nodes), atoms: Int32Array.from(laid), begins: step, ends: way };
  if (trial !== null) for (const each of laid.reverse()) unprint(state, each);
  return made;
}

/** Where a strand goes on from a node: along its chain, else through the joint into the line that bends least. */
function onward(state: State, atom: number, step: 1 | -1, node: number): Start | null {
  const { plan, open } = state;
  if (plan.cuts[node] === 1) return null;
  const ahead = neighbour(plan, atom, step);
  if (ahead >= 0) return open[ahead] === 1 ? { atom: ahead, step } : null;
  const joint = plan.jointOf[node];
  if (joint < 0) return null;
  const { nodes, chainOf } = plan.atoms;
  const from = 4 * (node - step);
  let best: Start | null = null;
  let straightest = -2;
  for (const { chain, node: other } of plan.joints[joint].members) {
    if (plan.inks[chain] !== plan.inks[chainOf[atom]] || !samePlace(nodes, node, other)) continue;
    for (const way of [1, -1] as const) {
      const next = other - chain - (way > 0 ? 0 : 1);
      if (next < plan.atoms.firsts[chain] || next >= plan.atoms.firsts[chain + 1] || open[next] === 0) continue;
      const cosine = cosineAt(nodes, from, 4 * node, 4 * (other + way));
      if (cosine > straightest) [best, straightest] = [{ atom: next, step: way }, cosine];
    }
  }
  // Sharper than square is no way on: the needle would turn back over its own strand.
  return straightest > 0 ? best : null;
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

function print(state: State, atom: number): void {
  const { plan, left, printed } = state;
  const { ends, atoms } = plan.later;
  printed[atom] = 1;
  setOpen(state, atom, 0);
  for (let k = atom === 0 ? 0 : ends[atom - 1]; k < ends[atom]; k++) {
    const b = atoms[k];
    if (--left[b] === 0 && printed[b] === 0) setOpen(state, b, 1);
  }
}

function unprint(state: State, atom: number): void {
  const { plan, left, printed } = state;
  const { ends, atoms } = plan.later;
  printed[atom] = 0;
  for (let k = atom === 0 ? 0 : ends[atom - 1]; k < ends[atom]; k++) {
    const b = atoms[k];
    if (left[b]++ === 0) setOpen(state, b, 0);
  }
  setOpen(state, atom, 1);
}
