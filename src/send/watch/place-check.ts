import type { Driver, ModeWatch } from '../../firmware/driver.ts';
import type { Reply } from '../../firmware/reply.ts';
import { createPlaceTracker, differs, isPowerUp } from './place.ts';

/**
 * Asks the printer where it stands (GRBL: how it is set) and compares that with what the lines sent lead to. While an
 * answer is awaited no other line goes out, so question and expectation belong together. A difference, and an answer
 * that did not come, are asked for again, since the answer itself may have been garbled; after a difference only once
 * all motion has ended, since some firmwares report where the needle is on its way (RepRapFirmware's
 * `GetCurrentCoordinates` of versions 1 and 2 gives the live ones).
 */
export interface PlaceCheck {
  /** Null where the question is answered by a place. */
  readonly modes: ModeWatch | null;
  /** A line goes to the printer. */
  sent(line: string): void;
  /** A line was not carried out. */
  refused(): void;
  /** The question goes out next. */
  want(): void;
  /** It goes out now, or its answer is awaited: no other line may go. */
  readonly busy: boolean;
  readonly wanted: boolean;
  /** The question, or the wait for standstill before it, which goes out now. */
  ask(): string;
  received(reply: Reply): void;
  /** What `ask` gave was taken by the printer. */
  answered(): void;
  /** What came out; null: nothing yet, or all is as expected. */
  take(): Displaced | null;
  /** Whether an answer to the question shows power-up; null: it is no answer, or nothing is expected. */
  showsReset(reply: Reply): boolean | null;
  /** The question is dropped. */
  clear(): void;
}

export interface Displaced {
  readonly text: string;
  /** It stands and is set as after power-up. */
  readonly powerUp: boolean;
}

type Course = 'idle' | 'wanted' | 'waiting' | 'asked' | 'answered';

/** Where answers came twice, the first ones heard may be those of earlier questions. */
const mostQuestions = 4;

export function createPlaceCheck(driver: Driver): PlaceCheck {
  const tracker = createPlaceTracker();
  const modes = driver.watchModes?.() ?? null;
  let course: Course = 'idle';
  let questions = 0;
  let reported: Displaced | null = null;
  /** The next question waits for the end of all motion. */
  let standing = false;
  let confirmed = false;

  function displacedBy(reply: Extract<Reply, { kind: 'position' | 'markerText' }>): Displaced | null {
    if (reply.kind === 'markerText') {
      if (modes === null) return null;
      const text = modes.differs(reply.text);
      return text === null ? null : { text, powerUp: modes.fellBack(reply.text) };
    }
    const text = differs(tracker.place, reply);
    return text === null ? null : { text, powerUp: isPowerUp(tracker.place, reply) };
  }

  return {
    modes,
    sent(line) {
      if (modes === null) tracker.sent(line);
      else modes.sent(line);
    },
    refused: tracker.forget,
    want() {
      const { x, y, z } = tracker.place;
      if (modes === null && x === null && y === null && z === null) return;
      course = 'wanted';
      questions = 0;
      standing = false;
    },
    get busy() {
      return course !== 'idle';
    },
    get wanted() {
      return course === 'wanted';
    },
    ask() {
      if (standing) {
        standing = false;
        course = 'waiting';
        return driver.sync;
      }
      course = 'asked';
      questions++;
      reported = null;
      confirmed = false;
      return driver.whereIs;
    },
    received(reply) {
      if (course !== 'asked' || (reply.kind !== 'position' && reply.kind !== 'markerText')) return;
      // A report that came of itself may stand before the answer: one that fits is enough.
      reported = displacedBy(reply);
      confirmed ||= reported === null;
    },
    answered() {
      if (course === 'asked') course = 'answered';
      else if (course === 'waiting') course = 'wanted';
    },
    take() {
      if (course !== 'answered') return null;
      course = !confirmed && questions < mostQuestions ? 'wanted' : 'idle';
      // Modes are no matter of motion.
      standing = course === 'wanted' && reported !== null && modes === null;
      return course === 'wanted' || confirmed ? null : reported;
    },
    showsReset(reply) {
      if (reply.kind === 'markerText') return modes?.fellBack(reply.text) ?? null;
      if (reply.kind !== 'position') return null;
      return isPowerUp(tracker.place, reply);
    },
    clear() {
      course = 'idle';
    },
  };
}
