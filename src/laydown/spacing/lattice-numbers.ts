import type { LaydownSettings } from '../laydown-settings.ts';
import type { PlaneBounds } from '../paths/plane-bounds.ts';
import { latticeOf } from './lattice.ts';
import { inkPorosity } from './porosity.ts';
import { resolveSpacing, withSpacingOfCell } from './resolve-spacing.ts';
import type { SectionShape } from './strand-section.ts';

/** One lattice in the three numbers that it may be asked for by: centre to centre and gap in mm, share without ink. */
export interface LatticeNumbers {
  readonly spacing: number;
  readonly pore: number;
  readonly porosity: number;
}

export interface LatticeAsked {
  readonly settings: LaydownSettings;
  readonly crossSection: SectionShape | undefined;
  /** Of a strand as it lies, and that over the width of its volume. */
  readonly width: number;
  readonly spread: number;
  /** Of the layers, mm. */
  readonly height: number;
  readonly bounds: PlaneBounds;
}

/** All three numbers of the lattice that is laid, from whichever was asked for; null where it is solid or changes on its way. */
export function latticeNumbers(asked: LatticeAsked): LatticeNumbers | null {
  const settings = withSpacingOfCell(asked.settings);
  if (settings.solid || settings.gradient) return null;
  const { crossSection, width, height, bounds, spread } = asked;
  const lattice = latticeOf(settings, crossSection, width, height, bounds, spread);
  const { spacing } = resolveSpacing(settings, lattice, 0);
  return { spacing, pore: spacing - width, porosity: inkPorosity(lattice, spacing) };
}
