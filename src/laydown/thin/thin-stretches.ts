import { ringArea2 } from '../../region/outline-area.ts';
import type { Outline } from '../../slice/outline.ts';
import { planeBounds } from '../paths/plane-bounds.ts';
import { span } from './span.ts';

/** The rims of a region in pieces, in their order, and which of them lie at thin places. */
export interface ThinStretches {
  /** Pieces are edges, or equal parts of edges longer than this, nm. */
  readonly longest: number;
  readonly marked: Uint8Array;
}

const cellsPerSide = 2048;
/** Walls that miss the limit by less are wide enough, nm. */
const forgiven = 1000;
/** Narrow stretches shorter than this are a bottleneck at most, of `apart`. */
const shortStretch = 0.15;
/** Between two stretches no further apart than this lies the tip of one place, of `apart`: half of it to each side, and its end. */
const tip = 1.75;
/** Stretches are marked with this much more of the rim, of `apart`. */
const beyond = 0.125;

/**
 * Where a region is narrower than `limit` between two stretches of its rim that lie more than `apart` from each other
 * along it, nm: corners and noise do not count, small pieces always do. Null when there is no such place; one look at
 * the edges within a disc of that diameter per piece of rim, so wide regions cost next to nothing.
 */
export function findThinStretches(region: Outline, limit: number, apart: number): ThinStretches | null {
  if (region.ringEnds.length === 0) return null;
  const grid = gridOf(region, limit);
  const longest = limit / 2;
  const pieces = rimPieces(region, longest, 2.5 * apart);
  const sorted = sortPieces(pieces, grid);
  const narrow = new Uint8Array(pieces.count);
  for (let piece = 0; piece < pieces.count; piece++) {
    const small = pieces.small[pieces.ring[piece]] === 1;
    if (small || meetsRim(pieces, sorted, grid, piece, limit / 2 - forgiven, apart)) narrow[piece] = 1;
  }
  let found = false;
  for (let ring = 0, first = 0; ring < region.ringEnds.length; ring++) {
    let end = first;
    while (end < pieces.count && pieces.ring[end] === ring) end++;
    if (pieces.small[ring] === 1 || markRing(pieces, narrow, first, end, apart)) found = true;
    first = end;
  }
  return found ? { longest, marked: narrow } : null;
}

/** Drops short stretches of a ring and adds tips and margins to the others; whether there are any. */
function markRing(
  { along, length, ringLength, ring }: Pieces,
  narrow: Uint8Array,
  first: number,
  end: number,
  apart: number,
): boolean {
  const count = end - first;
  const around = ringLength[ring[first]];
  let start = 0;
  while (start < count && narrow[first + start] === 1) start++;
  // All of it: a wall goes round.
  if (start === count) return count > 0;
  let runs: Stretch[] = [];
  for (let step = 1; step <= count; step++) {
    const i = first + ((start + step) % count);
    if (narrow[i] === 0) continue;
    const from = start + step;
    let to = from;
    while (narrow[first + ((to + 1) % count)] === 1) to++;
    const last = first + (to % count);
    const turns = along[last] < along[i] ? around : 0;
    runs.push({ from, to, begin: along[i] - length[i] / 2, stop: along[last] + turns + length[last] / 2 });
    step = to - start;
  }
  runs = runs.filter((run) => run.stop - run.begin >= shortStretch * apart);
  narrow.fill(0, first, end);
  runs.forEach((run, r) => {
    const next = runs[(r + 1) % runs.length];
    const gap = (((next.begin - run.stop) % around) + around) % around;
    const reach = gap <= tip * apart ? gap : beyond * apart;
    for (let i = run.from; i <= run.to; i++) narrow[first + (i % count)] = 1;
    for (let i = run.to + 1, way = 0; way < reach && i < run.to + count; i++) {
      narrow[first + (i % count)] = 1;
      way += length[first + (i % count)];
    }
    for (let i = run.from - 1, way = 0; way < beyond * apart && i > run.from - count; i--) {
      narrow[first + (((i % count) + count) % count)] = 1;
      way += length[first + (((i % count) + count) % count)];
    }
  });
  return runs.length > 0;
}

/** Narrow pieces one after the other along a ring, and where they begin and stop along it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly stop: number;
}

/** Square cells over the region. */
interface Grid {
  readonly minX: number;
  readonly minY: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
}

function gridOf({ points }: Outline, limit: number): Grid {
  const { minX, minY, maxX, maxY } = planeBounds(points);
  const cell = Math.max(limit, (maxX - minX) / cellsPerSide, (maxY - minY) / cellsPerSide);
  const columns = Math.floor((maxX - minX) / cell) + 1;
  const rows = Math.floor((maxY - minY) / cell) + 1;
  return { minX, minY, cell, columns, rows };
}

/** The cell of a place, the nearest one for places outside. */
function cellAt({ minX, minY, cell, columns, rows }: Grid, x: number, y: number): number {
  const column = Math.min(columns - 1, Math.max(0, Math.floor((x - minX) / cell)));
  const row = Math.min(rows - 1, Math.max(0, Math.floor((y - minY) / cell)));
  return row * columns + column;
}

/** Edges of the rims, long ones in pieces. */
interface Pieces {
  readonly count: number;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  /** Way along the ring to the middle of the piece. */
  readonly along: Float64Array;
  readonly length: Float64Array;
  readonly ring: Int32Array;
  readonly ringLength: Float64Array;
  /** Outer rings that are too short for stretches that far apart. */
  readonly small: Uint8Array;
}

