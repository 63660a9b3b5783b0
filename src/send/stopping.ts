import type { Driver, QuickStop } from '../firmware/driver.ts';
import type { Reply } from '../firmware/reply.ts';
import type { Profile } from '../printer/profile.ts';
import { type Closing, type ClosingGroup, createClosing, groupsOf } from './closing.ts';
import { closingLines } from './watch/safe-lines.ts';

/**
 * The way to a safe standstill: queued motion is ended where the firmware can do that, valves are closed and lamps
 * switched off first of all, then, when all motion has ended, once more, and the needle rises.
 */
export interface Stopping extends Pick<Closing, 'received' | 'tick' | 'wake' | 'queueLeft'> {
  readonly done: boolean;
  /** Lines that were not confirmed. */
  readonly left: readonly string[];
  /** The printer was heard to start: nothing may move any more. */
  readonly reset: boolean;
}

/** What stands between the printer and the first line that makes it safe. */
export interface Backlog {
  /** Bytes that may still stand in its buffer. */
  readonly bytesDue: number;
  /** The markers and fences among them, in order. */
  readonly answersDue: readonly ('marker' | 'fence')[];
  /** Motion that it was given and has not yet run, by the plan, ms. */
  readonly queueMs: number;
}

export const nothingDue: Backlog = { bytesDue: 0, answersDue: [], queueMs: 0 };

export interface StoppingOptions {
  readonly driver: Driver;
  readonly profile: Profile | null;
  readonly capabilities: ReadonlySet<string>;
  /** End queued motion at once: a stop by the operator, not one by a fault that took the place away. */
  readonly quick: boolean;
  /** Sent after the valves: the lift, where the place is known, and how long it moves, ms. */
  readonly lift: readonly string[];
  readonly liftMs: number;
  readonly backlog: Backlog;
  readonly closeMs: number;
  readonly write: (text: string) => void;
}

/** What is on its way when a stop begins is taken within this time, or lost, ms. */
const drainMs = 1000;
const holdMs = 2000;
const askMs = 50;

/** How far the stop has come. */
interface StopState {
  readonly options: StoppingOptions;
  readonly begun: number;
  readonly driver: Driver;
  readonly write: StoppingOptions['write'];
  readonly backlog: Backlog;
  readonly quick: QuickStop | null;
  readonly held: boolean;
  closing: Closing;
  answersDue: boolean;
  holdUntil: number | null;
  askAt: number;
  closesAt: number | null;
  now: number;
  reset: boolean;
  /** GRBL's own greeting after the reset that ends its hold; it may come late. */
  bannerDue: boolean;
}

export function beginStopping(options: StoppingOptions, begun: number): Stopping {
  const { driver, write, backlog } = options;
  const quick = options.quick ? driver.quickStop : null;
  const held = quick?.by === 'hold and reset';
  const answersDue = backlog.bytesDue > 0;
  const stop: StopState = {
    options,
    begun,
    driver,
    write,
    backlog,
    quick,
    held,
    closing: closingOf(options, held ? nothingDue : backlog, groupsFor(options)),
    answersDue,
    holdUntil: null,
    askAt: begun,
    closesAt: answersDue ? begun + drainMs : begun,
    now: begun,
    reset: false,
    bannerDue: false,
  };
  if (quick?.by === 'command' && (quick.needs === null || options.capabilities.has(quick.needs))) write(quick.bytes);
  if (quick?.by === 'hold and reset') {
    write(quick.hold);
    stop.holdUntil = begun + holdMs;
  }
  advance(stop);
  return {
    get done() {
      return stop.closesAt === null && stop.closing.done;
    },
    get left() {
      return stop.closing.left;
    },
    get reset() {
      return stop.reset;
    },
    queueLeft: (at) => queueLeft(stop, at),
    received: (reply, at) => received(stop, reply, at),
    tick: (at) => tick(stop, at),
    wake: () => wake(stop),
  };
}

/** After GRBL's reset nothing is queued and no answer is due. Of a quick stop by command that is not sure. */
function closingOf(options: StoppingOptions, due: Backlog, groups: readonly ClosingGroup[]): Closing {
  const { driver, closeMs, write } = options;
  return createClosing({ driver, groups, queueMs: due.queueMs, answersDue: due.answersDue, closeMs, write });
}

function advance(stop: StopState): void {
  if (stop.holdUntil !== null || stop.closesAt === null || stop.now < stop.closesAt) return;
  stop.closesAt = null;
  stop.closing.begin(stop.now);
}

function endHold(stop: StopState): void {
  if (stop.quick?.by !== 'hold and reset') return;
  stop.holdUntil = null;
  stop.write(stop.quick.reset);
  // Its banner follows and shows that it listens again.
  stop.closesAt = stop.now + drainMs;
  stop.answersDue = false;
  stop.bannerDue = true;
}

/** From a lost origin not even the lift is right: valves and lamps only. */
function startAgain(stop: StopState): void {
  stop.reset = true;
  stop.closesAt = null;
  stop.closing = closingOf(stop.options, nothingDue, groupsOf(stop.driver, closingLines(stop.options.profile), 0));
  stop.closing.begin(stop.now);
}

function queueLeft(stop: StopState, at: number): number {
  return stop.closesAt === null
    ? stop.closing.queueLeft(at)
    : stop.held
      ? 0
      : Math.max(0, stop.begun + stop.backlog.queueMs - at);
}

function received(stop: StopState, reply: Reply, at: number): void {
  stop.now = at;
  if (stop.holdUntil !== null && stop.quick?.by === 'hold and reset') {
    if (reply.kind === 'status' && stop.quick.held.test(reply.state)) endHold(stop);
    return;
  }
  if (reply.kind === 'reset') {
    if (!stop.bannerDue) startAgain(stop);
    else if (stop.closesAt !== null) stop.closesAt = stop.now;
    stop.bannerDue = false;
  } else if (stop.closesAt === null) stop.closing.received(reply, stop.now);
  else if (stop.answersDue && reply.kind === 'ok') stop.closesAt = stop.now;
  advance(stop);
}

function tick(stop: StopState, at: number): void {
  stop.now = at;
  if (stop.holdUntil !== null && stop.quick?.by === 'hold and reset') {
    if (stop.now >= stop.holdUntil) endHold(stop);
    else if (stop.now >= stop.askAt) {
      stop.askAt = stop.now + askMs;
      stop.write(stop.quick.ask);
    }
  } else if (stop.closesAt === null) stop.closing.tick(stop.now);
  advance(stop);
}

function wake(stop: StopState): number | null {
  if (stop.holdUntil !== null) return Math.min(stop.holdUntil, stop.askAt);
  return stop.closesAt ?? stop.closing.wake();
}

function groupsFor({ driver, profile, lift, liftMs }: StoppingOptions): ClosingGroup[] {
  const valves = closingLines(profile);
  if (profile === null && lift.length === 0) return [];
  const after = lift.length === 0 ? [driver.sync, ...valves] : [driver.sync, ...valves, ...lift, driver.sync];
  return [...groupsOf(driver, valves, 0), ...groupsOf(driver, after, liftMs)];
}
