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

/** Pieces in an order that may be printed, and which wait for which. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** By piece, those that must come before it, and those that must come after. */
  readonly before: readonly Int32Array[];
  readonly after: readonly Int32Array[];
}

/** Cuts the strands of an order at joints, and where they begin or end to run over or under another line. */
export function cutWalks(plan: Plan, walks: readonly Walk[]): Pieces {
  const { atoms, later } = plan;
  const marks = marksOf(atoms, later);
  const stretches = walks.flatMap((walk) => cutOne(plan, walk, marks));
  const pieceOf = new Int32Array(atoms.chainOf.length);
  stretches.forEach((stretch, k) => {
    for (const atom of stretch.atoms) pieceOf[atom] = k;
  });
  const before = stretches.map(() => new Set<number>());
  const after = stretches.map(() => new Set<number>());
  const turns = new Uint8Array(stretches.length).fill(1);
  for (let a = 0; a < pieceOf.length; a++) {
    for (let k = a === 0 ? 0 : later.ends[a - 1]; k < later.ends[a]; k++) {
      const [first, second] = [pieceOf[a], pieceOf[later.atoms[k]]];
      if (first === second) turns[first] = 0;
      else {
        before[second].add(first);
        after[first].add(second);
      }
    }
  }
  return {
    pieces: stretches.map((stretch, k) => ({ ...stretch, turns: turns[k] === 1 })),
    before: before.map((set) => Int32Array.from(set)),
    after: after.map((set) => Int32Array.from(set)),
  };
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

function cutOne({ atoms: { chainOf }, ...plan }: Plan, walk: Walk, marks: Float64Array): Omit<Piece, 'turns'>[] {
  const { nodes, atoms, ink } = walk;
  const made: Omit<Piece, 'turns'>[] = [];
  // The node behind an atom is of its own chain, and says which way the strand goes.
  const stepAt = (k: number): 1 | -1 => (nodes[k + 1] === atoms[k] + chainOf[atoms[k]] + 1 ? 1 : -1);
  let from = 0;
  for (let k = 1; k <= atoms.length; k++) {
    const goesOn =
      k < atoms.length &&
      chainOf[atoms[k]] === chainOf[atoms[k - 1]] &&
      plan.jointOf[nodes[k]] < 0 &&
      marks[atoms[k]] === marks[atoms[k - 1]];
    if (goesOn) continue;
    const own = nodes.slice(from, k + 1);
    // At a joint the node before it is of the chain that came there.
    own[0] = atoms[from] + chainOf[atoms[from]] + (stepAt(from) > 0 ? 0 : 1);
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
