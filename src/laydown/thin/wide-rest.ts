import { emptyOutline, type Outline } from '../../slice/outline.ts';
import { after, type RimTriangles } from './sleeves/rim-triangles.ts';
import { span } from './span.ts';
import { neighbour, thin, wide } from './split-thin.ts';

/**
 * What is left of a region without its thin triangles: its rims, cut short by the mouths of the thin places. Corners
 * keep their places to the bit; points that were only put between them go again. With `reach` each mouth is moved that
 * far into its thin place, nm; in narrowing places its corners then lie a little outside.
 */
export function wideRest(net: RimTriangles, state: Uint8Array, reach: number): Outline {
  const { samples, corners, rim } = net;
  const { next } = samples;
  const onward = next.slice();
  const mouthFrom = new Map<number, number[]>();
  const atMouth = new Uint8Array(next.length);
  for (let edge = 0; edge < corners.length; edge++) {
    const t = Math.floor(edge / 3);
    if (state[t] !== thin) continue;
    const from = corners[edge];
    const to = corners[after(edge)];
    if (rim[edge] === 1) onward[from] = -1;
    const other = neighbour(net, edge);
    if (other < 0 || state[other] !== wide) continue;
    const known = mouthFrom.get(to);
    if (known) known.push(from);
    else mouthFrom.set(to, [from]);
    atMouth[from] = 1;
    atMouth[to] = 1;
  }
  const take = (at: number, points: number[]): number => {
    const there = onward[at];
    if (there >= 0) {
      onward[at] = -1;
      return there;
    }
    const across = mouthFrom.get(at)?.pop() ?? -1;
    if (across >= 0 && reach > 0) pushMouth(points, samples, across, at, reach);
    return across;
  };
  const keep = (at: number) => samples.corner[at] === 1 || atMouth[at] === 1;
  return ringsAlong(samples, take, keep);
}

/** The corners of the moved mouth; the thin place lies to the left of the way from `from` to `to`. */
function pushMouth(points: number[], { x, y }: RimTriangles['samples'], from: number, to: number, reach: number): void {
  const dx = x[to] - x[from];
  const dy = y[to] - y[from];
  const length = span(dx, dy);
  const nx = (-dy / length) * reach;
  const ny = (dx / length) * reach;
  points.push(Math.round(x[to] + nx), Math.round(y[to] + ny), Math.round(x[from] + nx), Math.round(y[from] + ny));
}

/** Rings with less area are what rounding leaves of rims too fine to follow, nm² twice. */
const sliver2 = 2e7;

function area2(points: readonly number[], begin: number): number {
  let sum = 0;
  for (let i = begin + 2; i < points.length; i += 2) {
    const px = points[i - 2] - points[begin];
    const py = points[i - 1] - points[begin + 1];
    sum += px * (points[i + 1] - points[begin + 1]) - py * (points[i] - points[begin]);
  }
  return sum;
}

function ringsAlong(
  { x, y, next }: RimTriangles['samples'],
  take: (at: number, points: number[]) => number,
  keep: (at: number) => boolean,
): Outline {
  const points: number[] = [];
  const ends: number[] = [];
  for (let start = 0; start < next.length; start++) {
    for (;;) {
      const begin = points.length;
      let at = take(start, points);
      if (at < 0) break;
      for (; at >= 0; at = at === start ? -1 : take(at, points)) if (keep(at)) points.push(x[at], y[at]);
      if (points.length - begin >= 6 && Math.abs(area2(points, begin)) > sliver2) ends.push(points.length / 2);
      else points.length = begin;
    }
  }
  if (ends.length === 0) return emptyOutline;
  return { kind: 'closed', points: new Int32Array(points), ringEnds: new Uint32Array(ends) };
}
