import { appendMove, createChain, moveTime, type RowSpeeds, runChain } from './look-ahead.ts';
import type { MotionLimits } from './motion-limits.ts';

/**
 * The planner of the machine's model for moves that come one by one, as a printer gets them: what has not ended is planned
 * anew with every move that arrives, and what has ended is not. A printer that is fed in time takes as long as `runMotion`
 * says; one that runs dry stops. Seconds of a clock that runs as the machine does; mm, mm/s.
 */
export interface LivePlanner {
  /** A straight move; its ink decides which acceleration it has. */
  readonly move: (dx: number, dy: number, dz: number, speed: number, extrudes: boolean, now: number) => void;
  /** The plunger alone goes so many units: from standstill to standstill. */
  readonly alone: (units: number, speed: number, now: number) => void;
  /** Forgets what has ended by now. */
  readonly settle: (now: number) => void;
  /** Forgets all: motion ends where it is. */
  readonly clear: () => void;
  /** When each move in the queue ends, in order. */
  readonly ends: readonly number[];
}

interface Queued {
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  readonly speed: number;
  readonly acceleration: number;
  /** s of a plunger that moves alone; NaN: a move of the needle. */
  readonly alone: number;
  /** Square of the speed at which it ends. */
  exit: number;
}

/** Moves that are planned anew at most: more than any needle needs to come to rest. */
const window = 64;

export function createLivePlanner(limits: MotionLimits): LivePlanner {
  let queue: Queued[] = [];
  const ends: number[] = [];
  /** Moves at the head of the queue that keep the plan they have. */
  let kept = 0;
  /** When the first move that may be planned anew begins, and how fast, squared; NaN: from rest. */
  let startsAt = 0;
  let from = Number.NaN;
  const chain = createChain();
  const column = () => new Float32Array(window);
  const speeds: RowSpeeds = { entry: column(), peak: column(), exit: column(), up: column(), down: column() };
  const rowEnds = new Float64Array(window);

  /** The first move that could still be planned anew keeps its plan. */
  function keepFirst(index: number): void {
    startsAt = ends[index];
    from = queue[index].exit > 0 ? queue[index].exit : Number.NaN;
  }

  function settle(now: number): void {
    let ended = 0;
    while (ended < queue.length && ends[ended] <= now) ended++;
    if (ended === 0) return;
    if (ended > kept) keepFirst(ended - 1);
    queue = queue.slice(ended);
    ends.splice(0, ended);
    kept = Math.max(0, kept - ended);
  }

  function add(move: Queued, now: number): void {
    settle(now);
    if (queue.length === 0) {
      startsAt = now;
      from = Number.NaN;
    }
    queue.push(move);
    ends.push(Number.NaN);
    if (queue.length - kept > window) keepFirst(kept++);
    plan();
  }

  function plan(): void {
    let at = startsAt;
    let first = kept;
    chain.from = from;
    const run = (end: number): void => {
      at = runChain(chain, limits, at, rowEnds, speeds);
      for (let i = first; i < end; i++) {
        ends[i] = rowEnds[i - first];
        queue[i].exit = speeds.exit[i - first] ** 2;
      }
      chain.from = Number.NaN;
    };
    for (let i = kept; i < queue.length; i++) {
      const { dx, dy, dz, speed, acceleration, alone } = queue[i];
      if (Number.isNaN(alone)) appendMove(chain, limits, i - first, dx, dy, dz, speed, acceleration);
      else {
        run(i);
        at += alone;
        ends[i] = at;
        first = i + 1;
      }
    }
    run(queue.length);
  }

  return {
    ends,
    settle,
    move(dx, dy, dz, speed, extrudes, now) {
      const acceleration = extrudes ? limits.acceleration : limits.travelAcceleration;
      add({ dx, dy, dz, speed, acceleration, alone: Number.NaN, exit: 0 }, now);
    },
    alone(units, speed, now) {
      const seconds = moveTime(Math.abs(units), 0, 0, speed, limits.retractAcceleration);
      add({ dx: 0, dy: 0, dz: 0, speed, acceleration: 0, alone: seconds, exit: 0 }, now);
    },
    clear() {
      queue = [];
      ends.length = 0;
      kept = 0;
    },
  };
}
