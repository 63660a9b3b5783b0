import { seededRandom } from '../../random/seeded-random.ts';
import type { StepCosts } from './step-costs.ts';

/** An order of pieces, and which of them are printed the other way about. */
export interface Arrangement {
  readonly order: Int32Array;
  readonly flips: Uint8Array;
  /** The place of each piece in the order. */
  readonly at: Int32Array;
}

/** What an order may be, what it costs and where pieces are tried. */
export interface Search {
  readonly count: number;
  /** By piece, those that must come before it, and those that must come after. */
  readonly before: readonly Int32Array[];
  readonly after: readonly Int32Array[];
  /** 1 for pieces that may be printed the other way about. */
  readonly turns: Uint8Array;
  readonly steps: StepCosts;
  /** By piece, those beside which it is tried. */
  readonly near: readonly Int32Array[];
}

export interface Heat {
  /** mm, where it begins: longer orders are taken by chance, ever less, down to `coldest`. */
  readonly first: number;
  /** Moves that are tried. */
  readonly tries: number;
  readonly seed: number;
}

const coldest = 0.05;
/** Pieces of a few strands that are moved together. */
const few = 12;

export function costOf({ count, steps }: Search, made: Arrangement): number {
  let sum = 0;
  for (let k = 1; k < count; k++) sum += steps.cost(wayAt(made, k - 1), wayAt(made, k));
  return sum;
}

/** An order in which pieces are moved, and those that are moved next: from the first place to the last. */
interface Moving extends Arrangement {
  readonly search: Search;
  first: number;
  last: number;
}

/**
 * The cheapest order met by moving pieces about, alone or with their neighbours and either way about, as long as nothing
 * comes before what it waits for (simulated annealing; Kirkpatrick, Gelatt and Vecchi 1983, doi
 * 10.1126/science.220.4598.671). Deterministic.
 */
export function anneal(search: Search, from: Arrangement, { first: hot, tries, seed }: Heat): Arrangement {
  const { count } = search;
  const moving: Moving = { search, ...copyOf(from), first: 0, last: 0 };
  const best = copyOf(from);
  let cost = 0;
  let least = -1e-9;
  const random = seededRandom(seed);
  for (let n = 0; n < tries; n++) {
    const warm = hot * (coldest / hot) ** (n / tries);
    takeBlock(moving, Math.floor(random() * count), Math.floor(random() * 6), random);
    const flip = random() < 0.5 ? 1 : 0;
    const target = targetOf(moving, flip, random);
    const luck = random();
    if (target < 0) continue;
    const gain = gainOf(moving, flip, target);
    if (gain < warm * Math.log(luck) || !isFree(moving, target) || (flip === 1 && !mayTurn(moving))) continue;
    moveBlock(moving, flip, target);
    cost -= gain;
    if (cost >= least) continue;
    least = cost - 1e-9;
    best.order.set(moving.order);
    best.flips.set(moving.flips);
    best.at.set(moving.at);
  }
  return best;
}

const copyOf = ({ order, flips, at }: Arrangement): Arrangement => ({
  order: order.slice(),
  flips: flips.slice(),
  at: at.slice(),
});

/** Number and way of the piece at a place; -1 beyond the ends of the order. */
const wayAt = ({ order, flips }: Arrangement, k: number): number =>
  k < 0 || k >= order.length ? -1 : 2 * order[k] + flips[order[k]];

/** Pieces that are moved together: one, a few, those to an end of their strand, or all of it. */
function takeBlock(moving: Moving, k: number, kind: number, random: () => number): void {
  const { count, steps } = moving.search;
  let [first, last] = [k, k];
  if (kind === 1) last = Math.min(count - 1, k + Math.floor(random() * few));
  if (kind === 2 || kind > 3)
    while (last + 1 < count && steps.goesOn(wayAt(moving, last), wayAt(moving, last + 1))) last++;
  if (kind > 2) while (first > 0 && steps.goesOn(wayAt(moving, first - 1), wayAt(moving, first))) first--;
  moving.first = first;
  moving.last = last;
}

/** The position among the pieces that are not moved, next to one that lies near; -1 where there is none. */
function targetOf({ search, order, at, first, last }: Moving, flip: number, random: () => number): number {
  const behind = random() < 0.5;
  const own = search.near[order[behind === (flip === 0) ? first : last]];
  if (own.length === 0) return -1;
  const where = at[own[Math.floor(random() * own.length)]];
  if (where >= first && where <= last) return flip === 1 && last > first ? first : -1;
  const target = where < first ? where + (behind ? 1 : 0) : where - (last - first) - (behind ? 0 : 1);
  return target > search.count - 1 - (last - first) || (target === first && flip === 0) ? -1 : target;
}

/** Whether nothing on the way to the target waits for what is moved, or is waited for by it. */
function isFree({ search: { before, after }, order, at, first, last }: Moving, target: number): boolean {
  const end = target + last - first;
  for (let k = first; k <= last; k++) {
    const others = target < first ? before[order[k]] : after[order[k]];
    for (let i = 0; i < others.length; i++) {
      const place = at[others[i]];
      if (target < first ? place >= target && place < first : place > last && place <= end) return false;
    }
  }
  return true;
}

function mayTurn({ search: { turns, after }, order, at, first, last }: Moving): boolean {
  for (let k = first; k <= last; k++) {
    if (turns[order[k]] === 0) return false;
    const others = after[order[k]];
    for (let i = 0; i < others.length; i++) if (at[others[i]] >= first && at[others[i]] <= last) return false;
  }
  return true;
}

/** mm that a move saves. */
function gainOf(moving: Moving, flip: number, target: number): number {
  const { search, first, last } = moving;
  const { cost } = search.steps;
  const [head, tail] = [wayAt(moving, first), wayAt(moving, last)];
  // The other way about it begins with what was its end.
  const [a, z] = flip === 0 ? [head, tail] : [tail ^ 1, head ^ 1];
  const [prev, next] = [wayAt(moving, first - 1), wayAt(moving, last + 1)];
  const old = cost(prev, head) + cost(tail, next);
  if (target === first) return old - cost(prev, a) - cost(z, next);
  const shift = target < first ? 0 : last - first + 1;
  const [left, right] = [wayAt(moving, target - 1 + shift), wayAt(moving, target + shift)];
  return old + cost(left, right) - cost(prev, next) - cost(left, a) - cost(z, right);
}

/** Moves pieces of an order to where `target` others stand before them, turned about where `flip` is 1. */
function moveBlock({ order, flips, at, first, last }: Moving, flip: number, target: number): void {
  const block = order.slice(first, last + 1);
  if (flip === 1) {
    block.reverse();
    for (const piece of block) flips[piece] ^= 1;
  }
  const size = block.length;
  if (target < first) order.copyWithin(target + size, target, first);
  else order.copyWithin(first, first + size, target + size);
  order.set(block, target);
  for (let k = Math.min(first, target); k < Math.max(first, target) + size; k++) at[order[k]] = k;
}
