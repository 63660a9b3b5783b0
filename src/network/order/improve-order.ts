import { goesOn, type Plan, type Walk } from './order-state.ts';
import { cutWalks, type Piece, type Pieces, turned } from './pieces.ts';

/** mm of travel that one more strand is worth: its hop, its overlap, and one more place where ink starts. */
const splitCost = 1;
/** A swap of tools leaves the bath and takes a minute. */
const swapCost = 1000;
/** Moves that are tried: so many a piece, within these. */
const moves = { each: 1500, least: 500_000, most: 1_500_000 };
/**
 * mm, from where a search begins to where it ends: longer orders are taken by chance, ever less. One that begins warm keeps
 * most of the order that it gets; of so few pieces a hot one is made as well, which finds others.
 */
const heat = { warm: 1, hot: 8, last: 0.05 };
const hotUpTo = 400;
/** Pieces of a few strands that are moved together. */
const few = 12;
/** Nearest ends beside which a piece is tried. */
const beside = 12;

/**
 * The same pieces in an order with less travel: strands are cut where they run over or under another line, and what was
 * cut is moved, alone or with its neighbours and either way about, as long as nothing is printed before what it waits
 * for (simulated annealing; Kirkpatrick, Gelatt and Vecchi 1983, doi 10.1126/science.220.4598.671). Deterministic.
 */
export function improveOrder(plan: Plan, walks: readonly Walk[]): Walk[] {
  const cut = cutWalks(plan, walks);
  if (cut.pieces.length < 3) return [...walks];
  const found = [anneal(plan, cut, heat.warm)];
  if (cut.pieces.length <= hotUpTo) found.push(anneal(plan, cut, heat.hot));
  const cost = (order: readonly Piece[]) =>
    order.reduce((sum, piece, k) => sum + (k === 0 ? 0 : stepCost(plan, order[k - 1], piece)), 0);
  const best = found.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  return cost(best) < cost(cut.pieces) - 1e-6 ? joined(plan, best) : [...walks];
}

/** What it costs to print one piece after another, mm. */
function stepCost(plan: Plan, from: Piece, to: Piece): number {
  const [a, b] = [from.nodes[from.nodes.length - 1], to.nodes[0]];
  if (from.ink !== to.ink) return swapCost;
  const step = { atom: from.atoms[from.atoms.length - 1], step: from.ends };
  if (goesOn(plan, step, { atom: to.atoms[0], step: to.begins })) return 0;
  const { nodes } = plan.atoms;
  const [p, q] = [4 * a, 4 * b];
  return (
    splitCost +
    Math.hypot(
      nodes[p] - nodes[q],
      nodes[p + 1] - nodes[q + 1],
      nodes[p + 2] + nodes[p + 3] - nodes[q + 2] - nodes[q + 3],
    )
  );
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

/** A generator of its own (mulberry32): the same network is always ordered alike. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function anneal(plan: Plan, { pieces, before, after }: Pieces, first: number): Piece[] {
  const count = pieces.length;
  const costs = stepCosts(plan, pieces);
  const flips = new Uint8Array(count);
  const order = Int32Array.from({ length: count }, (_, k) => k);
  const at = Int32Array.from(order);
  const near = nearPieces(plan, pieces);
  /** Number of a piece and its way; -1 beyond the ends of the order. */
  const way = (piece: number, flip: number) => 2 * piece + (flips[piece] ^ flip);
  const wayAt = (k: number) => (k < 0 || k >= count ? -1 : way(order[k], 0));
  const random = randomFrom(count);
  const tries = Math.min(moves.most, Math.max(moves.least, moves.each * count));
  for (let n = 0; n < tries; n++) {
    const warm = first * (heat.last / first) ** (n / tries);
    const [from, to] = blockAt(Math.floor(random() * count));
    const flip = random() < 0.5 ? 1 : 0;
    const target = targetOf(from, to, flip);
    const luck = random();
    if (target === null) continue;
    const gain = gainOf(from, to, flip, target);
    if (gain < warm * Math.log(luck)) continue;
    moveBlock({ order, flips, at }, from, to, flip, target);
  }
  return [...order].map((piece) => (flips[piece] === 1 ? turned(pieces[piece]) : pieces[piece]));

  /** Pieces that are moved together: one, a few, those to an end of their strand, or all of it. */
  function blockAt(k: number): [first: number, last: number] {
    const kind = Math.floor(random() * 6);
    let [first, last] = [k, k];
    if (kind === 1) last = Math.min(count - 1, k + Math.floor(random() * few));
    const goesOnAt = (j: number) => costs(wayAt(j), wayAt(j + 1)) === 0;
    if (kind === 2 || kind === 4 || kind === 5) while (last + 1 < count && goesOnAt(last)) last++;
    if (kind === 3 || kind === 4 || kind === 5) while (first > 0 && goesOnAt(first - 1)) first--;
    return [first, last];
  }

  /** The place (before this position, of those that stay) to which pieces may be moved, beside one that lies near. */
  function targetOf(first: number, last: number, flip: number): number | null {
    if (flip === 1 && !mayTurn(first, last)) return null;
    const behind = random() < 0.5;
    const mover = order[behind === (flip === 0) ? first : last];
    const own = near[mover];
    if (own.length === 0) return null;
    const where = at[own[Math.floor(random() * own.length)]];
    if (where >= first && where <= last) return flip === 1 && last > first ? first : null;
    const target = where < first ? where + (behind ? 1 : 0) : where - (last - first) - (behind ? 0 : 1);
    let [low, high] = [0, count - 1 - (last - first)];
    for (let k = first; k <= last; k++) {
      for (const piece of before[order[k]]) if (at[piece] < first && at[piece] + 1 > low) low = at[piece] + 1;
      for (const piece of after[order[k]])
        if (at[piece] > last && at[piece] - (last - first) - 1 < high) high = at[piece] - (last - first) - 1;
    }
    return target < low || target > high || (target === first && flip === 0) ? null : target;
  }

  function mayTurn(first: number, last: number): boolean {
    for (let k = first; k <= last; k++) {
      if (!pieces[order[k]].turns) return false;
      for (const piece of after[order[k]]) if (at[piece] >= first && at[piece] <= last) return false;
    }
    return true;
  }

  /** mm that a move saves. */
  function gainOf(first: number, last: number, flip: number, target: number): number {
    const [a, z] = flip === 0 ? [wayAt(first), wayAt(last)] : [way(order[last], 1), way(order[first], 1)];
    const [prev, next] = [wayAt(first - 1), wayAt(last + 1)];
    const old = costs(prev, wayAt(first)) + costs(wayAt(last), next);
    if (target === first) return old - costs(prev, a) - costs(z, next);
    const shift = target < first ? 0 : last - first + 1;
    const [left, right] = [wayAt(target - 1 + shift), wayAt(target + shift)];
    return old + costs(left, right) - costs(prev, next) - costs(left, a) - costs(z, right);
  }
}

