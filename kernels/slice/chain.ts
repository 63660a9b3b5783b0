// Segments chained to closed rings: src/slice/chain-rings.ts says what becomes of those that do not close.
import { answer, getI32, getU8, mark, release, setI32, setU8, take, takeZeros } from '../room';
import { countOf, startOf } from './cross';

const none: i32 = -1;
const taken: i32 = -2;

// Of the plane looked at: its segments, a hash table from their starts to them, and for each the one that follows.
let cuts: usize = 0;
let count: i32 = 0;
let table: usize = 0;
let mask: i32 = 0;
let next: usize = 0;
let hasPrevious: usize = 0;

// Rings found: x0 y0 x1 y1 … (i32, nm), and one past the last point of each.
let points: usize = 0;
let ends: usize = 0;
let used: i32 = 0;
let rings: i32 = 0;

/** Where the segments of a plane lie (x0 y0 x1 y1 each), and how many. */
export function segmentsOf(l: i32): usize {
  return answer(<i32>startOf(l), countOf(l));
}

/**
 * The closed rings of a plane: where their points lie, each ring from its leftmost, then lowest point on, where their ends
 * lie, and how many points and rings. 0 where the segments are not just closed rings: two start or end in one point, or
 * one ends where none starts.
 */
export function chainRings(l: i32): usize {
  cuts = startOf(l);
  count = countOf(l);
  points = take(8 * <usize>count);
  ends = take(4 * <usize>count);
  used = 0;
  rings = 0;
  const before = mark();
  const isClosed = index() && link();
  if (isClosed) for (let i = 0; i < count; i++) if (getI32(next, i) != taken) takeRing(i);
  release(before);
  return isClosed ? answer(<i32>points, <i32>ends, used, rings) : 0;
}

function slotOf(x: i32, y: i32): i32 {
  const h = (x * <i32>0x9e3779b1) ^ (y * <i32>0x85ebca6b);
  return (h ^ (h >>> 15)) & mask;
}

function coordinate(i: i32, k: i32): i32 {
  return getI32(cuts, 4 * i + k);
}

function startsAt(i: i32, x: i32, y: i32): bool {
  return coordinate(i, 0) == x && coordinate(i, 1) == y;
}

/** Enters each segment by its start. False when two start in one point, and when the table is so crowded that it would be slow. */
function index(): bool {
  let size = 16;
  while (size < 2 * count) size *= 2;
  mask = size - 1;
  table = take(4 * <usize>size);
  memory.fill(table, 0xff, 4 * <usize>size);
  let patience: i64 = 16 * <i64>count;
  for (let i = 0; i < count; i++) {
    const x = coordinate(i, 0);
    const y = coordinate(i, 1);
    let slot = slotOf(x, y);
    for (let other = getI32(table, slot); other != none; other = getI32(table, slot)) {
      if (startsAt(other, x, y)) return false;
      if (--patience < 0) return false;
      slot = (slot + 1) & mask;
    }
    setI32(table, slot, i);
  }
  return true;
}

/** Links each segment to the one that starts where it ends; false when two end where one starts, or where none does. */
function link(): bool {
  next = take(4 * <usize>count);
  hasPrevious = takeZeros(<usize>count);
  for (let i = 0; i < count; i++) {
    const x = coordinate(i, 2);
    const y = coordinate(i, 3);
    let slot = slotOf(x, y);
    let other = getI32(table, slot);
    while (other != none && !startsAt(other, x, y)) {
      slot = (slot + 1) & mask;
      other = getI32(table, slot);
    }
    if (other == none || getU8(hasPrevious, other) == 1) return false;
    setI32(next, i, other);
    setU8(hasPrevious, other, 1);
  }
  return true;
}

function takeRing(start: i32): void {
  let length = 0;
  let first = start;
  let i = start;
  do {
    if (isBefore(i, first)) first = i;
    length++;
    i = getI32(next, i);
  } while (i != start);
  i = first;
  for (let k = 0; k < length; k++) {
    // There and back again is no ring.
    if (length >= 3) {
      setI32(points, 2 * used, coordinate(i, 0));
      setI32(points, 2 * used + 1, coordinate(i, 1));
      used++;
    }
    const following = getI32(next, i);
    setI32(next, i, taken);
    i = following;
  }
  if (length >= 3) setI32(ends, rings++, used);
}

function isBefore(i: i32, j: i32): bool {
  const x = coordinate(i, 0);
  const other = coordinate(j, 0);
  return x < other || (x == other && coordinate(i, 1) < coordinate(j, 1));
}
