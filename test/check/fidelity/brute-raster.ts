import type { Strand } from '../../../src/laydown/strand.ts';
import type { Outline } from '../../../src/slice/outline.ts';

/**
 * Another way to the same figures: single points on a fine straight grid, each with its exact distance to every edge of
 * the section and to every strand. Slow, and shares nothing with the gate.
 */

/** Whether a point lies in the section: rings wind around it (outer ones and holes run in opposite senses). */
export function isInside({ points, ringEnds }: Outline, x: number, y: number): boolean {
  let winding = 0;
  let begin = 0;
  for (const end of ringEnds) {
    for (let i = begin, j = end - 1; i < end; j = i++) {
      const [ax, ay, bx, by] = [points[2 * j], points[2 * j + 1], points[2 * i], points[2 * i + 1]].map((v) => v / 1e6);
      if (ay <= y === by <= y) continue;
      const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
      if (by > ay ? side > 0 : side < 0) winding += by > ay ? 1 : -1;
    }
    begin = end;
  }
  return winding !== 0;
}

export function distanceToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

export function distanceToRim({ points, ringEnds }: Outline, x: number, y: number): number {
  let best = Infinity;
  let begin = 0;
  for (const end of ringEnds) {
    for (let i = begin, j = end - 1; i < end; j = i++) {
      const [ax, ay, bx, by] = [points[2 * j], points[2 * j + 1], points[2 * i], points[2 * i + 1]].map((v) => v / 1e6);
      best = Math.min(best, distanceToSegment(x, y, ax, ay, bx, by));
    }
    begin = end;
  }
  return best;
}

/** From the body of the nearest strand; negative inside of it. Strands of one width. */
export function distanceToBodies(strands: readonly Strand[], x: number, y: number): number {
  let best = Infinity;
  for (const { points, closed, width } of strands) {
    const count = points.length / 2;
    for (let i = closed ? 0 : 1; i < count; i++) {
      const j = i === 0 ? count - 1 : i - 1;
      const [ax, ay, bx, by] = [points[2 * j], points[2 * j + 1], points[2 * i], points[2 * i + 1]].map((v) => v / 1e6);
      best = Math.min(best, distanceToSegment(x, y, ax, ay, bx, by) - width / 2);
    }
  }
  return best;
}

/** Area of the points of a box for which `counts`, mm². */
export function areaWhere(
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  step: number,
  counts: (x: number, y: number) => boolean,
): number {
  let cells = 0;
  for (let y = y0 + step / 2; y < y1; y += step) {
    for (let x = x0 + step / 2; x < x1; x += step) if (counts(x, y)) cells++;
  }
  return cells * step * step;
}
