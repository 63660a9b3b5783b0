// The rings of an outline: x0 y0 x1 y1 … (i32, nm), and one past the last point of each ring (i32).
import { getI32, take } from '../room';

export let points: i32 = 0;
export let rings: i32 = 0;
let places: usize = 0;
let ends: usize = 0;

/** Room for an outline: the points, then the ends of the rings. */
export function takeOutline(pointCount: i32, ringCount: i32): usize {
  points = pointCount;
  rings = ringCount;
  places = take(8 * <usize>points + 4 * <usize>rings);
  ends = places + 8 * <usize>points;
  return places;
}

export function xOf(i: i32): f64 {
  return <f64>getI32(places, 2 * i);
}

export function yOf(i: i32): f64 {
  return <f64>getI32(places, 2 * i + 1);
}

/** One past the last point of a ring. */
export function endOf(ring: i32): i32 {
  return getI32(ends, ring);
}
