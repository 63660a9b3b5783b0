import type { Ink } from '../ink.ts';
import type { Rheology } from '../laws/flow-laws.ts';
import { stressAt } from './rheology.ts';

/** Shear in which a flow law was measured: 1/s and Pa at the wall. */
export interface LawRanges {
  readonly rate: readonly [low: number, high: number];
  readonly stress: readonly [low: number, high: number];
}

/** The ranges of an ink's law, as it stands at the temperature asked for; null where no range is stated. */
export function lawRanges({ rheology }: Ink, law: Rheology): LawRanges | null {
  const rate = rheology?.shearRange;
  if (rate === undefined) return null;
  return { rate, stress: rheology?.stressRange ?? [stressAt(law, rate[0]), stressAt(law, rate[1])] };
}

/** How many times beyond the nearer end of a range a value lies; 1 inside it. */
export function outsideRange(value: number, [low, high]: readonly [number, number]): number {
  if (value < low) return low / value;
  return value > high ? value / high : 1;
}
