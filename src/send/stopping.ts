import type { Profile } from '../printer/profile.ts';
import { type ClosingGroup, createClosing, groupsOf } from './closing.ts';
import type { Driver } from './drivers/driver.ts';
import type { Reply } from './reply.ts';
import { closingLines } from './safe-lines.ts';

/**
 * The way to a safe standstill: queued motion is ended where the firmware can do that, valves are closed and lamps
 * switched off first of all, then the needle rises.
 */
export interface Stopping {
  received(reply: Reply, now: number): void;
  tick(now: number): void;
  wake(): number | null;
  readonly done: boolean;
  /** Lines that nobody confirmed. */
  readonly left: readonly string[];
}

export interface StoppingOptions {
  readonly driver: Driver;
  readonly profile: Profile | null;
  readonly capabilities: ReadonlySet<string>;
  /** End queued motion at once: a stop by the operator, not one by a fault that took the place away. */
  readonly quick: boolean;
  /** Sent after the valves: the lift, where the place is known. */
  readonly after: readonly string[];
  /** Bytes that may still stand in the printer's buffer. */
  readonly bytesDue: number;
  readonly closeMs: number;
  readonly write: (text: string) => void;
}

/** What is on its way when a stop begins is taken within this time, or lost, ms. */
const drainMs = 1000;
const holdMs = 2000;
const askMs = 50;
const moveMs = 20_000;

export function beginStopping(options: StoppingOptions, begun: number): Stopping {
  const { driver, profile, write } = options;
  const quick = options.quick ? driver.quickStop : null;
  const closing = createClosing(driver, groups(options), write);
  let answersDue = options.bytesDue > 0;
  let holdUntil: number | null = null;
  let askAt = begun;
  let closesAt: number | null = answersDue ? begun + drainMs : begun;
  let now = begun;

  if (quick?.by === 'command' && (quick.needs === null || options.capabilities.has(quick.needs))) write(quick.bytes);
  if (quick?.by === 'hold and reset') {
    write(quick.hold);
    holdUntil = begun + holdMs;
  }
  advance();

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
  }

  return {
    get done() {
      return closing.done;
    },
    get left() {
      return closing.left;
    },
    received(reply, at) {
      now = at;
      if (holdUntil !== null && quick?.by === 'hold and reset') {
        if (reply.kind === 'status' && quick.held.test(reply.state)) endHold();
        return;
      }
      if (closesAt === null) closing.received(reply, now);
      else if (reply.kind === 'reset' || (answersDue && reply.kind === 'ok')) closesAt = now;
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

  function groups({ after, closeMs }: StoppingOptions): ClosingGroup[] {
    const valves = closingLines(profile);
    const list = groupsOf(driver, valves, closeMs);
    if (after.length > 0) list.push(...groupsOf(driver, [driver.sync, ...valves, ...after, driver.sync], moveMs));
    return list;
  }
}
