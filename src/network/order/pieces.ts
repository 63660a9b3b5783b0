import type { Atoms, Later } from '../needle-room.ts';
import type { Plan, Walk } from './order-state.ts';

/** What an order is made of when it is improved: a stretch of a strand that waits for the same lines all along. */
export interface Piece {
  readonly nodes: Int32Array;
  readonly atoms: Int32Array;
  readonly begins: 1 | -1;
  readonly ends: 1 | -1;
  readonly ink: number;
  /** It may be printed the other way about: none of it waits for another of it. */
  readonly turns: boolean;
}

/** mm. */
export interface PieceSizes {
  readonly shortest: number;
  readonly longest: number;
}

/** Pieces in an order that may be printed, and which wait for which. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** By piece, those that must come before it, and those that must come after. */
  readonly before: readonly Int32Array[];
  readonly after: readonly Int32Array[];
}

/** Of more pieces what follows from others is kept: looking for it would take longer than it saves. */
const reducedUpTo = 5000;

/**
 * Cuts the strands of an order at joints, and where they begin or end to run over or under another line, into pieces of
 * `shortest` to `longest` (mm), shorter only where a joint or an end has it.
 */
export function cutWalks(plan: Plan, walks: readonly Walk[], sizes: PieceSizes): Pieces {
  const { atoms, later } = plan;
  const marks = marksOf(atoms, later);
  const stretches = walks.flatMap((walk) => cutOne(plan, walk, marks, sizes));
  const pieceOf = new Int32Array(atoms.chainOf.length);
  stretches.forEach((stretch, k) => {
    for (const atom of stretch.atoms) pieceOf[atom] = k;
  });
  const before = stretches.map((): number[] => []);
  const after = stretches.map((): number[] => []);
  // Of each piece, the last before it that is known to be.
  const known = new Int32Array(stretches.length).fill(-1);
  const pieces = stretches.map((stretch, first): Piece => {
    for (const atom of stretch.atoms) {
      for (let k = atom === 0 ? 0 : later.ends[atom - 1]; k < later.ends[atom]; k++) {
        const second = pieceOf[later.atoms[k]];
        if (known[second] === first) continue;
        known[second] = first;
        if (second === first) continue;
        before[second].push(first);
        after[first].push(second);
      }
    }
    return { ...stretch, turns: known[first] !== first };
  });
  if (pieces.length <= reducedUpTo) return { pieces, ...withoutImplied(before) };
  const flat = (lists: readonly (readonly number[])[]) => lists.map((own) => Int32Array.from(own));
  return { pieces, before: flat(before), after: flat(after) };
}

/** Which waits for which, without what follows from others. Every piece waits for pieces of lower numbers alone. */
function withoutImplied(before: readonly (readonly number[])[]): Pick<Pieces, 'before' | 'after'> {
  const words = Math.ceil(before.length / 32);
  // A bit for each pair: whether one waits for the other, if by others between them.
  const waits = new Uint32Array(before.length * words);
  const behind: number[][] = before.map(() => []);
  const kept = before.map((others, piece) => {
    const own = piece * words;
    return [...others]
      .sort((a, b) => b - a)
      .filter((other) => {
        if ((waits[own + (other >> 5)] >>> (other & 31)) & 1) return false;
        for (let w = 0; w < words; w++) waits[own + w] |= waits[other * words + w];
        waits[own + (other >> 5)] |= 1 << (other & 31);
        behind[other].push(piece);
        return true;
      });
  });
  return { before: kept.map((own) => Int32Array.from(own)), after: behind.map((own) => Int32Array.from(own)) };
}

/** Of each atom a number that stands for the lines that it must come before, and for those it must come after. */
function marksOf({ chainOf }: Atoms, { ends, atoms }: Later): Float64Array {
  const sets = Array.from(chainOf, () => new Set<number>());
  for (let a = 0; a < chainOf.length; a++) {
    for (let k = a === 0 ? 0 : ends[a - 1]; k < ends[a]; k++) {
      sets[a].add(chainOf[atoms[k]] + 1);
      sets[atoms[k]].add(-chainOf[a] - 1);
    }
  }
  const numbers = new Map<string, number>();
  return Float64Array.from(sets, (set) => {
    const key = [...set].sort((a, b) => a - b).join(' ');
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

function cutOne(
  { atoms: { chainOf, ways }, ...plan }: Plan,
  walk: Walk,
  marks: Float64Array,
  { shortest, longest }: PieceSizes,
): Omit<Piece, 'turns'>[] {
  const { nodes, atoms, ink } = walk;
  const made: Omit<Piece, 'turns'>[] = [];
  // The node behind an atom is of its own chain, and says which way the strand goes.
  const stepAt = (k: number): 1 | -1 => (nodes[k + 1] === atoms[k] + chainOf[atoms[k]] + 1 ? 1 : -1);
  // The node from which an atom sets out; at a joint the strand came there by one of another chain.
  const startOf = (k: number): number => atoms[k] + chainOf[atoms[k]] + (stepAt(k) > 0 ? 0 : 1);
  let from = 0;
  for (let k = 1; k <= atoms.length; k++) {
    const goesOn =
      k < atoms.length &&
      chainOf[atoms[k]] === chainOf[atoms[k - 1]] &&
      plan.jointOf[nodes[k]] < 0 &&
      (marks[atoms[k]] === marks[atoms[k - 1]] || Math.abs(ways[nodes[k]] - ways[startOf(from)]) < shortest) &&
      Math.abs(ways[nodes[k + 1]] - ways[startOf(from)]) <= longest;
    if (goesOn) continue;
    const own = nodes.slice(from, k + 1);
    own[0] = startOf(from);
    made.push({ nodes: own, atoms: atoms.slice(from, k), begins: stepAt(from), ends: stepAt(k - 1), ink });
    from = k;
  }
  return made;
}

export const turned = ({ nodes, atoms, begins, ends, ...piece }: Piece): Piece => ({
  ...piece,
  nodes: nodes.toReversed(),
  atoms: atoms.toReversed(),
  begins: ends === 1 ? -1 : 1,
  ends: begins === 1 ? -1 : 1,
});
