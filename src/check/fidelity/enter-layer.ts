import { type FidelityKernel, fidelityKernel } from '../../kernel/fidelity-kernel.ts';
import { enterOutline, floatsAt, intsAt, wordsAt } from '../../kernel/kernel.ts';
import type { Strand } from '../../laydown/strand.ts';
import type { Outline } from '../../slice/outline.ts';
import { cosine, type Frame, sine } from './frame.ts';
import type { Labels, Runs } from './runs.ts';

// What the kernel measures is copied into its memory, and what it finds out of it.

/** A kernel that knows the grid, and nothing else. */
export function kernelOn(frame: Frame): FidelityKernel {
  const kernel = fidelityKernel();
  kernel.setTilt(cosine, sine);
  setFrame(kernel, frame);
  return kernel;
}

export function setFrame(kernel: FidelityKernel, { originU, originV, columnNm, rowNm, columns, rows }: Frame): void {
  kernel.setFrame(originU, originV, columnNm, rowNm, columns, rows);
}

/** Bits that say what a strand is. */
const kinds = { closed: 1, contour: 2, varies: 4 } as const;

/** The strands of a layer, as straight pieces. */
export function enterStrands(kernel: FidelityKernel, strands: readonly Strand[]): void {
  let numbers = 0;
  for (let i = 0; i < strands.length; i++) numbers += strands[i].points.length;
  const [widestAt, endsAt, kindsAt, pointsAt, widthsAt] = intsAt(
    kernel,
    kernel.takeStrands(strands.length, numbers / 2),
    5,
  );
  const { buffer } = kernel.memory;
  const widest = new Float64Array(buffer, widestAt, strands.length);
  const ends = new Int32Array(buffer, endsAt, strands.length);
  const kind = new Int32Array(buffer, kindsAt, strands.length);
  const places = new Int32Array(buffer, pointsAt, numbers);
  const local = new Int32Array(buffer, widthsAt, numbers / 2);
  let end = 0;
  for (let i = 0; i < strands.length; i++) {
    const { points, closed, role, width, widths } = strands[i];
    places.set(points, 2 * end);
    if (widths) local.set(widths, end);
    end += points.length / 2;
    widest[i] = width * 1e6;
    ends[i] = end;
    kind[i] = (closed ? kinds.closed : 0) | (role === 'contour' ? kinds.contour : 0) | (widths ? kinds.varies : 0);
  }
  kernel.cutStrands();
}

/** A section, and how near to the one before points of it say nothing more, nm. */
export interface Cut {
  readonly section: Outline;
  readonly skipNm: number;
}

/**
 * The section of a part less those above it: the runs of rows, cut by the middle of each, that its rings wind around.
 * Crossings are exact; only what lies between two rows is not seen. The kernel knows its rim as well: that of the
 * section and those of the parts cut out of it, in straight edges of `edgeNm` or more. Where `above` is empty, it knows
 * the rings that each run begins at (0 else).
 */
export function enterSection(
  kernel: FidelityKernel,
  own: Cut,
  above: readonly Cut[],
  edgeNm: number,
): { readonly found: number; readonly rings: number } {
  turnRings(kernel, own);
  let found = kernel.takeSection(edgeNm);
  for (const part of above) {
    turnRings(kernel, part);
    found = kernel.cutOut(edgeNm);
  }
  return { found, rings: above.length > 0 ? 0 : new Int32Array(kernel.memory.buffer, found, 5)[4] };
}

export function turnRings(kernel: FidelityKernel, { section, skipNm }: Cut): void {
  const [points, ends] = enterOutline(kernel, section);
  kernel.turnRings(points, ends, section.ringEnds.length, skipNm);
}

/**
 * Connected pieces of the runs that the kernel looks at: those of neighbouring rows belong together where they overlap,
 * or come within `slack`, and those that begin at one ring, where `rings` says which: a wall so thin that its runs miss
 * each other from row to row is one piece all the same.
 */
export function connectRuns(kernel: FidelityKernel, runs: number, rings = 0, slack = 0): Labels {
  const [count, label] = intsAt(kernel, kernel.connect(slack, rings), 2);
  return { label: intsAt(kernel, label, runs), count };
}

/**
 * Length of the rim of each connected piece, by its steps along and across the rows: in the mean over all directions they
 * are 4 / pi of the length. `unit` is what one unit of the runs measures.
 */
export function rimsOfPieces(kernel: FidelityKernel, count: number, unit: number): Float64Array {
  return floatsAt(kernel, kernel.rimsOf(unit), count);
}

/** Copies of runs that were found: their count, and where the end of each row, beginnings and ends lie. */
export function runsAt(kernel: FidelityKernel, found: number, rows: number): Runs {
  const [count, ends, from, to] = intsAt(kernel, found, 4);
  return {
    rowEnds: wordsAt(kernel, ends, rows),
    from: floatsAt(kernel, from, count),
    to: floatsAt(kernel, to, count),
  };
}
