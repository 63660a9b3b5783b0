import type { Outline } from '../slice/outline.ts';

/**
 * The polygon operations that bioweft borrows; one adapter implements them (nm in, nm out, non-zero winding, outer
 * rings counter-clockwise and holes clockwise in every result). Empty input gives empty output; none of them throws.
 */
export interface Polygons {
  union(outlines: readonly Outline[]): Outline;
  difference(subject: Outline, clip: Outline): Outline;
  intersection(a: Outline, b: Outline): Outline;
  /** Shrinks by `distanceNm` (grows when negative), corners mitred, or rounded where `round`. */
  inset(outline: Outline, distanceNm: number, join?: 'miter' | 'round'): Outline;
}
