import { cornerSquare, type Leg, restSquare } from './corner-speed.ts';
import { type CornerRule, cornerRule, type MotionLimits } from './motion-limits.ts';

/**
 * A chain of straight moves from rest to rest, planned as firmware plans it: each move has its own top speed and
 * acceleration, and a corner is passed at most at the speed of the machine's rule. Columns of squares of speeds,
 * (mm/s)²; lengths in mm.
 */
export interface Chain {
  count: number;
  /** What the caller knows the move by. */
  row: Uint32Array;
  length: Float64Array;
  top: Float64Array;
  /** mm/s² */
  acceleration: Float64Array;
  /** At most so fast into the move; after planning, so fast it is. */
  entry: Float64Array;
  /** Into the first move, which is under way with it; NaN: from rest. */
  from: number;
  /** At the end of the last move. */
  rest: number;
  /** The last move, and the one before it. */
  leg: Leg;
  before: Leg;
  /**
   * Klipper alone, without room for the others: what of twice the acceleration short moves may use, the squares with it,
   * and the cap that follows.
   */
  gentle: Float64Array;
  smooth: Float64Array;
  cap: Float64Array;
}

/** Moves planned in one go; a stop every so often costs milliseconds and bounds the memory. */
const longestChain = 65536;

/** An empty chain for machines of a rule of corners, with room for so many moves before it has to grow. */
export function createChain(rule: CornerRule, moves = 256): Chain {
  const size = Math.max(1, Math.min(moves, longestChain));
  const column = () => new Float64Array(size);
  const forKlipper = () => new Float64Array(rule === cornerRule.square ? size : 0);
  return {
    count: 0,
    row: new Uint32Array(size),
    length: column(),
    top: column(),
    acceleration: column(),
    entry: column(),
    from: Number.NaN,
    rest: 0,
    leg: createLeg(),
    before: createLeg(),
    gentle: forKlipper(),
    smooth: forKlipper(),
    cap: forKlipper(),
  };
}

/** Born as NaN, so that the engine keeps the fields as doubles from the start. */
function createLeg(): Leg {
  const none = Number.NaN;
  return { ux: none, uy: none, uz: none, ue: none, length: none, acceleration: none, corner: none };
}

export const isLong = ({ count }: Chain): boolean => count >= longestChain;

/**
 * Appends a move of (dx, dy, dz) mm at `speed`; `de` units of the plunger go with it, and `acceleration` is that of its
 * kind. False for a move without length.
 */
export function appendMove(
  chain: Chain,
  limits: MotionLimits,
  row: number,
  dx: number,
  dy: number,
  dz: number,
  speed: number,
  acceleration = limits.acceleration,
  de = 0,
): boolean {
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
  if (!(length > 0)) return false;
  const { before: leg, leg: before } = chain;
  chain.leg = leg;
  chain.before = before;
  const ux = dx / length;
  const uy = dy / length;
  const uz = dz / length;
  leg.ux = ux;
  leg.uy = uy;
  leg.uz = uz;
  leg.ue = de / length;
  leg.length = length;
  leg.corner = limits.corner;
  let top = speed < limits.top ? speed : limits.top;
  if (top * Math.abs(ux) > limits.x) top = limits.x / Math.abs(ux);
  if (top * Math.abs(uy) > limits.y) top = limits.y / Math.abs(uy);
  if (top * Math.abs(uz) > limits.z) top = limits.z / Math.abs(uz);
  leg.acceleration = acceleration;
  if (limits.byAxis) {
    leg.acceleration = along(limits.accelerations, leg, acceleration);
    if (top * Math.abs(leg.ue) > limits.e) top = limits.e / Math.abs(leg.ue);
  }
  const topSquare = top * top;
  const i = chain.count;
  if (i === chain.length.length) grow(chain);
  let entry: number;
  if (i === 0) entry = Math.min(chain.from >= 0 ? chain.from : restSquare(limits, leg), topSquare);
  else {
    // Most moves of a fill go straight on or turn by a corner that the rule decides; both tops bound it.
    entry = Math.min(cornerSquare(limits, before, leg), topSquare, chain.top[i - 1]);
  }
  chain.row[i] = row;
  chain.length[i] = length;
  chain.top[i] = topSquare;
  chain.acceleration[i] = leg.acceleration;
  if (limits.rule === cornerRule.square) chain.gentle[i] = 2 * leg.acceleration * limits.steadyShare;
  chain.entry[i] = entry;
  chain.rest = limits.jerksFromRest ? Math.min(restSquare(limits, leg), topSquare) : 0;
  chain.count = i + 1;
  return true;
}

/** The greatest acceleration along a leg that no axis forbids, at most `acceleration`. */
function along(most: MotionLimits['accelerations'], { ux, uy, uz, ue }: Leg, acceleration: number): number {
  let a = acceleration;
  if (a * Math.abs(ux) > most.x) a = most.x / Math.abs(ux);
  if (a * Math.abs(uy) > most.y) a = most.y / Math.abs(uy);
  if (a * Math.abs(uz) > most.z) a = most.z / Math.abs(uz);
  if (a * Math.abs(ue) > most.e) a = most.e / Math.abs(ue);
  return a;
}

