import type { Atoms, Later } from './needle-room.ts';
import type { Walk } from './order/order-state.ts';

/** A strand before it has a place on a machine: its line and where it comes from. */
export interface LaidLine {
  /** x y z r of each node of its centre line, mm. */
  readonly nodes: Float64Array;
  readonly ink: number;
  /** Chains that it runs along, in order. */
  readonly chains: readonly number[];
  /** mm that its beginning and its end lie on what was printed before. */
  readonly overlapMm: readonly [begin: number, end: number];
}

/**
 * The strands of an order, each drawn out over what it joins: where a line was interrupted, or a loop opened, the later
 * strand lies on the earlier one for the `overlaps` (mm) of its chain, or as much of it as no needle is hindered on. At a fork every line runs
 * to the middle of the other.
 */
export function layWalks(walks: readonly Walk[], atoms: Atoms, later: Later, overlaps: Float64Array): LaidLine[] {
  const printed = new Uint8Array(atoms.chainOf.length);
  return walks.map((walk): LaidLine => {
    const { nodes, atoms: own, begins, ends, ink } = walk;
    const before = overlapAt(atoms, later, printed, own[0], begins > 0 ? -1 : 1, overlaps);
    for (const atom of own) printed[atom] = 1;
    const behind = overlapAt(atoms, later, printed, own[own.length - 1], ends, overlaps, own);
    const line = [...before.points.toReversed(), ...[...nodes].map((node) => pointOf(atoms, node)), ...behind.points];
    const chains = [...own].map((atom) => atoms.chainOf[atom]).filter((chain, i, all) => chain !== all[i - 1]);
    return { nodes: Float64Array.from(line.flat()), ink, chains, overlapMm: [before.mm, behind.mm] };
  });
}

type Point = readonly [x: number, y: number, z: number, r: number];

function pointOf({ nodes }: Atoms, node: number): Point {
  const p = 4 * node;
  return [nodes[p], nodes[p + 1], nodes[p + 2], nodes[p + 3]];
}

interface Overlap {
  readonly points: Point[];
  readonly mm: number;
}

/**
 * The way on from the end of a strand along its chain over what is printed there already; none where nothing is, or
 * where the needle would meet something else.
 */
function overlapAt(
  atoms: Atoms,
  later: Later,
  printed: Uint8Array,
  atom: number,
  step: 1 | -1,
  overlaps: Float64Array,
  own?: Int32Array,
): Overlap {
  const { chainOf, firsts, ways } = atoms;
  const chain = chainOf[atom];
  const wantedMm = overlaps[chain];
  const points: Point[] = [];
  let mm = 0;
  for (let at = atom + step; mm < wantedMm; at += step) {
    const inside = at >= firsts[chain] && at < firsts[chain + 1] && printed[at] === 1;
    if (!inside || (own?.includes(at) ?? false) || !isFree(later, printed, at)) break;
    const node = at + chain + (step > 0 ? 1 : 0);
    const long = Math.abs(ways[node] - ways[node - step]);
    const share = Math.min(1, (wantedMm - mm) / long);
    const [from, to] = [pointOf(atoms, node - step), pointOf(atoms, node)];
    const between = (k: 0 | 1 | 2 | 3) => from[k] + share * (to[k] - from[k]);
    points.push([between(0), between(1), between(2), between(3)]);
    mm += share * long;
  }
  return { points, mm };
}

/** Whether the needle may go along an atom once more: nothing that it would meet there is printed by now. */
function isFree(later: Later, printed: Uint8Array, atom: number): boolean {
  if (later.beside.get(atom)?.some((other) => printed[other] === 1)) return false;
  for (let k = atom === 0 ? 0 : later.ends[atom - 1]; k < later.ends[atom]; k++) {
    if (printed[later.atoms[k]] === 1) return false;
  }
  return true;
}
