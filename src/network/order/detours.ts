import { distance, type Plan, type PrintedWays, tipAt, type Walk } from './order-state.ts';
import type { Piece } from './pieces.ts';

type Cost = (from: number, to: number) => number;

/** A way that was longer than the straight one, since something printed lay on it: from tip to tip, mm. */
export interface Detour {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly excess: number;
}

/** Ways from and to places so near those of a detour are taken to be as long, ever less, mm. */
const detourReach = 1;

/** What steps cost (mm) with what is known of detours; `ways`: the pieces by number and way. */
export function withDetours(costs: Cost, plan: Plan, ways: readonly Piece[], detours: readonly Detour[]): Cost {
  if (detours.length === 0) return costs;
  const nearTo = (node: number, end: 'from' | 'to') =>
    detours.flatMap((detour, d) => {
      const away = distance(tipAt(plan, node), detour[end]);
      return away < detourReach ? [{ d, share: 1 - away / detourReach }] : [];
    });
  const left = ways.map(({ nodes }) => nearTo(nodes[nodes.length - 1], 'from'));
  const reached = ways.map(({ nodes }) => nearTo(nodes[0], 'to'));
  return (from, to) => {
    const cost = costs(from, to);
    if (from < 0 || to < 0 || cost === 0) return cost;
    let excess = 0;
    for (const a of left[from])
      for (const b of reached[to])
        if (a.d === b.d) excess = Math.max(excess, detours[a.d].excess * Math.min(a.share, b.share));
    return cost + excess;
  };
}

/** The detours of an order by the ways around what is printed, and what all its ways are long, mm. */
export function waysOf(plan: Plan, walks: readonly Walk[], printed: PrintedWays): { mm: number; detours: Detour[] } {
  const detours: Detour[] = [];
  let mm = 0;
  walks.forEach((walk, k) => {
    const last = k === 0 ? walk : walks[k - 1];
    if (k > 0 && last.ink === walk.ink) {
      const [from, to] = [tipAt(plan, last.nodes[last.nodes.length - 1]), tipAt(plan, walk.nodes[0])];
      const length = printed.length(walk.ink, from, to);
      mm += length;
      const excess = length - distance(from, to);
      if (excess > leastExcess) detours.push({ from, to, excess });
    }
    printed.print(
      Float64Array.from([...walk.nodes].flatMap((node) => [...plan.atoms.nodes.subarray(4 * node, 4 * node + 4)])),
    );
  });
  return { mm, detours };
}

/** Shorter detours are none, mm. */
const leastExcess = 0.1;

/** What is known of detours, with those of another order: of places near each other the newer counts. */
export function withNewer(
  plan: Plan,
  walks: readonly Walk[],
  known: readonly Detour[],
  newer: readonly Detour[],
): Detour[] {
  const gaps = walks.slice(1).map((walk, k) => {
    const { nodes } = walks[k];
    return { from: tipAt(plan, nodes[nodes.length - 1]), to: tipAt(plan, walk.nodes[0]) };
  });
  const isOlder = ({ from, to }: Detour) =>
    gaps.some((gap) => Math.max(distance(gap.from, from), distance(gap.to, to)) < detourReach / 2);
  return [...known.filter((detour) => !isOlder(detour)), ...newer];
}
