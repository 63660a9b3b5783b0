import { type FidelityKernel, fidelityKernel } from '../../kernel/fidelity-kernel.ts';
import { enterFloats, enterInts, floatsAt, intsAt, wordsAt } from '../../kernel/kernel.ts';
import type { Frame } from './frame.ts';
import type { Runs } from './runs.ts';
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

/** Runs that were found: their count, and where row ends, beginnings, ends and rings lie. */
export function runsAt(kernel: FidelityKernel, answer: number, rows: number): Required<Runs> {
  const [count, ends, from, to, rings] = intsAt(kernel, answer, 5);
  return {
    rowEnds: wordsAt(kernel, ends, rows),
    from: floatsAt(kernel, from, count),
    to: floatsAt(kernel, to, count),
    ringOf: intsAt(kernel, rings, rings === 0 ? 0 : count),
  };
}
