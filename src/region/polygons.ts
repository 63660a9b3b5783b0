import type { Outline } from '../slice/outline.ts';

/**
 * The polygon operations that bioweft borrows; one adapter implements them (nm in, nm out, non-zero winding where
 * nothing else is said, outer rings counter-clockwise and holes clockwise in every result). Empty input gives empty output; none of them throws.
 */
export interface Polygons {
  union(outlines: readonly Outline[]): Outline;
  /** Where rings wind counter-clockwise more often than clockwise; where `negative`, the other way around. */
  wound(outline: Outline, way: 'positive' | 'negative'): Outline;
  difference(subject: Outline, clip: Outline): Outline;
  intersection(a: Outline, b: Outline): Outline;
  /** Shrinks by `distanceNm` (grows when negative), corners mitred, or rounded where `round`. */
  inset(outline: Outline, distanceNm: number, join?: 'miter' | 'round'): Outline;
}
