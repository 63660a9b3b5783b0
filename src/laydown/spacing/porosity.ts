import { meanSpokeSpacing, spokeSpacingOfMean } from './spoke-room.ts';
import { type StrandSection, touchingSpacing } from './strand-section.ts';
import type { Lattice, Weave } from './weave.ts';

/**
 * Porosity by ink: what share of the space of an endless lattice its ink does not take. Ink cannot be compressed, so
 * all of it counts, also where strands meet: 1 - A L / h, where L is the length of strand over a unit of plane.
 */

/** Length of strand over an area of plane, 1/mm, at a spacing in mm. */
function lengthPerArea({ within, stretch, spokes }: Weave, spacing: number, touching: number): number {
  switch (within) {
    case 'lines':
      return stretch / (spokes === undefined ? spacing : meanSpokeSpacing(spacing, spokes));
    case 'grid':
      return 2 / spacing;
    case 'triangle':
      return 3 / spacing;
    case 'honeycomb':
      return 8 / (3 * (spacing + touching));
  }
}

/** Porosity of a layer of strands of one section at a spacing in mm; below 0 where more ink is laid than there is room. */
export function layerPorosity(weave: Weave, section: StrandSection, spacing: number): number {
  return 1 - (section.area / section.height) * lengthPerArea(weave, spacing, touchingSpacing(section));
}

/** Porosity of all layers of a lattice's cycle. */
export function inkPorosity({ weave, sections }: Lattice, spacing: number): number {
  const sum = sections.reduce((so, section) => so + layerPorosity(weave, section, spacing), 0);
  return sum / sections.length;
}

/** Spacing below which strands fuse sideways, mm. */
export function smallestSpacing({ weave, sections }: Lattice): number {
  return weave.within === 'honeycomb' ? 2 * sections[0].width : sections[0].width;
}

/**
 * The spacing that leaves this porosity, mm; `smallestSpacing` when even touching strands leave more. Porosity rises
 * with spacing from there on.
 */
export function spacingForPorosity(lattice: Lattice, porosity: number): number {
  const { weave, sections } = lattice;
  const least = smallestSpacing(lattice);
  if (inkPorosity(lattice, least) >= porosity) return least;
  const area = sections.reduce((sum, section) => sum + section.area, 0) / sections.length;
  const filled = area / ((1 - porosity) * sections[0].height);
  // Length per area is in proportion to 1 / (spacing + touching) for honeycombs, to 1 / spacing for all others.
  if (weave.within === 'honeycomb') return (8 / 3) * filled - touchingSpacing(sections[0]);
  if (weave.spokes !== undefined) return spokeSpacingOfMean(filled, weave.spokes);
  return filled * lengthPerArea(weave, 1, 0);
}
