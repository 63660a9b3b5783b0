// Triangles between the sampled rims of a region: src/laydown/thin/sleeves/rim-triangles.ts says what they are.
import { cornersOf, triangulate, twinsOf } from './delaunay';
import { getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../room';

// The samples.
let samples: i32 = 0;
let xs: usize = 0;
let ys: usize = 0;
let next: usize = 0;
let marked: usize = 0;
// Their triangles.
let edges: i32 = 0;
let corners: usize = 0;
let twins: usize = 0;
let rim: usize = 0;

/** Room for samples: x and y (f64), the next of each (i32) and whether it is marked (u8), one after the other. */
export function takeSamples(count: i32): usize {
  samples = count;
  xs = take(21 * <usize>count);
  ys = xs + 8 * <usize>count;
  next = ys + 8 * <usize>count;
  marked = next + 4 * <usize>count;
  return xs;
}

/** Triangulates the marked samples; the number of half-edges. */
export function triangulateRims(): i32 {
  const used = take(4 * <usize>samples);
  let count = 0;
  for (let i = 0; i < samples; i++) if (getU8(marked, i) == 1) setI32(used, count++, i);
  if (count < 3) return 0;
  const points = take(16 * <usize>count);
  // The sweep turns clockwise where y points up: x and y change places. Near the origin no digits are lost.
  const originX = getF64(xs, getI32(used, 0));
  const originY = getF64(ys, getI32(used, 0));
  for (let k = 0; k < count; k++) {
    setF64(points, 2 * k, getF64(ys, getI32(used, k)) - originY);
    setF64(points, 2 * k + 1, getF64(xs, getI32(used, k)) - originX);
  }
  edges = triangulate(points, count);
  corners = cornersOf();
  twins = twinsOf();
  for (let edge = 0; edge < edges; edge++) setI32(corners, edge, getI32(used, getI32(corners, edge)));
  return edges;
}

export function rimCorners(): usize {
  return corners;
}

export function rimTwins(): usize {
  return twins;
}

/** By half-edge (u8): 1 where it is a stretch of rim with the region on its left. */
export function markRims(): usize {
  rim = takeZeros(<usize>edges);
  for (let edge = 0; edge < edges; edge++) {
    if (getI32(next, getI32(corners, edge)) == getI32(corners, after(edge))) setU8(rim, edge, 1);
  }
  return rim;
}

let missing: i32 = 0;

export function missingCount(): i32 {
  return missing;
}

/**
 * By sample (u8): 1 where the stretch of rim to the next one is no edge of a triangle, but twice as long as `shortest`,
 * and none that leads through a piece that is not marked: no longer than `longest`.
 */
export function missingStretches(shortest: f64, longest: f64): usize {
  const present = takeZeros(<usize>samples);
  for (let edge = 0; edge < edges; edge++) {
    const from = getI32(corners, edge);
    const to = getI32(corners, after(edge));
    if (getI32(next, from) == to) setU8(present, from, 1);
    if (getI32(next, to) == from) setU8(present, to, 1);
  }
  const split = takeZeros(<usize>samples);
  missing = 0;
  for (let i = 0; i < samples; i++) {
    const on = getI32(next, i);
    if (getU8(present, i) == 1 || getU8(marked, i) == 0 || getU8(marked, on) == 0) continue;
    const dx = getF64(xs, on) - getF64(xs, i);
    const dy = getF64(ys, on) - getF64(ys, i);
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length < 2 * shortest || length > longest) continue;
    setU8(split, i, 1);
    missing++;
  }
  return split;
}

const unknown: i32 = 2;

/**
 * By triangle (u8): whether it lies in the region, and a 1 more for all beyond. A triangle with a stretch of rim lies on
 * the side that this shows, and so does what is connected with it over other edges.
 */
export function sidesOfRims(): usize {
  const triangles = edges / 3;
  const inside = take(<usize>triangles + 1);
  const open = take(4 * <usize>triangles);
  let count = 0;
  for (let t = 0; t < triangles; t++) {
    let left = false;
    let right = false;
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      if (getU8(rim, edge) == 1) left = true;
      if (getI32(next, getI32(corners, after(edge))) == getI32(corners, edge)) right = true;
    }
    setU8(inside, t, left == right ? unknown : left ? 1 : 0);
    if (left != right) setI32(open, count++, t);
  }
  for (let i = 0; i < count; i++) {
    const t = getI32(open, i);
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      const twin = getI32(twins, edge);
      if (twin < 0 || getU8(rim, edge) == 1 || getU8(rim, twin) == 1) continue;
      if (getU8(inside, twin / 3) != unknown) continue;
      setU8(inside, twin / 3, getU8(inside, t));
      setI32(open, count++, twin / 3);
    }
  }
  for (let t = 0; t < triangles; t++) if (getU8(inside, t) == unknown) setU8(inside, t, 0);
  setU8(inside, triangles, 1);
  return inside;
}

/** Of the circle through the corners of each triangle inside, nm (f64); Infinity for the others, and for all beyond. */
export function circumradii(inside: usize): usize {
  const triangles = edges / 3;
  const radii = take(8 * <usize>(triangles + 1));
  setF64(radii, triangles, Infinity);
  for (let t = 0; t < triangles; t++) {
    setF64(radii, t, Infinity);
    if (getU8(inside, t) == 0) continue;
    const x = getF64(xs, getI32(corners, 3 * t));
    const y = getF64(ys, getI32(corners, 3 * t));
    const bx = getF64(xs, getI32(corners, 3 * t + 1)) - x;
    const by = getF64(ys, getI32(corners, 3 * t + 1)) - y;
    const cx = getF64(xs, getI32(corners, 3 * t + 2)) - x;
    const cy = getF64(ys, getI32(corners, 3 * t + 2)) - y;
    const double = 2 * (bx * cy - by * cx);
    const b2 = bx * bx + by * by;
    const c2 = cx * cx + cy * cy;
    const ux = (cy * b2 - by * c2) / double;
    const uy = (bx * c2 - cx * b2) / double;
    setF64(radii, t, Math.sqrt(ux * ux + uy * uy));
  }
  return radii;
}

function after(edge: i32): i32 {
  return edge % 3 == 2 ? edge - 2 : edge + 1;
}
