import { fidelityKernel } from '../../kernel/fidelity-kernel.ts';
import { enterOutline, outlineAt } from '../../kernel/kernel.ts';
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
export function straightRings(section: Outline): Outline {
  const kernel = fidelityKernel();
  const [points, ends] = enterOutline(kernel, section);
  const found = kernel.straightRings(points, ends, section.ringEnds.length, rounding);
  return { kind: section.kind, ...outlineAt(kernel, found) };
}
