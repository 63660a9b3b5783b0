import type { Profile } from '../printer/profile.ts';
import { appendMove, createQueue, flushQueue, type MotionQueue } from './motion-queue.ts';
import { type Step, type StrandStep, secondsOf } from './step.ts';

export interface TimeEstimate {
  /** Motion, flow without motion, dwells, light and tool changes (as the profile tells them), s; not heating or people. */
  readonly totalS: number;
  /** Σ length / speed of the strands, s. */
  readonly extrusionS: number;
  /** When the needle begins to move on each strand, by its id, s from the start of the program. */
  readonly strandStart: Float64Array;
  readonly strandEnd: Float64Array;
  /** When each light begins, in the order of the cure steps, s. */
  readonly cureStart: Float64Array;
}

/** Moves planned in one go; a stop every so often costs milliseconds and bounds the memory. */
const longestChain = 65536;

/** The clock while the steps run. */
interface Clock {
  readonly profile: Profile;
  readonly queue: MotionQueue;
  /** At the end of the last flush. */
  now: number;
  /** Position, nm; null before the first approach and after a tool change. */
  x: number;
  y: number;
  z: number;
  known: boolean;
  /** Ids of strands that begin or end before the queued move of the same number. */
  readonly marks: { at: number; id: number; end: boolean }[];
  readonly strandStart: Float64Array;
  readonly strandEnd: Float64Array;
}

/**
 * Runs the steps through a planner with acceleration and corner speeds. The needle stops where a valve opens or
 * closes, a plunger primes, or a step asks for rest; everywhere else moves run into each other.
 */
export function estimateTime(steps: readonly Step[], profile: Profile): TimeEstimate {
  let strands = 0;
  let cures = 0;
  for (const step of steps) {
    if (step.kind === 'strand') strands = Math.max(strands, step.id + 1);
    else if (step.kind === 'cure') cures++;
  }
  const clock: Clock = {
    profile,
    queue: createQueue(),
    now: 0,
    x: 0,
    y: 0,
    z: 0,
    known: false,
    marks: [],
    strandStart: new Float64Array(strands),
    strandEnd: new Float64Array(strands),
  };
  const cureStart = new Float64Array(cures);
  const stops = new Map(profile.tools.map((tool) => [tool.id, tool.dispenser.by === 'valve']));
  let extrusionS = 0;
  cures = 0;
  for (const step of steps) {
    if (step.kind === 'strand') {
      extrusionS += secondsOf(step);
      runStrand(clock, step, stops.get(step.tool) ?? false);
    } else if (step.kind === 'travel' || step.kind === 'wipe') {
      for (let i = 0; i < step.points.length; i += 3) {
        moveTo(clock, step.points[i], step.points[i + 1], step.points[i + 2], step.speed);
      }
    } else {
      if (step.kind === 'cure') {
        settle(clock);
        cureStart[cures++] = clock.now;
      }
      rest(clock, step);
    }
  }
  settle(clock);
  return { totalS: clock.now, extrusionS, strandStart: clock.strandStart, strandEnd: clock.strandEnd, cureStart };
}

function runStrand(clock: Clock, step: StrandStep, valve: boolean): void {
  const { points, rise, closed } = step.strand;
  const { preflow, prime, continues } = step.start;
  const before = preflow + prime / step.flow;
  const { speeds, openS } = step;
  if ((valve && !continues) || before > 0) settle(clock);
  clock.now += before;
  const count = points.length / 2;
  if (!clock.known) place(clock, step.xNm + points[0], step.yNm + points[1], step.zNm + (rise?.[0] ?? 0));
  mark(clock, step.id, false);
  for (let i = 1; i < (closed ? count + 1 : count); i++) {
    const j = i % count;
    const speed = speeds?.[i - 1] ?? step.speed;
    moveTo(clock, step.xNm + points[2 * j], step.yNm + points[2 * j + 1], step.zNm + (rise?.[j] ?? 0), speed);
  }
  if (openS !== undefined) {
    settle(clock);
    clock.now += openS;
  }
  mark(clock, step.id, true);
  const { postflow, relax } = step.end;
  const after = postflow + relax / step.flow;
  if ((valve && !step.end.continues) || after > 0) settle(clock);
  clock.now += after;
}

/** Steps during which the needle stands still. */
function rest(clock: Clock, step: Step): void {
  if (step.kind === 'dwell' || step.kind === 'cure') {
    settle(clock);
    clock.now += step.seconds;
  } else if (step.kind === 'prime' || step.kind === 'purge') {
    settle(clock);
    clock.now += step.volumeUl / step.flow;
  } else if (step.kind === 'toolChange') {
    settle(clock);
    clock.now += clock.profile.tools.find(({ id }) => id === step.to)?.changeSeconds ?? 0;
    clock.known = false;
  } else if (step.kind === 'pause' || (step.kind === 'temperature' && step.wait)) {
    settle(clock);
  }
}

function moveTo(clock: Clock, x: number, y: number, z: number, speed: number): void {
  if (clock.known) {
    const dx = (x - clock.x) / 1e6;
    const dy = (y - clock.y) / 1e6;
    const dz = (z - clock.z) / 1e6;
    appendMove(clock.queue, clock.profile.motion, dx, dy, dz, speed);
    if (clock.queue.count >= longestChain) settle(clock);
  }
  place(clock, x, y, z);
}

function place(clock: Clock, x: number, y: number, z: number): void {
  clock.x = x;
  clock.y = y;
  clock.z = z;
  clock.known = true;
}

function mark(clock: Clock, id: number, end: boolean): void {
  clock.marks.push({ at: clock.queue.count, id, end });
}

/** Lets the queued moves run to rest and gives the marked strands their times. */
function settle(clock: Clock): void {
  const { marks, queue, now } = clock;
  let next = 0;
  const note = (done: number, seconds: number) => {
    for (; next < marks.length && marks[next].at <= done; next++) {
      const { id, end } = marks[next];
      (end ? clock.strandEnd : clock.strandStart)[id] = now + seconds;
    }
  };
  note(0, 0);
  clock.now = now + flushQueue(queue, clock.profile.motion.acceleration, (index, seconds) => note(index + 1, seconds));
  note(Number.POSITIVE_INFINITY, clock.now - now);
  marks.length = 0;
}
