// The rings of an outline: x0 y0 x1 y1 … (i32, nm), and one past the last point of each ring (i32).
import { getI32, setI32, take } from '../room';

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

/** Where the lower left corner of the outline lay before it was moved to the origin. */
export let cornerX: i32 = 0;
export let cornerY: i32 = 0;

export function moveToOrigin(): void {
  cornerX = i32.MAX_VALUE;
  cornerY = i32.MAX_VALUE;
  for (let i = 0; i < points; i++) {
    cornerX = min(cornerX, getI32(places, 2 * i));
    cornerY = min(cornerY, getI32(places, 2 * i + 1));
  }
  for (let i = 0; i < points; i++) {
    setI32(places, 2 * i, getI32(places, 2 * i) - cornerX);
    setI32(places, 2 * i + 1, getI32(places, 2 * i + 1) - cornerY);
  }
}

/** Twice the signed area of a ring, nm²: measured from its first point, so that no digits are lost. */
export function ringArea2(ringPoints: usize, begin: i32, end: i32): f64 {
  const ox = <f64>getI32(ringPoints, 2 * begin);
  const oy = <f64>getI32(ringPoints, 2 * begin + 1);
  let sum: f64 = 0;
  let px: f64 = 0;
  let py: f64 = 0;
  for (let i = begin + 1; i < end; i++) {
    const x = <f64>getI32(ringPoints, 2 * i) - ox;
    const y = <f64>getI32(ringPoints, 2 * i + 1) - oy;
    sum += px * y - x * py;
    px = x;
    py = y;
  }
  return sum;
}

export function areaOfRing(ring: i32): f64 {
  return ringArea2(places, ring == 0 ? 0 : endOf(ring - 1), endOf(ring)) / 2;
}

export function areaOfOutline(): f64 {
  let area: f64 = 0;
  for (let ring = 0; ring < rings; ring++) area += areaOfRing(ring);
  return area;
}
