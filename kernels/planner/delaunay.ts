// Delaunay triangles of points in the plane by a sweep outwards from a seed triangle (Sinclair 2016, "S-hull", arXiv
// 1604.01428), with the hull in a hash of its angles. Steps, order and predicates are those of the library delaunator
// (ISC), so that places where four points lie on one circle are cut the same way; test/kernel/delaunay.test.ts holds
// both to each other.
import { getF64, getI32, setF64, setI32, take } from '../room';

// The points, x0 y0 x1 y1 …: whole numbers that differ by less than 2^31.
let points: usize = 0;
// Half-edges, three a triangle: the point each begins at, and the one that runs the other way, -1 where there is none.
let corners: usize = 0;
let twins: usize = 0;
let edges: i32 = 0;
// The hull, by point: the points before and after, and the half-edge from it to the one after.
let before: usize = 0;
let after: usize = 0;
let hullEdge: usize = 0;
let hullStart: i32 = 0;
// One point of the hull by the direction that it lies in, seen from the middle.
let byAngle: usize = 0;
let angles: i32 = 0;
let middleX: f64 = 0;
let middleY: f64 = 0;
// Points by their distance from the middle, squared.
let order: usize = 0;
let distances: usize = 0;
// Half-edges that are still to be looked at.
let waiting: usize = 0;
const mostWaiting: i32 = 512;
const tiny: f64 = 2.220446049250313e-16;

/** Triangulates `count` points at `at`; the number of half-edges, 0 where all points lie on a line. */
export function triangulate(at: usize, count: i32): i32 {
  points = at;
  takeArrays(count);
  if (!takeSeed(count)) return 0;
  for (let i = 0; i < count; i++) {
    setI32(order, i, i);
    setF64(distances, i, square(x(i) - middleX, y(i) - middleY));
  }
  sort(0, count - 1);
  startHull();
  let lastX: f64 = 0;
  let lastY: f64 = 0;
  for (let k = 0; k < count; k++) {
    const i = getI32(order, k);
    const isAgain = k > 0 && abs(x(i) - lastX) <= tiny && abs(y(i) - lastY) <= tiny;
    if (isAgain) continue;
    lastX = x(i);
    lastY = y(i);
    if (i != seedA && i != seedB && i != seedC) addPoint(i);
  }
  return edges;
}

export function cornersOf(): usize {
  return corners;
}

export function twinsOf(): usize {
  return twins;
}

function takeArrays(count: i32): void {
  const most = <usize>(3 * max(2 * count - 5, 0));
  angles = <i32>Math.ceil(Math.sqrt(<f64>count));
  corners = take(4 * most);
  twins = take(4 * most);
  before = take(4 * <usize>count);
  after = take(4 * <usize>count);
  hullEdge = take(4 * <usize>count);
  byAngle = take(4 * <usize>angles);
  order = take(4 * <usize>count);
  distances = take(8 * <usize>count);
  waiting = take(4 * mostWaiting);
  edges = 0;
}

let seedA: i32 = 0;
let seedB: i32 = 0;
let seedC: i32 = 0;

/** The point nearest to the middle, the one nearest to it, and the one with the smallest circle through both. */
function takeSeed(count: i32): bool {
  seedA = 0;
  seedB = 0;
  seedC = 0;
  let least = Infinity;
  setMiddleOfBox(count);
  for (let i = 0; i < count; i++) {
    const distance = square(middleX - x(i), middleY - y(i));
    if (distance >= least) continue;
    seedA = i;
    least = distance;
  }
  least = Infinity;
  for (let i = 0; i < count; i++) {
    const distance = square(x(seedA) - x(i), y(seedA) - y(i));
    if (i == seedA || distance >= least || distance == 0) continue;
    seedB = i;
    least = distance;
  }
  least = Infinity;
  for (let i = 0; i < count; i++) {
    if (i == seedA || i == seedB) continue;
    takeCentre(seedA, seedB, i);
    const radius = square(centreX, centreY);
    if (!(radius < least)) continue;
    seedC = i;
    least = radius;
  }
  if (least == Infinity) return false;
  if (turn(x(seedA), y(seedA), seedB, seedC) < 0) {
    const b = seedB;
    seedB = seedC;
    seedC = b;
  }
  takeCentre(seedA, seedB, seedC);
  middleX = x(seedA) + centreX;
  middleY = y(seedA) + centreY;
  return true;
}

