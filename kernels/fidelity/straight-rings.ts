// Rings without the points on their straight sides: src/check/fidelity/straight-rings.ts says what for.
import { answer, getI32, setI32, take } from '../room';

// The ring looked at, twice in a row from its first corner on, so that a side may go on past the end: x0 y0 … (i32, nm).
let ring: usize = 0;

/** Rings of points x0 y0 … and their ends (i32): where those kept lie, where their ends, and how many points and rings. */
export function straightRings(points: usize, ends: usize, ringCount: i32, rounding: f64): usize {
  const count = ringCount == 0 ? 0 : getI32(ends, ringCount - 1);
  const kept = take(8 * <usize>count);
  const keptEnds = take(4 * <usize>ringCount);
  ring = take(16 * <usize>count + 16);
  let used = 0;
  for (let r = 0, begin = 0; r < ringCount; r++) {
    const end = getI32(ends, r);
    used += straightRing(points, begin, end, kept + 8 * <usize>used, rounding);
    setI32(keptEnds, r, used);
    begin = end;
  }
  return answer(<i32>kept, <i32>keptEnds, used, ringCount);
}

function straightRing(points: usize, begin: i32, end: i32, kept: usize, rounding: f64): i32 {
  const size = end - begin;
  const start = leftmost(points, begin, end);
  for (let turn = 0, to = 0; turn < 2; turn++)
    for (let step = 0; step < size; step++, to++) copy(points, begin + ((start - begin + step) % size), ring, to);
  let to = 0;
  for (let from = 0; from < size; to++) {
    copy(ring, from, kept, to);
    from = endOfSide(from, size, rounding);
  }
  if (to >= 3) return to;
  // Nothing but a line: as it was.
  memory.copy(kept, ring, 8 * <usize>size);
  return size;
}

function copy(from: usize, i: i32, to: usize, k: i32): void {
  store<i64>(to + 8 * <usize>k, load<i64>(from + 8 * <usize>i));
}

/** Of the points with the least x the lowest: a corner. */
function leftmost(points: usize, begin: i32, end: i32): i32 {
  let best = begin;
  for (let i = begin + 1; i < end; i++) {
    const x = getI32(points, 2 * i);
    const least = getI32(points, 2 * best);
    if (x < least || (x == least && getI32(points, 2 * i + 1) < getI32(points, 2 * best + 1))) best = i;
  }
  return best;
}

/**
 * The furthest point that a straight side from point `from` leads to, with all points between along its way and on it:
 * each of them narrows the directions in which the side may go on.
 */
function endOfSide(from: i32, size: i32, rounding: f64): i32 {
  const x = <f64>getI32(ring, 2 * from);
  const y = <f64>getI32(ring, 2 * from + 1);
  let reached = from + 1;
  let dx = <f64>getI32(ring, 2 * reached) - x;
  let dy = <f64>getI32(ring, 2 * reached + 1) - y;
  // From the first direction counter-clockwise to the second; all of them as long as nothing is known.
  let rightX: f64 = 0;
  let rightY: f64 = 0;
  let leftX: f64 = 0;
  let leftY: f64 = 0;
  let any = true;
  while (reached < size) {
    const square = dx * dx + dy * dy;
    if (square > rounding * rounding) {
      const sine = rounding / Math.sqrt(square);
      const cosine = Math.sqrt(1 - sine * sine);
      const clockwiseX = dx * cosine + dy * sine;
      const clockwiseY = dy * cosine - dx * sine;
      if (any || rightX * clockwiseY - rightY * clockwiseX > 0) {
        rightX = clockwiseX;
        rightY = clockwiseY;
      }
      const counterX = dx * cosine - dy * sine;
      const counterY = dy * cosine + dx * sine;
      if (any || leftX * counterY - leftY * counterX < 0) {
        leftX = counterX;
        leftY = counterY;
      }
      any = false;
    }
    const nextX = <f64>getI32(ring, 2 * reached + 2) - x;
    const nextY = <f64>getI32(ring, 2 * reached + 3) - y;
    const onwards = (nextX - dx) * dx + (nextY - dy) * dy > 0;
    const within = any || (rightX * nextY - rightY * nextX >= 0 && leftX * nextY - leftY * nextX <= 0);
    if (!onwards || !within) return reached;
    reached++;
    dx = nextX;
    dy = nextY;
  }
  return reached;
}
