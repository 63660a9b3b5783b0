// The rims of an outline as points: src/laydown/thin/sleeves/rim-samples.ts says which.
import { endOf, points, rings, xOf, yOf } from './outline';
import { answer, getF64, getI32, getU8, setF64, setI32, setU8, take } from '../room';

// Of the pieces of all edges, whether each lies in a thin stretch (u8); none is longer than `longest`.
let thin: usize = 0;
let longest: f64 = 0;
let step: f64 = 0;

// The points: places (f64), the one after each (i32), whether it is a corner and whether it is marked (u8).
let count: i32 = 0;
let x: usize = 0;
let y: usize = 0;
let next: usize = 0;
let corner: usize = 0;
let marked: usize = 0;

/** How many points, and where their x, y, next, corners and marks lie. */
export function sampleRims(thinPieces: usize, longestPiece: f64, stepNm: f64): usize {
  thin = thinPieces;
  longest = longestPiece;
  step = stepNm;
  takePoints(countPoints());
  count = 0;
  let piece = 0;
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = endOf(ring);
    const first = count;
    let before = 0;
    for (let i = begin; i < end; i++) {
      const pieces = addEdge(i, i + 1 < end ? i + 1 : begin, piece, before);
      piece += pieces;
      if (pieces > 0) before = getU8(thin, piece - 1);
    }
    if (count > first) {
      setI32(next, count - 1, first);
      setU8(marked, first, getU8(marked, first) | before);
    }
    begin = end;
  }
  separate();
  return answer(count, <i32>x, <i32>y, <i32>next, <i32>corner, <i32>marked);
}

function takePoints(most: i32): void {
  x = take(8 * <usize>most);
  y = take(8 * <usize>most);
  next = take(4 * <usize>most);
  corner = take(<usize>most);
  marked = take(<usize>most);
}

function lengthOf(i: i32, j: i32): f64 {
  const dx = xOf(j) - xOf(i);
  const dy = yOf(j) - yOf(i);
  return Math.sqrt(dx * dx + dy * dy);
}

/** At least as many as there will be. */
function countPoints(): i32 {
  let most = points;
  let piece = 0;
  for (let ring = 0, begin = 0; ring < rings; ring++) {
    const end = endOf(ring);
    for (let i = begin; i < end; i++) {
      const length = lengthOf(i, i + 1 < end ? i + 1 : begin);
      const pieces = <i32>Math.ceil(length / longest);
      const parts = pieces == 0 ? 0 : <i32>Math.ceil(length / <f64>pieces / step);
      for (let p = 0; p < pieces; p++) if (getU8(thin, piece + p) != 0) most += parts + 1;
      piece += pieces;
    }
    begin = end;
  }
  return most;
}

/** An edge, of which some pieces may lie in thin stretches; how many pieces it has. `before`: whether the last was one. */
function addEdge(i: i32, j: i32, piece: i32, before: i32): i32 {
  const ax = xOf(i);
  const ay = yOf(i);
  const dx = xOf(j) - ax;
  const dy = yOf(j) - ay;
  const length = lengthOf(i, j);
  const pieces = <i32>Math.ceil(length / longest);
  if (pieces == 0) return 0;
  addPoint(ax, ay, 1, before | getU8(thin, piece));
  const parts = <i32>Math.ceil(length / <f64>pieces / step);
  for (let p = 0; p < pieces; p++) {
    if (getU8(thin, piece + p) == 0) continue;
    // The first point of a piece is the last of the one before, where that is marked, too.
    for (let part = p > 0 && getU8(thin, piece + p - 1) == 0 ? 0 : 1; part <= parts; part++) {
      if (p * parts + part >= pieces * parts) continue;
      const t = (<f64>p + <f64>part / <f64>parts) / <f64>pieces;
      addPoint(Math.round(ax + t * dx), Math.round(ay + t * dy), 0, 1);
    }
  }
  return pieces;
}

function addPoint(px: f64, py: f64, isCorner: i32, isMarked: i32): void {
  setF64(x, count, px);
  setF64(y, count, py);
  setI32(next, count, count + 1);
  setU8(corner, count, isCorner);
  setU8(marked, count, isMarked);
  count++;
}

/** Where rims touch in a point, one of the two moves by a nanometre: each needs its own place in the triangulation. */
function separate(): void {
  let size = 16;
  while (size < 2 * count) size *= 2;
  // By place, the number of the point there and one; 0 where none is.
  const taken = take(4 * <usize>size);
  memory.fill(taken, 0, 4 * <usize>size);
  for (let i = 0; i < count; i++) {
    if (getU8(marked, i) == 0) continue;
    while (!enter(taken, size - 1, i)) setF64(x, i, getF64(x, i) + 1);
  }
}

/** False where another point has this place. */
function enter(taken: usize, mask: i32, i: i32): bool {
  const px = getF64(x, i);
  const py = getF64(y, i);
  const mixed = (<i32>px * <i32>0x9e3779b1) ^ (<i32>py * <i32>0x85ebca6b);
  // Low digits of round coordinates are all zero.
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  for (let other = getI32(taken, slot); other != 0; other = getI32(taken, slot)) {
    if (getF64(x, other - 1) == px && getF64(y, other - 1) == py) return false;
    slot = (slot + 1) & mask;
  }
  setI32(taken, slot, i + 1);
  return true;
}
