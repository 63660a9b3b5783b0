import { type Print, widthAt } from '../data/print.ts';
import type { Interval } from './draw-plan.ts';
import { blocksOf, meetsBlock, rowsOfBlock } from './pick-blocks.ts';

/** A line of sight: from a point along a unit direction. `spread` is the radius in mm of a pixel at distance 1. */
export interface Ray {
  readonly from: readonly [number, number, number];
  readonly along: readonly [number, number, number];
  readonly spread: number;
  /** Constant radius of a pixel, for parallel projection. */
  readonly radius: number;
}

/**
 * The row whose strand the ray meets first, or -1. Only rows whose block the ray meets are looked at. `shown` says which
 * strands and rows are to be seen at all.
 */
export function pickRow(
  print: Print,
  intervals: readonly Interval[],
  ray: Ray,
  shown: (strand: number, row: number) => boolean,
  cut: (x: number, y: number, z: number) => boolean = () => false,
): number {
  const { path, strands } = print;
  const [ox, oy, oz] = ray.from;
  const [dx, dy, dz] = ray.along;
  const { boxes, reach: standsOut } = blocksOf(print);
  const aside = standsOut + ray.radius + ray.spread * farthestOf(print, ray);
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  for (const { first, end } of intervals) {
    for (let row = first, at = 4 * first; row < end; row++, at += 4) {
      if (row === first || row % rowsOfBlock === 0) {
        const block = Math.floor(row / rowsOfBlock);
        if (!meetsBlock(boxes, block, aside, ray.from, ray.along)) {
          row = (block + 1) * rowsOfBlock - 1;
          at = 4 * row;
          continue;
        }
      }
      const strand = path[at + 7];
      if (strand < 0) continue;
      const sink = 0.5 * strands.height[strand];
      // Closest points of the ray (parameter t) and the segment (parameter u), after Eberly's segment distances.
      const ax = path[at] - ox;
      const ay = path[at + 1] - oy;
      const az = path[at + 2] - sink - oz;
      const ex = path[at + 4] - path[at];
      const ey = path[at + 5] - path[at + 1];
      const ez = path[at + 6] - path[at + 2];
      const ee = ex * ex + ey * ey + ez * ez;
      const ed = ex * dx + ey * dy + ez * dz;
      const ea = ex * ax + ey * ay + ez * az;
      const ad = ax * dx + ay * dy + az * dz;
      const bottom = ee - ed * ed;
      let u = bottom > 1e-12 * ee ? (ed * ad - ea) / bottom : 0;
      u = u < 0 ? 0 : u > 1 ? 1 : u;
      const px = ax + u * ex;
      const py = ay + u * ey;
      const pz = az + u * ez;
      const t = px * dx + py * dy + pz * dz;
      if (t <= 0 || t >= nearest) continue;
      const qx = px - t * dx;
      const qy = py - t * dy;
      const qz = pz - t * dz;
      const reach = 0.5 * widthAt(print, strand, row) + ray.radius + ray.spread * t;
      if (qx * qx + qy * qy + qz * qz > reach * reach) continue;
      if (!shown(strand, row) || cut(px + ox, py + oy, pz + oz)) continue;
      nearest = t;
      best = row;
    }
  }
  return best;
}

/** No point of the print is farther from where the ray begins, mm. */
function farthestOf({ bounds }: Print, { from }: Ray): number {
  return Math.hypot(...from.map((o, i) => Math.max(Math.abs(bounds.min[i] - o), Math.abs(bounds.max[i] - o))));
}

/** The point of a row's middle line that the ray passes nearest to, mm, at the height of the needle. */
export function nearestOnRow({ path, strands }: Print, row: number, ray: Ray): [number, number, number] {
  const at = 4 * row;
  const strand = path[at + 7];
  const sink = strand < 0 ? 0 : 0.5 * strands.height[strand];
  const [dx, dy, dz] = ray.along;
  const [ax, ay, az] = [path[at] - ray.from[0], path[at + 1] - ray.from[1], path[at + 2] - sink - ray.from[2]];
  const [ex, ey, ez] = [path[at + 4] - path[at], path[at + 5] - path[at + 1], path[at + 6] - path[at + 2]];
  const ee = ex * ex + ey * ey + ez * ez;
  const ed = ex * dx + ey * dy + ez * dz;
  const bottom = ee - ed * ed;
  const way = ed * (ax * dx + ay * dy + az * dz) - (ex * ax + ey * ay + ez * az);
  const u = bottom > 1e-12 * ee ? Math.min(Math.max(way / bottom, 0), 1) : 0;
  return [path[at] + u * ex, path[at + 1] + u * ey, path[at + 2] + u * ez];
}

/** Strands of the same layer that come within `reach` mm of the given strand, nearest first. */
export function neighboursOf(print: Print, strand: number, reach: number): { strand: number; distance: number }[] {
  const { strands } = print;
  const found: { strand: number; distance: number }[] = [];
  for (let other = 0; other < strands.count; other++) {
    if (
      other === strand ||
      strands.layer[other] !== strands.layer[strand] ||
      strands.well[other] !== strands.well[strand]
    ) {
      continue;
    }
    const distance = distanceBetween(print, strand, other, reach);
    if (distance <= reach) found.push({ strand: other, distance });
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, 6);
}

// Point to segment over both ways: exact where strands do not cross, and never more than a chord off where they do.
function distanceBetween(print: Print, a: number, b: number, reach: number): number {
  return Math.min(pointsToSegments(print, a, b, reach), pointsToSegments(print, b, a, reach));
}

function pointsToSegments({ path, strands }: Print, a: number, b: number, reach: number): number {
  let best = Number.POSITIVE_INFINITY;
  const stride = Math.max(1, Math.floor((strands.endRow[a] - strands.firstRow[a]) / 64));
  for (let i = strands.firstRow[a]; i <= strands.endRow[a]; i += stride) {
    const x = path[4 * i];
    const y = path[4 * i + 1];
    for (let row = strands.firstRow[b], at = 4 * row; row < strands.endRow[b]; row++, at += 4) {
      const ax = path[at];
      const ay = path[at + 1];
      if (Math.min(ax, path[at + 4]) - x > reach || x - Math.max(ax, path[at + 4]) > reach) continue;
      const ex = path[at + 4] - ax;
      const ey = path[at + 5] - ay;
      const ee = ex * ex + ey * ey;
      const u = ee > 0 ? Math.min(Math.max(((x - ax) * ex + (y - ay) * ey) / ee, 0), 1) : 0;
      best = Math.min(best, Math.hypot(ax + u * ex - x, ay + u * ey - y));
    }
  }
  return best;
}
