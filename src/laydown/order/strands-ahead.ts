import { nmPerMm } from '../../slice/outline.ts';
import type { LaydownSettings } from '../laydown-settings.ts';
import type { PlaneBounds } from '../paths/plane-bounds.ts';
import type { LayersAhead, StrandsAhead } from '../patterns/pattern.ts';
import { patternOf } from '../patterns/pattern-table.ts';
import { latticeOf } from '../spacing/lattice.ts';
import { resolveSpacing } from '../spacing/resolve-spacing.ts';
import { leastInWidths } from '../spacing/strand-section.ts';

export interface AheadInput extends Pick<LayersAhead, 'width' | 'middles'> {
  readonly settings: LaydownSettings;
  /** Of a strand, mm. */
  readonly height: number;
  readonly bounds: PlaneBounds;
}

/** What a pattern lays at least on each mm² of the layers at some heights, in their mean. */
export function strandsAhead({ settings, width, height, bounds, middles }: AheadInput): StrandsAhead {
  const lattice = latticeOf(settings, undefined, width, height, bounds);
  const wanted = [0, 1].map((way) => resolveSpacing(settings, lattice, way).spacing);
  const spacing = Math.max(leastInWidths * width, ...wanted);
  const sides = [(bounds.maxX - bounds.minX) / nmPerMm, (bounds.maxY - bounds.minY) / nmPerMm] as const;
  const { strandsAhead: ofPattern } = patternOf(settings.pattern);
  return ofPattern?.({ settings, spacing, width, sides, middles }) ?? { lengthMm: 1 / spacing, points: 0 };
}
