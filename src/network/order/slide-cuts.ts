import type { Later } from '../needle-room.ts';
import { distance, type Plan, tipAt, type Walk } from './order-state.ts';

/** Atoms that a cut is moved by at once, and how often all strands are gone through. */
const steps = [64, 16, 4, 1];
const mostPasses = 8;
/** mm that must be saved for a cut to be moved. */
const leastGain = 1e-3;

type End = 'begin' | 'end';

/** A strand that grows and shrinks at its ends. */
interface Sliding extends Omit<Walk, 'nodes' | 'atoms'> {
  readonly nodes: number[];
  readonly atoms: number[];
}

/** Where two strands meet end to end on a line: one may be drawn out by what the other gives. */
interface Cut {
  readonly from: number;
  readonly fromEnd: End;
  /** Of the atoms that `from` gives, from the cut on, the first, and the way along the chain. */
  readonly first: number;
  readonly step: 1 | -1;
}

/**
 * The same strands with the places at which lines are interrupted moved along them, as long as travel becomes less. Nothing
 * is printed before what it waits for. Deterministic.
 */
export function slideCuts(plan: Plan, walks: readonly Walk[]): Walk[] {
  const strands = walks.map((walk): Sliding => ({ ...walk, nodes: [...walk.nodes], atoms: [...walk.atoms] }));
  const strandOf = new Int32Array(plan.atoms.chainOf.length);
  strands.forEach(({ atoms }, s) => {
    for (const atom of atoms) strandOf[atom] = s;
  });
  const made: Made = { plan, strands, strandOf, before: waitsFor(plan.later) };
  for (let pass = 0, isMoved = true; isMoved && pass < mostPasses; pass++) {
    isMoved = false;
    for (let s = 0; s < strands.length; s++) {
      for (const end of ['begin', 'end'] as const) {
        for (const many of steps) while (drawOut(made, s, end, many)) isMoved = true;
      }
    }
  }
  return strands.map(({ nodes, atoms, ...strand }) => ({
    ...strand,
    nodes: Int32Array.from(nodes),
    atoms: Int32Array.from(atoms),
  }));
}

interface Made {
  readonly plan: Plan;
  readonly strands: readonly Sliding[];
  /** Of each atom its strand. */
  readonly strandOf: Int32Array;
  readonly before: Earlier;
}

/** Draws a strand out at an end by `many` atoms if that saves travel; true where it did. */
function drawOut(made: Made, to: number, end: End, many: number): boolean {
  const { plan, strands } = made;
  const { chainOf } = plan.atoms;
  const cut = cutAt(made, to, end);
  if (cut === null) return false;
  const { from, fromEnd, first, step } = cut;
  const giving = strands[from].atoms;
  if (giving.length <= many) return false;
  const given = (k: number) => giving[fromEnd === 'begin' ? k : giving.length - 1 - k];
  const moved = Array.from({ length: many }, (_, k) => first + k * step);
  // All along the line, away from joints and from tops of loops.
  const isLine = moved.every((atom, k) => given(k) === atom && isPlain(plan, nodeBeyond(plan, atom, step)));
  if (!isLine || chainOf[given(many)] !== chainOf[first]) return false;
  const far = nodeBeyond(plan, moved[many - 1], step);
  if (gainOf(made, to, end, cut, far) < leastGain || !mayMove(made, moved, to, end, fromEnd)) return false;
  give(made, moved, to, end, cut);
  return true;
}

function cutAt({ plan, strands, strandOf }: Made, to: number, end: End): Cut | null {
  const { chainOf, firsts } = plan.atoms;
  const { atoms, begins, ends } = strands[to];
  const atom = end === 'end' ? atoms[atoms.length - 1] : atoms[0];
  const step = end === 'end' ? ends : begins === 1 ? -1 : 1;
  const first = atom + step;
  const chain = chainOf[atom];
  if (first < firsts[chain] || first >= firsts[chain + 1] || !isPlain(plan, nodeBeyond(plan, atom, step))) return null;
  const from = strandOf[first];
  if (from === to) return null;
  const other = strands[from];
  if (other.atoms[0] === first && other.begins === step) return { from, fromEnd: 'begin', first, step };
  const isLast = other.atoms[other.atoms.length - 1] === first && other.ends === -step;
  return isLast ? { from, fromEnd: 'end', first, step } : null;
}

