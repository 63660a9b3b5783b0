import type { Strand } from '../laydown/strand.ts';

/** Which places of a plane have ink: a bitmap over the strands of one well, nm in the construct's frame. */
export interface SupportGrid {
  readonly cellNm: number;
  readonly x0: number;
  readonly y0: number;
  readonly columns: number;
  readonly rows: number;
  readonly filled: Uint8Array;
}

const mostCells = 4_000_000;

/** An empty grid around all strands: a quarter of the thinnest strand a cell, coarser where that would take too many. */
export function supportGridFor(strands: readonly Strand[]): SupportGrid {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  let thinnest = Infinity;
  let widest = 0;
  for (const { points, width } of strands) {
    thinnest = Math.min(thinnest, width);
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
  const cellNm = Math.max(thinnest * 2.5e5, Math.sqrt((sizeX * sizeY) / mostCells));
  const columns = Math.ceil(sizeX / cellNm) + 1;
  const rows = Math.ceil(sizeY / cellNm) + 1;
  return { cellNm, x0: x0 - margin, y0: y0 - margin, columns, rows, filled: new Uint8Array(columns * rows) };
}

/** Marks every place within `reach` mm of the strand's path. */
export function fillStrand(grid: SupportGrid, strand: Strand, reach: number): void {
  const { cellNm, x0, y0, columns, rows, filled } = grid;
  const cells = (reach * 1e6) / cellNm;
  const span = Math.floor(cells);
  // Discs two thirds of their radius apart cover the band to 6 % of its half width.
  walk(strand, Math.max(cellNm, (reach * 2e6) / 3), (x, y) => {
    const column = Math.round((x - x0) / cellNm);
    const row = Math.round((y - y0) / cellNm);
    for (let j = -span; j <= span; j++) {
      if (row + j < 0 || row + j >= rows) continue;
      const half = Math.floor(Math.sqrt(cells * cells - j * j));
      const from = Math.max(0, column - half);
      const to = Math.min(columns - 1, column + half);
      const start = (row + j) * columns;
      if (from <= to) filled.fill(1, start + from, start + to + 1);
    }
  });
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

/** How the strand hangs over what the grid holds. */
export function hangOf(grid: SupportGrid, strand: Strand): Hang {
  const { cellNm, x0, y0, columns, filled } = grid;
  let places = 0;
  let first = -1;
  let last = -1;
  let widestGap = 0;
  walk(strand, cellNm, (x, y) => {
    if (filled[Math.round((y - y0) / cellNm) * columns + Math.round((x - x0) / cellNm)] === 1) {
      if (first < 0) first = places;
      else widestGap = Math.max(widestGap, places - last - 1);
      last = places;
    }
    places++;
  });
  const stepMm = cellNm / 1e6;
  const length = places * stepMm;
  if (first < 0) return { bridge: 0, cantilever: 0, floating: true, length };
  const after = places - 1 - last;
  // A closed strand has no loose end: what hangs before and after the seam is one piece.
  const bridge = strand.closed ? Math.max(widestGap, first + after) : widestGap;
  const cantilever = strand.closed ? 0 : Math.max(first, after);
  return { bridge: bridge * stepMm, cantilever: cantilever * stepMm, floating: false, length };
}

/** Visits places along the strand, a step of `stepNm` apart along its path, from its first point on. */
function walk({ points, closed }: Strand, stepNm: number, visit: (x: number, y: number) => void): void {
  const count = points.length / 2;
  if (count === 0) return;
  visit(points[0], points[1]);
  let rest = 0;
  for (let i = 1; i < (closed ? count + 1 : count); i++) {
    const [a, b] = [2 * (i - 1), 2 * (i % count)];
    const dx = points[b] - points[a];
    const dy = points[b + 1] - points[a + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    let at = stepNm - rest;
    for (; at <= length; at += stepNm) visit(points[a] + (dx * at) / length, points[a + 1] + (dy * at) / length);
    rest = length - (at - stepNm);
  }
}
