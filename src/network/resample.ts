import type { Branch } from './branch.ts';

/** A centre line in even steps, mm: x y z r of each node. */
export interface Chain {
  /** Number of its branch. */
  readonly branch: number;
  readonly nodes: Float64Array;
}

/**
 * Points nearer than this are one, mm: a repeated point has no direction.
 */
const same = 1e-6;

/** The points of a branch with their radius, x y z r, without repeated ones; `radius` where the file gives none. */
export function pointsOf({ points, radii }: Branch, radius: number): Float64Array {
  const kept: number[] = [];
  for (let i = 0; i < points.length; i += 3) {
    const k = kept.length - 4;
    if (k >= 0 && Math.hypot(points[i] - kept[k], points[i + 1] - kept[k + 1], points[i + 2] - kept[k + 2]) < same)
      continue;
    kept.push(points[i], points[i + 1], points[i + 2], radii === null ? radius : radii[i / 3]);
  }
  return Float64Array.from(kept);
}

/** A curve strays no farther from the straight way between two points, in radii of the strand: sharp corners stay corners. */
const mostStray = 0.4;

/**
 * A line x y z r through all given points: straight from point to point, or (`smooth`) a centripetal Catmull-Rom curve,
 * which makes no loops between points of uneven spacing (Yuksel, Schaefer and Keyser 2011, doi 10.1016/j.cad.2010.08.008)
 * and is drawn flatter where it would leave what the file asks for. Nodes lie at most `step` apart, and every given point is
 * a node.
 */
export function resample(points: Float64Array, step: number, smooth: boolean): Float64Array {
  const count = points.length / 4;
  const nodes: number[] = [];
  const at = (i: number) => points.subarray(4 * i, 4 * i + 4);
  for (let i = 0; i + 1 < count; i++) {
    const [a, b] = [at(i), at(i + 1)];
    const pieces = Math.max(1, Math.ceil(distance(a, b) / step - 1e-9));
    const curve =
      smooth && pieces > 1 ? curveBetween(i > 0 ? at(i - 1) : null, a, b, i + 2 < count ? at(i + 2) : null) : null;
    nodes.push(...a);
    for (let k = 1; k < pieces && curve === null; k++) nodes.push(...between(a, b, k / pieces));
    if (curve !== null) nodes.push(...flattened(a, b, pieces, curve));
  }
  nodes.push(...at(count - 1));
  return Float64Array.from(nodes);
}

type Point = ArrayLike<number>;

const between = (a: Point, b: Point, t: number): number[] => [0, 1, 2, 3].map((j) => a[j] + t * (b[j] - a[j]));

/** The nodes of a curve from a to b, all moved towards the straight way by the share that keeps the farthest near it. */
function flattened(a: Point, b: Point, pieces: number, curve: (t: number) => number[]): number[] {
  const asked: number[] = [];
  let share = 1;
  for (let k = 1; k < pieces; k++) {
    const node = curve(k / pieces);
    const foot = footOn(a, b, node);
    share = Math.min(share, (mostStray * node[3]) / Math.max(distance(foot, node), same));
    asked.push(...node);
  }
  if (share >= 1) return asked;
  const nodes: number[] = [];
  for (let p = 0; p < asked.length; p += 4) {
    const node = asked.slice(p, p + 4);
    nodes.push(...between(footOn(a, b, node), node, share).slice(0, 3), node[3]);
  }
  return nodes;
}

/** The place on the straight way from a to b that is nearest to a point. */
function footOn(a: Point, b: Point, [x, y, z]: readonly number[]): number[] {
  const [dx, dy, dz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const along = ((x - a[0]) * dx + (y - a[1]) * dy + (z - a[2]) * dz) / (dx * dx + dy * dy + dz * dz);
  return between(a, b, Math.max(0, Math.min(1, along)));
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
}

/** The curve from b to c by Barry and Goldman's pyramid, knots by the square roots of the distances; ends are mirrored. */
function curveBetween(before: Point | null, b: Point, c: Point, behind: Point | null): (t: number) => number[] {
  const mirror = (from: Point, over: Point) => [0, 1, 2, 3].map((j) => 2 * over[j] - from[j]);
  const a = before ?? mirror(c, b);
  const d = behind ?? mirror(b, c);
  const knots = [0];
  for (const [p, q] of [
    [a, b],
    [b, c],
    [c, d],
  ] as const) {
    // Begins with a number.
    knots.push(knots.at(-1)! + Math.sqrt(Math.max(distance(p, q), same)));
  }
  const [t0, t1, t2, t3] = knots;
  return (share) => {
    const t = t1 + share * (t2 - t1);
    const mix = (p: Point, q: Point, from: number, to: number) =>
      [0, 1, 2, 3].map((j) => ((to - t) * p[j] + (t - from) * q[j]) / (to - from));
    const [a1, a2, a3] = [mix(a, b, t0, t1), mix(b, c, t1, t2), mix(c, d, t2, t3)];
    const mixed = mix(mix(a1, a2, t0, t2), mix(a2, a3, t1, t3), t1, t2);
    // The radius stays between those of its points: a curve may dip below 0.
    mixed[3] = b[3] + share * (c[3] - b[3]);
    return mixed;
  };
}

/** Length of a line x y z r, mm. */
export function lengthOfNodes(nodes: ArrayLike<number>): number {
  let length = 0;
  for (let p = 4; p < nodes.length; p += 4) {
    length += Math.hypot(nodes[p] - nodes[p - 4], nodes[p + 1] - nodes[p - 3], nodes[p + 2] - nodes[p - 2]);
  }
  return length;
}
