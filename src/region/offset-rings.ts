import { floatsAt, intsAt, wordsAt } from '../kernel/kernel.ts';
import { plannerWith } from '../kernel/planner-kernel.ts';
import type { Outline } from '../slice/outline.ts';

/** Rings moved sideways, not yet cleaned: where they overlap themselves, winding tells what belongs to the result. */
export interface RawRings {
  /** x0 y0 x1 y1 …, nm. */
  readonly points: Float64Array;
  /** One past the last point of each ring. */
  readonly ringEnds: Uint32Array;
}

/** A pointed corner reaches at most this many distances out; sharper ones are cut square, a distance away from it. */
const miterLimit = 2;

/**
 * Moves every ring to its left by `distanceNm` (to its right when negative): the front half of an offset. The rings
 * must be closed without a repeated point, outer ones counter-clockwise and holes clockwise; the result is the set of
 * points with positive winding. Sharp corners on the inner side get their own point between the two moved ones, so
 * that what folds over winds the other way and falls out. Where moved edges cross in their first halves, the crossing is
 * the corner: found here, it need not be found by the sweep, which costs ten times as much.
 */
export function offsetRings({ points, ringEnds }: Outline, distanceNm: number): RawRings {
  const kernel = plannerWith(points, ringEnds);
  const [count, moved, ends] = intsAt(kernel, kernel.offsetRings(distanceNm, miterLimit), 3);
  return { points: floatsAt(kernel, moved, 2 * count), ringEnds: wordsAt(kernel, ends, ringEnds.length) };
}
