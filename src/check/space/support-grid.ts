import { enterInts, intsAt } from '../../kernel/kernel.ts';
import { newSupportKernel, type SupportKernel } from '../../kernel/support-kernel.ts';
import { type Strand, thinnestWidth } from '../../laydown/strand.ts';

/** Which places of a plane have ink: a map over the strands of one well, nm in the construct's frame. */
export interface SupportGrid {
  /** Edge of a cell. Cells count by their centres. */
  readonly cell: number;
  readonly kernel: SupportKernel;
}

const mostCells = 4_000_000;

/** An empty grid around all strands: a quarter of the thinnest strand a cell, coarser where that would take too many. */
export function supportGridFor(strands: readonly Strand[]): SupportGrid {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  let thinnest = Infinity;
  let widest = 0;
  for (const strand of strands) {
    const { points, width } = strand;
    thinnest = Math.min(thinnest, thinnestWidth(strand));
    widest = Math.max(widest, width);
    for (let i = 0; i < points.length; i += 2) {
      x0 = Math.min(x0, points[i]);
      x1 = Math.max(x1, points[i]);
      y0 = Math.min(y0, points[i + 1]);
      y1 = Math.max(y1, points[i + 1]);
    }
  }
  const margin = 2e6 * widest;
  const [sizeX, sizeY] = [x1 - x0 + 2 * margin, y1 - y0 + 2 * margin];
  const cell = Math.max(thinnest * 2.5e5, Math.sqrt((sizeX * sizeY) / mostCells));
  const nx = Math.ceil(sizeX / cell) + 1;
  const ny = Math.ceil(sizeY / cell) + 1;
  const kernel = newSupportKernel();
  kernel.setGrid(x0 - margin, y0 - margin, cell, nx, ny);
  return { cell, kernel };
}

/** Empties the grid. */
export function emptyGrid({ kernel }: SupportGrid): void {
  kernel.emptyGrid();
}

/** Marks every place within `reach` mm of the strand's path, in proportion to the width where that varies. */
export function fillStrand({ kernel }: SupportGrid, strand: Strand, reach: number): void {
  const { points, closed, width, widths } = strand;
  if (points.length === 0) return;
  enterInts(kernel, kernel.takeStrand(points.length / 2), points);
  if (widths !== undefined) enterInts(kernel, kernel.widthsOfStrand(), widths);
  kernel.fillStrand(points.length / 2, Number(closed), reach * 1e6, Number(widths !== undefined), reach, width);
}

/** How a strand hangs, mm. */
export interface Hang {
  /** Longest piece between two supports. */
  readonly bridge: number;
  /** Longest piece from a support to a loose end. */
  readonly cantilever: number;
  /** No place of it is supported. */
  readonly floating: boolean;
  readonly length: number;
}

/** How the strand hangs over what the grid holds, looked at in steps of a cell along its path. */
export function hangOf({ cell, kernel }: SupportGrid, { points, closed }: Strand): Hang {
  enterInts(kernel, kernel.takeStrand(points.length / 2), points);
  const [bridge, cantilever, places] = intsAt(kernel, kernel.hangOf(points.length / 2, Number(closed)), 3);
  const stepMm = cell / 1e6;
  const length = places * stepMm;
  if (bridge < 0) return { bridge: 0, cantilever: 0, floating: true, length };
  return { bridge: bridge * stepMm, cantilever: cantilever * stepMm, floating: false, length };
}
