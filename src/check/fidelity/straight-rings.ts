import { fidelityKernel } from '../../kernel/fidelity-kernel.ts';
import { enterInts, intsAt, wordsAt } from '../../kernel/kernel.ts';
import type { Outline } from '../../slice/outline.ts';

/**
 * Points this near to the straight line between two others, nm, say nothing of the border: a cut rounds each to whole nm
 * along both axes, so two on one line stand at most 1.42 nm off each other's.
 */
const rounding = 1.5;

/**
 * The same section without the points on its straight sides: where the triangles of a flat wall meet, a cut leaves one,
 * and on every layer elsewhere. A ring begins at its leftmost corner, so that prisms have the same rings on all layers.
 */
export function straightRings({ kind, points, ringEnds }: Outline): Outline {
  const kernel = fidelityKernel();
  const pointsAt = kernel.take(4 * points.length);
  const endsAt = kernel.take(4 * ringEnds.length);
  enterInts(kernel, pointsAt, points);
  enterInts(kernel, endsAt, ringEnds);
  const [kept, ends, count] = intsAt(kernel, kernel.straightRings(pointsAt, endsAt, ringEnds.length, rounding), 3);
  return { kind, points: intsAt(kernel, kept, 2 * count), ringEnds: wordsAt(kernel, ends, ringEnds.length) };
}
