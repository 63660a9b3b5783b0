import type { Judgement, Place } from '../../finding/finding.ts';
import { decimals } from '../../finding/number-words.ts';
import { withRemark } from '../../finding/sentence.ts';
import { whereWords } from '../../finding/where-words.ts';

/**
 * Gathers what goes wrong in the same way at many places into one entry: the first place, the worst amount and the
 * count, so that a bad plan gives a list that can be read.
 */
export interface Tally<T> {
  readonly entries: Map<string, TallyEntry<T>>;
}

export interface TallyEntry<T> {
  readonly first: Place;
  /** The largest amount noted, and what was noted with it. */
  worst: number;
  detail: T;
  count: number;
}

export function createTally<T>(): Tally<T> {
  return { entries: new Map() };
}

/** Notes one place. `detail` is asked for only when the amount is the worst so far. */
export function notePlace<T>(tally: Tally<T>, key: string, amount: number, place: () => Place, detail: () => T): void {
  const entry = tally.entries.get(key);
  if (entry === undefined) {
    tally.entries.set(key, { first: place(), worst: amount, detail: detail(), count: 1 });
    return;
  }
  entry.count++;
  if (amount <= entry.worst) return;
  entry.worst = amount;
  entry.detail = detail();
}

/** One finding for each entry, in the order in which they were met; `count` joins the numbers. */
export function findingsOf<T, Said extends Judgement>(
  tally: Tally<T>,
  describe: (entry: TallyEntry<T>) => Said,
): Said[] {
  return [...tally.entries.values()].map((entry) => {
    const finding = describe(entry);
    const more = `${entry.count} places, the first in ${nameOf(entry.first)}`;
    const what = entry.count > 1 ? withRemark(finding.what, more) : finding.what;
    return { ...finding, what, numbers: { ...finding.numbers, count: entry.count } };
  });
}

const nameOf = (place: Place): string => whereWords(place, ['well', 'layer', 'strand']) || 'the program';

/** Which way (dx, dy) points for somebody who stands in front of the machine. */
export function directionOf(dx: number, dy: number): string {
  const side = dx < 0 ? 'left' : 'right';
  const depth = dy < 0 ? 'front' : 'back';
  if (Math.abs(dx) > 2 * Math.abs(dy)) return side;
  if (Math.abs(dy) > 2 * Math.abs(dx)) return depth;
  return `${depth} ${side}`;
}

/** A number for a sentence: two decimals, no trailing zeros. */
export function text(value: number): string {
  return decimals(value, 2);
}

/** A distance to move something by: rounded up to 0.01 mm, so that doing what is told is enough. */
export function enough(mm: number): string {
  return String(Math.ceil(Number((mm * 100).toFixed(6))) / 100);
}
