import type { Outline } from '../../slice/outline.ts';
import { planeBounds } from './plane-bounds.ts';

/**
 * A region sorted into the cells of a square grid: which edges touch each cell, and whether the middle of the cell is
 * inside. Finds where a segment crosses the rim, and whether a point is inside, from the edges nearby alone.
 */
export interface RegionIndex {
  readonly points: Int32Array;
  /** For each point, the point at the other end of the edge that begins there. */
  readonly after: Int32Array;
  readonly minX: number;
  readonly minY: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** Edges of cell c: edges[starts[c]] … edges[starts[c + 1] - 1]. */
  readonly starts: Int32Array;
  readonly edges: Int32Array;
  readonly middleInside: Uint8Array;
  /** Number of the last query that met an edge, so that an edge in two cells counts once. */
  readonly seen: Int32Array;
  query: number;
}

const cellsPerSide = 1024;

export function indexRegion(region: Outline): RegionIndex {
  const { points } = region;
  const count = points.length / 2;
  const bounds = planeBounds(points);
  const width = bounds.maxX - bounds.minX + 2;
  const height = bounds.maxY - bounds.minY + 2;
  const cell = Math.max(1, Math.sqrt((width * height) / Math.max(1, count)), Math.max(width, height) / cellsPerSide);
  const index: RegionIndex = {
    points,
    after: edgeEnds(region.ringEnds, count),
    minX: bounds.minX - 1,
    minY: bounds.minY - 1,
    cell,
    columns: Math.floor(width / cell) + 1,
    rows: Math.floor(height / cell) + 1,
    starts: new Int32Array(0),
    edges: new Int32Array(0),
    middleInside: new Uint8Array(0),
    seen: new Int32Array(count),
    query: 0,
  };
  return { ...index, ...sortEdges(index), middleInside: middles(index) };
}

function edgeEnds(ringEnds: Uint32Array, count: number): Int32Array {
  const after = new Int32Array(count);
  let begin = 0;
  for (const end of ringEnds) {
    for (let i = begin; i < end; i++) after[i] = i + 1 < end ? i + 1 : begin;
    begin = end;
  }
  return after;
}

/** Counting sort of the edges into the cells they touch. */
function sortEdges(index: RegionIndex): { starts: Int32Array; edges: Int32Array } {
  const { points, after, columns, rows } = index;
  const starts = new Int32Array(columns * rows + 1);
  const eachCell = (edge: number, visit: (cell: number) => void) => {
    const other = after[edge];
    cellsAlong(index, points[2 * edge], points[2 * edge + 1], points[2 * other], points[2 * other + 1], visit);
  };
  for (let edge = 0; edge < after.length; edge++) eachCell(edge, (cell) => starts[cell + 1]++);
  for (let cell = 0; cell < columns * rows; cell++) starts[cell + 1] += starts[cell];
  const edges = new Int32Array(starts[columns * rows]);
  const place = starts.slice();
  for (let edge = 0; edge < after.length; edge++) eachCell(edge, (cell) => (edges[place[cell]++] = edge));
  return { starts, edges };
}

/** Scanline through the middles of each row of cells: parity of the crossings to the left. */
function middles(index: RegionIndex): Uint8Array {
  const { points, after, minX, minY, cell, columns, rows } = index;
  const toggles = new Int32Array(rows * (columns + 1));
  for (let edge = 0; edge < after.length; edge++) {
    const ax = points[2 * edge];
    const ay = points[2 * edge + 1];
    const bx = points[2 * after[edge]];
    const by = points[2 * after[edge] + 1];
    const first = Math.ceil((Math.min(ay, by) - minY) / cell - 0.5);
    const stop = Math.ceil((Math.max(ay, by) - minY) / cell - 0.5);
    for (let row = Math.max(0, first); row < Math.min(rows, stop); row++) {
      const y = minY + (row + 0.5) * cell;
      const x = ax + ((bx - ax) * (y - ay)) / (by - ay);
      const column = Math.min(columns, Math.max(0, Math.ceil((x - minX) / cell - 0.5)));
      toggles[row * (columns + 1) + column]++;
    }
  }
  const inside = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    let crossings = 0;
    for (let column = 0; column < columns; column++) {
      crossings += toggles[row * (columns + 1) + column];
      inside[row * columns + column] = crossings & 1;
    }
  }
  return inside;
}

