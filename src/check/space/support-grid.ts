import { type Strand, thinnestWidth } from '../../laydown/strand.ts';
import { type CellGrid, capsule, capsuleRows } from '../../program/heights/capsule-rows.ts';

/** Which places of a plane have ink: a map over the strands of one well, nm in the construct's frame. */
export interface SupportGrid extends CellGrid {
  /** One bit for each cell, set where it has ink; rows begin with a word of their own. */
  readonly filled: Uint32Array;
  readonly words: number;
  /** The rows that hold ink: from the first up to, not including, the end. */
  firstFilled: number;
  endFilled: number;
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
  const words = Math.ceil(nx / 32);
  const filled = new Uint32Array(words * ny);
  return { x0: x0 - margin, y0: y0 - margin, cell, nx, ny, words, filled, firstFilled: ny, endFilled: 0 };
}

/** Empties the grid, where it holds anything. */
export function emptyGrid(grid: SupportGrid): void {
  if (grid.endFilled > grid.firstFilled)
    grid.filled.fill(0, grid.firstFilled * grid.words, grid.endFilled * grid.words);
  grid.firstFilled = grid.ny;
  grid.endFilled = 0;
}

/** Marks every place within `reach` mm of the strand's path, in proportion to the width where that varies. */
export function fillStrand(grid: SupportGrid, { points, closed, width, widths }: Strand, reach: number): void {
  const count = points.length / 2;
  if (count === 0) return;
  let radius = reach * 1e6;
  // Points nearer to each other than half a cell are passed over: the grid does not tell them apart.
  const least = (grid.cell / 2) ** 2;
  let ax = points[0];
  let ay = points[1];
  const end = closed ? count : count - 1;
  for (let i = 1; i <= end; i++) {
    const k = i === count ? 0 : 2 * i;
    const bx = points[k];
    const by = points[k + 1];
    if (i < end && (bx - ax) ** 2 + (by - ay) ** 2 < least) continue;
    if (widths !== undefined) radius = (reach * (widths[i - 1] + widths[k / 2])) / (2 * width);
    fillSegment(grid, ax, ay, bx, by, radius);
    ax = bx;
    ay = by;
  }
  if (end === 0) fillSegment(grid, ax, ay, ax, ay, radius);
}

function fillSegment(grid: SupportGrid, ax: number, ay: number, bx: number, by: number, radius: number): void {
  const { words, filled } = grid;
  capsuleRows(grid, ax, ay, bx, by, radius);
  const { first, count, columns } = capsule;
  if (first < grid.firstFilled) grid.firstFilled = first;
  if (first + count > grid.endFilled) grid.endFilled = first + count;
  for (let k = 0, base = first * words; k < count; k++, base += words) {
    const from = columns[2 * k];
    const to = columns[2 * k + 1];
    if (to < from) continue;
    const last = base + (to >> 5);
    let at = base + (from >> 5);
    let head = -1 << (from & 31);
    for (; at < last; at++) {
      filled[at] |= head;
      head = -1;
    }
    filled[at] |= head & (-1 >>> (31 - (to & 31)));
  }
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
export function hangOf({ cell, x0, y0, words, filled }: SupportGrid, { points, closed }: Strand): Hang {
  const count = points.length / 2;
  let places = 0;
  let first = -1;
  let last = -1;
  let widestGap = 0;
  // How far into the next segment the next place lies; the first one is the strand's first point.
  let into = 0;
  for (let i = 1; i < (closed ? count + 1 : count); i++) {
    const a = 2 * (i - 1);
    const b = i === count ? 0 : 2 * i;
    const dx = points[b] - points[a];
    const dy = points[b + 1] - points[a + 1];
    const length = Math.sqrt(dx * dx + dy * dy);
    // Cells count by their centres: the cell of a place is the whole part of its distance from the corner.
    const startX = (points[a] - x0) / cell;
    const startY = (points[a + 1] - y0) / cell;
    const alongX = length > 0 ? dx / length / cell : 0;
    const alongY = length > 0 ? dy / length / cell : 0;
    for (; into <= length; into += cell) {
      const column = Math.floor(startX + alongX * into);
      if ((filled[Math.floor(startY + alongY * into) * words + (column >> 5)] >>> (column & 31)) & 1) {
        if (first < 0) first = places;
        else if (places - last - 1 > widestGap) widestGap = places - last - 1;
        last = places;
      }
      places++;
    }
    into -= length;
  }
  const stepMm = cell / 1e6;
  const length = places * stepMm;
  if (first < 0) return { bridge: 0, cantilever: 0, floating: true, length };
  const after = places - 1 - last;
  // A closed strand has no loose end: what hangs before and after the seam is one piece.
  const bridge = closed ? Math.max(widestGap, first + after) : widestGap;
  const cantilever = closed ? 0 : Math.max(first, after);
  return { bridge: bridge * stepMm, cantilever: cantilever * stepMm, floating: false, length };
}
