import { enterOutline, outlineAt } from '../kernel/kernel.ts';
import { sliceKernel } from '../kernel/slice-kernel.ts';
import { emptyOutline, type Outline } from './outline.ts';

/**
 * The outline with points left out where the rest stays within `toleranceNm` of every one of them (Douglas and
 * Peucker, split at the leftmost point of a ring and at the point farthest from it, so that the result does not depend
 * on where the ring began). Every ring starts at its leftmost, then lowest point; rings that collapse are dropped.
 */
export function simplifyOutline(outline: Outline, toleranceNm: number): Outline {
  const rings = outline.ringEnds.length;
  if (rings === 0) return emptyOutline;
  const kernel = sliceKernel();
  const [points, ends] = enterOutline(kernel, outline);
  return { kind: 'closed', ...outlineAt(kernel, kernel.simplifyRings(points, ends, rings, toleranceNm)) };
}
