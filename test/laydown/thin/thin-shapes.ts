import type { Bead } from '../../../src/laydown/thin/bead.ts';
import { layThin, type ThinLaid } from '../../../src/laydown/thin/lay-thin.ts';
import { outlineArea } from '../../../src/region/outline-area.ts';
import type { Outline } from '../../../src/slice/outline.ts';
import { polygons } from '../lay.ts';

/** Strand width of these tests, mm. */
export const strand = 0.41;

export function thinOf(region: Outline, solid = false): ThinLaid {
  return layThin(region, strand * 1e6, polygons, solid);
}

/** Length of a bead, mm. */
export function lengthOf({ points, closed }: Bead): number {
  const count = points.length / 2;
  let sum = 0;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = (i + count - 1) % count;
    sum += Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
  }
  return sum / 1e6;
}

/** What a bead lays between two places in x, mm²: its share of the ink by length and width. */
export function areaBetween({ points, widths, closed, areaMm2 }: Bead, from: number, to: number): number {
  const count = points.length / 2;
  let all = 0;
  let between = 0;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = (i + count - 1) % count;
    const [ax, bx] = [points[2 * j] / 1e6, points[2 * i] / 1e6];
    const length = Math.hypot(bx - ax, (points[2 * i + 1] - points[2 * j + 1]) / 1e6);
    all += (length * (widths[i] + widths[j])) / 2;
    if (ax === bx) continue;
    const [t0, t1] = [(from - ax) / (bx - ax), (to - ax) / (bx - ax)].sort((a, b) => a - b);
    const [s0, s1] = [Math.max(0, t0), Math.min(1, t1)];
    if (s1 > s0) between += length * (s1 - s0) * (widths[j] + ((widths[i] - widths[j]) * (s0 + s1)) / 2);
  }
  return (areaMm2 * between) / all;
}

/** Least and greatest width, mm. */
export function widthsOf({ widths }: Bead): [number, number] {
  return [Math.min(...widths) / 1e6, Math.max(...widths) / 1e6];
}

export function beadArea({ beads }: ThinLaid): number {
  return beads.reduce((sum, { areaMm2 }) => sum + areaMm2, 0);
}

/** Area of the region less beads, rest and what is left out: 0 where every place belongs to just one of them. */
export function unaccounted(region: Outline, laid: ThinLaid): number {
  return outlineArea(region) - outlineArea(laid.rest) - beadArea(laid) - laid.lostMm2;
}

/** Turned by an angle about the origin and moved, mm. */
export function moved(outline: Outline, angle: number, dx: number, dy: number): Outline {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const points = new Int32Array(outline.points.length);
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [outline.points[i], outline.points[i + 1]];
    points[i] = Math.round(c * x - s * y + dx * 1e6);
    points[i + 1] = Math.round(s * x + c * y + dy * 1e6);
  }
  return { ...outline, points };
}

/**
 * Area, mm², of what lies within half their own width of beads, by a raster of `step` mm: once, and more than once.
 * Knows nothing of how beads are found. Ends are cut square (the slot ends where the strand does) plus half a width.
 */
export function rasterCover(beads: readonly Bead[], inside: (x: number, y: number) => boolean, step: number) {
  const cells = new Map<string, number>();
  for (const { points, widths, closed } of beads) {
    const own = new Set<string>();
    const count = points.length / 2;
    for (let i = closed ? 0 : 1; i < count; i++) {
      const j = (i + count - 1) % count;
      paintSegment(own, points, widths, j, i, step);
    }
    for (const cell of own) cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  let within = 0;
  let beyond = 0;
  for (const cell of cells.keys()) {
    const [x, y] = cell.split(' ').map(Number);
    if (inside((x + 0.5) * step * 1e6, (y + 0.5) * step * 1e6)) within++;
    else beyond++;
  }
  return { within: within * step * step, beyond: beyond * step * step };
}

function paintSegment(
  into: Set<string>,
  points: Int32Array,
  widths: Int32Array,
  a: number,
  b: number,
  step: number,
): void {
  const [ax, ay, bx, by] = [points[2 * a], points[2 * a + 1], points[2 * b], points[2 * b + 1]].map((v) => v / 1e6);
  const [wa, wb] = [widths[a] / 2e6, widths[b] / 2e6];
  const reach = Math.max(wa, wb);
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  for (let i = Math.floor((Math.min(ax, bx) - reach) / step); i <= (Math.max(ax, bx) + reach) / step; i++) {
    for (let j = Math.floor((Math.min(ay, by) - reach) / step); j <= (Math.max(ay, by) + reach) / step; j++) {
      const [x, y] = [(i + 0.5) * step, (j + 0.5) * step];
      const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square)) : 0;
      const off = Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
      if (off <= wa + t * (wb - wa)) into.add(`${i} ${j}`);
    }
  }
}
