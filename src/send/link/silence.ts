import type { Driver } from '../../firmware/driver.ts';

/**
 * How long a printer has said nothing although a line waits for its answer, and what is due then: early probes, which
 * are harmless, then probes in place of answers that will not come, then nothing more. Times in ms.
 */
export interface Silence {
  /** Something was heard, or the first line went out that waits. */
  broken(now: number): void;
  /** It answered a status poll: it lives, and what it works on may still take its time. */
  alive(): void;
  /** Whether a status poll is due (where the firmware answers them at any time); it counts as sent then. */
  pollDue(now: number): boolean;
  /** So many polls in a row went without an answer: no command is an excuse. */
  readonly dead: boolean;
  /** When a poll is due at the latest. */
  pollAt(): number;
  /** The firmware tells that it is busy: where it does, silence is silence. */
  busyReported(): void;
  /** A line was answered: all counts begin anew. */
  answered(): void;
  /** Lines are sent again: their answers may be probed early too. */
  earlyAnew(): void;
  /** Whether an early probe is due; it counts as sent then. */
  earlyDue(now: number): boolean;
  /** Whether the silence is longer than the lines on their way explain; a probe counts as sent then. */
  judge(now: number, slow: () => boolean): 'bearable' | 'probe' | 'deaf';
  /** The next probe is the last. */
  readonly lastAttempt: boolean;
  /** When one of the two must be asked at the latest. */
  wake(slow: () => boolean): number;
}

export interface SilenceTiming {
  /** Longest silence before a probe, ms; the driver's own when absent. */
  readonly quietMs?: number;
  /** Longest silence during a slow command that the firmware does not speak in, ms. */
  readonly slowMs?: number;
}

export const probesBeforeDeaf = 4;
const pollMs = 1000;
const pollsBeforeDead = 5;
/** Silences after which the marker is sent although nothing need be wrong: it does no harm, and a lost answer costs a
 * second and not half a minute with a needle that stands in a strand. */
const earlyProbesMs = [1000, 2500];
/** Marlin tells each 2 s that it is busy. */
export const busyQuietMs = 6000;

export function createSilence(driver: Driver, timing: SilenceTiming): Silence {
  const slowMs = timing.slowMs ?? 600_000;
  const earlyScale = timing.quietMs === undefined ? 1 : timing.quietMs / busyQuietMs;
  let heard = 0;
  let probes = 0;
  let early = 0;
  let busySeen = false;
  let polledAt = Number.NEGATIVE_INFINITY;
  let polls = 0;

  function patience(slow: () => boolean): number {
    const quietMs = timing.quietMs ?? (busySeen ? busyQuietMs : driver.quietMs);
    // Where `busy` is not told, a slow command may be silent until it ends.
    return !busySeen && slow() ? Math.max(quietMs, slowMs) : quietMs;
  }

  function earlyAt(): number {
    return early < earlyProbesMs.length ? heard + earlyProbesMs[early] * earlyScale : Number.POSITIVE_INFINITY;
  }

  function pollAt(): number {
    return Math.max(heard, polledAt) + pollMs * earlyScale;
  }

  return {
    broken(now) {
      heard = now;
      polls = 0;
    },
    alive() {
      polls = 0;
    },
    pollAt,
    pollDue(now) {
      if (now < pollAt()) return false;
      polledAt = now;
      polls++;
      return true;
    },
    get dead() {
      return polls > pollsBeforeDead;
    },
    busyReported() {
      busySeen = true;
    },
    answered() {
      probes = 0;
      early = 0;
    },
    earlyAnew() {
      early = 0;
    },
    earlyDue(now) {
      if (now < earlyAt()) return false;
      early++;
      return true;
    },
    judge(now, slow) {
      if (now < heard + patience(slow)) return 'bearable';
      if (++probes > probesBeforeDeaf) return 'deaf';
      heard = now;
      return 'probe';
    },
    get lastAttempt() {
      return probes >= probesBeforeDeaf;
    },
    wake: (slow) => Math.min(heard + patience(slow), earlyAt()),
  };
}
