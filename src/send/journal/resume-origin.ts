import { decimals } from '../../finding/number-words.ts';
import type { Driver } from '../../firmware/driver.ts';
import type { Profile } from '../../printer/profile.ts';
import type { JobLines } from '../watch/job-lines.ts';
import { applyLine, createModalState, outputsOf } from '../watch/modal-state.ts';
import { type EarlierSessions, noEarlier, surelyDone } from './resume-point.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Where the needle may stand after a print broke off: along the lines that were not surely executed, or lifted. */
export interface BreakPlace {
  readonly low: Point;
  readonly high: Point;
  readonly lifted: readonly [low: number, high: number];
}

/** Firmwares round what they report, and a quick stop counts whole steps, mm. */
const toleranceMm = 0.1;

/**
 * Null when the lines do not tell.
 * @param count lines that were acknowledged
 * @param earlier what sessions before the last reached, and the way by which the last came back to its first line
 */
export function placeOfBreak(
  job: JobLines,
  count: number,
  driver: Driver,
  profile: Profile | null,
  earlier: EarlierSessions & { readonly way: readonly string[] } = { ...noEarlier, way: [] },
): BreakPlace | null {
  const modal = createModalState();
  const outputs = outputsOf(profile);
  const from = Math.max(0, Math.max(surelyDone(job, count, driver), earlier.before) - 1);
  const to = Math.min(job.count, Math.max(count, earlier.farthest) + driver.window.lines);
  const points: Point[] = [];
  const take = (line: string, counts: boolean) => {
    applyLine(modal, line, outputs);
    const { x, y, z } = modal;
    if (counts && x !== null && y !== null && z !== null) points.push({ x, y, z });
  };
  for (let i = 0; i < to; i++) take(job.text[i], i >= from);
  for (const line of earlier.way) take(line, true);
  if (points.length === 0) return null;
  const of = (pick: (...values: number[]) => number): Point => ({
    x: pick(...points.map(({ x }) => x)),
    y: pick(...points.map(({ y }) => y)),
    z: pick(...points.map(({ z }) => z)),
  });
  const [low, high] = [of(Math.min), of(Math.max)];
  const safe = profile?.safeZ ?? 0;
  return { low, high, lifted: [Math.max(low.z, safe), Math.max(high.z, safe)] };
}

/** What of the origin is not sure after a break, in words; null: the printer stands where the print broke off. */
export function lostOrigin(
  place: Point | null,
  started: boolean,
  broke: BreakPlace | null,
  profile: Profile,
): string | null {
  // It homes all axes before anything moves.
  if (profile.homing.commands.length > 0 && profile.homing.z) return null;
  if (broke === null) return 'the journal does not say where the print broke off';
  const { low, high, lifted } = broke;
  const range = (a: number, b: number) =>
    b - a < toleranceMm ? decimals(a, 2) : `${decimals(a, 2)}…${decimals(b, 2)}`;
  const was = `X${range(low.x, high.x)} Y${range(low.y, high.y)} Z${range(low.z, high.z)} (or lifted to Z${range(...lifted)})`;
  if (place === null) return `the printer does not say where it stands, and the print broke off at ${was}`;
  const stands = `X${decimals(place.x, 2)} Y${decimals(place.y, 2)} Z${decimals(place.z, 2)}`;
  const within = (value: number, a: number, b: number) => value >= a - toleranceMm && value <= b + toleranceMm;
  const same =
    within(place.x, low.x, high.x) &&
    within(place.y, low.y, high.y) &&
    (within(place.z, low.z, high.z) || within(place.z, ...lifted));
  if (started) return `the printer has just started and stands at ${stands}; the print broke off at ${was}`;
  return same ? null : `the printer says that it stands at ${stands}, and the print broke off at ${was}`;
}
