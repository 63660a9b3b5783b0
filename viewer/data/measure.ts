import { type Print, pointOf, strandOf, widthAt } from './print.ts';

/** A place on a strand's middle line that was picked in the picture. */
export interface PickedPlace {
  readonly row: number;
  /** mm */
  readonly at: readonly [number, number, number];
}

/** From place to place, mm. */
export interface PointMeasure {
  readonly distance: number;
  readonly across: readonly [x: number, y: number, z: number];
}

/** From strand to strand, seen from above; mm, degrees. */
export interface StrandMeasure {
  /** Middle to middle at the place that is nearest to the first pick. */
  readonly centres: number;
  /** From edge to edge there: negative where they overlap. */
  readonly gap: number;
  /** 0 for parallel strands, up to 90. */
  readonly angle: number;
  readonly widths: readonly [number, number];
  /** Clear opening between strands that run alike; null for strands that cross. */
  readonly pore: number | null;
  /** How much higher the second strand lies. */
  readonly above: number;
  /** The two nearest places on the middle lines. */
  readonly from: readonly [number, number, number];
  readonly to: readonly [number, number, number];
}

/** Strands that turn by less than this run alike, degrees. */
const alike = 10;

export function measurePoints(a: PickedPlace, b: PickedPlace): PointMeasure {
  const across = [b.at[0] - a.at[0], b.at[1] - a.at[1], b.at[2] - a.at[2]] as const;
  return { distance: Math.hypot(...across), across };
}

/** Null where both places lie on one row of motion; of one strand that turns back, its two rows are measured. */
export function measureStrands(print: Print, a: PickedPlace, b: PickedPlace): StrandMeasure | null {
  const first = strandOf(print, a.row);
  const second = strandOf(print, b.row);
  if (first < 0 || second < 0 || a.row === b.row) return null;
  const [begin, end] =
    first === second ? [b.row, b.row + 1] : [print.strands.firstRow[second], print.strands.endRow[second]];
  let best = { distance: Number.POSITIVE_INFINITY, row: b.row, u: 0, v: 0 };
  for (let row = begin; row < end; row++) {
    const near = nearestOfSegments(print, a.row, row);
    if (near.distance < best.distance - 1e-9) best = { ...near, row };
  }
  const from = along(print, a.row, best.u);
  const to = along(print, best.row, best.v);
  const widths = [widthAt(print, first, a.row), widthAt(print, second, best.row)] as const;
  const gap = best.distance - (widths[0] + widths[1]) / 2;
  const angle = angleBetween(print, a.row, best.row);
  return {
    centres: best.distance,
    gap,
    angle,
    widths,
    pore: angle < alike && Math.abs(to[2] - from[2]) < print.strands.height[first] / 2 ? Math.max(gap, 0) : null,
    above: to[2] - from[2],
    from,
    to,
  };
}

function along(print: Print, row: number, share: number): [number, number, number] {
  const a = pointOf(print, row, 0);
  const b = pointOf(print, row, 1);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])];
}

/** Seen from above: 0 where they cross, else at an end of one of them. */
function nearestOfSegments(print: Print, one: number, other: number): { distance: number; u: number; v: number } {
  const [ax, ay] = pointOf(print, one, 0);
  const [bx, by] = pointOf(print, one, 1);
  const [cx, cy] = pointOf(print, other, 0);
  const [dx, dy] = pointOf(print, other, 1);
  const [ex, ey, fx, fy] = [bx - ax, by - ay, dx - cx, dy - cy];
  const cross = ex * fy - ey * fx;
  if (Math.abs(cross) > 1e-12) {
    const u = ((cx - ax) * fy - (cy - ay) * fx) / cross;
    const v = ((cx - ax) * ey - (cy - ay) * ex) / cross;
    if (u >= 0 && u <= 1 && v >= 0 && v <= 1) return { distance: 0, u, v };
  }
  const onOther = (x: number, y: number) => shareOf(x - cx, y - cy, fx, fy);
  const onOne = (x: number, y: number) => shareOf(x - ax, y - ay, ex, ey);
  const ends = [
    ...[0, 1].map((u) => ({ u, v: onOther(ax + u * ex, ay + u * ey) })),
    ...[0, 1].map((v) => ({ u: onOne(cx + v * fx, cy + v * fy), v })),
  ].map(({ u, v }) => ({ u, v, distance: Math.hypot(ax + u * ex - cx - v * fx, ay + u * ey - cy - v * fy) }));
  const distance = Math.min(...ends.map((end) => end.distance));
  // Where strands run alike all along, the middle of what lies side by side stands for it.
  const equal = ends.filter((end) => end.distance < distance + 1e-6);
  const mean = (key: 'u' | 'v') => equal.reduce((sum, end) => sum + end[key], 0) / equal.length;
  return { distance, u: mean('u'), v: mean('v') };
}

function shareOf(x: number, y: number, ex: number, ey: number): number {
  const length = ex * ex + ey * ey;
  return length > 0 ? Math.min(Math.max((x * ex + y * ey) / length, 0), 1) : 0;
}

function angleBetween(print: Print, one: number, other: number): number {
  const way = (row: number) => {
    const [a, b] = [pointOf(print, row, 0), pointOf(print, row, 1)];
    return Math.atan2(b[1] - a[1], b[0] - a[0]);
  };
  const turn = (Math.abs(way(one) - way(other)) * 180) / Math.PI;
  return Math.min(turn % 180, 180 - (turn % 180));
}
