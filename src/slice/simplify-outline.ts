import { emptyOutline, type Outline } from './outline.ts';

/**
 * The outline with points left out where the rest stays within `toleranceNm` of every one of them (Douglas and
 * Peucker, split at the leftmost point of a ring and at the point farthest from it, so that the result does not depend
 * on where the ring began). Every ring starts at its leftmost, then lowest point; rings that collapse are dropped.
 */
export function simplifyOutline(outline: Outline, toleranceNm: number): Outline {
  const { points, ringEnds } = outline;
  if (ringEnds.length === 0) return emptyOutline;
  const kept = new Int32Array(points.length);
  const ends = new Uint32Array(ringEnds.length);
  let used = 0;
  let rings = 0;
  let start = 0;
  for (const end of ringEnds) {
    const count = simplifyRing(points, start, end, toleranceNm, kept, used);
    if (count >= 3) {
      used += count;
      ends[rings++] = used;
    }
    start = end;
  }
  return { kind: 'closed', points: kept.slice(0, 2 * used), ringEnds: ends.slice(0, rings) };
}

/** Index of the leftmost, then lowest point of a ring: where canonical rings start. */
export function leftmost(points: Int32Array, start: number, end: number): number {
  let best = start;
  for (let i = start + 1; i < end; i++) {
    const dx = points[2 * i] - points[2 * best];
    if (dx < 0 || (dx === 0 && points[2 * i + 1] < points[2 * best + 1])) best = i;
  }
  return best;
}

function farthest(points: Int32Array, start: number, end: number, from: number): number {
  const x = points[2 * from];
  const y = points[2 * from + 1];
  let best = from;
  let bestSquare = 0;
  for (let i = start; i < end; i++) {
    const dx = points[2 * i] - x;
    const dy = points[2 * i + 1] - y;
    const square = dx * dx + dy * dy;
    if (square < bestSquare || square === 0) continue;
    if (square === bestSquare && !isBefore(points, i, best)) continue;
    best = i;
    bestSquare = square;
  }
  return best;
}

function isBefore(points: Int32Array, i: number, j: number): boolean {
  const dx = points[2 * i] - points[2 * j];
  return dx < 0 || (dx === 0 && points[2 * i + 1] < points[2 * j + 1]);
}

let keep = new Uint8Array(1024);
let ring = new Float64Array(2048);
let stack = new Int32Array(256);

/** Writes the simplified ring at point `at` of `out`; returns how many points it kept. */
function simplifyRing(
  points: Int32Array,
  start: number,
  end: number,
  tolerance: number,
  out: Int32Array,
  at: number,
): number {
  const count = end - start;
  if (count < 3) return 0;
  if (keep.length <= count) {
    keep = new Uint8Array(2 * count);
    ring = new Float64Array(4 * count);
  }
  const anchor = leftmost(points, start, end);
  const split = (farthest(points, start, end, anchor) - anchor + count) % count;
  if (split === 0) return 0;
  for (let i = 0, j = anchor; i <= count; i++) {
    ring[2 * i] = points[2 * j];
    ring[2 * i + 1] = points[2 * j + 1];
    if (++j === end) j = start;
  }
  keep.fill(0, 0, count + 1);
  keep[0] = 1;
  keep[split] = 1;
  markKept(0, split, tolerance * tolerance);
  markKept(split, count, tolerance * tolerance);
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (keep[i] === 0) continue;
    out[2 * (at + kept)] = ring[2 * i];
    out[2 * (at + kept) + 1] = ring[2 * i + 1];
    kept++;
  }
  return kept;
}

/** Marks the points between `from` and `to` that deviate too far; an explicit stack, as rings may be very long. */
function markKept(from: number, to: number, squareTolerance: number): void {
  let depth = 0;
  stack[depth++] = from;
  stack[depth++] = to;
  while (depth > 0) {
    const b = stack[--depth];
    const a = stack[--depth];
    if (b - a < 2) continue;
    const worst = worstBetween(a, b, squareTolerance);
    if (worst < 0) continue;
    keep[worst] = 1;
    if (depth + 4 > stack.length) stack = grown(stack);
    stack[depth++] = a;
    stack[depth++] = worst;
    stack[depth++] = worst;
    stack[depth++] = b;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/**
 * The point between a and b farthest from the segment a-b, or -1 when all are within the tolerance. Measured from the
 * lower of the two ends, and the lower point wins a tie: two parts that share a wall simplify it alike, although their
 * rings run in opposite directions.
 */
function worstBetween(a: number, b: number, squareTolerance: number): number {
  // A local name: the module's own may change under the loop as far as the engine can tell.
  const xy = ring;
  const low = isRingBefore(a, b) ? a : b;
  const ax = xy[2 * low];
  const ay = xy[2 * low + 1];
  const dx = xy[2 * (a + b - low)] - ax;
  const dy = xy[2 * (a + b - low) + 1] - ay;
  const lengthSquare = dx * dx + dy * dy;
  let worst = -1;
  let worstSquare = squareTolerance;
  for (let i = a + 1; i < b; i++) {
    const px = xy[2 * i] - ax;
    const py = xy[2 * i + 1] - ay;
    const along = px * dx + py * dy;
    let square: number;
    if (along <= 0) square = px * px + py * py;
    else if (along >= lengthSquare) square = (px - dx) * (px - dx) + (py - dy) * (py - dy);
    else {
      const across = px * dy - py * dx;
      square = (across * across) / lengthSquare;
    }
    if (square > worstSquare || (square === worstSquare && worst >= 0 && isRingBefore(i, worst))) {
      worstSquare = square;
      worst = i;
    }
  }
  return worst;
}

function isRingBefore(i: number, j: number): boolean {
  const dx = ring[2 * i] - ring[2 * j];
  return dx < 0 || (dx === 0 && ring[2 * i + 1] < ring[2 * j + 1]);
}