/** How fast each row begins, runs and ends, mm/s, and the ways on which it speeds up and slows down, mm. */
export interface RowSpeeds {
  readonly entry: Float32Array;
  readonly peak: Float32Array;
  readonly exit: Float32Array;
  readonly up: Float32Array;
  readonly down: Float32Array;
}

/**
 * Runs the chain from `now`, s: writes when each move ends to `ends` by its row, how fast it is to `speeds` where they
 * are asked for, and empties the chain. The end, s.
 */
export function runChain(
  chain: Chain,
  limits: MotionLimits,
  now: number,
  ends: Float64Array,
  speeds: RowSpeeds | null = null,
): number {
  const { count, row, length, top, entry, cap, rest, acceleration } = chain;
  if (count === 0) return now;
  const capped = limits.rule === cornerRule.square;
  if (capped) capTops(chain);
  // Backwards: no faster into a move than it can brake from; forwards: no faster than it could become.
  let exit = rest;
  for (let i = count - 1; i >= 0; i--) {
    const most = exit + 2 * acceleration[i] * length[i];
    if (entry[i] > most) entry[i] = most;
    exit = entry[i];
  }
  let at = now;
  for (let i = 0; i < count; i++) {
    let from = entry[i];
    let to = i + 1 < count ? entry[i + 1] : rest;
    const a = acceleration[i];
    const gain = 2 * a * length[i];
    if (to > from + gain) to = from + gain;
    if (i + 1 < count) entry[i + 1] = to;
    let peak = (from + to + gain) / 2;
    if (peak > top[i]) peak = top[i];
    if (capped && peak > cap[i]) {
      peak = cap[i];
      if (from > peak) from = peak;
      if (to > peak) to = peak;
    }
    const v = Math.sqrt(peak);
    const cruise = length[i] - (2 * peak - from - to) / (2 * a);
    at += (2 * v - Math.sqrt(from) - Math.sqrt(to)) / a + (cruise > 0 ? cruise / v : 0);
    ends[row[i]] = at;
    if (speeds !== null) noteSpeeds(speeds, row[i], v, from, to, peak, a);
  }
  chain.count = 0;
  return at;
}

function noteSpeeds(
  { entry, peak, exit, up, down }: RowSpeeds,
  row: number,
  v: number,
  from: number,
  to: number,
  square: number,
  a: number,
): void {
  entry[row] = Math.sqrt(from);
  peak[row] = v;
  exit[row] = Math.sqrt(to);
  up[row] = (square - from) / (2 * a);
  down[row] = (square - to) / (2 * a);
}

/**
 * Klipper speeds up only so far as half of its acceleration could, so that short moves do not shake (max_accel_to_decel,
 * later minimum_cruise_ratio, 0.5 where nothing is set; klippy/toolhead.py, MoveQueue.flush): the top of a move between two rises.
 */
function capTops({ count, length, top, entry, gentle, smooth, cap, from }: Chain): void {
  // How gently a chain under way came to its speed is not known any more: taken as gently as allowed.
  smooth[0] = from >= 0 ? entry[0] : 0;
  for (let i = 1; i < count; i++) smooth[i] = Math.min(entry[i], smooth[i - 1] + gentle[i - 1] * length[i - 1]);
  let next = 0;
  let peak = Number.POSITIVE_INFINITY;
  /** Moves from here up to the one after which braking alone is left wait for the peak before them. */
  let waiting = 0;
  for (let i = count - 1; i >= 0; i--) {
    const gain = gentle[i] * length[i];
    const reach = next + gain;
    const own = Math.min(smooth[i], reach);
    if (own < reach) {
      if (own + gain > next || waiting > 0) {
        peak = Math.min(top[i], (own + reach) / 2);
        for (let j = i + 1; waiting > 0; j++, waiting--) cap[j] = peak;
      }
      cap[i] = peak;
    } else {
      cap[i] = Number.POSITIVE_INFINITY;
      waiting++;
    }
    next = own;
  }
}

/** s that one move takes which speeds up from `from`, runs at most at `top`, and slows down to `to`; mm, mm/s, mm/s². */
export function moveTime(length: number, from: number, to: number, top: number, acceleration: number): number {
  if (!(length > 0)) return 0;
  const peak = Math.min(top, Math.sqrt(acceleration * length + (from * from + to * to) / 2));
  const ramps = (2 * peak * peak - from * from - to * to) / (2 * acceleration);
  return (2 * peak - from - to) / acceleration + Math.max(0, length - ramps) / peak;
}

function grow(chain: Chain): void {
  for (const key of ['length', 'top', 'acceleration', 'entry', 'gentle', 'smooth', 'cap'] as const) {
    const larger = new Float64Array(chain[key].length * 2);
    larger.set(chain[key]);
    chain[key] = larger;
  }
  const rows = new Uint32Array(chain.row.length * 2);
  rows.set(chain.row);
  chain.row = rows;
}
