import type { Outline } from '../slice/outline.ts';

/** Twice the signed area of one ring in nm², positive when counter-clockwise; exact below 67 mm across. */
export function ringArea2(points: Int32Array, start: number, end: number): number {
  // Measured from the first point, so that parts far from the origin lose no digits.
  const ox = points[2 * start];
  const oy = points[2 * start + 1];
  let sum = 0;
  let px = 0;
  let py = 0;
  for (let i = start + 1; i < end; i++) {
    const x = points[2 * i] - ox;
    const y = points[2 * i + 1] - oy;
    sum += px * y - x * py;
    px = x;
    py = y;
  }
  return sum;
}

/** Area of an outline in mm², holes subtracted by their winding. */
export function outlineArea(outline: Outline): number {
  const { points, ringEnds } = outline;
  let sum = 0;
  let start = 0;
  for (const end of ringEnds) {
    sum += ringArea2(points, start, end);
    start = end;
  }
  return sum / 2e12;
}
