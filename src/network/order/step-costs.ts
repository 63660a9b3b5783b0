import { type Detour, withDetours } from './detours.ts';
import { distance, goesOn, type Plan, tipAt } from './order-state.ts';
import { type Piece, turned } from './pieces.ts';

/** mm of travel that one more strand is worth: its hop, its overlap, and one more place where ink starts. */
export const splitCost = 0.5;
/** The same where each of many pieces is moved a few times only: what is cut there is seldom joined again. */
const splitCostOfMany = 2;
/** A swap of tools leaves the bath and takes a minute. */
const swapCost = 1000;
/** Of so many pieces every cost is worked out once; more are many. */
const tableUpTo = 1200;

type Way = Pick<Piece, 'nodes' | 'atoms' | 'begins' | 'ends' | 'ink'>;

/** What it costs to print one piece (or strand) after another, mm. */
export function stepCost(plan: Plan, from: Way, to: Way): number {
  const [a, b] = [from.nodes[from.nodes.length - 1], to.nodes[0]];
  if (from.ink !== to.ink) return swapCost;
  const step = { atom: from.atoms[from.atoms.length - 1], step: from.ends };
  if (goesOn(plan, step, { atom: to.atoms[0], step: to.begins })) return 0;
  return splitCost + distance(tipAt(plan, a), tipAt(plan, b));
}

/** Of pieces by number and way (2 a piece, 1 more for the other way about); asked for some ten million times. */
export interface StepCosts {
  /** mm that it costs to print one after another; -1: no piece. */
  readonly cost: (from: number, to: number) => number;
  /** Whether one goes on from another as one strand. */
  readonly goesOn: (from: number, to: number) => boolean;
}

export function stepCosts(plan: Plan, pieces: readonly Piece[], detours: readonly Detour[]): StepCosts {
  const ways = pieces.flatMap((piece) => [piece, turned(piece)]);
  const goesOn = onwardOf(plan, ways);
  const cost = withDetours(costsByPlace(plan, ways, goesOn), plan, ways, detours);
  if (pieces.length > tableUpTo) return { cost, goesOn };
  const lanes = ways.length + 1;
  const table = new Float64Array(lanes * lanes);
  const onward = new Uint8Array(lanes * lanes);
  for (let from = 0; from < ways.length; from++)
    for (let to = 0; to < ways.length; to++) {
      table[(from + 1) * lanes + to + 1] = cost(from, to);
      onward[(from + 1) * lanes + to + 1] = goesOn(from, to) ? 1 : 0;
    }
  return {
    cost: (from, to) => table[(from + 1) * lanes + to + 1],
    goesOn: (from, to) => onward[(from + 1) * lanes + to + 1] === 1,
  };
}

function onwardOf(plan: Plan, ways: readonly Piece[]): StepCosts['goesOn'] {
  const startsAt = new Map<number, number[]>();
  const placeOf = (node: number) => (plan.jointOf[node] < 0 ? node : -1 - plan.jointOf[node]);
  ways.forEach(({ nodes }, k) => {
    const place = placeOf(nodes[0]);
    startsAt.set(place, [...(startsAt.get(place) ?? []), k]);
  });
  // Few go on from each: they begin where it ends.
  const onward = ways.map((piece, k) => {
    const next = startsAt.get(placeOf(piece.nodes[piece.nodes.length - 1])) ?? [];
    return next.filter((other) => other >> 1 !== k >> 1 && stepCost(plan, piece, ways[other]) === 0);
  });
  const first = Int32Array.from(onward, (own) => own[0] ?? -1);
  const hasMore = Uint8Array.from(onward, (own) => (own.length > 1 ? 1 : 0));
  return (from, to) => first[from] === to || (hasMore[from] === 1 && onward[from].includes(to));
}

function costsByPlace(plan: Plan, ways: readonly Piece[], goesOn: StepCosts['goesOn']): StepCosts['cost'] {
  const starts = new Float64Array(3 * ways.length);
  const ends = new Float64Array(3 * ways.length);
  ways.forEach(({ nodes }, k) => {
    starts.set(tipAt(plan, nodes[0]), 3 * k);
    ends.set(tipAt(plan, nodes[nodes.length - 1]), 3 * k);
  });
  const inks = Int32Array.from(ways, ({ ink }) => ink);
  const split = ways.length > 2 * tableUpTo ? splitCostOfMany : splitCost;
  return (from, to) => {
    if (from < 0 || to < 0 || goesOn(from, to)) return 0;
    if (inks[from] !== inks[to]) return swapCost;
    const x = ends[3 * from] - starts[3 * to];
    const y = ends[3 * from + 1] - starts[3 * to + 1];
    const z = ends[3 * from + 2] - starts[3 * to + 2];
    return split + Math.sqrt(x * x + y * y + z * z);
  };
}