/** An order of pieces, and which of them are printed the other way about. */
interface Arrangement {
  readonly order: Int32Array;
  readonly flips: Uint8Array;
  /** The place of each piece in the order. */
  readonly at: Int32Array;
}

/** Moves pieces of an order to where `target` others stand before them, turned about where `flip` is 1. */
function moveBlock({ order, flips, at }: Arrangement, first: number, last: number, flip: number, target: number): void {
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

/** What it costs to print one piece after another, by number and way (2 a piece, 1 more for the other way about). */
function stepCosts(plan: Plan, pieces: readonly Piece[]): (from: number, to: number) => number {
  const ways = pieces.flatMap((piece) => [piece, turned(piece)]);
  const starts = new Float64Array(3 * ways.length);
  const ends = new Float64Array(3 * ways.length);
  const { nodes } = plan.atoms;
  const put = (places: Float64Array, k: number, node: number) =>
    places.set([nodes[4 * node], nodes[4 * node + 1], nodes[4 * node + 2] + nodes[4 * node + 3]], 3 * k);
  const startsAt = new Map<string, number[]>();
  const placeOf = (node: number) => `${plan.jointOf[node] < 0 ? node : -1 - plan.jointOf[node]}`;
  ways.forEach((piece, k) => {
    put(starts, k, piece.nodes[0]);
    put(ends, k, piece.nodes[piece.nodes.length - 1]);
    const place = placeOf(piece.nodes[0]);
    startsAt.set(place, [...(startsAt.get(place) ?? []), k]);
  });
  // Few go on from each: they begin where it ends.
  const onward = ways.map((piece, k) => {
    const next = startsAt.get(placeOf(piece.nodes[piece.nodes.length - 1])) ?? [];
    return next.filter((other) => other >> 1 !== k >> 1 && stepCost(plan, piece, ways[other]) === 0);
  });
  const inks = Int32Array.from(ways, ({ ink }) => ink);
  const goesOnAtAll = Uint8Array.from(onward, ({ length }) => (length > 0 ? 1 : 0));
  // Asked for some ten million times.
  return (from, to) => {
    if (from < 0 || to < 0) return 0;
    if (goesOnAtAll[from] === 1 && onward[from].includes(to)) return 0;
    if (inks[from] !== inks[to]) return swapCost;
    const x = ends[3 * from] - starts[3 * to];
    const y = ends[3 * from + 1] - starts[3 * to + 1];
    const z = ends[3 * from + 2] - starts[3 * to + 2];
    return splitCost + Math.sqrt(x * x + y * y + z * z);
  };
}

/** By piece, those whose ends lie nearest to its own: looked for in its cube and those around it, of some ends each. */
function nearPieces({ atoms: { nodes } }: Plan, pieces: readonly Piece[]): Int32Array[] {
  const ends = pieces.flatMap(({ nodes: own }, k) => [own[0], own[own.length - 1]].map((node) => ({ k, node })));
  const place = (node: number) => nodes.subarray(4 * node, 4 * node + 3);
  const spread = [0, 1, 2].map((j) => {
    const all = ends.map(({ node }) => place(node)[j]);
    return Math.max(1, all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b)));
  });
  const edge = 2 * Math.cbrt((spread[0] * spread[1] * spread[2]) / ends.length);
  const cubes = new Map<string, { k: number; node: number }[]>();
  const cubeOf = (node: number) => [...place(node)].map((v) => Math.floor(v / edge));
  for (const end of ends) {
    const key = cubeOf(end.node).join(' ');
    const cube = cubes.get(key);
    if (cube === undefined) cubes.set(key, [end]);
    else cube.push(end);
  }
  return pieces.map((piece, own) => {
    const away = new Map<number, number>();
    for (const mine of [piece.nodes[0], piece.nodes[piece.nodes.length - 1]]) {
      const [x, y, z] = place(mine);
      const [i, j, l] = cubeOf(mine);
      for (let n = 0; n < 27; n++) {
        const key = `${i + (n % 3) - 1} ${j + (Math.floor(n / 3) % 3) - 1} ${l + Math.floor(n / 9) - 1}`;
        for (const { k, node } of cubes.get(key) ?? []) {
          if (k === own) continue;
          const mm = Math.hypot(nodes[4 * node] - x, nodes[4 * node + 1] - y, nodes[4 * node + 2] - z);
          if (mm < (away.get(k) ?? Number.POSITIVE_INFINITY)) away.set(k, mm);
        }
      }
    }
    return Int32Array.from([...away].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, beside), ([k]) => k);
  });
}
