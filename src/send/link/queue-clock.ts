import type { Driver } from '../../firmware/driver.ts';
import { moveTime } from '../../machine/look-ahead.ts';
import type { Profile } from '../../printer/profile.ts';
import type { ModalState } from '../watch/modal-state.ts';

/**
 * What the printer was given and has not yet moved, by the plan: a line begins at the earliest when it was sent, and
 * after all before it. No more lines can wait than the firmware looks ahead, so a printer that is faster than planned
 * (M220) does not make the estimate grow without end.
 */
export interface QueueClock {
  /** Line `index` of the job went out. */
  sentJob(index: number, now: number): void;
  /** A line of the sender's own went out, which moves for so long. */
  sentOther(seconds: number, now: number): void;
  /** The printer took line `index` of the job. */
  taken(index: number): void;
  /** All motion has ended. */
  still(now: number): void;
  /** ms of motion left. */
  left(now: number): number;
}

/** @param times seconds to the end of each line of the job; null: not planned, and nothing is estimated */
export function createQueueClock(times: Float64Array | null, driver: Driver): QueueClock {
  let endsAt = 0;
  let last = -1;
  let takenTo = -1;
  let otherMs = 0;

  const at = (index: number): number => (times === null || index < 0 ? 0 : (times[index] ?? 0) * 1000);

  return {
    sentJob(index, now) {
      endsAt = Math.max(endsAt, now) + at(index) - at(index - 1);
      last = index;
      otherMs = 0;
    },
    sentOther(seconds, now) {
      endsAt = Math.max(endsAt, now) + seconds * 1000;
      otherMs += seconds * 1000;
    },
    taken(index) {
      takenTo = index;
    },
    still(now) {
      endsAt = now;
    },
    left(now) {
      const most = at(last) - at(takenTo - driver.lookahead) + otherMs;
      return Math.max(0, Math.min(endsAt - now, most));
    },
  };
}

const axisWords = /([XYZA-C])\s*(-?\d*\.?\d+)/g;

/** Seconds that a line of the sender's own moves for (G1 from where `modal` stands), start and stop included. */
export function ownMoveSeconds(line: string, modal: ModalState, profile: Profile | null): number {
  if (profile === null || !/^G[01]\b/.test(line)) return 0;
  const { maxSpeed, acceleration, travelSpeed } = profile.motion;
  let way = 0;
  let speed = travelSpeed;
  for (const [, word, value] of line.matchAll(axisWords)) {
    const from = word === 'X' ? modal.x : word === 'Y' ? modal.y : modal.z;
    way = Math.max(way, Math.abs(Number(value) - (from ?? 0)));
    if (word !== 'X' && word !== 'Y') speed = Math.min(speed, maxSpeed.z);
  }
  return way === 0 ? 0 : moveTime(way, 0, 0, speed, acceleration);
}
