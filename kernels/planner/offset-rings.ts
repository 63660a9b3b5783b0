// Rings moved sideways: src/region/offset-rings.ts says what they are, and what becomes of corners.
import { endOf, points, rings, xOf, yOf } from './outline';
import { answer, setF64, setI32, take } from '../room';

// The moved points, x0 y0 … (f64).
let moved: usize = 0;
let count: i32 = 0;

/** Moves every ring to its left: how many points there are now, where they lie (f64), and the ends of the rings (i32). */
export function offsetRings(distance: f64, miterLimit: f64): usize {
  // A corner becomes at most three points.
  moved = take(48 * <usize>points);
  const ends = take(4 * <usize>rings);
  count = 0;
  for (let ring = 0, start = 0; ring < rings; ring++) {
    offsetRing(start, endOf(ring), distance, 2 / (miterLimit * miterLimit));
    setI32(ends, ring, count);
    start = endOf(ring);
  }
  return answer(count, <i32>moved, <i32>ends);
}

// Direction and length of the edges that arrive at a corner and leave it.
let ex: f64 = 0;
let ey: f64 = 0;
let eLength: f64 = 0;
let fx: f64 = 0;
let fy: f64 = 0;
let fLength: f64 = 0;

function offsetRing(start: i32, end: i32, distance: f64, least: f64): void {
  // Edges without length are passed over.
  let last = end - 1;
  while (last > start && same(last, start)) last--;
  if (last <= start) return;
  leave(last, start);
  for (let i = start; i <= last; ) {
    let next = i + 1;
    while (next <= last && same(i, next)) next++;
    ex = fx;
    ey = fy;
    eLength = fLength;
    leave(i, next > last ? start : next);
    offsetCorner(xOf(i), yOf(i), distance, least);
    i = next;
  }
}

function leave(from: i32, to: i32): void {
  const dx = xOf(to) - xOf(from);
  const dy = yOf(to) - yOf(from);
  fLength = Math.sqrt(dx * dx + dy * dy);
  fx = dx / fLength;
  fy = dy / fLength;
}

function offsetCorner(x: f64, y: f64, distance: f64, least: f64): void {
  const cosine = ex * fx + ey * fy;
  const inner = (ex * fy - ey * fx) * distance > 0;
  const halfSine = Math.sqrt(Math.max(0, (1 - cosine) / 2));
  const halfCosine = Math.sqrt(Math.max(0, (1 + cosine) / 2));
  const meets = abs(distance) * halfSine <= (Math.min(eLength, fLength) / 2) * halfCosine;
  if (inner ? meets : 1 + cosine >= least) {
    const reach = distance / (1 + cosine);
    add(x - (ey + fy) * reach, y + (ex + fx) * reach);
    return;
  }
  // Where an outer corner is cut square, both edges go on until they meet the line a distance off the corner.
  const along = inner ? 0 : (abs(distance) * halfSine) / (1 + halfCosine);
  add(x - ey * distance + ex * along, y + ex * distance + ey * along);
  if (inner) add(x, y);
  add(x - fy * distance - fx * along, y + fx * distance - fy * along);
}

function add(x: f64, y: f64): void {
  setF64(moved, 2 * count, x);
  setF64(moved, 2 * count + 1, y);
  count++;
}

function same(i: i32, j: i32): bool {
  return xOf(i) == xOf(j) && yOf(i) == yOf(j);
}
