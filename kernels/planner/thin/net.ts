// The net of a region: Delaunay triangles between its sampled rims, nm. Half-edge e runs from corner e to corner after(e).
import { cornersOf, triangulate, twinsOf } from '../delaunay';
import { span } from '../span';
import { answer, getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../../room';

// The samples: places (f64), the one after each along its ring (i32; the region lies to the left of that way), whether it is
// a corner of the region itself, and whether it is marked (u8): only those are triangulated.
export let samples: i32 = 0;
let xs: usize = 0;
let ys: usize = 0;
let next: usize = 0;
let corner: usize = 0;
let marked: usize = 0;
// Three half-edges a triangle, counter-clockwise: the sample each begins at, and the one of the neighbour that runs the other
// way, -1 where there is none (i32); whether it is a stretch of rim with the region on its left (u8).
export let edges: i32 = 0;
export let triangles: i32 = 0;
let corners: usize = 0;
let twins: usize = 0;
let rim: usize = 0;
/** By triangle (u8): whether it lies in the region. One more, which does, stands for all beyond the marked samples. */
let inside: usize = 0;

/** Rounds of splitting; only tips that taper to nothing need more. */
const rounds: i32 = 6;

/** Room for samples; there are none yet. */
export function takeSamples(most: i32): void {
  xs = take(8 * <usize>most);
  ys = take(8 * <usize>most);
  next = take(4 * <usize>most);
  corner = take(<usize>most);
  marked = take(<usize>most);
  samples = 0;
}

/** One more on the ring; the last of it is to be closed. Places are whole numbers from 0 to 2^31. */
export function addSample(x: f64, y: f64, isCorner: i32, isMarked: i32): void {
  setF64(xs, samples, x);
  setF64(ys, samples, y);
  setI32(next, samples, samples + 1);
  setU8(corner, samples, isCorner);
  setU8(marked, samples, isMarked);
  samples++;
}

export function closeRing(first: i32): void {
  setI32(next, samples - 1, first);
}

export function xAt(sample: i32): f64 {
  return getF64(xs, sample);
}

export function yAt(sample: i32): f64 {
  return getF64(ys, sample);
}

/** Sideways by a nanometre. */
export function nudge(sample: i32): void {
  setF64(xs, sample, xAt(sample) + 1);
}

export function nextOf(sample: i32): i32 {
  return getI32(next, sample);
}

export function isCorner(sample: i32): bool {
  return getU8(corner, sample) == 1;
}

export function isMarked(sample: i32): bool {
  return getU8(marked, sample) == 1;
}

export function mark(sample: i32): void {
  setU8(marked, sample, 1);
}

/** From one sample to another. */
export function distance(a: i32, b: i32): f64 {
  return span(xAt(b) - xAt(a), yAt(b) - yAt(a));
}

export function after(edge: i32): i32 {
  return edge % 3 == 2 ? edge - 2 : edge + 1;
}

/** The sample that a half-edge begins at. */
export function startOf(edge: i32): i32 {
  return getI32(corners, edge);
}

export function endOf(edge: i32): i32 {
  return getI32(corners, after(edge));
}

export function twinOf(edge: i32): i32 {
  return getI32(twins, edge);
}

export function isRim(edge: i32): bool {
  return getU8(rim, edge) == 1;
}

export function isInside(t: i32): bool {
  return getU8(inside, t) == 1;
}

/** Across an edge to another triangle of the region, -1 where there is none. */
export function neighbour(edge: i32): i32 {
  if (isRim(edge)) return -1;
  const twin = twinOf(edge);
  const other = twin < 0 ? triangles : twin / 3;
  return isInside(other) ? other : -1;
}

export function triangleArea(t: i32): f64 {
  const a = startOf(3 * t);
  const b = startOf(3 * t + 1);
  const c = startOf(3 * t + 2);
  return ((xAt(b) - xAt(a)) * (yAt(c) - yAt(a)) - (yAt(b) - yAt(a)) * (xAt(c) - xAt(a))) / 2;
}

/** Of the circle through the corners of a triangle inside; Infinity for all others. */
export function radiusOf(t: i32): f64 {
  if (t == triangles || !isInside(t)) return Infinity;
  const x = xAt(startOf(3 * t));
  const y = yAt(startOf(3 * t));
  const bx = xAt(startOf(3 * t + 1)) - x;
  const by = yAt(startOf(3 * t + 1)) - y;
  const cx = xAt(startOf(3 * t + 2)) - x;
  const cy = yAt(startOf(3 * t + 2)) - y;
  const double = 2 * (bx * cy - by * cx);
  const b2 = bx * bx + by * by;
  const c2 = cx * cx + cy * cy;
  return span((cy * b2 - by * c2) / double, (bx * c2 - cx * b2) / double);
}

/**
 * Triangulates the marked samples. Stretches of rim that are no edge of a triangle are split until they are, or are
 * shorter than `shortest`; longer ones than `longest` are none of those sampled. False where all samples lie on a line.
 */
export function makeNet(shortest: f64, longest: f64): bool {
  for (let round = 0; ; round++) {
    if (!triangulateSamples()) return false;
    const split = missingStretches(shortest, longest);
    if (missing == 0 || round == rounds) break;
    splitEdges(split);
  }
  markRims();
  findSides();
  return true;
}

/** For the test of it: how many half-edges, and where their corners, twins and rims and the sides of triangles lie. */
export function netArrays(): usize {
  return answer(edges, <i32>corners, <i32>twins, <i32>rim, <i32>inside);
}

function triangulateSamples(): bool {
  const used = take(4 * <usize>samples);
  let count = 0;
  for (let i = 0; i < samples; i++) if (isMarked(i)) setI32(used, count++, i);
  edges = 0;
  if (count < 3) return false;
  const points = take(16 * <usize>count);
  // The sweep turns clockwise where y points up: x and y change places. Near the origin no digits are lost.
  const originX = xAt(getI32(used, 0));
  const originY = yAt(getI32(used, 0));
  for (let k = 0; k < count; k++) {
    setF64(points, 2 * k, yAt(getI32(used, k)) - originY);
    setF64(points, 2 * k + 1, xAt(getI32(used, k)) - originX);
  }
  edges = triangulate(points, count);
  triangles = edges / 3;
  corners = cornersOf();
  twins = twinsOf();
  for (let edge = 0; edge < edges; edge++) setI32(corners, edge, getI32(used, startOf(edge)));
  return edges > 0;
}

let missing: i32 = 0;

/**
 * By sample (u8): 1 where the stretch of rim to the next one is no edge of a triangle, but twice as long as `shortest`,
 * and none that leads through a piece that is not marked: no longer than `longest`.
 */
function missingStretches(shortest: f64, longest: f64): usize {
  const present = takeZeros(<usize>samples);
  for (let edge = 0; edge < edges; edge++) {
    const from = startOf(edge);
    const to = endOf(edge);
    if (nextOf(from) == to) setU8(present, from, 1);
    if (nextOf(to) == from) setU8(present, to, 1);
  }
  const split = takeZeros(<usize>samples);
  missing = 0;
  for (let i = 0; i < samples; i++) {
    if (getU8(present, i) == 1 || !isMarked(i) || !isMarked(nextOf(i))) continue;
    const length = distance(i, nextOf(i));
    if (length < 2 * shortest || length > longest) continue;
    setU8(split, i, 1);
    missing++;
  }
  return split;
}

/** Puts a sample into the middle of each stretch of rim that is to be split. */
function splitEdges(split: usize): void {
  const count = samples;
  const oldXs = xs;
  const oldYs = ys;
  const oldNext = next;
  const oldCorner = corner;
  const oldMarked = marked;
  takeSamples(count + missing);
  memory.copy(xs, oldXs, 8 * <usize>count);
  memory.copy(ys, oldYs, 8 * <usize>count);
  memory.copy(next, oldNext, 4 * <usize>count);
  memory.copy(corner, oldCorner, <usize>count);
  memory.copy(marked, oldMarked, <usize>count);
  samples = count;
  for (let i = 0; i < count; i++) {
    if (getU8(split, i) == 0) continue;
    const on = nextOf(i);
    setI32(next, i, samples);
    addSample(Math.round((xAt(i) + xAt(on)) / 2), Math.round((yAt(i) + yAt(on)) / 2), 0, 1);
    closeRing(on);
  }
}

function markRims(): void {
  rim = takeZeros(<usize>edges);
  for (let edge = 0; edge < edges; edge++) if (nextOf(startOf(edge)) == endOf(edge)) setU8(rim, edge, 1);
}

const unknown: i32 = 2;

/** A triangle with a stretch of rim lies on the side that this shows, and so does what is connected with it over other edges. */
function findSides(): void {
  inside = take(<usize>triangles + 1);
  const open = take(4 * <usize>triangles);
  let count = 0;
  for (let t = 0; t < triangles; t++) {
    let left = false;
    let right = false;
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      if (isRim(edge)) left = true;
      if (nextOf(endOf(edge)) == startOf(edge)) right = true;
    }
    setU8(inside, t, left == right ? unknown : left ? 1 : 0);
    if (left != right) setI32(open, count++, t);
  }
  for (let i = 0; i < count; i++) {
    const t = getI32(open, i);
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      const twin = twinOf(edge);
      if (twin < 0 || isRim(edge) || isRim(twin)) continue;
      if (getU8(inside, twin / 3) != unknown) continue;
      setU8(inside, twin / 3, getU8(inside, t));
      setI32(open, count++, twin / 3);
    }
  }
  for (let t = 0; t < triangles; t++) if (getU8(inside, t) == unknown) setU8(inside, t, 0);
  setU8(inside, triangles, 1);
}
