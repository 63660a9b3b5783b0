import { improveOrder } from './improve-order.ts';
import {
  copyOf,
  distanceTo,
  emptyState,
  forEachStart,
  type OrderInput,
  prepare,
  type Start,
  type State,
  standOn,
  type Turn,
  unprint,
  type Walk,
  walk,
} from './order-state.ts';

export interface Order {
  readonly walks: readonly Walk[];
  readonly swaps: number;
}

/** mm of travel that one more strand is worth. */
const splitCost = 4;
/** mm of travel that a stretch which is left behind will cost: the way back to it. */
const runCost = 12;
/** A swap of tools leaves the bath and takes a minute. */
const swapCost = 1000;
/** Orders that are carried on from each stage (fewer of many pieces), and stages of a whole order. */
const widest = 6;
const stages = 128;
/** Of more pieces than this one order alone is made, each strand the next cheapest. */
const mostPieces = 12_000;
/** Starts that are tried after each strand. */
const choices = 10;
/** Joints on the way of a strand at which other ways on are tried. */
const turned = 4;

/** An order half made. */
interface Branching {
  readonly state: State;
  readonly ink: number;
  readonly travelMm: number;
  readonly swaps: number;
  readonly strands: number;
  readonly done: number;
  readonly last: Printed | null;
}

interface Printed {
  readonly walk: Walk;
  readonly before: Printed | null;
}

/** A strand that would come next, and what the order would cost with it. */
interface Next {
  readonly from: Branching;
  readonly start: Start;
  readonly turn: Turn | null;
  readonly ink: number;
  readonly swaps: number;
  readonly travelMm: number;
  readonly cost: number;
  /** Atoms that are printed with it. */
  readonly done: number;
  /** Two orders that have printed the same and stand on the same node are one. */
  readonly key: string;
}

/**
 * Puts the pieces of a network into strands and these into an order: from below to above wherever a needle would meet
 * what is printed, one ink as long as it can, with little travel and few strands. A beam of half-made orders is carried
 * on strand by strand; what is left behind counts as travel to come. Deterministic.
 */
export function orderAtoms(input: OrderInput): Order {
  const plan = prepare(input);
  const inks = [...new Set(input.inks)].sort((a, b) => a - b);
  const first = { state: emptyState(plan), travelMm: 0, swaps: 0, strands: 0, done: 0, last: null };
  const firsts = inks.flatMap((ink) => nextsOf({ ...first, ink }));
  const { last } = plan.count > mostPieces ? cheapestEach(firsts) : bestOfBeam(firsts);
  const walks = improveOrder(plan, walksOf(last));
  return { walks, swaps: walks.filter(({ ink }, k) => k > 0 && ink !== walks[k - 1].ink).length };
}

/** Orders wait by how much they have printed, so that only equals are compared. */
function bestOfBeam(firsts: readonly Next[]): Branching {
  const { count } = firsts[0].from.state.plan;
  const width = Math.min(widest, Math.max(2, Math.floor(100_000 / count)));
  const waiting: Next[][] = Array.from({ length: stages }, () => []);
  let best: Next | null = null;
  const put = (next: Next): void => {
    if (next.done < count) waiting[Math.floor((next.done * stages) / count)].push(next);
    else if (best === null || next.cost < best.cost) best = next;
  };
  for (const next of firsts) put(next);
  waiting.forEach((stage, s) => {
    const seen = new Set<string>();
    let taken = 0;
    // A stage gets more while it is worked on, by strands shorter than a stage; it ends when others go on from it.
    while (
      stage.length > 0 &&
      (taken < width || !(best !== null || waiting.some((later, k) => k > s && later.length > 0)))
    ) {
      const next = takeCheapest(stage);
      if (seen.has(next.key)) continue;
      seen.add(next.key);
      taken++;
      for (const each of nextsOf(carryOn(next))) put(each);
    }
    stage.length = 0;
  });
  // The first attempt always leads to an order: the lowest piece that is left is open.
  return carryOn(best!);
}