function setMiddleOfBox(count: i32): void {
  let lowX = Infinity;
  let lowY = Infinity;
  let highX = -Infinity;
  let highY = -Infinity;
  for (let i = 0; i < count; i++) {
    lowX = Math.min(lowX, x(i));
    lowY = Math.min(lowY, y(i));
    highX = Math.max(highX, x(i));
    highY = Math.max(highY, y(i));
  }
  middleX = (lowX + highX) / 2;
  middleY = (lowY + highY) / 2;
}

// Of the circle through three points, seen from the first.
let centreX: f64 = 0;
let centreY: f64 = 0;

function takeCentre(a: i32, b: i32, c: i32): void {
  const dx = x(b) - x(a);
  const dy = y(b) - y(a);
  const ex = x(c) - x(a);
  const ey = y(c) - y(a);
  const d2 = dx * dx + dy * dy;
  const e2 = ex * ex + ey * ey;
  const half = 0.5 / (dx * ey - dy * ex);
  centreX = (ey * d2 - dy * e2) * half;
  centreY = (dx * e2 - ex * d2) * half;
}

function startHull(): void {
  hullStart = seedA;
  join(seedA, seedB);
  join(seedB, seedC);
  join(seedC, seedA);
  setI32(hullEdge, seedA, 0);
  setI32(hullEdge, seedB, 1);
  setI32(hullEdge, seedC, 2);
  for (let k = 0; k < angles; k++) setI32(byAngle, k, -1);
  setI32(byAngle, angleOf(seedA), seedA);
  setI32(byAngle, angleOf(seedB), seedB);
  setI32(byAngle, angleOf(seedC), seedC);
  addTriangle(seedA, seedB, seedC, -1, -1, -1);
}

function addPoint(i: i32): void {
  const px = x(i);
  const py = y(i);
  const start = getI32(before, nearAngle(i));
  let at = start;
  while (turn(px, py, at, getI32(after, at)) >= 0) {
    at = getI32(after, at);
    // All of the hull lies in front of it: it is there already.
    if (at == start) return;
  }
  let t = addTriangle(at, i, getI32(after, at), -1, -1, getI32(hullEdge, at));
  setI32(hullEdge, i, settle(t + 2));
  setI32(hullEdge, at, t);
  // Onwards along the hull as far as it is seen from the point ...
  let on = getI32(after, at);
  let next = getI32(after, on);
  while (turn(px, py, on, next) < 0) {
    t = addTriangle(on, i, next, getI32(hullEdge, i), -1, getI32(hullEdge, on));
    setI32(hullEdge, i, settle(t + 2));
    // No longer of the hull.
    setI32(after, on, on);
    on = next;
    next = getI32(after, on);
  }
  // ... and backwards.
  if (at == start) {
    let last = getI32(before, at);
    while (turn(px, py, last, at) < 0) {
      t = addTriangle(last, i, at, -1, getI32(hullEdge, at), getI32(hullEdge, last));
      settle(t + 2);
      setI32(hullEdge, last, t);
      setI32(after, at, at);
      at = last;
      last = getI32(before, at);
    }
  }
  hullStart = at;
  join(at, i);
  join(i, on);
  setI32(byAngle, angleOf(i), i);
  setI32(byAngle, angleOf(at), at);
}

/** A point of the hull in about the same direction. */
function nearAngle(i: i32): i32 {
  const first = angleOf(i);
  let found = 0;
  for (let k = 0; k < angles; k++) {
    found = getI32(byAngle, (first + k) % angles);
    if (found != -1 && found != getI32(after, found)) break;
  }
  return found;
}

/** Number of the direction from the middle: it grows with the angle, without being it. */
function angleOf(i: i32): i32 {
  const dx = x(i) - middleX;
  const dy = y(i) - middleY;
  const p = dx / (abs(dx) + abs(dy));
  return <i32>Math.floor(((dy > 0 ? 3 - p : 1 + p) / 4) * <f64>angles) % angles;
}

function addTriangle(a: i32, b: i32, c: i32, twinA: i32, twinB: i32, twinC: i32): i32 {
  const t = edges;
  setI32(corners, t, a);
  setI32(corners, t + 1, b);
  setI32(corners, t + 2, c);
  link(t, twinA);
  link(t + 1, twinB);
  link(t + 2, twinC);
  edges += 3;
  return t;
}

