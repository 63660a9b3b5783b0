import type { HeatTarget } from './read-traits.ts';

/** What a plan counts on, mm, s. */
export interface PlannedMotion {
  readonly acceleration: number;
  readonly junction:
    | { readonly by: 'jerk'; readonly speed: number }
    | { readonly by: 'deviation'; readonly distance: number }
    | { readonly by: 'square'; readonly speed: number };
}

/**
 * What a file for a firmware has to hold, as the proof of a file looks for it: data, written down from the sources a
 * second time and never taken from the functions that write, so that a fault of theirs is seen.
 */
export interface ExpectedLines {
  /** Units, planes and modes, before anything moves. */
  readonly modes: readonly string[];
  /** Lines of acceleration and corners by the profile's rule; {speed} and {distance} as it plans, {speedAMinute} in mm/min. */
  readonly limits: Readonly<Record<PlannedMotion['junction']['by'], readonly string[]>>;
  /** Lines behind which all motion has ended. */
  readonly waits: readonly string[];
  /** Commands that act ahead of the motion still queued, and so stand between two waits. */
  readonly actsAhead: RegExp | null;
  /** How the operator is waited for; {text} is what a display shows. */
  readonly pause: readonly string[];
  /** Whose temperature a command of the file sets, and whose control one ends. */
  readonly heats: readonly HeatTarget[];
  readonly stopsHeating: readonly HeatTarget[];
  /** The file waits for a temperature. */
  readonly awaitsHeat: boolean;
}

/** None of the rules for corners is set by a file. */
export const noLimits: ExpectedLines['limits'] = { jerk: [], deviation: [], square: [] };

/** The lines that set acceleration and corners as the profile plans them. */
export function expectedLimits({ limits }: ExpectedLines, { acceleration, junction }: PlannedMotion): string[] {
  const speed = junction.by === 'deviation' ? Number.NaN : junction.speed;
  const distance = junction.by === 'deviation' ? junction.distance : Number.NaN;
  const values: Readonly<Record<string, number>> = { acceleration, speed, speedAMinute: 60 * speed, distance };
  return limits[junction.by].map((line) => line.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])));
}
