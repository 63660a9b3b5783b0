// Corners and ends of thin places, and bumps of noisy rims: what is no way of its own is cut off. Only triangles where ways
// branch are looked at, so a way itself is never cut short. A triangle that loses all three is a piece hardly longer than wide.
import { distance, edges, endOf, neighbour, nextOf, startOf, triangleArea, triangles, xAt, yAt } from './net';
import { isThin } from './split-thin';
import { span } from '../span';
import { getF64, getI32, getU8, setF64, setI32, setU8, take } from '../../room';

/** A cap is less deep than this much of its chord ... */
const depthOfChord: f64 = 0.9;
/** ... or than this many widths: a strand into it would be a crumb. */
const depthOfWidth: f64 = 1.2;
/** A strand ends half its width before the end of its place: what is less deep is no way on, of its chord. */
const endOfChord: f64 = 0.55;

/** By triangle (u8): 1 for thin ones that belong to no cap. */
let alive: usize = 0;
// By half-edge, of the cap that is cut off there: the sample of its rim that is farthest from the edge, -1 without a cap (i32),
// how far that is, and the area beyond the edge (f64).
let tips: usize = 0;
let depths: usize = 0;
let areas: usize = 0;
/** Triangles that are still to be cut off with others (i32). */
let open: usize = 0;

export function isAlive(t: i32): bool {
  return getU8(alive, t) == 1;
}

export function tipOf(edge: i32): i32 {
  return getI32(tips, edge);
}

/** The first edge of a triangle with a cap beyond it, -1 without any. */
export function cappedEdge(t: i32): i32 {
  for (let edge = 3 * t; edge < 3 * t + 3; edge++) if (tipOf(edge) >= 0) return edge;
  return -1;
}

/** Of a triangle and of the caps cut from it. */
export function areaWithCaps(t: i32): f64 {
  let area = triangleArea(t);
  for (let edge = 3 * t; edge < 3 * t + 3; edge++) if (tipOf(edge) >= 0) area += getF64(areas, edge);
  return area;
}

/** Whether a way may lead over an edge: to a triangle of the place that is left, or out of a mouth. */
export function leadsOn(edge: i32): bool {
  const other = neighbour(edge);
  return other >= 0 && (isAlive(other) || !isThin(other));
}

export function waysOut(t: i32): i32 {
  return <i32>leadsOn(3 * t) + <i32>leadsOn(3 * t + 1) + <i32>leadsOn(3 * t + 2);
}

export function cutCaps(width: f64): void {
  alive = take(<usize>triangles + 1);
  for (let t = 0; t <= triangles; t++) setU8(alive, t, isThin(t) ? 1 : 0);
  tips = take(4 * <usize>edges);
  memory.fill(tips, 0xff, 4 * <usize>edges);
  depths = take(8 * <usize>edges);
  areas = take(8 * <usize>edges);
  open = take(4 * <usize>triangles);
  for (let t = 0; t < triangles; t++) if (isAlive(t) && branches(t)) cutCapsOf(t, depthOfWidth * width);
}

function branches(t: i32): bool {
  return neighbour(3 * t) >= 0 && neighbour(3 * t + 1) >= 0 && neighbour(3 * t + 2) >= 0;
}

/** Of several caps the shallowest, and those that end where a strand would. */
function cutCapsOf(t: i32, leastDepth: f64): void {
  let shallowest = Infinity;
  for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
    if (isThin(neighbour(edge)) && findCap(edge, leastDepth)) shallowest = Math.min(shallowest, getF64(depths, edge));
  }
  for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
    if (tipOf(edge) < 0) continue;
    const depth = getF64(depths, edge);
    if (depth == shallowest || depth < endOfChord * distance(startOf(edge), endOf(edge))) cut(t, neighbour(edge));
    else setI32(tips, edge, -1);
  }
}

/** Follows the rim from one end of an edge to its other; false where it leads farther away than a cap's does. */
function findCap(edge: i32, leastDepth: f64): bool {
  const a = startOf(edge);
  const b = endOf(edge);
  const dx = xAt(b) - xAt(a);
  const dy = yAt(b) - yAt(a);
  const square = dx * dx + dy * dy;
  const limit = Math.max(depthOfChord * Math.sqrt(square), leastDepth);
  let tip = a;
  let depth: f64 = 0;
  let area: f64 = 0;
  for (let at = a; at != b; ) {
    const px = xAt(at) - xAt(a);
    const py = yAt(at) - yAt(a);
    at = nextOf(at);
    const qx = xAt(at) - xAt(a);
    const qy = yAt(at) - yAt(a);
    area += px * qy - py * qx;
    const t = Math.min(1, Math.max(0, (qx * dx + qy * dy) / square));
    const far = span(qx - t * dx, qy - t * dy);
    if (far > limit || at == a) return false;
    if (far > depth) {
      depth = far;
      tip = at;
    }
  }
  setI32(tips, edge, tip);
  setF64(depths, edge, depth);
  setF64(areas, edge, area / 2);
  return true;
}

/** All that hangs on a triangle beyond another one. */
function cut(from: i32, first: i32): void {
  if (!isAlive(first)) return;
  setU8(alive, first, 0);
  setI32(open, 0, first);
  for (let count = 1; count > 0; ) {
    const t = getI32(open, --count);
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      const other = neighbour(edge);
      if (other < 0 || other == from || !isAlive(other)) continue;
      setU8(alive, other, 0);
      setI32(open, count++, other);
    }
  }
}
