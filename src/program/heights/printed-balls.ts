import type { Strand } from '../../laydown/strand.ts';
import { type Spot, unprinted } from './height-map.ts';

/**
 * Strands in space as a needle meets them on its way: balls on their centre lines by the square of the plan in which they
 * lie, x y z r of each, mm. A map of heights knows them only as walls from the ground up, as wide below as in the middle.
 */
export interface PrintedBalls {
  readonly squares: Map<number, number[]>;
  /** Radius of the thickest ball. */
  thickest: number;
}

export const noBalls = (): PrintedBalls => ({ squares: new Map(), thickest: 0 });

/** Edge of the squares, mm. */
const edge = 1;
const lanes = 65_536;
const squareOf = (mm: number): number => Math.floor(mm / edge) + lanes / 2;
/** Balls are this share of their radius apart: their row is nowhere thinner than its strand by more than 1 %. */
const apart = 0.25;
/** No nearer than this, mm: balls of thinner strands are as much wider as keeps their row nowhere thinner than the strand. */
const leastApart = 0.05;
/** Around its own ends a needle may meet what it joins, widths; a little less than what the gate lets pass. */
const jointReach = 1.4;

/** Adds a strand that lies at a place of the machine, nm. */
export function addBalls(printed: PrintedBalls, strand: Strand, xNm: number, yNm: number, zNm: number): void {
  const { points, rise, widths, width } = strand;
  let last: readonly number[] | null = null;
  for (let i = 0; i < points.length / 2; i++) {
    const r = (widths === undefined ? width : widths[i] / 1e6) / 2;
    const z = (zNm + (rise?.[i] ?? 0)) / 1e6 - r;
    const next = [(xNm + points[2 * i]) / 1e6, (yNm + points[2 * i + 1]) / 1e6, z, r];
    const from: readonly number[] = last ?? next;
    const length = Math.hypot(next[0] - from[0], next[1] - from[1], next[2] - from[2]);
    const step = Math.max(leastApart, apart * Math.min(from[3], r));
    const pieces = Math.max(1, Math.ceil(length / step));
    const isThin = step === leastApart;
    for (let k = 1; k <= pieces; k++) {
      const ball = next.map((value, j) => from[j] + (k / pieces) * (value - from[j]));
      if (isThin) ball[3] = Math.hypot(ball[3], step / 2);
      const key = squareOf(ball[0]) * lanes + squareOf(ball[1]);
      const square = printed.squares.get(key);
      if (square === undefined) printed.squares.set(key, ball);
      else square.push(...ball);
    }
    printed.thickest = Math.max(printed.thickest, Math.hypot(r, isThin ? step / 2 : 0));
    last = next;
  }
}

/** An end of a way: where the tip stands, nm. */
export interface WayEnd extends Spot {
  readonly z: number;
}

/** A needle somewhere on its way, nm. */
export interface NeedleAt {
  readonly at: Spot;
  readonly radius: number;
  /** The ends of the way that are near: what is joined there it may leave or reach as it lies. */
  readonly ends: readonly WayEnd[];
  /** What lies so near an end counts as come from or gone to, not as crossed. */
  readonly spare: number;
}

/** The least height of the tip over what is met, nm, and over what is crossed; `unprinted` where nothing is. */
export function heightsOver(printed: PrintedBalls, needle: NeedleAt): { met: number; crossed: number } {
  const [x, y] = [needle.at.x / 1e6, needle.at.y / 1e6];
  const radius = needle.radius / 1e6;
  const reach = radius + printed.thickest;
  let [met, crossed] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = squareOf(x - reach); i <= squareOf(x + reach); i++) {
    for (let j = squareOf(y - reach); j <= squareOf(y + reach); j++) {
      const square = printed.squares.get(i * lanes + j);
      if (square === undefined) continue;
      for (let k = 0; k < square.length; k += 4) {
        const [cx, cy, cz, r] = [square[k], square[k + 1], square[k + 2], square[k + 3]];
        if (cz + r <= crossed) continue;
        const middle = Math.sqrt((cx - x) ** 2 + (cy - y) ** 2);
        const away = Math.max(0, middle - radius);
        if (away >= r) continue;
        const least = cz + Math.sqrt(r * r - away * away);
        if (least > met && !isLeft(needle, cx, cy, cz, r, middle)) met = least;
        if (least > crossed && !needle.ends.some((end) => distance(end, cx, cy) <= needle.spare / 1e6)) crossed = least;
      }
    }
  }
  return { met: inNm(met), crossed: inNm(crossed) };
}

const inNm = (mm: number): number => (mm === Number.NEGATIVE_INFINITY ? unprinted : Math.ceil(mm * 1e6));

const distance = (end: Spot, x: number, y: number): number => Math.hypot(x - end.x / 1e6, y - end.y / 1e6);

/** Whether a ball is of the joint at an end of the way, and the needle no nearer to it than where it stands at the ends. */
function isLeft({ at, ends }: NeedleAt, cx: number, cy: number, cz: number, r: number, middle: number): boolean {
  const reach = jointReach * 2 * r;
  let nearest = Number.POSITIVE_INFINITY;
  for (const end of ends) {
    const own = distance(end, cx, cy);
    // The tip stands on the upper side of the strand: its centre line lies half a width below.
    if (Math.hypot(own, cz + r - end.z / 1e6) > reach || distance(end, at.x / 1e6, at.y / 1e6) > reach) continue;
    nearest = Math.min(nearest, own);
  }
  return middle >= nearest - 1e-6;
}
