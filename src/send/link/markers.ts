/**
 * Markers on their way: harmless lines whose answers are like no others. One that goes unanswered for long is given
 * up, yet its answer may come all the same, before that of any line that was sent after it.
 */
export interface Markers {
  sent(n: number): void;
  /** The marker that is answered now, as far as can be told; undefined: an answer too many. */
  answered(): number | undefined;
  /** Takes `answered` back: the answer may be the late one of a marker that was given up. False when none was. */
  comesLate(n: number): boolean;
  /** After a silence: none that was sent before line `next` is awaited any more. */
  giveUp(next: number): void;
  /** Line `n`, which is no marker, was answered: nothing sent before it can still be. */
  passed(n: number): void;
  /** Only markers that `which` holds for are awaited. */
  keep(which: (n: number) => boolean): void;
  clear(): void;
}

export function createMarkers(): Markers {
  let awaited: number[] = [];
  let late = 0;
  let lateBefore = 0;
  /** An answer was taken for a late one, and none of a line came since. */
  let tookLate = false;
  return {
    sent: (n) => void awaited.push(n),
    answered() {
      const n = awaited.shift();
      if (n === undefined) late = Math.max(0, late - 1);
      return n;
    },
    comesLate(n) {
      if (late === 0) return false;
      late--;
      tookLate = true;
      awaited.unshift(n);
      return true;
    },
    giveUp(next) {
      // Late answers come together: when silence follows one, the others were lost.
      late = tookLate ? 0 : late + awaited.length;
      tookLate = false;
      lateBefore = next;
      awaited = [];
    },
    passed(n) {
      tookLate = false;
      if (n >= lateBefore) late = 0;
    },
    keep(which) {
      awaited = awaited.filter(which);
    },
    clear() {
      awaited = [];
      late = 0;
    },
  };
}
