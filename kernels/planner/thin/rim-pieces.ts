// Which pieces of a rim lie at narrow places: stretches.ts says what for.
import { endOf, points, rings, xOf, yOf } from '../outline';
import { getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../../room';

const cellsPerSide: f64 = 2048;
/** Walls that miss the limit by less are wide enough, nm. */
const forgiven: f64 = 1000;

// Edges of the rims, long ones in pieces: their ends, way along the ring to their middle, length (f64) and ring (i32).
export let pieces: i32 = 0;
let ax: usize = 0;
let ay: usize = 0;
let bx: usize = 0;
let by: usize = 0;
let along: usize = 0;
let lengths: usize = 0;
let ringsOf: usize = 0;
// Of each ring (f64), and whether all of its pieces are narrow (u8).
let ringLengths: usize = 0;
let small: usize = 0;

/** Lays the rims out in pieces no longer than `longest`. */
export function rimPieces(longest: f64): void {
  const edges = take(8 * <usize>points);
  measureEdges(edges);
  pieces = 0;
  for (let i = 0; i < points; i++) pieces += <i32>Math.ceil(getF64(edges, i) / longest);
  const floats = 8 * <usize>pieces;
  ax = take(floats);
  ay = take(floats);
  bx = take(floats);
  by = take(floats);
  along = take(floats);
  lengths = take(floats);
  ringsOf = take(4 * <usize>pieces);
  ringLengths = take(8 * <usize>rings);
  small = takeZeros(<usize>rings);
  let at = 0;
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = endOf(ring);
    let before: f64 = 0;
    for (let i = begin; i < end; i++) {
      const j = i + 1 < end ? i + 1 : begin;
      const length = getF64(edges, i);
      const parts = Math.ceil(length / longest);
      const dx = (xOf(j) - xOf(i)) / parts;
      const dy = (yOf(j) - yOf(i)) / parts;
      for (let part: f64 = 0; part < parts; part++) {
        setF64(ax, at, xOf(i) + part * dx);
        setF64(ay, at, yOf(i) + part * dy);
        setF64(bx, at, getF64(ax, at) + dx);
        setF64(by, at, getF64(ay, at) + dy);
        setF64(along, at, before + ((part + 0.5) * length) / parts);
        setF64(lengths, at, length / parts);
        setI32(ringsOf, at, ring);
        at++;
      }
      before += length;
    }
    setF64(ringLengths, ring, before);
    begin = end;
  }
}

/** Way along the ring to the middle of a piece. */
export function alongOf(piece: i32): f64 {
  return getF64(along, piece);
}

export function lengthOf(piece: i32): f64 {
  return getF64(lengths, piece);
}

export function ringOf(piece: i32): i32 {
  return getI32(ringsOf, piece);
}

export function ringLengthOf(ring: i32): f64 {
  return getF64(ringLengths, ring);
}

/** All pieces of this ring are narrow. */
export function enterSmall(ring: i32): void {
  setU8(small, ring, 1);
}

/** Length of the edge from each point to the next of its ring. */
function measureEdges(edges: usize): void {
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = endOf(ring);
    for (let i = begin; i < end; i++) {
      const j = i + 1 < end ? i + 1 : begin;
      const dx = xOf(j) - xOf(i);
      const dy = yOf(j) - yOf(i);
      setF64(edges, i, Math.sqrt(dx * dx + dy * dy));
    }
    begin = end;
  }
}

// Square cells over the region, and the pieces of each: those of cell c from starts[c] up to starts[c + 1].
let minX: f64 = 0;
let minY: f64 = 0;
let cell: f64 = 1;
let columns: i32 = 0;
let rows: i32 = 0;
let starts: usize = 0;
let sorted: usize = 0;

/**
 * By piece (u8): 1 for those of small rings, and where the disc that lies inside on its middle reaches over a stretch of
 * rim further than `apart` from it along the rim. Discs are `limit` across less what is forgiven on either side.
 */
export function narrowPieces(limit: f64, apart: f64): usize {
  layGrid(limit);
  sortPieces();
  const narrow = takeZeros(<usize>pieces);
  for (let piece = 0; piece < pieces; piece++) {
    const isSmall = getU8(small, ringOf(piece)) == 1;
    if (isSmall || meetsRim(piece, limit / 2 - forgiven, apart)) setU8(narrow, piece, 1);
  }
  return narrow;
}

