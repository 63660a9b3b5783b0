// What is left of a region without its thin triangles: its rims, cut short by the mouths of the thin places. Corners keep
// their places to the bit; points that were only put between them go again.
import { edges, endOf, isCorner, isRim, neighbour, nextOf, samples, startOf, xAt, yAt } from './net';
import { isThin, isWide } from './split-thin';
import { cornerX, cornerY, ringArea2 } from '../outline';
import { span } from '../span';
import { answer, getI32, getU8, setI32, setU8, take, takeZeros } from '../../room';

/** Rings with less area are what rounding leaves of rims too fine to follow, nm² twice. */
const sliver2: f64 = 2e7;

// By sample: the one that the rim goes on to, -1 where that is the rim of a thin place or was taken, and the last mouth that
// leads on from it, -1 without any (i32); whether a mouth begins or ends at it (u8).
let onward: usize = 0;
let lastMouth: usize = 0;
let atMouth: usize = 0;
// By mouth: the sample at its other end, and the mouth at the same sample before it (i32).
let mouths: i32 = 0;
let across: usize = 0;
let mouthBefore: usize = 0;
// The rings found: x0 y0 … and one past the last point of each (i32).
let points: usize = 0;
let count: i32 = 0;
let ends: usize = 0;
let rings: i32 = 0;
/** Mouths are moved this far into their thin places. */
let reach: f64 = 0;

/** Of the last rest, nm². */
export function areaOfRest(): f64 {
  let area2: f64 = 0;
  for (let ring = 0; ring < rings; ring++) {
    area2 += ringArea2(points, ring == 0 ? 0 : getI32(ends, ring - 1), getI32(ends, ring));
  }
  return area2 / 2;
}

/**
 * Where the points and the ends of the rings lie, and how many there are of each; in the places of the region before it
 * moved. Each mouth is moved by `reachNm`; in narrowing places its corners then lie a little outside.
 */
export function restOf(reachNm: f64): usize {
  reach = reachNm;
  findMouths();
  points = take(8 * <usize>(samples + 3 * mouths));
  ends = take(4 * <usize>(samples + mouths));
  count = 0;
  rings = 0;
  for (let start = 0; start < samples; start++) while (takeRing(start)) {}
  return answer(<i32>points, <i32>ends, count, rings);
}

function findMouths(): void {
  onward = take(4 * <usize>samples);
  lastMouth = take(4 * <usize>samples);
  atMouth = takeZeros(<usize>samples);
  for (let i = 0; i < samples; i++) {
    setI32(onward, i, nextOf(i));
    setI32(lastMouth, i, -1);
  }
  across = take(4 * <usize>edges);
  mouthBefore = take(4 * <usize>edges);
  mouths = 0;
  for (let edge = 0; edge < edges; edge++) {
    if (!isThin(edge / 3)) continue;
    const from = startOf(edge);
    if (isRim(edge)) setI32(onward, from, -1);
    const other = neighbour(edge);
    if (other >= 0 && isWide(other)) addMouth(from, endOf(edge));
  }
}

function addMouth(from: i32, to: i32): void {
  setI32(across, mouths, from);
  setI32(mouthBefore, mouths, getI32(lastMouth, to));
  setI32(lastMouth, to, mouths++);
  setU8(atMouth, from, 1);
  setU8(atMouth, to, 1);
}

/** Along what is left of the rims and over mouths, back to `start`; false where nothing leads on from there. */
function takeRing(start: i32): bool {
  const begin = count;
  let at = step(start);
  if (at < 0) return false;
  for (; at >= 0; at = at == start ? -1 : step(at)) {
    if (isCorner(at) || getU8(atMouth, at) == 1) addPoint(xAt(at), yAt(at));
  }
  if (count - begin >= 3 && abs(ringArea2(points, begin, count)) > sliver2) setI32(ends, rings++, count);
  else count = begin;
  return true;
}

/** The sample that comes next, -1 without any; no way is taken twice. */
function step(at: i32): i32 {
  const along = getI32(onward, at);
  if (along >= 0) {
    setI32(onward, at, -1);
    return along;
  }
  const mouth = getI32(lastMouth, at);
  if (mouth < 0) return -1;
  setI32(lastMouth, at, getI32(mouthBefore, mouth));
  const to = getI32(across, mouth);
  if (reach > 0) addMovedMouth(to, at);
  return to;
}

/** The corners of the moved mouth; the thin place lies to the left of the way from `from` to `to`. */
function addMovedMouth(from: i32, to: i32): void {
  const dx = xAt(to) - xAt(from);
  const dy = yAt(to) - yAt(from);
  const length = span(dx, dy);
  const nx = (-dy / length) * reach;
  const ny = (dx / length) * reach;
  addPoint(Math.round(xAt(to) + nx), Math.round(yAt(to) + ny));
  addPoint(Math.round(xAt(from) + nx), Math.round(yAt(from) + ny));
}

function addPoint(x: f64, y: f64): void {
  setI32(points, 2 * count, <i32>x + cornerX);
  setI32(points, 2 * count + 1, <i32>y + cornerY);
  count++;
}
