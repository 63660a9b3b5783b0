import type { Strand } from '../laydown/strand.ts';

/** A strand in space, and the height of its lowest point that its layer gets as its top. */
export interface SpaceStrand {
  readonly strand: Strand;
  /** mm above the floor of the construct. */
  readonly top: number;
}

/** A line strays by at most this share of its least radius, so that a needle beside it stays clear of it. */
const strayShare = 0.04;

/**
 * A line (x y z r of each node, mm) as a strand: round, its tip running along its upper side, a radius above the centre line. Points that it does
 * not need within `toleranceMm`, less in a thin line, are left out (Douglas-Peucker over place and radius).
 */
export function strandOfLine(nodes: Float64Array, ink: string, part: string, toleranceMm: number): SpaceStrand {
  let thinnest = Number.POSITIVE_INFINITY;
  for (let p = 3; p < nodes.length; p += 4) thinnest = Math.min(thinnest, nodes[p]);
  const kept = neededNodes(nodes, Math.min(toleranceMm, strayShare * thinnest));
  const points = new Int32Array(2 * kept.length);
  const tips = new Int32Array(kept.length);
  const widths = new Int32Array(kept.length);
  kept.forEach((node, i) => {
    const p = 4 * node;
    points[2 * i] = nm(nodes[p]);
    points[2 * i + 1] = nm(nodes[p + 1]);
    tips[i] = nm(nodes[p + 2] + nodes[p + 3]);
    widths[i] = nm(2 * nodes[p + 3]);
  });
  const lowest = tips.reduce((a, b) => Math.min(a, b));
  const widest = widths.reduce((a, b) => Math.max(a, b));
  const varies = widths.some((width) => width < widest);
  const width = widest / 1e6;
  const shape = {
    closed: false,
    role: 'branch',
    ink,
    part,
    width,
    height: width,
    area: (Math.PI / 4) * width * width,
    round: true,
  } as const;
  const strand = { points, rise: tips.map((tip) => tip - lowest), ...shape, ...(varies ? { widths } : {}) };
  return { strand, top: lowest / 1e6 };
}

const nm = (mm: number): number => Math.round(mm * 1e6);

/** A stack instead of recursion: long lines cannot overflow it. */
function neededNodes(nodes: Float64Array, tolerance: number): number[] {
  const count = nodes.length / 4;
  const keep = new Uint8Array(count);
  keep[0] = 1;
  keep[count - 1] = 1;
  const stack = [0, count - 1];
  while (stack.length > 0) {
    // The stack holds pairs, and is not empty.
    const to = stack.pop()!;
    // The stack holds pairs, and is not empty.
    const from = stack.pop()!;
    const far = farthest(nodes, from, to, tolerance);
    if (far < 0) continue;
    keep[far] = 1;
    stack.push(from, far, far, to);
  }
  return Array.from(keep, (kept, i) => (kept === 1 ? i : -1)).filter((i) => i >= 0);
}

/** The node farthest from where a straight piece would have it, in place or in radius; -1 when all are near enough. */
function farthest(nodes: Float64Array, from: number, to: number, tolerance: number): number {
  const [p, q] = [4 * from, 4 * to];
  const d = [0, 1, 2, 3].map((k) => nodes[q + k] - nodes[p + k]);
  const square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2];
  let best = -1;
  let worst = tolerance;
  for (let i = from + 1; i < to; i++) {
    const o = 4 * i;
    const e = [0, 1, 2, 3].map((k) => nodes[o + k] - nodes[p + k]);
    const t = square > 0 ? Math.min(1, Math.max(0, (e[0] * d[0] + e[1] * d[1] + e[2] * d[2]) / square)) : 0;
    const off = Math.max(Math.hypot(e[0] - t * d[0], e[1] - t * d[1], e[2] - t * d[2]), Math.abs(e[3] - t * d[3]));
    if (off > worst) [best, worst] = [i, off];
  }
  return best;
}