function layGrid(limit: f64): void {
  minX = Infinity;
  minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 0; i < points; i++) {
    minX = Math.min(minX, xOf(i));
    minY = Math.min(minY, yOf(i));
    maxX = Math.max(maxX, xOf(i));
    maxY = Math.max(maxY, yOf(i));
  }
  cell = Math.max(limit, Math.max((maxX - minX) / cellsPerSide, (maxY - minY) / cellsPerSide));
  columns = <i32>Math.floor((maxX - minX) / cell) + 1;
  rows = <i32>Math.floor((maxY - minY) / cell) + 1;
}

/** The cell of a place, the nearest one for places outside. */
function cellAt(x: f64, y: f64): i32 {
  const column = min(columns - 1, max(0, <i32>Math.floor((x - minX) / cell)));
  const row = min(rows - 1, max(0, <i32>Math.floor((y - minY) / cell)));
  return row * columns + column;
}

/** Pieces are shorter than a cell, so they touch at most four: counting sort into those of their two ends' box. */
function sortPieces(): void {
  const cells = columns * rows;
  const first = take(4 * <usize>pieces);
  const last = take(4 * <usize>pieces);
  starts = takeZeros(4 * <usize>(cells + 1));
  for (let p = 0; p < pieces; p++) {
    setI32(first, p, cellAt(Math.min(getF64(ax, p), getF64(bx, p)), Math.min(getF64(ay, p), getF64(by, p))));
    setI32(last, p, cellAt(Math.max(getF64(ax, p), getF64(bx, p)), Math.max(getF64(ay, p), getF64(by, p))));
    const across = (getI32(last, p) - getI32(first, p)) % columns;
    for (let row = getI32(first, p); row <= getI32(last, p); row += columns) {
      for (let at = row; at <= row + across; at++) setI32(starts, at + 1, getI32(starts, at + 1) + 1);
    }
  }
  for (let at = 0; at < cells; at++) setI32(starts, at + 1, getI32(starts, at + 1) + getI32(starts, at));
  sorted = take(4 * <usize>getI32(starts, cells));
  const place = take(4 * <usize>(cells + 1));
  memory.copy(place, starts, 4 * <usize>(cells + 1));
  for (let p = 0; p < pieces; p++) {
    const across = (getI32(last, p) - getI32(first, p)) % columns;
    for (let row = getI32(first, p); row <= getI32(last, p); row += columns) {
      for (let at = row; at <= row + across; at++) {
        const slot = getI32(place, at);
        setI32(place, at, slot + 1);
        setI32(sorted, slot, p);
      }
    }
  }
}

function meetsRim(piece: i32, radius: f64, apart: f64): bool {
  const dx = getF64(bx, piece) - getF64(ax, piece);
  const dy = getF64(by, piece) - getF64(ay, piece);
  const length = Math.sqrt(dx * dx + dy * dy);
  const x = (getF64(ax, piece) + getF64(bx, piece)) / 2 - (dy / length) * (radius + forgiven);
  const y = (getF64(ay, piece) + getF64(by, piece)) / 2 + (dx / length) * (radius + forgiven);
  const low = cellAt(x - radius, y - radius);
  const high = cellAt(x + radius, y + radius);
  const across = (high - low) % columns;
  const own = ringOf(piece);
  const here = getF64(along, piece);
  const around = getF64(ringLengths, own);
  for (let row = low; row <= high; row += columns) {
    for (let slot = getI32(starts, row), end = getI32(starts, row + across + 1); slot < end; slot++) {
      const other = getI32(sorted, slot);
      // Most of what lies around is the rim's own next stretch: that is seen sooner than how far away it is.
      if (ringOf(other) == own) {
        const way = abs(getF64(along, other) - here);
        if (way <= apart || around - way <= apart) continue;
      }
      if (distance2(x, y, other) < radius * radius) return true;
    }
  }
  return false;
}

/** Of a place from a piece, squared. */
function distance2(x: f64, y: f64, piece: i32): f64 {
  const px = getF64(ax, piece);
  const py = getF64(ay, piece);
  const dx = getF64(bx, piece) - px;
  const dy = getF64(by, piece) - py;
  const t = Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy)));
  const ex = x - px - t * dx;
  const ey = y - py - t * dy;
  return ex * ex + ey * ey;
}
