import { nmPerMm } from '../../slice/outline.ts';
import type { LaydownSettings } from '../laydown-settings.ts';
import { patternOf } from '../patterns/pattern-table.ts';
import { latticeOf } from '../spacing/lattice.ts';
import { resolveSpacing } from '../spacing/resolve-spacing.ts';
import { leastInWidths, touchingSpacing } from '../spacing/strand-section.ts';
import type { PlaneBounds } from './plane-bounds.ts';

/**
 * About how many points (or samples) the pattern works with on a layer that fills all of the part's bounds, before
 * anything is cut to the region: what its memory and time grow with. Width and height of a strand in mm.
 */
export function pointsOnLayer(settings: LaydownSettings, width: number, height: number, bounds: PlaneBounds): number {
  const lattice = latticeOf(settings, undefined, width, height, bounds);
  const touching = touchingSpacing(lattice.sections[0]);
  const wanted = [0, 1].map((way) => resolveSpacing(settings, lattice, way).spacing);
  const spacing = Math.max(leastInWidths * width, Math.min(...wanted));
  const sides = [(bounds.maxX - bounds.minX) / nmPerMm, (bounds.maxY - bounds.minY) / nmPerMm] as const;
  const across = Math.hypot(...sides);
  const { pointsOnLayer: ofPattern } = patternOf(settings.pattern);
  return ofPattern?.({ settings, width, touching, spacing, sides, across }) ?? (6 * across) / spacing;
}
