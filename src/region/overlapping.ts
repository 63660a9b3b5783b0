import type { Outline } from '../slice/outline.ts';
import { outlineArea } from './outline-area.ts';
import type { Polygons } from './polygons.ts';

interface Placed {
  readonly part: string;
  readonly outline: Outline;
  readonly precedence: number;
}

/** Rounding to whole nanometres makes sections that touch overlap by less than this share of the smaller one. */
const relativeTouch = 1e-6;

/** Of the parts that are given a precedence, those that overlap another one on this layer: where it can decide anything. */
export function overlapping(parts: readonly Placed[], polygons: Polygons): string[] {
  return parts
    .filter((one) => one.precedence !== 0 && parts.some((other) => other !== one && overlap(one, other, polygons)))
    .map(({ part }) => part);
}

export function overlap({ outline: a }: Placed, { outline: b }: Placed, polygons: Polygons): boolean {
  const smaller = Math.min(Math.abs(outlineArea(a)), Math.abs(outlineArea(b)));
  if (smaller === 0) return false;
  const common = polygons.intersection(polygons.wound(a, 'positive'), polygons.wound(b, 'positive'));
  return outlineArea(common) > relativeTouch * smaller;
}
