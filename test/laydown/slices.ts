import { type Strand, sectionAt } from '../../src/laydown/strand.ts';

/** Ink of strands between two places in x, µL: segment by segment, each cut to what lies between them. */
export function inkBetween(strands: readonly Strand[], from: number, to: number): number {
  let sum = 0;
  for (const strand of strands) {
    forEachSegment(strand, ([ax, ay, bx, by], i, j) => {
      const [t0, t1] = shareBetween(ax, bx, from, to);
      if (t1 <= t0) return;
      const [a, b] = [sectionAt(strand, i), sectionAt(strand, j)];
      sum += Math.hypot(bx - ax, by - ay) * (t1 - t0) * (a + ((b - a) * (t0 + t1)) / 2);
    });
  }
  return sum;
}

/** Part of the way from a to b that lies between two places; all of a way that stands still there. */
function shareBetween(a: number, b: number, from: number, to: number): readonly [number, number] {
  if (a === b) return a >= from && a < to ? [0, 1] : [0, 0];
  const [first, last] = [(from - a) / (b - a), (to - a) / (b - a)].sort((p, q) => p - q);
  return [Math.max(0, first), Math.min(1, last)];
}

const step = 0.04;

/**
 * Area between two places in x, mm², that lies within half their own width of strands, in a shape and beyond it: by
 * points `step` apart, each held against every segment nearby.
 */
export function coveredBetween(
  strands: readonly Strand[],
  from: number,
  to: number,
  inside: (x: number, y: number) => boolean,
): { within: number; beyond: number } {
  const near = segmentsBetween(strands, from, to);
  const ys = near.flatMap(([, ay, , by, wa, wb]) => [ay - wa, ay + wa, by - wb, by + wb]);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  let within = 0;
  let beyond = 0;
  const columns = Math.round((to - from) / step);
  for (let i = 0; i < columns; i++) {
    const x = from + (i + 0.5) * step;
    for (let y = low + step / 2; y < high; y += step) {
      if (!near.some((segment) => reaches(segment, x, y))) continue;
      if (inside(x, y)) within++;
      else beyond++;
    }
  }
  return { within: within * step * step, beyond: beyond * step * step };
}

/** Both ends, and half the width there. */
type Segment = readonly [ax: number, ay: number, bx: number, by: number, wa: number, wb: number];

function segmentsBetween(strands: readonly Strand[], from: number, to: number): Segment[] {
  const near: Segment[] = [];
  for (const strand of strands) {
    const half = (i: number) => (strand.widths ? strand.widths[i] / 1e6 : strand.width) / 2;
    forEachSegment(strand, ([ax, ay, bx, by], i, j) => {
      const reach = Math.max(half(i), half(j));
      if (Math.max(ax, bx) < from - reach || Math.min(ax, bx) > to + reach) return;
      near.push([ax, ay, bx, by, half(i), half(j)]);
    });
  }
  return near;
}

function reaches([ax, ay, bx, by, wa, wb]: Segment, x: number, y: number): boolean {
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square)) : 0;
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay)) <= wa + t * (wb - wa);
}

function forEachSegment(
  { points, closed }: Strand,
  visit: (ends: readonly [number, number, number, number], i: number, j: number) => void,
): void {
  const count = points.length / 2;
  for (let j = closed ? 0 : 1; j < count; j++) {
    const i = (j + count - 1) % count;
    visit([points[2 * i] / 1e6, points[2 * i + 1] / 1e6, points[2 * j] / 1e6, points[2 * j + 1] / 1e6], i, j);
  }
}
