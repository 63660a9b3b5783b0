import { appendMove, type Chain, createChain, moveTime, type RowSpeeds, runChain } from './look-ahead.ts';
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

interface Queue {
  readonly limits: MotionLimits;
  moves: Queued[];
  /** When each of them ends. */
  readonly ends: number[];
  /** Moves at the head of the queue that keep the plan they have. */
  kept: number;
  /** When the first move that may be planned anew begins, and how fast, squared; NaN: from rest. */
  startsAt: number;
  from: number;
  readonly chain: Chain;
  /** Of the moves in the chain. */
  readonly chainEnds: Float64Array;
  readonly chainSpeeds: RowSpeeds;
}

export function createLivePlanner(limits: MotionLimits): LivePlanner {
  const queue = emptyQueue(limits);
  return {
    ends: queue.ends,
    settle: (now) => settle(queue, now),
    move(dx, dy, dz, speed, extrudes, now) {
      const acceleration = extrudes ? limits.acceleration : limits.travelAcceleration;
      add(queue, { dx, dy, dz, speed, acceleration, alone: Number.NaN, exit: 0 }, now);
    },
    alone(units, speed, now) {
      const seconds = moveTime(Math.abs(units), 0, 0, speed, limits.retractAcceleration);
      add(queue, { dx: 0, dy: 0, dz: 0, speed, acceleration: 0, alone: seconds, exit: 0 }, now);
    },
    clear() {
      queue.moves = [];
      queue.ends.length = 0;
      queue.kept = 0;
    },
  };
}

function emptyQueue(limits: MotionLimits): Queue {
  const column = () => new Float32Array(window);
  return {
    limits,
    moves: [],
    ends: [],
    kept: 0,
    startsAt: 0,
    from: Number.NaN,
    chain: createChain(limits.rule),
    chainEnds: new Float64Array(window),
    chainSpeeds: { entry: column(), peak: column(), exit: column(), up: column(), down: column() },
  };
}

/** Moves up to this one keep their plan: what comes after it begins where and as fast as it ends. */
function keepUpTo(queue: Queue, index: number): void {
  const { exit } = queue.moves[index];
  queue.startsAt = queue.ends[index];
  queue.from = exit > 0 ? exit : Number.NaN;
}

function settle(queue: Queue, now: number): void {
  const { moves, ends, kept } = queue;
  let ended = 0;
  while (ended < moves.length && ends[ended] <= now) ended++;
  if (ended === 0) return;
  if (ended > kept) keepUpTo(queue, ended - 1);
  queue.moves = moves.slice(ended);
  ends.splice(0, ended);
  queue.kept = Math.max(0, kept - ended);
}

function add(queue: Queue, move: Queued, now: number): void {
  settle(queue, now);
  if (queue.moves.length === 0) {
    queue.startsAt = now;
    queue.from = Number.NaN;
  }
  queue.moves.push(move);
  queue.ends.push(Number.NaN);
  if (queue.moves.length - queue.kept > window) keepUpTo(queue, queue.kept++);
  plan(queue);
}

function plan(queue: Queue): void {
  const { moves, ends, chain, limits } = queue;
  let at = queue.startsAt;
  let first = queue.kept;
  chain.from = queue.from;
  for (let i = first; i < moves.length; i++) {
    const { dx, dy, dz, speed, acceleration, alone } = moves[i];
    if (Number.isNaN(alone)) appendMove(chain, limits, i - first, dx, dy, dz, speed, acceleration);
    else {
      at = planStretch(queue, first, i, at) + alone;
      ends[i] = at;
      first = i + 1;
    }
  }
  planStretch(queue, first, moves.length, at);
}

/** Plans the moves from `first` to `end`, excluded, that are in the chain, from `at`, s; when they end. */
function planStretch(
  { moves, ends, chain, limits, chainEnds, chainSpeeds }: Queue,
  first: number,
  end: number,
  at: number,
): number {
  const stop = runChain(chain, limits, at, chainEnds, chainSpeeds);
  for (let i = first; i < end; i++) {
    ends[i] = chainEnds[i - first];
    moves[i].exit = chainSpeeds.exit[i - first] ** 2;
  }
  chain.from = Number.NaN;
  return stop;
}
