import { span } from '../span.ts';

/** A strand in a thin place. */
export interface Bead {
  /** x0 y0 x1 y1 …, nm. A closed one does not repeat its first point. */
  readonly points: Int32Array;
  /** At each point, nm. */
  readonly widths: Int32Array;
  readonly closed: boolean;
  /** Of the place that it fills, mm²: its ink is that times the height of the layer. */
  readonly areaMm2: number;
  /** How many strands lie between it and the rim. */
  readonly depth: number;
}

/** A bead under way: x y width of each point, nm. */
export interface RawBead {
  readonly way: readonly number[];
  readonly closed: boolean;
  readonly depth: number;
}

/** Points and widths that lie closer to what the others tell are left out, nm. */
const tolerance = 8000;

/** Rounds to whole nanometres and leaves out what is not needed; null when nothing is left. */
export function finishBead({ way, closed, depth }: RawBead, areaMm2: number): Bead | null {
  const kept = simplify(way, closed);
  const count = kept.length;
  if (count < (closed ? 3 : 2)) return null;
  const points = new Int32Array(2 * count);
  const widths = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const i = kept[k];
    points[2 * k] = Math.round(way[3 * i]);
    points[2 * k + 1] = Math.round(way[3 * i + 1]);
    widths[k] = Math.round(way[3 * i + 2]);
  }
  return { points, widths, closed, areaMm2, depth };
}

/** Length times width, nm². */
export function sweptArea({ way, closed }: Pick<RawBead, 'way' | 'closed'>): number {
  const count = way.length / 3;
  let sum = 0;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = i === 0 ? count - 1 : i - 1;
    const length = span(way[3 * i] - way[3 * j], way[3 * i + 1] - way[3 * j + 1]);
    sum += (length * (way[3 * i + 2] + way[3 * j + 2])) / 2;
  }
  return sum;
}

/** Douglas-Peucker in place and width together; a closed bead is halved at the point farthest from its first. */
function simplify(way: readonly number[], closed: boolean): number[] {
  const count = way.length / 3;
  if (count < 2) return [];
  const keep = new Uint8Array(count);
  keep[0] = 1;
  keep[count - 1] = 1;
  const stack: [number, number][] = [[0, count - 1]];
  if (closed) {
    let far = 0;
    for (let i = 1; i < count; i++) if (apart(way, 0, i) > apart(way, 0, far)) far = i;
    keep[far] = 1;
    stack.splice(0, 1, [0, far], [far, count - 1]);
  }
  for (let span = stack.pop(); span; span = stack.pop()) {
    const worst = farthest(way, span[0], span[1]);
    if (worst < 0) continue;
    keep[worst] = 1;
    stack.push([span[0], worst], [worst, span[1]]);
  }
  const kept: number[] = [];
  for (let i = 0; i < count; i++) if (keep[i] === 1) kept.push(i);
  return kept.filter((i, k) => k === 0 || apart(way, i, kept[k - 1]) >= 1000);
}

function apart(way: readonly number[], a: number, b: number): number {
  return span(way[3 * a] - way[3 * b], way[3 * a + 1] - way[3 * b + 1]);
}

function farthest(way: readonly number[], from: number, to: number): number {
  const ax = way[3 * from];
  const ay = way[3 * from + 1];
  const aw = way[3 * from + 2];
  const dx = way[3 * to] - ax;
  const dy = way[3 * to + 1] - ay;
  const dw = way[3 * to + 2] - aw;
  const square = dx * dx + dy * dy;
  let best = -1;
  let worst = tolerance;
  for (let i = from + 1; i < to; i++) {
    const px = way[3 * i] - ax;
    const py = way[3 * i + 1] - ay;
    const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
    const off = Math.max(span(px - t * dx, py - t * dy), Math.abs(way[3 * i + 2] - aw - t * dw));
    if (off <= worst) continue;
    worst = off;
    best = i;
  }
  return best;
}
