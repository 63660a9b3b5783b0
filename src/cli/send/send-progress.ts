import type { SenderState } from '../../send/sender-state.ts';

/**
 * How far a print is, by motion and not by answers: what the printer took and has still queued is not done. Pauses
 * count neither for the pace nor for the time to go.
 */
export interface Progress {
  state(state: SenderState, elapsedS: number): void;
  /** Seconds of the plan that are behind, when line `index` was answered and so much motion is queued. */
  doneS(index: number, queuedS: number): number;
  remainingS(index: number, queuedS: number, elapsedS: number): number;
}

/** A pace from less than this of the plan says nothing, s. */
const paceFromS = 20;

/** @param from first line that is sent */
export function createProgress(times: Float64Array, from: number): Progress {
  const total = times.at(-1) ?? 0;
  const begun = from > 0 ? times[from - 1] : 0;
  let pausedS = 0;
  let pausedSince: number | null = null;

  function doneS(index: number, queuedS: number): number {
    return index < 0 ? 0 : Math.max(Math.min(begun, times[index]), times[index] - queuedS);
  }

  return {
    doneS,
    state({ kind }, elapsedS) {
      const stands = kind === 'pausing' || kind === 'paused' || kind === 'resuming' || kind === 'stopping';
      if (stands) pausedSince ??= elapsedS;
      else if (pausedSince !== null) {
        pausedS += elapsedS - pausedSince;
        pausedSince = null;
      }
    },
    remainingS(index, queuedS, elapsedS) {
      const done = doneS(index, queuedS);
      const active = (pausedSince ?? elapsedS) - pausedS;
      const pace = done - begun > paceFromS ? active / (done - begun) : 1;
      return (total - done) * pace;
    },
  };
}
