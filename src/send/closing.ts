import type { Driver } from './drivers/driver.ts';
import type { Reply } from './reply.ts';

/**
 * Lines that make the printer safe, sent when nothing else may be relied on: without numbers, in groups that end with
 * the marker, each group again until the marker is answered. Every line may be executed twice without harm.
 */
export interface Closing {
  begin(now: number): void;
  received(reply: Reply, now: number): void;
  tick(now: number): void;
  wake(): number | null;
  readonly done: boolean;
  /** Lines that nobody confirmed. */
  readonly left: readonly string[];
  /** When the first group, that of the valves, was confirmed, ms; null: never. */
  readonly closedAt: number | null;
}

export interface ClosingGroup {
  readonly lines: readonly string[];
  /** How long the marker is awaited after the last sign of life, ms. */
  readonly patienceMs: number;
}

const tries = 3;

/** Groups within the window of the firmware, so that none of its buffers runs over. */
export function groupsOf(driver: Driver, lines: readonly string[], patienceMs: number): ClosingGroup[] {
  const groups: ClosingGroup[] = [];
  const room = driver.window.bytes - driver.marker.length - 1;
  let group: string[] = [];
  let bytes = 0;
  for (const line of lines) {
    const full = bytes + line.length + 1 > room || group.length + 1 >= Math.max(driver.window.lines, 2);
    if (group.length > 0 && full) {
      groups.push({ lines: group, patienceMs });
      group = [];
      bytes = 0;
    }
    group.push(line);
    bytes += line.length + 1;
  }
  if (group.length > 0) groups.push({ lines: group, patienceMs });
  return groups;
}

export function createClosing(driver: Driver, groups: readonly ClosingGroup[], write: (text: string) => void): Closing {
  let at = 0;
  let tried = 0;
  let heard = 0;
  let markerNext = false;
  const left: string[] = [];
  const result = { done: groups.length === 0, closedAt: null as number | null };

  function sendGroup(now: number): void {
    tried++;
    heard = now;
    const lines = [...groups[at].lines, driver.marker];
    // Where lines are counted, only those without a number are taken whatever the count.
    write(lines.map((line) => `${driver.resends ? line : driver.frame(line, 0)}\n`).join(''));
  }

  function nextGroup(now: number): void {
    at++;
    tried = 0;
    if (at >= groups.length) result.done = true;
    else sendGroup(now);
  }

  return {
    left,
    get done() {
      return result.done;
    },
    get closedAt() {
      return result.closedAt;
    },
    begin(now) {
      if (!result.done) sendGroup(now);
    },
    received(reply, now) {
      heard = now;
      if (reply.kind === 'markerText') markerNext = true;
      if (reply.kind !== 'ok' || result.done) return;
      const marker = reply.marker || markerNext;
      markerNext = false;
      if (!marker) return;
      if (at === 0) result.closedAt = now;
      nextGroup(now);
    },
    tick(now) {
      if (result.done || now < heard + groups[at].patienceMs) return;
      if (tried < tries) {
        sendGroup(now);
        return;
      }
      // Nobody answers: the rest is sent once, in case somebody listens.
      left.push(...groups[at].lines);
      for (at++; at < groups.length; at++) {
        left.push(...groups[at].lines);
        sendGroup(now);
      }
      result.done = true;
    },
    wake: () => (result.done ? null : heard + groups[at].patienceMs),
  };
}
