import type { Strand } from '../strand.ts';
import { planeBounds } from './plane-bounds.ts';

/** A visit: strand number and whether it is printed backwards; closed strands begin at point `seam`. */
export interface Visit {
  readonly strand: number;
  readonly reversed: boolean;
  readonly seam: number;
}

/** Places where a strand may begin, in the cells of a square grid (linked lists: `head` of a cell, `next` of an entry). */
interface EntryGrid {
  readonly cell: number;
  readonly minX: number;
  readonly minY: number;
  readonly columns: number;
  readonly rows: number;
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly strand: Int32Array;
  readonly point: Int32Array;
  readonly xy: Float64Array;
}

/** Strands from `startAt` on, each time the one with the nearest free end (or point, for closed ones). */
export function nearestStrandOrder(strands: readonly Strand[], startAt: readonly [number, number]): Visit[] {
  const grid = entryGrid(strands);
  const used = new Uint8Array(strands.length);
  const visits: Visit[] = [];
  let [x, y] = startAt;
  while (visits.length < strands.length) {
    const entry = nearestEntry(grid, used, x, y);
    const number = grid.strand[entry];
    const { points, closed } = strands[number];
    const point = grid.point[entry];
    used[number] = 1;
    visits.push({ strand: number, reversed: !closed && point > 0, seam: closed ? point : 0 });
    const exit = closed ? 2 * point : points.length - 2 - 2 * point;
    x = points[exit];
    y = points[exit + 1];
  }
  return visits;
}

function entryGrid(strands: readonly Strand[]): EntryGrid {
  const strand: number[] = [];
  const point: number[] = [];
  const xy: number[] = [];
  strands.forEach(({ points, closed, rise }, number) => {
    const count = points.length / 2;
    // A rising strand is printed upwards or not at all.
    const step = closed ? 1 : rise ? count : count - 1;
    for (let i = 0; i < count; i += step) {
      strand.push(number);
      point.push(i);
      xy.push(points[2 * i], points[2 * i + 1]);
    }
  });
  const at = Float64Array.from(xy);
  const { minX, minY, maxX, maxY } = planeBounds(at);
  const cell = Math.max(
    1,
    Math.sqrt(((maxX - minX + 1) * (maxY - minY + 1)) / strand.length),
    (maxX - minX + maxY - minY) / 1000,
  );
  const columns = Math.floor((maxX - minX) / cell) + 1;
  const rows = Math.floor((maxY - minY) / cell) + 1;
  const head = new Int32Array(columns * rows).fill(-1);
  const next = new Int32Array(strand.length);
  for (let i = strand.length - 1; i >= 0; i--) {
    const slot = Math.floor((at[2 * i + 1] - minY) / cell) * columns + Math.floor((at[2 * i] - minX) / cell);
    next[i] = head[slot];
    head[slot] = i;
  }
  return {
    cell,
    minX,
    minY,
    columns,
    rows,
    head,
    next,
    strand: Int32Array.from(strand),
    point: Int32Array.from(point),
    xy: at,
  };
}

/** Rings of cells around the place, until nothing nearer can lie further out. Ties go to the entry found first. */
function nearestEntry(grid: EntryGrid, used: Uint8Array, x: number, y: number): number {
  const column = Math.min(grid.columns - 1, Math.max(0, Math.floor((x - grid.minX) / grid.cell)));
  const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((y - grid.minY) / grid.cell)));
  const last = Math.max(grid.columns, grid.rows);
  let best = -1;
  let bestDistance = Infinity;
  for (let ring = 0; ring <= last; ring++) {
    const inner = (ring - 1) * grid.cell;
    if (best >= 0 && inner > 0 && inner * inner > bestDistance) break;
    for (let r = Math.max(0, row - ring); r <= Math.min(grid.rows - 1, row + ring); r++) {
      const edge = r === row - ring || r === row + ring;
      const step = edge || ring === 0 ? 1 : 2 * ring;
      for (let c = column - ring; c <= column + ring; c += step) {
        if (c < 0 || c >= grid.columns) continue;
        const found = nearestInCell(grid, used, r * grid.columns + c, x, y, bestDistance);
        if (found < 0) continue;
        best = found;
        bestDistance = (grid.xy[2 * found] - x) ** 2 + (grid.xy[2 * found + 1] - y) ** 2;
      }
    }
  }
  return best;
}

/** Entries of strands already placed are unlinked on the way, so that no cell is searched twice for nothing. */
function nearestInCell(grid: EntryGrid, used: Uint8Array, slot: number, x: number, y: number, below: number): number {
  let best = -1;
  let bestDistance = below;
  let before = -1;
  for (let entry = grid.head[slot]; entry >= 0; entry = grid.next[entry]) {
    if (used[grid.strand[entry]] === 1) {
      if (before < 0) grid.head[slot] = grid.next[entry];
      else grid.next[before] = grid.next[entry];
      continue;
    }
    before = entry;
    const distance = (grid.xy[2 * entry] - x) ** 2 + (grid.xy[2 * entry + 1] - y) ** 2;
    if (distance >= bestDistance) continue;
    best = entry;
    bestDistance = distance;
  }
  return best;
}
