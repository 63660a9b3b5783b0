// Where a plane has ink, one bit for each cell: src/check/space/support-grid.ts says what the cells are.
import { getI32, setI32, take, takeZeros } from '../room';

export let x0: f64 = 0;
export let y0: f64 = 0;
export let cell: f64 = 1;
export let words: i32 = 0;
export let filled: usize = 0;
export let answerPlace: usize = 0;
let nx: i32 = 0;
export let ny: i32 = 0;
/** The rows that hold ink: from the first up to, not including, the end. */
let firstFilled: i32 = 0;
let endFilled: i32 = 0;

/** The points of a strand, x y (nm), and the widths at them (nm). */
export let points: usize = 0;
let widths: usize = 0;
let room: i32 = 0;

/** An empty grid of so many cells; its corner and the edge of a cell in nm. */
export function setGrid(cornerX: f64, cornerY: f64, edge: f64, columns: i32, rows: i32): void {
  x0 = cornerX;
  y0 = cornerY;
  cell = edge;
  nx = columns;
  ny = rows;
  words = (columns + 31) >> 5;
  filled = takeZeros(4 * <usize>(words * rows));
  answerPlace = take(12);
  firstFilled = rows;
  endFilled = 0;
  room = 0;
}

/** Room for a strand of so many points: where they go; the widths come behind them. What was there before is gone. */
export function takeStrand(count: i32): usize {
  if (count > room) {
    room = 2 * count;
    points = take(8 * <usize>room);
    widths = take(4 * <usize>room);
  }
  return points;
}

/** Where the widths of the strand go. */
export function widthsOfStrand(): usize {
  return widths;
}

export function emptyGrid(): void {
  if (endFilled > firstFilled) {
    const row = 4 * <usize>words;
    memory.fill(filled + <usize>firstFilled * row, 0, <usize>(endFilled - firstFilled) * row);
  }
  firstFilled = ny;
  endFilled = 0;
}

/**
 * Marks every place within `radius` nm of the path of the strand that was taken; where its widths vary, within `reach`
 * (mm) in proportion to the `width` (mm) of the whole.
 */
export function fillStrand(count: i32, closed: i32, radius: f64, varies: i32, reach: f64, width: f64): void {
  // Points nearer to each other than half a cell are passed over: the grid does not tell them apart.
  const least = (cell / 2) * (cell / 2);
  let own = radius;
  let ax = <f64>getI32(points, 0);
  let ay = <f64>getI32(points, 1);
  const end = closed ? count : count - 1;
  for (let i = 1; i <= end; i++) {
    const k = i == count ? 0 : i;
    const bx = <f64>getI32(points, 2 * k);
    const by = <f64>getI32(points, 2 * k + 1);
    if (i < end && (bx - ax) * (bx - ax) + (by - ay) * (by - ay) < least) continue;
    if (varies) own = (reach * (<f64>getI32(widths, i - 1) + <f64>getI32(widths, k))) / (2 * width);
    fillSegment(ax, ay, bx, by, own);
    ax = bx;
    ay = by;
  }
  if (end == 0) fillSegment(ax, ay, ax, ay, own);
}

/**
 * The cells whose middle lies within `radius` of a segment. A capsule is convex: in each row it reaches from the lowest
 * to the highest x of its two end discs and its two long sides.
 */
function fillSegment(ax: f64, ay: f64, bx: f64, by: f64, radius: f64): void {
  const low = ay < by ? ay : by;
  const high = ay < by ? by : ay;
  const first = <i32>Math.max(0, Math.ceil((low - radius - y0) / cell - 0.5));
  const last = <i32>Math.min(<f64>(ny - 1), Math.floor((high + radius - y0) / cell - 0.5));
  if (first < firstFilled) firstFilled = first;
  if (max(first, last + 1) > endFilled) endFilled = max(first, last + 1);
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  const slope = dy == 0 ? 0 : dx / dy;
  // The long sides are the segment moved by the radius along its normal, to either hand.
  const sideX = dy == 0 ? 0 : (dy / length) * radius;
  const sideY = dy == 0 ? 0 : (dx / length) * radius;
  const square = radius * radius;
  for (let row = first; row <= last; row++) {
    const y = y0 + (<f64>row + 0.5) * cell;
    let from = Infinity;
    let to = -Infinity;
    const aboveA = y - ay;
    const leftA = square - aboveA * aboveA;
    if (leftA >= 0) {
      const half = Math.sqrt(leftA);
      from = ax - half;
      to = ax + half;
    }
    const aboveB = y - by;
    const leftB = square - aboveB * aboveB;
    if (leftB >= 0) {
      const half = Math.sqrt(leftB);
      if (bx - half < from) from = bx - half;
      if (bx + half > to) to = bx + half;
    }
    if (dy != 0) {
      const t = (aboveA - sideY) / dy;
      if (t >= 0 && t <= 1) {
        const x = ax - sideX + (aboveA - sideY) * slope;
        if (x < from) from = x;
        if (x > to) to = x;
      }
      const u = (aboveA + sideY) / dy;
      if (u >= 0 && u <= 1) {
        const x = ax + sideX + (aboveA + sideY) * slope;
        if (x < from) from = x;
        if (x > to) to = x;
      }
    }
    if (from <= to) setRun(row, (from - x0) / cell, (to - x0) / cell);
  }
}

/** Sets the cells of a row whose middles lie between two places, cells from the corner. */
function setRun(row: i32, from: f64, to: f64): void {
  const first = <i32>Math.max(0, Math.ceil(from - 0.5));
  const last = <i32>Math.min(<f64>(nx - 1), Math.floor(to - 0.5));
  if (last < first) return;
  const base = row * words;
  const end = base + (last >> 5);
  let at = base + (first >> 5);
  let head = -1 << (first & 31);
  for (; at < end; at++) {
    setI32(filled, at, getI32(filled, at) | head);
    head = -1;
  }
  setI32(filled, at, getI32(filled, at) | (head & <i32>(<u32>0xffffffff >>> (31 - (last & 31)))));
}
