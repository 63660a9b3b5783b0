// Rings in turned coordinates: the section of a part, what parts above it take, or what contours enclose.
import { turnU, turnV } from './frame';
import { getF64, getI32, setF64, setI32, take } from '../room';

// u and v of all points (f64), and the end of each ring (i32).
export let us: usize = 0;
export let vs: usize = 0;
export let ringEnds: usize = 0;
export let points: i32 = 0;
export let rings: i32 = 0;

/** Begins with room for as many. */
export function takeRings(pointCount: i32, ringCount: i32): void {
  us = take(8 * <usize>pointCount);
  vs = take(8 * <usize>pointCount);
  ringEnds = take(4 * <usize>ringCount);
  points = 0;
  rings = 0;
}

export function addPoint(x: f64, y: f64): void {
  setF64(us, points, turnU(x, y));
  setF64(vs, points, turnV(x, y));
  points++;
}

export function endRing(): void {
  setI32(ringEnds, rings++, points);
}

/**
 * Turns the rings of a section, x0 y0 … (i32, nm) and where each ends (i32); points nearer to the one before than `skipNm`
 * are passed over, and rings that are nothing but such.
 */
export function turnRings(section: usize, ends: usize, count: i32, skipNm: f64): void {
  takeRings(count == 0 ? 0 : getI32(ends, count - 1), count);
  for (let ring = 0, i = 0; ring < count; ring++) {
    const first = points;
    let lastX = Infinity;
    let lastY = Infinity;
    for (; i < getI32(ends, ring); i++) {
      const x = <f64>getI32(section, 2 * i);
      const y = <f64>getI32(section, 2 * i + 1);
      if ((x - lastX) * (x - lastX) + (y - lastY) * (y - lastY) < skipNm * skipNm) continue;
      addPoint(x, y);
      lastX = x;
      lastY = y;
    }
    if (points - first < 3) points = first;
    else endRing();
  }
}

/** Twice the area that a ring encloses, nm², its points `begin` to `end`; against the clock it is positive. */
export function twiceRingArea(begin: i32, end: i32): f64 {
  const u = getF64(us, begin);
  const v = getF64(vs, begin);
  let sum: f64 = 0;
  for (let i = begin, j = end - 1; i < end; j = i++) {
    sum += (getF64(us, j) - u) * (getF64(vs, i) - v) - (getF64(us, i) - u) * (getF64(vs, j) - v);
  }
  return sum;
}
