import type { Driver } from '../firmware/driver.ts';
import type { Reply } from '../firmware/reply.ts';
import { busyQuietMs } from './silence.ts';

/**
 * Lines that make the printer safe, sent when nothing else may be relied on: without numbers, in groups that end with
 * the marker. A group is confirmed by the answer to its own marker and by no other, so those on their way are counted;
 * it is sent again when the printer has given no sign of life for as long as its queue explains. Every line may be
 * executed twice without harm.
 */
export interface Closing {
  begin(now: number): void;
  received(reply: Reply, now: number): void;
  tick(now: number): void;
  wake(): number | null;
  readonly done: boolean;
  /** Lines that were not confirmed. */
  readonly left: readonly string[];
  /** ms until what the printer still moves should have ended, by the plan; 0: nothing is known to move. */
  queueLeft(now: number): number;
}

export interface ClosingGroup {
  readonly lines: readonly string[];
  /** How long its own lines move, ms. */
  readonly movesMs: number;
}

export interface ClosingOptions {
  readonly driver: Driver;
  readonly groups: readonly ClosingGroup[];
  /** What the print still awaits an answer to, in order: such answers confirm nothing here. */
  readonly answersDue: readonly ('marker' | 'fence')[];
  /** What the printer has still to move before the first group is reached, by the plan, ms. */
  readonly queueMs: number;
  /** How long a marker is awaited where neither motion nor a sign of life explains the wait, ms. */
  readonly closeMs: number;
  readonly write: (text: string) => void;
}

const tries = 3;
const moves = /^G[01]\b/;
/** A queue may take so much longer than planned, and a printer that says `busy` for longer than this is stuck, ms. */
const slack = 1.5;
const longestMs = 900_000;

/**
 * Groups within the window of the firmware, so that none of its buffers runs over. `movesMs`: how long the one motion
 * among the lines takes.
 */
export function groupsOf(driver: Driver, lines: readonly string[], movesMs: number): ClosingGroup[] {
  const groups: ClosingGroup[] = [];
  const room = driver.window.bytes - driver.marker.length - 1;
  let group: string[] = [];
  let bytes = 0;
  const close = () => {
    if (group.length > 0) groups.push({ lines: group, movesMs: group.some((line) => moves.test(line)) ? movesMs : 0 });
    group = [];
    bytes = 0;
  };
  for (const line of lines) {
    const full = bytes + line.length + 1 > room || group.length + 1 >= Math.max(driver.window.lines, 2);
    if (full) close();
    group.push(line);
    bytes += line.length + 1;
  }
  close();
  return groups;
}

export function createClosing(options: ClosingOptions): Closing {
  const { driver, groups, closeMs, write } = options;
  /** The group of each marker on its way, the oldest first; those of the print are of none. */
  const awaited: (number | 'marker' | 'fence')[] = [...options.answersDue];
  const left: string[] = [];
  let at = 0;
  let tried = 0;
  let heard = 0;
  let begun = 0;
  let busySeen = false;
  let markerNext = false;
  let refused = false;
  /** By the plan all motion before the group's marker ends between these two. */
  const still = { from: 0, at: 0 };
  let done = groups.length === 0;

  function sendGroup(now: number): void {
    tried++;
    heard = now;
    still.at = Math.max(still.at, now) + groups[at].movesMs;
    // Where older markers may be answered late, or never, the fence tells their answers from this group's.
    const fence = awaited.length > 0 ? [driver.fence.command] : [];
    awaited.push(...fence.map(() => 'fence' as const), at);
    const lines = [...fence, ...groups[at].lines, driver.marker];
    // Where lines are counted, only those without a number are taken whatever the count.
    write(lines.map((line) => `${driver.resends ? line : driver.frame(line, 0)}\n`).join(''));
  }

  function nextGroup(now: number): void {
    if (groups[at].lines.includes(driver.sync)) Object.assign(still, { from: now, at: now });
    at++;
    tried = 0;
    if (at >= groups.length) done = true;
    else sendGroup(now);
  }

  function giveUp(from: number): void {
    // Nothing more is sent to a printer that does not answer: a motion line cut short in a full buffer is another one.
    for (let group = from; group < groups.length; group++) left.push(...groups[group].lines);
    done = true;
  }

  function fenceAnswered(): void {
    const fence = awaited.indexOf('fence');
    if (fence >= 0) awaited.splice(0, fence + 1);
    refused = false;
  }

  function markerAnswered(now: number): void {
    if (awaited[0] === 'fence') return;
    const group = awaited.shift();
    const obeyed = !refused;
    refused = false;
    if (group !== at) return;
    if (obeyed) nextGroup(now);
    else if (tried < tries) sendGroup(now);
    else {
      left.push(...groups[at].lines);
      nextGroup(now);
    }
  }

  /** When the silence is longer than motion or work explains. */
  function dueAt(): number {
    if (busySeen) return Math.min(heard + Math.max(closeMs, busyQuietMs), begun + longestMs);
    return Math.max(heard, still.from + (still.at - still.from) * slack) + closeMs;
  }

  return {
    left,
    get done() {
      return done;
    },
    begin(now) {
      begun = now;
      Object.assign(still, { from: now, at: now + options.queueMs });
      if (!done) sendGroup(now);
    },
    received(reply, now) {
      heard = now;
      if (reply.kind === 'busy') busySeen = true;
      if (reply.kind === 'markerText') markerNext = true;
      if (reply.kind === 'refused') refused = true;
      if (reply.kind === driver.fence.answer) fenceAnswered();
      if (reply.kind !== 'ok' || done) return;
      const marker = reply.marker || markerNext;
      markerNext = false;
      if (marker) markerAnswered(now);
    },
    tick(now) {
      if (done || now < dueAt()) return;
      if (tried < tries && now < begun + longestMs) sendGroup(now);
      else giveUp(at);
    },
    wake: () => (done ? null : dueAt()),
    queueLeft: (now) => (done ? 0 : Math.max(0, still.at - now)),
  };
}
