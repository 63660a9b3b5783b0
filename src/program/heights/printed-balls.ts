import type { Strand } from '../../laydown/strand.ts';
import { type Spot, unprinted } from './height-map.ts';

/**
 * Strands in space as a needle meets them on its way: balls on their centre lines by the square of the plan in which they
 * lie, x y z r of each, mm. A map of heights knows them only as walls from the ground up, as wide below as in the middle.
 */
export interface PrintedBalls {
  readonly squares: Map<number, Square>;
  /** Radius of the thickest ball. */
  thickest: number;
}

interface Square {
  readonly balls: number[];
  /** Where the highest of them ends, mm. */
  top: number;
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
      const top = ball[2] + ball[3];
      const square = printed.squares.get(key);
      if (square === undefined) printed.squares.set(key, { balls: ball, top });
      else {
        square.balls.push(...ball);
        square.top = Math.max(square.top, top);
      }
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
  /** What ends lower is not looked at. */
  readonly floor: number;
}

/** The least height of the tip over what is met, nm, and over what is crossed; `unprinted` where nothing is. */
export function heightsOver(printed: PrintedBalls, needle: NeedleAt): { met: number; crossed: number } {
  const x = needle.at.x / 1e6;
  const y = needle.at.y / 1e6;
  const radius = needle.radius / 1e6;
  const reach = radius + printed.thickest;
  const floor = needle.floor / 1e6;
  let met = floor;
  let crossed = floor;
  for (let i = squareOf(x - reach); i <= squareOf(x + reach); i++) {
    for (let j = squareOf(y - reach); j <= squareOf(y + reach); j++) {
      const square = printed.squares.get(i * lanes + j);
      if (square === undefined || (square.top <= crossed && square.top <= met)) continue;
      const { balls } = square;
      for (let k = 0; k < balls.length; k += 4) {
        const r = balls[k + 3];
        const cz = balls[k + 2];
        // What is met is crossed as well, or lies near an end.
        if (cz + r <= crossed && cz + r <= met) continue;
        const dx = balls[k] - x;
        const dy = balls[k + 1] - y;
        const squared = dx * dx + dy * dy;
        if (squared >= (radius + r) * (radius + r)) continue;
        const middle = Math.sqrt(squared);
        const away = Math.max(0, middle - radius);
        const least = cz + Math.sqrt(r * r - away * away);
        if (least > met && !isLeft(needle, balls[k], balls[k + 1], cz, r, middle)) met = least;
        if (least > crossed && !isSpared(needle, balls[k], balls[k + 1])) crossed = least;
      }
    }
  }
  const inNm = (mm: number): number => (mm === floor ? unprinted : Math.ceil(mm * 1e6));
  return { met: inNm(met), crossed: inNm(crossed) };
}

function isSpared({ ends, spare }: NeedleAt, cx: number, cy: number): boolean {
  for (let e = 0; e < ends.length; e++) if (distance(ends[e], cx, cy) <= spare / 1e6) return true;
  return false;
}

function distance(end: Spot, x: number, y: number): number {
  const dx = x - end.x / 1e6;
  const dy = y - end.y / 1e6;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Whether a ball is of the joint at an end of the way, and the needle no nearer to it than where it stands at the ends. */
function isLeft({ at, ends }: NeedleAt, cx: number, cy: number, cz: number, r: number, middle: number): boolean {
  const reach = jointReach * 2 * r;
  let nearest = Number.POSITIVE_INFINITY;
  for (let e = 0; e < ends.length; e++) {
    const end = ends[e];
    const own = distance(end, cx, cy);
    if (own > reach || distance(end, at.x / 1e6, at.y / 1e6) > reach) continue;
    // The tip stands on the upper side of the strand: its centre line lies half a width below.
    const below = cz + r - end.z / 1e6;
    if (own * own + below * below > reach * reach) continue;
    nearest = Math.min(nearest, own);
  }
  return middle >= nearest - 1e-6;
}