function cheapestEach(firsts: readonly Next[]): Branching {
  let made = carryOn(takeCheapest([...firsts]));
  while (made.done < made.state.plan.count) made = carryOn(takeCheapest(nextsOf(made)), false);
  return made;
}

/** Takes the cheapest out of a list, whose order it changes. */
function takeCheapest(list: Next[]): Next {
  let least = 0;
  for (let k = 1; k < list.length; k++) if (list[k].cost < list[least].cost) least = k;
  const next = list[least];
  list[least] = list[list.length - 1];
  list.pop();
  return next;
}

function nextsOf(from: Branching): Next[] {
  const { state, strands } = from;
  let { ink, swaps } = from;
  const firstOrForced = state.openOfInk[ink] === 0;
  if (firstOrForced) {
    // The lowest piece that is left waits for nothing, so that one is always open.
    ink = state.openOfInk.findIndex((count) => count > 0);
    if (strands > 0) swaps++;
  }
  const away = (node: number) => (firstOrForced ? 0 : distanceTo(state, node));
  return nearestStarts(state, ink, away, strands > 0 ? choices : Number.POSITIVE_INFINITY).flatMap(
    ({ start, travel }) => {
      const travelMm = from.travelMm + travel;
      const tried = (turn: Turn | null): { next: Next; waysOn: readonly number[] } => {
        const { atoms, nodes, waysOn } = walk(state, start, turn);
        const cost = swapCost * swaps + splitCost * (strands + 1) + travelMm + runCost * state.runs;
        const done = from.done + atoms.length;
        const key = `${done} ${nodes[nodes.length - 1]} ${state.runs} ${ink}`;
        for (const atom of atoms.toReversed()) unprint(state, atom);
        return { next: { from, start, turn, ink, swaps, travelMm, cost, key, done }, waysOn };
      };
      const straight = tried(null);
      const turns = straight.waysOn
        .slice(0, turned)
        .flatMap((ways, joint) => Array.from({ length: ways }, (_, k) => tried({ joint, way: k + 1 }).next));
      return [straight.next, ...turns];
    },
  );
}

interface Near {
  readonly start: Start;
  readonly travel: number;
}

/** Where the next strand may begin: as many as are wanted, the nearest first. */
function nearestStarts(state: State, ink: number, away: (node: number) => number, wanted: number): Near[] {
  const nearest: Near[] = [];
  forEachStart(state, ink, (atom, step, node) => {
    const travel = away(node);
    if (nearest.length === wanted) {
      if (travel > nearest[wanted - 1].travel) return;
      if (!goesFirst(travel, atom, step, nearest[wanted - 1])) return;
      nearest.pop();
    }
    let at = nearest.length;
    while (at > 0 && goesFirst(travel, atom, step, nearest[at - 1])) at--;
    nearest.splice(at, 0, { start: { atom, step }, travel });
  });
  return nearest;
}

/** Equally near ones go by their number, and along their chain first. */
function goesFirst(travel: number, atom: number, step: 1 | -1, other: Near): boolean {
  if (travel !== other.travel) return travel < other.travel;
  return atom !== other.start.atom ? atom < other.start.atom : step > other.start.step;
}

/** The order with one more strand; in the same state where no other goes on from it. */
function carryOn({ from, start, turn, ink, swaps, travelMm }: Next, others = true): Branching {
  const state = others ? copyOf(from.state) : from.state;
  const made = { ...walk(state, start, turn), ink };
  standOn(state, made.nodes[made.nodes.length - 1]);
  return {
    state,
    ink,
    swaps,
    travelMm,
    strands: from.strands + 1,
    done: from.done + made.atoms.length,
    last: { walk: made, before: from.last },
  };
}

function walksOf(last: Printed | null): Walk[] {
  const walks: Walk[] = [];
  for (let made = last; made !== null; made = made.before) walks.push(made.walk);
  return walks.reverse();
}
