import { type FidelityKernel, fidelityKernel } from '../../kernel/fidelity-kernel.ts';
import { enterFloats, enterInts, floatsAt, intsAt, wordsAt } from '../../kernel/kernel.ts';
import type { Frame } from './frame.ts';
import type { Labels, Runs } from './runs.ts';
import type { StrandPieces } from './strand-pieces.ts';
import type { TurnedRings } from './turned-rings.ts';

// What the kernel measures is copied into its memory, and what it finds out of it.

/** A kernel that knows the grid, and nothing else. */
export function kernelOn({ originU, originV, columnNm, rowNm, columns, rows }: Frame): FidelityKernel {
  const kernel = fidelityKernel();
  kernel.setFrame(originU, originV, columnNm, rowNm, columns, rows);
  return kernel;
}

export function enterRings(kernel: FidelityKernel, { u, v, ringEnds }: TurnedRings): void {
  const at = kernel.takeRings(u.length, ringEnds.length);
  enterFloats(kernel, at, u);
  enterFloats(kernel, at + 8 * u.length, v);
  enterInts(kernel, at + 16 * u.length, ringEnds);
}

export function enterRuns(kernel: FidelityKernel, { rowEnds, from, to }: Runs): void {
  const at = kernel.takeRuns(from.length);
  enterFloats(kernel, at, from);
  enterFloats(kernel, at + 8 * from.length, to);
  enterInts(kernel, at + 16 * from.length, rowEnds);
}

export function enterPieces(kernel: FidelityKernel, pieces: StrandPieces): void {
  enterFloats(kernel, kernel.takePieces(pieces.length), pieces);
}

export function enterEdges(kernel: FidelityKernel, edges: Float64Array): void {
  enterFloats(kernel, kernel.takeEdges(edges.length / 4), edges);
}

/**
 * Connected pieces of the runs that the kernel was given last: those of neighbouring rows belong together where they
 * overlap, or come within `slack`, and those that begin at one ring: a wall so thin that its runs miss each other from
 * row to row is one piece all the same.
 */
export function connectRuns(kernel: FidelityKernel, { ringOf, from }: Runs, slack = 0): Labels {
  let rings = 0;
  if (ringOf !== undefined) {
    rings = kernel.take(4 * ringOf.length);
    enterInts(kernel, rings, ringOf);
  }
  const [count, label] = intsAt(kernel, kernel.connect(slack, rings), 2);
  return { label: intsAt(kernel, label, from.length), count };
}

/**
 * Length of the rim of each connected piece, by its steps along and across the rows: in the mean over all directions they
 * are 4 / pi of the length. `unit` is what one unit of the runs measures.
 */
export function rimsOfPieces(kernel: FidelityKernel, count: number, unit: number): Float64Array {
  return floatsAt(kernel, kernel.rimsOf(unit), count);
}

/** Runs that were found: their count, and where row ends, beginnings, ends, rings and what is wound around them lie. */
export function runsAt(kernel: FidelityKernel, answer: number, rows: number): Required<Runs> {
  const [count, ends, from, to, rings, wound] = intsAt(kernel, answer, 6);
  return {
    rowEnds: wordsAt(kernel, ends, rows),
    from: floatsAt(kernel, from, count),
    to: floatsAt(kernel, to, count),
    ringOf: intsAt(kernel, rings, rings === 0 ? 0 : count),
    wound: floatsAt(kernel, wound, wound === 0 ? 0 : count),
  };
}
