import type { Driver } from '../firmware/driver.ts';
import type { Profile } from '../printer/profile.ts';
import { type Closing, type ClosingGroup, createClosing, groupsOf } from './closing.ts';
import { closingLines } from './safe-lines.ts';

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

export function beginStopping(options: StoppingOptions, begun: number): Stopping {
  const { driver, write, backlog } = options;
  const quick = options.quick ? driver.quickStop : null;
  const held = quick?.by === 'hold and reset';
  const commanded = quick?.by === 'command' && (quick.needs === null || options.capabilities.has(quick.needs));
  let closing = closingOf(groupsFor(options));
  let answersDue = backlog.bytesDue > 0;
  let holdUntil: number | null = null;
  let askAt = begun;
  let closesAt: number | null = answersDue ? begun + drainMs : begun;
  let now = begun;
  let reset = false;
  /** GRBL's own greeting after the reset that ends its hold; it may come late. */
  let bannerDue = false;

  if (commanded) write(quick.bytes);
  if (held) {
    write(quick.hold);
    holdUntil = begun + holdMs;
  }
  advance();

  function closingOf(groups: readonly ClosingGroup[]): Closing {
    // After GRBL's reset nothing is queued and no answer is due. Of a quick stop by command that is not sure.
    const { queueMs, answersDue: due } = held ? nothingDue : backlog;
    return createClosing({ driver, groups, queueMs, answersDue: due, closeMs: options.closeMs, write });
  }

  function advance(): void {
    if (holdUntil !== null || closesAt === null || now < closesAt) return;
    closesAt = null;
    closing.begin(now);
  }

  function endHold(): void {
    if (quick?.by !== 'hold and reset') return;
    holdUntil = null;
    write(quick.reset);
    // Its banner follows and shows that it listens again.
    closesAt = now + drainMs;
    answersDue = false;
    bannerDue = true;
  }

  /** From a lost origin not even the lift is right: valves and lamps only. */
  function startAgain(): void {
    reset = true;
    closesAt = null;
    closing = createClosing({
      driver,
      groups: groupsOf(driver, closingLines(options.profile), 0),
      ...nothingDue,
      closeMs: options.closeMs,
      write,
    });
    closing.begin(now);
  }

  return {
    get done() {
      return closesAt === null && closing.done;
    },
    get left() {
      return closing.left;
    },
    get reset() {
      return reset;
    },
    queueLeft: (at) =>
      closesAt === null ? closing.queueLeft(at) : held ? 0 : Math.max(0, begun + backlog.queueMs - at),
    received(reply, at) {
      now = at;
      if (holdUntil !== null && quick?.by === 'hold and reset') {
        if (reply.kind === 'status' && quick.held.test(reply.state)) endHold();
        return;
      }
      if (reply.kind === 'reset') {
        if (!bannerDue) startAgain();
        else if (closesAt !== null) closesAt = now;
        bannerDue = false;
      } else if (closesAt === null) closing.received(reply, now);
      else if (answersDue && reply.kind === 'ok') closesAt = now;
      advance();
    },
    tick(at) {
      now = at;
      if (holdUntil !== null && quick?.by === 'hold and reset') {
        if (now >= holdUntil) endHold();
        else if (now >= askAt) {
          askAt = now + askMs;
          write(quick.ask);
        }
      } else if (closesAt === null) closing.tick(now);
      advance();
    },
    wake() {
      if (holdUntil !== null) return Math.min(holdUntil, askAt);
      return closesAt ?? closing.wake();
    },
  };
}

function groupsFor({ driver, profile, lift, liftMs }: StoppingOptions): ClosingGroup[] {
  const valves = closingLines(profile);
  if (profile === null && lift.length === 0) return [];
  const after = lift.length === 0 ? [driver.sync, ...valves] : [driver.sync, ...valves, ...lift, driver.sync];
  return [...groupsOf(driver, valves, 0), ...groupsOf(driver, after, liftMs)];
}
