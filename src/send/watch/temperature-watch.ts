import { heatersOf, type Temperature } from '../../firmware/reply.ts';

/** The window in which an ink prints or its cells live, °C, by the name a report has for its heater (`T0`, `B`). */
export type TemperatureWindows = ReadonlyMap<string, readonly [low: number, high: number]>;

/** A temperature that was reached and left its target, or came back to it. */
export interface Drift {
  readonly of: string;
  readonly celsius: number;
  readonly target: number;
  /** `off`: the operator should know; `far`: the print must not go on so; `back`: at its target again. */
  readonly how: 'off' | 'far' | 'back';
  readonly text: string;
}

/**
 * Watches temperatures after they were reached: a heater that comes loose, a cooling fan that stands still, an open
 * door. The target is what the printer says it aims at.
 */
export interface TemperatureWatch {
  judge(temperatures: readonly Temperature[], now: number): readonly Drift[];
}

/** Bench heaters and Peltiers swing by about half a degree around their target; past this it is no swing, °C. */
const offC = 1.5;
/** Where no window of the ink is known: 37 °C cells are at 40 or 34 °C then, and gelatin sets or runs, °C. */
const farC = 3;
/** A target counts as reached after so long within a swing of it: on the way up a heater may go past it, ms. */
const reachedMs = 20_000;
/** It is back within this, °C. */
const backC = 1;
/** The ink follows its heater by minutes, so a short swing does not matter yet, ms. */
const offMs = 10_000;
const farMs = 20_000;
/** And one or two readings may be garbled. */
const fewestReadings = 3;

/** Since when something holds, and for how many readings. */
interface Spell {
  readonly since: number;
  readonly readings: number;
}

interface Watched {
  target: number;
  reached: boolean;
  near: Spell | null;
  off: Spell | null;
  far: Spell | null;
  /** Told since it was last back. */
  reportedOff: boolean;
  reportedFar: boolean;
}

export function createTemperatureWatch(windows: TemperatureWindows = new Map()): TemperatureWatch {
  const heaters = new Map<string, Watched>();

  function judgeOne(of: string, celsius: number, target: number, now: number): Drift | null {
    let heater = heaters.get(of);
    if (heater === undefined || heater.target !== target) {
      heater = { target, reached: false, near: null, off: null, far: null, reportedOff: false, reportedFar: false };
      heaters.set(of, heater);
    }
    const away = Math.abs(celsius - target);
    heater.near = away <= offC ? longer(heater.near, now) : null;
    heater.reached ||= lasts(heater.near, reachedMs, now);
    if (!heater.reached) return null;
    heater.off = away > offC ? longer(heater.off, now) : null;
    heater.far = isFar(celsius, target, windowOf(of, windows)) ? longer(heater.far, now) : null;
    if (lasts(heater.far, farMs, now) && !heater.reportedFar) {
      heater.reportedFar = true;
      heater.reportedOff = true;
      return { of, celsius, target, how: 'far', text: `${words(of, celsius, target)}, too far for the ink` };
    }
    if (lasts(heater.off, offMs, now) && !heater.reportedOff) {
      heater.reportedOff = true;
      return { of, celsius, target, how: 'off', text: words(of, celsius, target) };
    }
    if (away > backC || !heater.reportedOff) return null;
    heater.reportedOff = false;
    heater.reportedFar = false;
    return { of, celsius, target, how: 'back', text: `${nameOf(of)} is back at ${celsius.toFixed(1)} °C` };
  }

  return {
    judge(temperatures, now) {
      const drifts: Drift[] = [];
      for (const { of, celsius, target } of heatersOf(temperatures)) {
        if (target === null || target === 0) heaters.delete(of);
        else {
          const drift = judgeOne(of, celsius, target, now);
          if (drift !== null) drifts.push(drift);
        }
      }
      return drifts;
    },
  };
}

function longer(before: Spell | null, now: number): Spell {
  return before === null ? { since: now, readings: 1 } : { since: before.since, readings: before.readings + 1 };
}

function lasts(spell: Spell | null, ms: number, now: number): boolean {
  return spell !== null && spell.readings >= fewestReadings && now - spell.since >= ms;
}

/** Out of the ink's window, where the target lies in it; a swing of the heater is never far. */
function isFar(celsius: number, target: number, window: readonly [number, number] | undefined): boolean {
  const away = Math.abs(celsius - target);
  if (window === undefined || target < window[0] || target > window[1]) return away > farC;
  return away > offC && (celsius < window[0] || celsius > window[1]);
}

/** A printer with one tool calls it `T`. */
function windowOf(of: string, windows: TemperatureWindows): readonly [number, number] | undefined {
  return windows.get(of === 'T' ? 'T0' : of);
}

function nameOf(of: string): string {
  return of === 'B' ? 'the bed' : of;
}

function words(of: string, celsius: number, target: number): string {
  return `${nameOf(of)} has drifted to ${celsius.toFixed(1)} °C, its target is ${target} °C`;
}
