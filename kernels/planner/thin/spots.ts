// Pieces of thin places about as long as wide: a dot lies in them, or a ring.
import { endOf, isRim, neighbour, radiusOf, samples, startOf, triangleArea, triangles, xAt, yAt } from './net';
import { isThin } from './split-thin';
import { addRecord, spot } from '../sleeves/bead';
import { getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../../room';

/** Spots narrower than this hold nothing, those at least as wide as the other a ring, strand widths. */
const leastSpot: f64 = 0.49;
const ringFrom: f64 = 1.5;

// The triangles of the piece (i32), and by triangle whether it is one of them (u8).
let count: i32 = 0;
let members: usize = 0;
let seen: usize = 0;
// By sample: the one after it on the rim of the piece, -1 where that does not begin there (i32), and whether it ends one (u8).
let onward: usize = 0;
let reached: usize = 0;
/** Of the rings found, one past the last point of each (i32). */
let ends: usize = 0;

export function startSpots(): void {
  members = take(4 * <usize>triangles);
  seen = takeZeros(<usize>triangles);
  onward = take(4 * <usize>samples);
  memory.fill(onward, 0xff, 4 * <usize>samples);
  reached = takeZeros(<usize>samples);
  ends = take(4 * <usize>samples);
}

/** All thin triangles that are connected with one, but for those beyond an edge of it (-1 for none). */
export function takePiece(seed: i32, border: i32): void {
  count = 0;
  addMember(seed);
  for (let i = 0; i < count; i++) {
    const t = getI32(members, i);
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      const other = edge == border ? -1 : neighbour(edge);
      if (other >= 0 && isThin(other) && getU8(seen, other) == 0) addMember(other);
    }
  }
  for (let i = 0; i < count; i++) setU8(seen, getI32(members, i), 0);
}

function addMember(t: i32): void {
  setU8(seen, t, 1);
  setI32(members, count++, t);
}

/** Whether anything fits into the piece. */
export function holdsSpot(strand: f64): bool {
  return 2 * radiusOfPiece() >= leastSpot * strand;
}

function radiusOfPiece(): f64 {
  let widest: f64 = 0;
  for (let i = 0; i < count; i++) widest = Math.max(widest, radiusOf(getI32(members, i)));
  return widest;
}

export function areaOfPiece(): f64 {
  let area: f64 = 0;
  for (let i = 0; i < count; i++) area += triangleArea(getI32(members, i));
  return area;
}

/**
 * The record of the piece: its width, its middle, and its second moments about that by its area, xx, yy and xy (f64); and
 * where it is wide enough for a ring, its rings (i32): points, and one past the last of each.
 */
export function addSpot(strand: f64): void {
  const width = 2 * radiusOfPiece();
  const at = take(0);
  addRecord(0, spot, 0, 0, 0);
  const moments = take(48);
  setF64(moments, 0, width);
  setF64(at, 0, addMoments(moments) / 1e12);
  if (width >= ringFrom * strand) addRings(at);
}

/** Enters the moments, and gives the area, nm². */
function addMoments(at: usize): f64 {
  const first = startOf(3 * getI32(members, 0));
  const ox = xAt(first);
  const oy = yAt(first);
  let area: f64 = 0;
  let sx: f64 = 0;
  let sy: f64 = 0;
  let xx: f64 = 0;
  let yy: f64 = 0;
  let xy: f64 = 0;
  for (let i = 0; i < count; i++) {
    const t = getI32(members, i);
    const own = triangleArea(t);
    const ax = xAt(startOf(3 * t)) - ox;
    const ay = yAt(startOf(3 * t)) - oy;
    const bx = xAt(startOf(3 * t + 1)) - ox;
    const by = yAt(startOf(3 * t + 1)) - oy;
    const cx = xAt(startOf(3 * t + 2)) - ox;
    const cy = yAt(startOf(3 * t + 2)) - oy;
    const tx = ax + bx + cx;
    const ty = ay + by + cy;
    area += own;
    sx += (own * tx) / 3;
    sy += (own * ty) / 3;
    xx += (own * (ax * ax + bx * bx + cx * cx + tx * tx)) / 12;
    yy += (own * (ay * ay + by * by + cy * cy + ty * ty)) / 12;
    xy += (own * (ax * ay + bx * by + cx * cy + tx * ty)) / 12;
  }
  const mx = sx / area;
  const my = sy / area;
  setF64(at, 1, ox + mx);
  setF64(at, 2, oy + my);
  setF64(at, 3, xx / area - mx * mx);
  setF64(at, 4, yy / area - my * my);
  setF64(at, 5, xy / area - mx * my);
  return area;
}

/** The rims of the piece; one that is cut open at a mouth begins there. */
function addRings(record: usize): void {
  for (let i = 0; i < 3 * count; i++) {
    const edge = edgeOf(i);
    if (!isRim(edge)) continue;
    setI32(onward, startOf(edge), endOf(edge));
    setU8(reached, endOf(edge), 1);
  }
  let points = 0;
  let rings = 0;
  for (let isRound = 0; isRound <= 1; isRound++) {
    for (let i = 0; i < 3 * count; i++) {
      const start = startOf(edgeOf(i));
      if (getU8(reached, start) != isRound) continue;
      const length = addRing(start);
      points += length;
      if (length > 0) setI32(ends, rings++, points);
    }
  }
  for (let i = 0; i < 3 * count; i++) setU8(reached, startOf(edgeOf(i)), 0);
  const at = take(4 * <usize>rings);
  memory.copy(at, ends, 4 * <usize>rings);
  setI32(record, 3, points);
  setI32(record, 5, rings);
}

/** Half-edge i of the piece. */
function edgeOf(i: i32): i32 {
  return 3 * getI32(members, i / 3) + (i % 3);
}

/** The points after a sample, as far as the rim goes on; how many. */
function addRing(start: i32): i32 {
  let length = 0;
  for (let at = start; getI32(onward, at) >= 0; length++) {
    const on = getI32(onward, at);
    setI32(onward, at, -1);
    const point = take(8);
    setI32(point, 0, <i32>xAt(on));
    setI32(point, 1, <i32>yAt(on));
    at = on;
  }
  return length;
}
