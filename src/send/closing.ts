import type { Driver } from '../firmware/driver.ts';
import type { Reply } from '../firmware/reply.ts';
import { busyQuietMs } from './link/silence.ts';

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

/** Which group is under way, and what has been heard of it. */
interface ClosingState {
  readonly options: ClosingOptions;
  readonly driver: Driver;
  readonly groups: readonly ClosingGroup[];
  readonly closeMs: number;
  readonly write: ClosingOptions['write'];
  /** The group of each marker on its way, the oldest first; those of the print are of none. */
  readonly awaited: (number | 'marker' | 'fence')[];
  readonly left: string[];
  at: number;
  tried: number;
  heard: number;
  begun: number;
  busySeen: boolean;
  markerNext: boolean;
  refused: boolean;
  /** By the plan all motion before the group's marker ends between these two. */
  readonly still: { from: number; at: number };
  done: boolean;
}

export function createClosing(options: ClosingOptions): Closing {
  const { driver, groups, closeMs, write } = options;

  const closing: ClosingState = {
    options,
    driver,
    groups,
    closeMs,
    write,
    awaited: [...options.answersDue],
    left: [],
    at: 0,
    tried: 0,
    heard: 0,
    begun: 0,
    busySeen: false,
    markerNext: false,
    refused: false,
    still: { from: 0, at: 0 },
    done: groups.length === 0,
  };

  return {
    left: closing.left,
    get done() {
      return closing.done;
    },
    begin: (now) => begin(closing, now),
    received: (reply, now) => received(closing, reply, now),
    tick: (now) => tick(closing, now),
    wake: () => (closing.done ? null : dueAt(closing)),
    queueLeft: (now) => (closing.done ? 0 : Math.max(0, closing.still.at - now)),
  };
}

function sendGroup(closing: ClosingState, now: number): void {
  closing.tried++;
  closing.heard = now;
  closing.still.at = Math.max(closing.still.at, now) + closing.groups[closing.at].movesMs;
  // Where older markers may be answered late, or never, the fence tells their answers from this group's.
  const fence = closing.awaited.length > 0 ? [closing.driver.fence.command] : [];
  closing.awaited.push(...fence.map(() => 'fence' as const), closing.at);
  const lines = [...fence, ...closing.groups[closing.at].lines, closing.driver.marker];
  // Where lines are counted, only those without a number are taken whatever the count.
  closing.write(lines.map((line) => `${closing.driver.resends ? line : closing.driver.frame(line, 0)}\n`).join(''));
}

function nextGroup(closing: ClosingState, now: number): void {
  if (closing.groups[closing.at].lines.includes(closing.driver.sync))
    Object.assign(closing.still, { from: now, at: now });
  closing.at++;
  closing.tried = 0;
  if (closing.at >= closing.groups.length) closing.done = true;
  else sendGroup(closing, now);
}

function giveUp(closing: ClosingState, from: number): void {
  // Nothing more is sent to a printer that does not answer: a motion line cut short in a full buffer is another one.
  for (let group = from; group < closing.groups.length; group++) closing.left.push(...closing.groups[group].lines);
  closing.done = true;
}

function fenceAnswered(closing: ClosingState): void {
  const fence = closing.awaited.indexOf('fence');
  if (fence >= 0) closing.awaited.splice(0, fence + 1);
  closing.refused = false;
}

function markerAnswered(closing: ClosingState, now: number): void {
  if (closing.awaited[0] === 'fence') return;
  const group = closing.awaited.shift();
  const obeyed = !closing.refused;
  closing.refused = false;
  if (group !== closing.at) return;
  if (obeyed) nextGroup(closing, now);
  else if (closing.tried < tries) sendGroup(closing, now);
  else {
    closing.left.push(...closing.groups[closing.at].lines);
    nextGroup(closing, now);
  }
}

/** When the silence is longer than motion or work explains. */
function dueAt(closing: ClosingState): number {
  if (closing.busySeen)
    return Math.min(closing.heard + Math.max(closing.closeMs, busyQuietMs), closing.begun + longestMs);
  return (
    Math.max(closing.heard, closing.still.from + (closing.still.at - closing.still.from) * slack) + closing.closeMs
  );
}

function begin(closing: ClosingState, now: number): void {
  closing.begun = now;
  Object.assign(closing.still, { from: now, at: now + closing.options.queueMs });
  if (!closing.done) sendGroup(closing, now);
}

function received(closing: ClosingState, reply: Reply, now: number): void {
  closing.heard = now;
  if (reply.kind === 'busy') closing.busySeen = true;
  if (reply.kind === 'markerText') closing.markerNext = true;
  if (reply.kind === 'refused') closing.refused = true;
  if (reply.kind === closing.driver.fence.answer) fenceAnswered(closing);
  if (reply.kind !== 'ok' || closing.done) return;
  const marker = reply.marker || closing.markerNext;
  closing.markerNext = false;
  if (marker) markerAnswered(closing, now);
}

function tick(closing: ClosingState, now: number): void {
  if (closing.done || now < dueAt(closing)) return;
  if (closing.tried < tries && now < closing.begun + longestMs) sendGroup(closing, now);
  else giveUp(closing, closing.at);
}
