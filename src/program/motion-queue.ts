import type { Profile } from '../printer/profile.ts';

/**
 * Time of a chain of straight moves as firmware planners run them: each move has its own top speed and one
 * acceleration; at a corner the speed is limited so that either no axis jumps by more than the jerk (Marlin classic),
 * or the path would round the corner within the junction deviation (GRBL, Marlin 2: v² = a d s / (1 - s), s the sine
 * of half the angle between the legs). The chain begins and ends at rest. mm, mm/s, mm/s², s.
 */
export interface MotionQueue {
  count: number;
  length: Float64Array;
  /** Top speed of the move, and the speed allowed at its beginning. */
  top: Float64Array;
  entry: Float64Array;
  /** Direction of the last move. */
  readonly last: [number, number, number];
}

export type Limits = Profile['motion'];

export function createQueue(): MotionQueue {
  const size = 1024;
  return {
    count: 0,
    length: new Float64Array(size),
    top: new Float64Array(size),
    entry: new Float64Array(size),
    last: [0, 0, 0],
  };
}

/** Appends a move of (dx, dy, dz) mm at `speed`; moves without length are left out. */
export function appendMove(
  queue: MotionQueue,
  limits: Limits,
  dx: number,
  dy: number,
  dz: number,
  speed: number,
): void {
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
  if (!(length > 0)) return;
  const ux = dx / length;
  const uy = dy / length;
  const uz = dz / length;
  const { x, y, z } = limits.maxSpeed;
  const top = Math.min(speed, x / Math.abs(ux), y / Math.abs(uy), z / Math.abs(uz));
  const index = queue.count;
  if (index === queue.length.length) grow(queue);
  queue.length[index] = length;
  queue.top[index] = top;
  queue.entry[index] =
    index === 0 ? 0 : Math.min(cornerSpeed(queue.last, ux, uy, uz, limits), top, queue.top[index - 1]);
  queue.last[0] = ux;
  queue.last[1] = uy;
  queue.last[2] = uz;
  queue.count = index + 1;
}

/** Seconds that the queued moves take; `ends`, when given, receives the time at the end of each. Empties the queue. */
export function flushQueue(queue: MotionQueue, acceleration: number, ends?: (index: number, seconds: number) => void) {
  const { count, length, top, entry } = queue;
  // Backwards: no faster into a move than it can brake from; forwards: no faster than it could become.
  for (let i = count - 1; i >= 0; i--) {
    const exit = i + 1 < count ? entry[i + 1] : 0;
    entry[i] = Math.min(entry[i], Math.sqrt(exit * exit + 2 * acceleration * length[i]));
  }
  let seconds = 0;
  for (let i = 0; i < count; i++) {
    const from = entry[i];
    if (i + 1 < count) entry[i + 1] = Math.min(entry[i + 1], Math.sqrt(from * from + 2 * acceleration * length[i]));
    const to = i + 1 < count ? entry[i + 1] : 0;
    seconds += moveTime(length[i], from, to, top[i], acceleration);
    ends?.(i, seconds);
  }
  queue.count = 0;
  return seconds;
}

/** Time of one move that speeds up from `from`, runs at most at `top`, and slows down to `to`. */
export function moveTime(length: number, from: number, to: number, top: number, acceleration: number): number {
  const peak = Math.min(top, Math.sqrt(acceleration * length + (from * from + to * to) / 2));
  const ramps = (2 * peak * peak - from * from - to * to) / (2 * acceleration);
  const cruise = Math.max(0, length - ramps) / peak;
  return (2 * peak - from - to) / acceleration + cruise;
}

function cornerSpeed(last: readonly number[], ux: number, uy: number, uz: number, limits: Limits): number {
  const { junction, acceleration } = limits;
  if (junction.by === 'jerk') {
    const jump = Math.max(Math.abs(ux - last[0]), Math.abs(uy - last[1]), Math.abs(uz - last[2]));
    return jump === 0 ? Number.POSITIVE_INFINITY : junction.speed / jump;
  }
  const cosine = -(ux * last[0] + uy * last[1] + uz * last[2]);
  const sine = Math.sqrt(Math.max(0, (1 - cosine) / 2));
  return sine > 0.999999 ? Number.POSITIVE_INFINITY : Math.sqrt((acceleration * junction.distance * sine) / (1 - sine));
}

function grow(queue: MotionQueue): void {
  for (const key of ['length', 'top', 'entry'] as const) {
    const larger = new Float64Array(queue[key].length * 2);
    larger.set(queue[key]);
    queue[key] = larger;
  }
}