/** Turns edges over, from one on, until no circle through a triangle beside them holds a fourth point. The edge that is left of it. */
function settle(first: i32): i32 {
  let a = first;
  let left = 0;
  let count = 0;
  for (;;) {
    left = a % 3 == 0 ? a + 2 : a - 1;
    const b = getI32(twins, a);
    if (b != -1) {
      const right = b % 3 == 2 ? b - 2 : b + 1;
      const beyond = b % 3 == 0 ? b + 2 : b - 1;
      const own = getI32(corners, left);
      const other = getI32(corners, beyond);
      if (holds(own, getI32(corners, a), getI32(corners, a % 3 == 2 ? a - 2 : a + 1), other)) {
        setI32(corners, a, other);
        setI32(corners, b, own);
        const outer = getI32(twins, beyond);
        if (outer == -1) replaceOnHull(beyond, a);
        link(a, outer);
        link(b, getI32(twins, left));
        link(left, beyond);
        if (count < mostWaiting) setI32(waiting, count++, right);
        continue;
      }
    }
    if (count == 0) break;
    a = getI32(waiting, --count);
  }
  return left;
}

function replaceOnHull(edge: i32, by: i32): void {
  let at = hullStart;
  do {
    if (getI32(hullEdge, at) == edge) {
      setI32(hullEdge, at, by);
      return;
    }
    at = getI32(before, at);
  } while (at != hullStart);
}

function link(a: i32, b: i32): void {
  setI32(twins, a, b);
  if (b != -1) setI32(twins, b, a);
}

function join(a: i32, b: i32): void {
  setI32(after, a, b);
  setI32(before, b, a);
}

/** Below 0 where a place sees the way from a to b turn to its left (y pointing down). Exact: whole numbers of 64 bits. */
function turn(px: f64, py: f64, a: i32, b: i32): i64 {
  return <i64>(py - y(b)) * <i64>(x(a) - x(b)) - <i64>(px - x(b)) * <i64>(y(a) - y(b));
}

/** Whether the circle through a, b and c holds p. */
function holds(a: i32, b: i32, c: i32, p: i32): bool {
  const px = x(p);
  const py = y(p);
  const dx = x(a) - px;
  const dy = y(a) - py;
  const ex = x(b) - px;
  const ey = y(b) - py;
  const fx = x(c) - px;
  const fy = y(c) - py;
  const d2 = dx * dx + dy * dy;
  const e2 = ex * ex + ey * ey;
  const f2 = fx * fx + fy * fy;
  return dx * (ey * f2 - e2 * fy) - dy * (ex * f2 - e2 * fx) + d2 * (ex * fy - ey * fx) < 0;
}

function x(i: i32): f64 {
  return getF64(points, 2 * i);
}

function y(i: i32): f64 {
  return getF64(points, 2 * i + 1);
}

function square(dx: f64, dy: f64): f64 {
  return dx * dx + dy * dy;
}

function distanceAt(k: i32): f64 {
  return getF64(distances, getI32(order, k));
}

/** Up to so many are sorted by putting each into its place. */
const few: i32 = 20;

/** Sorts a part of `order` by distance: quicksort about the middle one of the first, the last and the one between. */
function sort(from: i32, to: i32): void {
  let first = from;
  let last = to;
  while (last - first > few) {
    let low = first + 1;
    let high = last;
    swap((first + last) >> 1, low);
    if (distanceAt(first) > distanceAt(last)) swap(first, last);
    if (distanceAt(low) > distanceAt(last)) swap(low, last);
    if (distanceAt(first) > distanceAt(low)) swap(first, low);
    const own = getI32(order, low);
    const distance = getF64(distances, own);
    for (;;) {
      do low++;
      while (distanceAt(low) < distance);
      do high--;
      while (distanceAt(high) > distance);
      if (high < low) break;
      swap(low, high);
    }
    setI32(order, first + 1, getI32(order, high));
    setI32(order, high, own);
    // The larger part goes on here, so that calls never lie deep in each other.
    if (high - first < last - low) {
      sort(first, high - 1);
      first = low;
    } else {
      sort(low, last);
      last = high - 1;
    }
  }
  for (let i = first + 1; i <= last; i++) {
    const own = getI32(order, i);
    const distance = getF64(distances, own);
    let k = i - 1;
    for (; k >= first && distanceAt(k) > distance; k--) setI32(order, k + 1, getI32(order, k));
    setI32(order, k + 1, own);
  }
}

function swap(a: i32, b: i32): void {
  const own = getI32(order, a);
  setI32(order, a, getI32(order, b));
  setI32(order, b, own);
}
