// Strands in thin places as they are given away: whole nanometres, and no points that others tell.
import { span } from '../span';
import { answer, getF64, getI32, getU8, mark, setF64, setI32, setU8, take } from '../../room';

/** Points and widths that lie closer to what the others tell are left out, nm. */
const tolerance: f64 = 8000;
/** ... and points nearer than this to the one before. */
const nearest: f64 = 1000;

/** What a record tells of: strands, and pieces about as long as wide. */
const openStrand: i32 = 0;
const closedStrand: i32 = 1;
export const spot: i32 = 2;

// For the points of a way: whether each is kept (u8), and stretches that are still to be looked at, their first and last (i32).
let keep: usize = 0;
let open: usize = 0;

/** For ways with up to so many points. */
export function takeChoice(most: i32): void {
  keep = take(<usize>most);
  open = take(8 * <usize>(most + 2));
}

/** How much further than their ways strands are given away, nm. */
let shiftX: i32 = 0;
let shiftY: i32 = 0;

export function startRecords(x: i32, y: i32): void {
  shiftX = x;
  shiftY = y;
}

/** A new record: its area (f64, mm²), what it tells of, how many points, how many strands to the rim, how many rings (i32). */
export function addRecord(area: f64, kind: i32, points: i32, depth: i32, rings: i32): void {
  const at = take(24);
  setF64(at, 0, area);
  setI32(at, 2, kind);
  setI32(at, 3, points);
  setI32(at, 4, depth);
  setI32(at, 5, rings);
}

/** Length times width of a way (x y width of each point, f64), nm². */
export function sweptArea(way: usize, count: i32, isRing: bool): f64 {
  let sum: f64 = 0;
  for (let i = isRing ? 0 : 1; i < count; i++) {
    const j = i == 0 ? count - 1 : i - 1;
    sum += (apart(way, i, j) * (getF64(way, 3 * i + 2) + getF64(way, 3 * j + 2))) / 2;
  }
  return sum;
}

/** Adds the record of a strand, its points and then the width at each (i32); false when nothing is left of it. */
export function addStrand(way: usize, count: i32, isRing: bool, area: f64, depth: i32): bool {
  const kept = choosePoints(way, count, isRing);
  const least = isRing ? 3 : 2;
  if (kept < least) return false;
  addRecord(area, isRing ? closedStrand : openStrand, kept, depth, 0);
  const points = take(12 * <usize>kept);
  let k = 0;
  for (let i = 0; i < count; i++) {
    if (getU8(keep, i) == 0) continue;
    setI32(points, 2 * k, <i32>Math.round(getF64(way, 3 * i)) + shiftX);
    setI32(points, 2 * k + 1, <i32>Math.round(getF64(way, 3 * i + 1)) + shiftY);
    setI32(points, 2 * kept + k, <i32>Math.round(getF64(way, 3 * i + 2)));
    k++;
  }
  return true;
}

/**
 * How many points are kept: Douglas-Peucker in place and width together; a ring is halved at the point farthest from its
 * first.
 */
function choosePoints(way: usize, count: i32, isRing: bool): i32 {
  if (count < 2) return 0;
  memory.fill(keep, 0, <usize>count);
  setU8(keep, 0, 1);
  setU8(keep, count - 1, 1);
  let waiting = 0;
  if (isRing) {
    let far = 0;
    for (let i = 1; i < count; i++) if (apart(way, 0, i) > apart(way, 0, far)) far = i;
    setU8(keep, far, 1);
    waiting = putOff(waiting, 0, far);
    waiting = putOff(waiting, far, count - 1);
  } else waiting = putOff(waiting, 0, count - 1);
  while (waiting > 0) {
    waiting--;
    const from = getI32(open, 2 * waiting);
    const to = getI32(open, 2 * waiting + 1);
    const worst = farthest(way, from, to);
    if (worst < 0) continue;
    setU8(keep, worst, 1);
    waiting = putOff(waiting, from, worst);
    waiting = putOff(waiting, worst, to);
  }
  return dropNear(way, count);
}

function putOff(waiting: i32, from: i32, to: i32): i32 {
  setI32(open, 2 * waiting, from);
  setI32(open, 2 * waiting + 1, to);
  return waiting + 1;
}

/** Of the points that are kept, those too near to the one before them; how many are left. */
function dropNear(way: usize, count: i32): i32 {
  let before = 0;
  let kept = 1;
  for (let i = 1; i < count; i++) {
    if (getU8(keep, i) == 0) continue;
    if (apart(way, i, before) >= nearest) kept++;
    else setU8(keep, i, 0);
    before = i;
  }
  return kept;
}

function apart(way: usize, a: i32, b: i32): f64 {
  return span(getF64(way, 3 * a) - getF64(way, 3 * b), getF64(way, 3 * a + 1) - getF64(way, 3 * b + 1));
}

/** The point between two others that these tell least of, -1 where they tell all. */
function farthest(way: usize, from: i32, to: i32): i32 {
  const ax = getF64(way, 3 * from);
  const ay = getF64(way, 3 * from + 1);
  const aw = getF64(way, 3 * from + 2);
  const dx = getF64(way, 3 * to) - ax;
  const dy = getF64(way, 3 * to + 1) - ay;
  const dw = getF64(way, 3 * to + 2) - aw;
  const square = dx * dx + dy * dy;
  let best = -1;
  let worst = tolerance;
  for (let i = from + 1; i < to; i++) {
    const px = getF64(way, 3 * i) - ax;
    const py = getF64(way, 3 * i + 1) - ay;
    const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
    const off = Math.max(span(px - t * dx, py - t * dy), abs(getF64(way, 3 * i + 2) - aw - t * dw));
    if (off <= worst) continue;
    worst = off;
    best = i;
  }
  return best;
}

/**
 * The record of a ring of one width through so many points (i32), with its area (mm²), `x` and `y` further: where it lies and
 * where it ends. 0 where nothing is left of it.
 */
export function finishRing(points: usize, count: i32, width: f64, area: f64, x: i32, y: i32): usize {
  const way = take(24 * <usize>count);
  for (let i = 0; i < count; i++) {
    setF64(way, 3 * i, <f64>getI32(points, 2 * i));
    setF64(way, 3 * i + 1, <f64>getI32(points, 2 * i + 1));
    setF64(way, 3 * i + 2, width);
  }
  if (!(sweptArea(way, count, true) > 0)) return 0;
  startRecords(x, y);
  takeChoice(count);
  const record = take(0);
  return addStrand(way, count, true, area, 0) ? answer(<i32>record, <i32>mark()) : 0;
}
