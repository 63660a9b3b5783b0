import { indexRegion, isInside } from '../../src/laydown/paths/region-index.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import type { Outline } from '../../src/slice/outline.ts';

/**
 * How far the centre line of a strand keeps from the rim of an outline, nm, by brute force: the smallest distance of
 * any of its segments to any edge; negative when a point of it lies outside.
 */
export function clearance(strand: Strand, outline: Outline): number {
  const { points, closed } = strand;
  const count = points.length / 2;
  const { points: rim, ringEnds } = outline;
  let least = Infinity;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const a = i === 0 ? count - 1 : i - 1;
    let begin = 0;
    for (const end of ringEnds) {
      for (let k = begin; k < end; k++) {
        const l = k + 1 < end ? k + 1 : begin;
        least = Math.min(least, segmentDistance(points, a, points, i, rim, k, l));
      }
      begin = end;
    }
  }
  const index = indexRegion(outline);
  const outside = Array.from({ length: count }).some((_, i) => !isInside(index, points[2 * i], points[2 * i + 1]));
  return outside ? -least : least;
}

function segmentDistance(p: Int32Array, a: number, q: Int32Array, b: number, r: Int32Array, c: number, d: number) {
  const [ax, ay, bx, by] = [p[2 * a], p[2 * a + 1], q[2 * b], q[2 * b + 1]];
  const [cx, cy, dx, dy] = [r[2 * c], r[2 * c + 1], r[2 * d], r[2 * d + 1]];
  const side = (ux: number, uy: number, vx: number, vy: number, x: number, y: number) =>
    Math.sign((vx - ux) * (y - uy) - (vy - uy) * (x - ux));
  const crosses =
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0;
  if (crosses) return 0;
  return Math.min(
    pointDistance(ax, ay, cx, cy, dx, dy),
    pointDistance(bx, by, cx, cy, dx, dy),
    pointDistance(cx, cy, ax, ay, bx, by),
    pointDistance(dx, dy, ax, ay, bx, by),
  );
}

function pointDistance(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
