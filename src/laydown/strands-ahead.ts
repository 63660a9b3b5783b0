import { latticeOf } from './lattice.ts';
import type { LaydownSettings } from './laydown-settings.ts';
import type { StrandsAhead } from './patterns/pattern.ts';
import { patternOf } from './patterns/pattern-table.ts';
import type { PlaneBounds } from './plane-bounds.ts';
import { resolveSpacing } from './resolve-spacing.ts';
import { leastInWidths } from './strand-section.ts';

/** What a pattern lays at least on each mm² of a layer. Width and height of a strand in mm. */
export function strandsAhead(
  settings: LaydownSettings,
  width: number,
  height: number,
  bounds: PlaneBounds,
): StrandsAhead {
  const lattice = latticeOf(settings, undefined, width, height, bounds);
  const wanted = [0, 1].map((way) => resolveSpacing(settings, lattice, way).spacing);
  const spacing = Math.max(leastInWidths * width, ...wanted);
  const { strandsAhead: ofPattern } = patternOf(settings.pattern);
  return ofPattern?.(settings, spacing, width) ?? { lengthMm: 1 / spacing, points: 0 };
}
