import type { Strand } from '../strand.ts';
import { endOf } from '../strand-geometry.ts';
import { orderStrands } from './order-strands.ts';

/**
 * Strands as they are printed: ink by ink in the order of `inks`, contours before what they enclose; each group goes
 * on where the one before ended.
 */
export function printOrder(
  strands: readonly Strand[],
  inks: readonly string[],
  startAt: readonly [number, number],
): Strand[] {
  const ordered: Strand[] = [];
  let at = startAt;
  for (const ink of new Set(inks)) {
    for (const contours of [true, false]) {
      const group = strands.filter((strand) => strand.ink === ink && (strand.role === 'contour') === contours);
      for (const strand of orderStrands(group, at)) ordered.push(strand);
      at = lastPoint(ordered) ?? at;
    }
  }
  return ordered;
}

/** Where the needle stands after the last strand, nm. */
export function lastPoint(strands: readonly Strand[]): readonly [number, number] | undefined {
  const last = strands.at(-1);
  return last && endOf(last);
}
