import { enterInts, intsAt, wordsAt } from '../kernel/kernel.ts';
import { sliceKernel } from '../kernel/slice-kernel.ts';
import { emptyOutline, type Outline } from './outline.ts';

/**
 * The outline with points left out where the rest stays within `toleranceNm` of every one of them (Douglas and
 * Peucker, split at the leftmost point of a ring and at the point farthest from it, so that the result does not depend
 * on where the ring began). Every ring starts at its leftmost, then lowest point; rings that collapse are dropped.
 */
export function simplifyOutline(outline: Outline, toleranceNm: number): Outline {
  const { points, ringEnds } = outline;
  if (ringEnds.length === 0) return emptyOutline;
  const kernel = sliceKernel();
  const pointsAt = kernel.take(4 * points.length);
  const endsAt = kernel.take(4 * ringEnds.length);
  enterInts(kernel, pointsAt, points);
  enterInts(kernel, endsAt, ringEnds);
  const found = kernel.simplifyRings(pointsAt, endsAt, ringEnds.length, toleranceNm);
  const [kept, ends, count, rings] = intsAt(kernel, found, 4);
  return { kind: 'closed', points: intsAt(kernel, kept, 2 * count), ringEnds: wordsAt(kernel, ends, rings) };
}