/** The node of an atom that lies farther along its chain (step 1), or back. */
function nodeBeyond({ atoms: { chainOf } }: Plan, atom: number, step: 1 | -1): number {
  return atom + chainOf[atom] + (step > 0 ? 1 : 0);
}

function isPlain({ jointOf, cuts }: Plan, node: number): boolean {
  return jointOf[node] < 0 && cuts[node] === 0;
}

/** mm of travel that is saved when both strands of a cut end at another node. */
function gainOf({ plan, strands }: Made, to: number, end: End, { from, fromEnd }: Cut, far: number): number {
  const gaps = new Set([end === 'end' ? to : to - 1, fromEnd === 'end' ? from : from - 1]);
  const nodeAt = (s: number, which: End, isMoved: boolean) => {
    if (isMoved && ((s === to && which === end) || (s === from && which === fromEnd))) return far;
    const { nodes } = strands[s];
    return which === 'begin' ? nodes[0] : nodes[nodes.length - 1];
  };
  let gain = 0;
  for (const gap of gaps) {
    if (gap < 0 || gap + 1 >= strands.length || strands[gap].ink !== strands[gap + 1].ink) continue;
    for (const isMoved of [false, true]) {
      const way = distance(tipAt(plan, nodeAt(gap, 'end', isMoved)), tipAt(plan, nodeAt(gap + 1, 'begin', isMoved)));
      gain += isMoved ? -way : way;
    }
  }
  return gain;
}

/** Whether atoms may be printed at an end of another strand: after what they wait for, before what waits for them. */
function mayMove({ plan, strandOf, before }: Made, moved: readonly number[], to: number, end: End, fromEnd: End) {
  const own = new Set(moved);
  const { ends, atoms } = plan.later;
  return moved.every((atom) => {
    for (let k = before.starts[atom]; k < before.starts[atom + 1]; k++) {
      const other = before.atoms[k];
      const strand = strandOf[other];
      // At like ends of both strands what was printed first of them would be last.
      if (own.has(other) ? end === fromEnd : strand > to || (strand === to && end === 'begin')) return false;
    }
    for (let k = atom === 0 ? 0 : ends[atom - 1]; k < ends[atom]; k++) {
      const strand = strandOf[atoms[k]];
      if (!own.has(atoms[k]) && (strand < to || (strand === to && end === 'end'))) return false;
    }
    return true;
  });
}

function give({ plan, strands, strandOf }: Made, moved: readonly number[], to: number, end: End, cut: Cut): void {
  const { from, fromEnd, step } = cut;
  const [taker, giver] = [strands[to], strands[from]];
  for (const atom of moved) {
    const node = nodeBeyond(plan, atom, step);
    strandOf[atom] = to;
    if (end === 'end') {
      taker.atoms.push(atom);
      taker.nodes.push(node);
    } else {
      taker.atoms.unshift(atom);
      taker.nodes.unshift(node);
    }
  }
  const at = fromEnd === 'begin' ? 0 : giver.atoms.length - moved.length;
  giver.atoms.splice(at, moved.length);
  giver.nodes.splice(fromEnd === 'begin' ? 0 : at + 1, moved.length);
}

interface Earlier {
  /** Of each atom where its own begin in `atoms`; one more than there are. */
  readonly starts: Int32Array;
  readonly atoms: Int32Array;
}

/** Of each atom, those that must come before it. */
function waitsFor({ ends, atoms }: Later): Earlier {
  const starts = new Int32Array(ends.length + 1);
  for (const atom of atoms) starts[atom + 1]++;
  for (let a = 0; a < ends.length; a++) starts[a + 1] += starts[a];
  const next = starts.slice();
  const before = new Int32Array(atoms.length);
  for (let a = 0; a < ends.length; a++) {
    for (let k = a === 0 ? 0 : ends[a - 1]; k < ends[a]; k++) before[next[atoms[k]]++] = a;
  }
  return { starts, atoms: before };
}