function rimPieces({ points, ringEnds }: Outline, longest: number, shortRing: number): Pieces {
  const edges = edgeLengths(points, ringEnds);
  let count = 0;
  for (let i = 0; i < edges.length; i++) count += Math.ceil(edges[i] / longest);
  const floats = () => new Float64Array(count);
  const [ax, ay, bx, by, along, lengths] = [floats(), floats(), floats(), floats(), floats(), floats()];
  const ring = new Int32Array(count);
  const ringLength = new Float64Array(ringEnds.length);
  const small = new Uint8Array(ringEnds.length);
  let at = 0;
  for (let r = 0, begin = 0; r < ringEnds.length; begin = ringEnds[r++]) {
    const end = ringEnds[r];
    let before = 0;
    for (let i = begin; i < end; i++) {
      const j = i + 1 < end ? i + 1 : begin;
      const length = edges[i];
      const parts = Math.ceil(length / longest);
      const x = points[2 * i];
      const y = points[2 * i + 1];
      const dx = (points[2 * j] - x) / parts;
      const dy = (points[2 * j + 1] - y) / parts;
      for (let part = 0; part < parts; part++, at++) {
        ax[at] = x + part * dx;
        ay[at] = y + part * dy;
        bx[at] = ax[at] + dx;
        by[at] = ay[at] + dy;
        along[at] = before + ((part + 0.5) * length) / parts;
        lengths[at] = length / parts;
        ring[at] = r;
      }
      before += length;
    }
    ringLength[r] = before;
    if (ringLength[r] <= shortRing && ringArea2(points, begin, end) > 0) small[r] = 1;
  }
  return { count, ax, ay, bx, by, along, length: lengths, ring, ringLength, small };
}

/** Length of the edge from each point to the next of its ring, nm. */
function edgeLengths(points: Int32Array, ringEnds: Uint32Array): Float64Array {
  const lengths = new Float64Array(points.length / 2);
  for (let ring = 0, begin = 0; ring < ringEnds.length; begin = ringEnds[ring++]) {
    const end = ringEnds[ring];
    for (let i = begin; i < end; i++) {
      const j = i + 1 < end ? i + 1 : begin;
      lengths[i] = span(points[2 * j] - points[2 * i], points[2 * j + 1] - points[2 * i + 1]);
    }
  }
  return lengths;
}

interface Sorted {
  /** Pieces of cell c: pieces[starts[c]] … pieces[starts[c + 1] - 1]. */
  readonly starts: Int32Array;
  readonly pieces: Int32Array;
}

/** Pieces are shorter than a cell, so they touch at most four: counting sort into those of their two ends' box. */
function sortPieces({ count, ax, ay, bx, by }: Pieces, grid: Grid): Sorted {
  const starts = new Int32Array(grid.columns * grid.rows + 1);
  const { columns } = grid;
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  for (let p = 0; p < count; p++) {
    first[p] = cellAt(grid, Math.min(ax[p], bx[p]), Math.min(ay[p], by[p]));
    last[p] = cellAt(grid, Math.max(ax[p], bx[p]), Math.max(ay[p], by[p]));
  }
  for (let p = 0; p < count; p++) {
    const across = (last[p] - first[p]) % columns;
    for (let row = first[p]; row <= last[p]; row += columns) {
      starts[row + 1]++;
      if (across > 0) starts[row + 2]++;
    }
  }
  for (let cell = 0; cell + 1 < starts.length; cell++) starts[cell + 1] += starts[cell];
  const pieces = new Int32Array(starts[starts.length - 1]);
  const place = starts.slice();
  for (let p = 0; p < count; p++) {
    const across = (last[p] - first[p]) % columns;
    for (let row = first[p]; row <= last[p]; row += columns) {
      pieces[place[row]++] = p;
      if (across > 0) pieces[place[row + 1]++] = p;
    }
  }
  return { starts, pieces };
}

/** Whether the disc that lies inside on the middle of a piece reaches over a stretch of rim far from it along the rim. */
function meetsRim(of: Pieces, sorted: Sorted, grid: Grid, piece: number, radius: number, apart: number): boolean {
  const { ax, ay, bx, by, along, ring, ringLength } = of;
  const dx = bx[piece] - ax[piece];
  const dy = by[piece] - ay[piece];
  const length = Math.sqrt(dx * dx + dy * dy);
  const x = (ax[piece] + bx[piece]) / 2 - (dy / length) * (radius + forgiven);
  const y = (ay[piece] + by[piece]) / 2 + (dx / length) * (radius + forgiven);
  const low = cellAt(grid, x - radius, y - radius);
  const high = cellAt(grid, x + radius, y + radius);
  const across = (high - low) % grid.columns;
  const square = radius * radius;
  const own = ring[piece];
  const here = along[piece];
  const around = ringLength[own];
  for (let row = low; row <= high; row += grid.columns) {
    for (let slot = sorted.starts[row]; slot < sorted.starts[row + across + 1]; slot++) {
      const other = sorted.pieces[slot];
      // Most of what lies around is the rim's own next stretch: that is seen sooner than how far away it is.
      if (ring[other] === own) {
        const way = Math.abs(along[other] - here);
        if (way <= apart || around - way <= apart) continue;
      }
      if (distance2(x, y, ax[other], ay[other], bx[other], by[other]) < square) return true;
    }
  }
  return false;
}

function distance2(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  const ex = x - ax - t * dx;
  const ey = y - ay - t * dy;
  return ex * ex + ey * ey;
}
