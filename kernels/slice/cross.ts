// The cuts of triangles by planes: src/slice/cut-planes.ts says what they are.
import { getI32, setI32, take } from '../room';
import { crossingsOf, firstAbove, highest, lowest, planeOf } from './planes';

// The planes that are cut: from `first` up to, not including, `last`.
let first: i32 = 0;
let last: i32 = 0;
// Of each of them its first segment and one past its last; and all segments, x0 y0 x1 y1 (i32, nm).
let starts: usize = 0;
let ends: usize = 0;
let segments: usize = 0;

/** Room for the cuts of some consecutive planes, whose crossings have been counted. */
export function startCuts(from: i32, to: i32): void {
  first = from;
  last = to;
  starts = take(4 * <usize>(last - first));
  ends = take(4 * <usize>(last - first));
  let total = 0;
  for (let l = first; l < last; l++) {
    setI32(starts, l - first, total);
    setI32(ends, l - first, total);
    total += crossingsOf(l);
  }
  segments = take(16 * <usize>total);
}

export function startOf(l: i32): usize {
  return segments + 16 * <usize>getI32(starts, l - first);
}

export function countOf(l: i32): i32 {
  return getI32(ends, l - first) - getI32(starts, l - first);
}

/** Cuts triangles (nine f32 each, mm) and moves the cuts (nm; half of one is added, so that floor rounds to the nearest). */
export function crossTriangles(triangles: usize, count: i32, shiftX: f64, shiftY: f64): void {
  for (let t = 0; t < count; t++) {
    const triangle = triangles + 36 * <usize>t;
    const high = highest(triangle);
    for (let l = max(first, firstAbove(lowest(triangle))); l < last && planeOf(l) <= high; l++)
      crossTriangle(triangle, l, shiftX, shiftY);
  }
}

function crossTriangle(triangle: usize, l: i32, shiftX: f64, shiftY: f64): void {
  const z = planeOf(l);
  const p = triangle;
  const q = triangle + 12;
  const r = triangle + 24;
  const above0 = heightOf(p) >= z;
  const above1 = heightOf(q) >= z;
  const above2 = heightOf(r) >= z;
  // Corner a stands alone on its side of the plane; b and c follow it around the triangle.
  const a = above1 == above2 ? p : above0 == above2 ? q : r;
  const b = a == p ? q : a == q ? r : p;
  const c = a == p ? r : a == q ? p : q;
  // The cut runs from the edge that comes down through the plane to the edge that goes up.
  const isUp = heightOf(a) >= z;
  const x0 = crossing(isUp ? b : a, isUp ? a : c, 0, z, shiftX);
  const y0 = crossing(isUp ? b : a, isUp ? a : c, 4, z, shiftY);
  const x1 = crossing(isUp ? c : a, isUp ? a : b, 0, z, shiftX);
  const y1 = crossing(isUp ? c : a, isUp ? a : b, 4, z, shiftY);
  if (x0 == x1 && y0 == y1) return;
  const end = getI32(ends, l - first);
  setI32(ends, l - first, end + 1);
  const at = segments + 16 * <usize>end;
  store<i32>(at, x0);
  store<i32>(at, y0, 4);
  store<i32>(at, x1, 8);
  store<i32>(at, y1, 12);
}

function heightOf(corner: usize): f64 {
  return <f64>load<f32>(corner, 8);
}

/** Where an edge crosses the plane, along x (axis 0) or y (4), in whole nm. */
function crossing(below: usize, above: usize, axis: usize, z: f64, shift: f64): i32 {
  const way = (z - heightOf(below)) / (heightOf(above) - heightOf(below));
  const from = <f64>load<f32>(below + axis);
  const to = <f64>load<f32>(above + axis);
  return <i32>Math.floor((from + (to - from) * way) * 1e6 + shift);
}
