// Rings of fewer points: src/slice/simplify-outline.ts says which stay.
import { answer, getF64, getI32, getU8, setF64, setI32, setU8, take } from '../room';

// Of the ring looked at: its points from the leftmost on and that one again (f64), and which stay.
let ring: usize = 0;
let keep: usize = 0;
let stack: usize = 0;

/** Rings of points x0 y0 … and their ends (i32): where those left lie, where their ends lie, how many points and rings. */
export function simplifyRings(points: usize, ends: usize, ringCount: i32, tolerance: f64): usize {
  let most = 0;
  for (let r = 0, start = 0; r < ringCount; r++) {
    most = max(most, getI32(ends, r) - start);
    start = getI32(ends, r);
  }
  ring = take(16 * <usize>(most + 1));
  keep = take(<usize>(most + 1));
  stack = take(8 * <usize>(most + 2));
  const kept = take(8 * <usize>getI32(ends, ringCount - 1));
  const keptEnds = take(4 * <usize>ringCount);
  let used = 0;
  let rings = 0;
  for (let r = 0, start = 0; r < ringCount; r++) {
    const end = getI32(ends, r);
    const count = simplifyRing(points, start, end, tolerance, kept + 8 * <usize>used);
    if (count >= 3) {
      used += count;
      setI32(keptEnds, rings++, used);
    }
    start = end;
  }
  return answer(<i32>kept, <i32>keptEnds, used, rings);
}

function leftmost(points: usize, start: i32, end: i32): i32 {
  let best = start;
  for (let i = start + 1; i < end; i++) if (isBefore(points, i, best)) best = i;
  return best;
}

function isBefore(points: usize, i: i32, j: i32): bool {
  const x = getI32(points, 2 * i);
  const other = getI32(points, 2 * j);
  return x < other || (x == other && getI32(points, 2 * i + 1) < getI32(points, 2 * j + 1));
}

function farthest(points: usize, start: i32, end: i32, from: i32): i32 {
  const x = <f64>getI32(points, 2 * from);
  const y = <f64>getI32(points, 2 * from + 1);
  let best = from;
  let bestSquare: f64 = 0;
  for (let i = start; i < end; i++) {
    const dx = <f64>getI32(points, 2 * i) - x;
    const dy = <f64>getI32(points, 2 * i + 1) - y;
    const square = dx * dx + dy * dy;
    if (square < bestSquare || square == 0) continue;
    if (square == bestSquare && !isBefore(points, i, best)) continue;
    best = i;
    bestSquare = square;
  }
  return best;
}

/** Writes the points that stay; gives how many these are. */
function simplifyRing(points: usize, start: i32, end: i32, tolerance: f64, out: usize): i32 {
  const count = end - start;
  if (count < 3) return 0;
  const anchor = leftmost(points, start, end);
  const split = (farthest(points, start, end, anchor) - anchor + count) % count;
  if (split == 0) return 0;
  for (let i = 0, j = anchor; i <= count; i++) {
    setF64(ring, 2 * i, <f64>getI32(points, 2 * j));
    setF64(ring, 2 * i + 1, <f64>getI32(points, 2 * j + 1));
    if (++j == end) j = start;
  }
  memory.fill(keep, 0, <usize>(count + 1));
  setU8(keep, 0, 1);
  setU8(keep, split, 1);
  markKept(0, split, tolerance * tolerance);
  markKept(split, count, tolerance * tolerance);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (getU8(keep, i) == 0) continue;
    setI32(out, 2 * kept, <i32>getF64(ring, 2 * i));
    setI32(out, 2 * kept + 1, <i32>getF64(ring, 2 * i + 1));
    kept++;
  }
  return kept;
}

/** Marks the points between `from` and `to` that deviate too far; an explicit stack, as rings may be very long. */
function markKept(from: i32, to: i32, squareTolerance: f64): void {
  setI32(stack, 0, from);
  setI32(stack, 1, to);
  // Two numbers a stretch, and a stretch more for each point that stays.
  let depth = 2;
  while (depth > 0) {
    depth -= 2;
    const a = getI32(stack, depth);
    const b = getI32(stack, depth + 1);
    if (b - a < 2) continue;
    const worst = worstBetween(a, b, squareTolerance);
    if (worst < 0) continue;
    setU8(keep, worst, 1);
    setI32(stack, depth++, a);
    setI32(stack, depth++, worst);
    setI32(stack, depth++, worst);
    setI32(stack, depth++, b);
  }
}

/**
 * The point between a and b farthest from the segment a-b, or -1 when all are within the tolerance. Measured from the
 * lower of the two ends, and the lower point wins a tie: two parts that share a wall simplify it alike, although their
 * rings run in opposite directions.
 */
function worstBetween(a: i32, b: i32, squareTolerance: f64): i32 {
  const low = isRingBefore(a, b) ? a : b;
  const ax = getF64(ring, 2 * low);
  const ay = getF64(ring, 2 * low + 1);
  const dx = getF64(ring, 2 * (a + b - low)) - ax;
  const dy = getF64(ring, 2 * (a + b - low) + 1) - ay;
  const lengthSquare = dx * dx + dy * dy;
  let worst = -1;
  let worstSquare = squareTolerance;
  for (let i = a + 1; i < b; i++) {
    const px = getF64(ring, 2 * i) - ax;
    const py = getF64(ring, 2 * i + 1) - ay;
    const along = px * dx + py * dy;
    let square: f64;
    if (along <= 0) square = px * px + py * py;
    else if (along >= lengthSquare) square = (px - dx) * (px - dx) + (py - dy) * (py - dy);
    else {
      const across = px * dy - py * dx;
      square = (across * across) / lengthSquare;
    }
    if (square > worstSquare || (square == worstSquare && worst >= 0 && isRingBefore(i, worst))) {
      worstSquare = square;
      worst = i;
    }
  }
  return worst;
}

function isRingBefore(i: i32, j: i32): bool {
  const x = getF64(ring, 2 * i);
  const other = getF64(ring, 2 * j);
  return x < other || (x == other && getF64(ring, 2 * i + 1) < getF64(ring, 2 * j + 1));
}
