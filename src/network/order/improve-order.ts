import { type Arrangement, anneal, costOf, type Search } from './anneal.ts';
import { type Detour, waysOf, withNewer } from './detours.ts';
import { nearPieces } from './near-pieces.ts';
import type { Plan, Walk } from './order-state.ts';
import { cutWalks, type Piece, type Pieces, turned } from './pieces.ts';
import { slideCuts } from './slide-cuts.ts';
import { splitCost, stepCost, stepCosts } from './step-costs.ts';

/** Moves that are tried in a round: so many a piece, and no more; all at once where there is one round. */
const moves = { each: 2500, most: 250_000, once: 4_000_000 };

/** One annealing of the best order so far. */
interface Round {
  /** mm, what its pieces are long at least; whole strands are moved with few, places of cuts with many. */
  readonly shortest: number;
  /** mm, where it begins; a warm one keeps most of the order that it gets, a hot one finds others. */
  readonly hot: number;
}

/** Two attempts from the same order: one that keeps much of it, and one that begins hot. The better one is carried on. */
const attempts: readonly (readonly Round[])[] = [
  [
    { shortest: 1, hot: 1 },
    { shortest: 3, hot: 8 },
    { shortest: 3, hot: 4 },
    { shortest: 1, hot: 4 },
    { shortest: 1, hot: 2 },
    { shortest: 0, hot: 1 },
    { shortest: 0, hot: 2 },
  ],
  [
    { shortest: 5, hot: 16 },
    { shortest: 3, hot: 8 },
    { shortest: 3, hot: 4 },
    { shortest: 1, hot: 4 },
    { shortest: 0.3, hot: 2 },
    { shortest: 0, hot: 1 },
  ],
];
/** Of more pieces one round is made. */
const severalUpTo = 1200;
const once: readonly Round[] = [{ shortest: 0, hot: 1 }];
/** mm that a piece is long at most, so that a strand may end where another is near; longer in large networks. */
const finest = 1;
const mostFine = 400;

/** Rounds with what is known of ways around what is printed. */
const again: readonly Round[] = [
  { shortest: 3, hot: 8 },
  { shortest: 1, hot: 4 },
  { shortest: 0, hot: 2 },
  { shortest: 0, hot: 1 },
];

/**
 * The same pieces in an order with less travel: strands are cut where they run over or under another line, what was cut is
 * moved about as long as travel becomes less, and the places of the cuts are moved along their lines. Of small networks
 * the ways around what is printed count, as they turned out in the orders before; of large ones straight ways. Nothing is
 * printed before what it waits for. Deterministic.
 */
export function improveOrder(plan: Plan, walks: readonly Walk[]): Walk[] {
  const longest = longestPiece(plan);
  const { length } = cutWalks(plan, walks, { shortest: 0, longest }).pieces;
  const isLarge = length > severalUpTo;
  let round = 0;
  const go = (made: readonly Walk[], { shortest, hot }: Round, detours: readonly Detour[]): readonly Walk[] => {
    const cut = cutWalks(plan, made, { shortest, longest: shortest > 0 ? Number.POSITIVE_INFINITY : longest });
    return slideCuts(plan, annealed(plan, made, cut, { hot, round: round++, detours }));
  };
  const found = (isLarge ? [once] : attempts).map((rounds) => rounds.reduce((made, each) => go(made, each, []), walks));
  let made = found.reduce((best, other) => (straightCost(plan, other) < straightCost(plan, best) ? other : best));
  if (isLarge || plan.ways === null) return [...made];
  let best = { mm: Number.POSITIVE_INFINITY, made };
  let detours: Detour[] = [];
  for (const each of [...again, null]) {
    const ways = waysOf(plan, made, plan.ways());
    const mm = ways.mm + made.length * splitCost;
    if (mm < best.mm) best = { mm, made };
    detours = withNewer(plan, made, detours, ways.detours);
    if (each !== null) made = go(made, each, detours);
  }
  return [...best.made];
}

/** What the steps of an order cost with straight ways, mm. */
function straightCost(plan: Plan, walks: readonly Walk[]): number {
  let sum = 0;
  for (let k = 1; k < walks.length; k++) sum += stepCost(plan, walks[k - 1], walks[k]);
  return sum;
}

/** The strands of an order after a round of annealing; as they are where it finds none with less travel. */
function annealed(
  plan: Plan,
  walks: readonly Walk[],
  cut: Pieces,
  { hot, round, detours }: { hot: number; round: number; detours: readonly Detour[] },
): readonly Walk[] {
  const { pieces } = cut;
  const count = pieces.length;
  if (count < 3) return walks;
  const search = searchOf(plan, cut, detours);
  const first: Arrangement = {
    order: Int32Array.from({ length: count }, (_, k) => k),
    flips: new Uint8Array(count),
    at: Int32Array.from({ length: count }, (_, k) => k),
  };
  const tries = count > severalUpTo ? moves.once : Math.min(moves.most, moves.each * count);
  const best = anneal(search, first, { first: hot, tries, seed: count + round });
  if (costOf(search, best) > costOf(search, first) - 1e-6) return walks;
  const inOrder = (piece: number) => (best.flips[piece] === 1 ? turned(pieces[piece]) : pieces[piece]);
  return joined(plan, Array.from(best.order, inOrder));
}

function longestPiece({ atoms: { ways, firsts } }: Plan): number {
  let length = 0;
  // A chain has one node more than atoms.
  for (let c = 0; c + 1 < firsts.length; c++) length += ways[firsts[c + 1] + c];
  return Math.max(finest, length / mostFine);
}

function searchOf(plan: Plan, { pieces, before, after }: Pieces, detours: readonly Detour[]): Search {
  return {
    count: pieces.length,
    before,
    after,
    turns: Uint8Array.from(pieces, ({ turns }) => (turns ? 1 : 0)),
    steps: stepCosts(plan, pieces, detours),
    near: nearPieces(plan, pieces),
  };
}

/** Pieces that go on from each other, as one strand. */
function joined(plan: Plan, order: readonly Piece[]): Walk[] {
  const runs: Piece[][] = [];
  order.forEach((piece, k) => {
    if (k > 0 && stepCost(plan, order[k - 1], piece) === 0) runs[runs.length - 1].push(piece);
    else runs.push([piece]);
  });
  return runs.map((run): Walk => {
    const last = run[run.length - 1];
    return {
      nodes: Int32Array.from(run.flatMap(({ nodes }, k) => [...(k === 0 ? nodes : nodes.subarray(1))])),
      atoms: Int32Array.from(run.flatMap(({ atoms }) => [...atoms])),
      begins: run[0].begins,
      ends: last.ends,
      ink: last.ink,
    };
  });
}