/** Visits the cells that a segment touches, row by row, a little more rather than less; cells beyond the grid do not exist. */
function cellsAlong(
  index: RegionIndex,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  visit: (cell: number) => void,
): void {
  const { minX, minY, cell, columns, rows } = index;
  const lowY = Math.min(ay, by);
  const highY = Math.max(ay, by);
  const firstRow = Math.max(0, Math.floor((lowY - minY - 0.5) / cell));
  const lastRow = Math.min(rows - 1, Math.floor((highY - minY + 0.5) / cell));
  const slope = highY > lowY ? (bx - ax) / (by - ay) : 0;
  for (let row = firstRow; row <= lastRow; row++) {
    let x0 = ax;
    let x1 = bx;
    if (highY > lowY) {
      x0 = ax + (Math.max(lowY, minY + row * cell - 0.5) - ay) * slope;
      x1 = ax + (Math.min(highY, minY + (row + 1) * cell + 0.5) - ay) * slope;
    }
    const firstColumn = Math.max(0, Math.floor((Math.min(x0, x1) - minX - 0.5) / cell));
    const lastColumn = Math.min(columns - 1, Math.floor((Math.max(x0, x1) - minX + 0.5) / cell));
    for (let column = firstColumn; column <= lastColumn; column++) visit(row * columns + column);
  }
}

/** Whether a point is inside: the middle of its cell is known, each edge crossed on the way from there turns it. */
export function isInside(index: RegionIndex, x: number, y: number): boolean {
  const { minX, minY, cell, columns, rows, starts, edges, points, after } = index;
  const column = Math.floor((x - minX) / cell);
  const row = Math.floor((y - minY) / cell);
  if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
  const slot = row * columns + column;
  let inside = index.middleInside[slot] === 1;
  const mx = minX + (column + 0.5) * cell;
  const my = minY + (row + 0.5) * cell;
  for (let i = starts[slot]; i < starts[slot + 1]; i++) {
    const a = edges[i];
    const b = after[a];
    const ax = points[2 * a];
    const ay = points[2 * a + 1];
    const bx = points[2 * b];
    const by = points[2 * b + 1];
    if (leftOf(mx, my, x, y, ax, ay) === leftOf(mx, my, x, y, bx, by)) continue;
    if (leftOf(ax, ay, bx, by, mx, my) !== leftOf(ax, ay, bx, by, x, y)) inside = !inside;
  }
  return inside;
}

function leftOf(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= 0;
}

/**
 * Crossings of a segment with the rim: fractions along the segment into `at`, places on the rim (edge plus fraction)
 * into `anchors`, in rising order. Returns how many, or -1 when the segment touches no cell that holds an edge.
 */
export function crossRim(
  index: RegionIndex,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  at: number[],
  anchors: number[],
): number {
  at.length = 0;
  anchors.length = 0;
  const query = ++index.query;
  let met = false;
  cellsAlong(index, ax, ay, bx, by, (cell) => {
    for (let i = index.starts[cell]; i < index.starts[cell + 1]; i++) {
      met = true;
      const edge = index.edges[i];
      if (index.seen[edge] === query) continue;
      index.seen[edge] = query;
      crossEdge(index, edge, ax, ay, bx, by, at, anchors);
    }
  });
  return met ? at.length : -1;
}

function crossEdge(
  index: RegionIndex,
  edge: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  at: number[],
  anchors: number[],
): void {
  const { points, after } = index;
  const px = points[2 * edge];
  const py = points[2 * edge + 1];
  const qx = points[2 * after[edge]];
  const qy = points[2 * after[edge] + 1];
  const p = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
  const q = (bx - ax) * (qy - ay) - (by - ay) * (qx - ax);
  if (p >= 0 === q >= 0) return;
  const a = (qx - px) * (ay - py) - (qy - py) * (ax - px);
  const b = (qx - px) * (by - py) - (qy - py) * (bx - px);
  if (a >= 0 === b >= 0) return;
  const t = a / (a - b);
  let slot = at.length;
  while (slot > 0 && at[slot - 1] > t) slot--;
  at.splice(slot, 0, t);
  anchors.splice(slot, 0, edge + Math.min(0.999999, p / (p - q)));
}
