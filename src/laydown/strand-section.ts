/** The cross-section of a strand: what the ink looks like across its path. */

export type SectionShape = 'round' | 'flattened';

export interface StrandSection {
  readonly shape: SectionShape;
  /** mm */
  readonly width: number;
  /** Height of the layer, mm. */
  readonly height: number;
  /** mm² */
  readonly area: number;
}

/**
 * `round` is the free strand of a log-pile, pi w²/4. `flattened` is a rectangle with round sides, (w - h) h + pi h²/4;
 * a strand not wider than its layer is high cannot be pressed flat and stays round.
 */
export function strandSection(shape: SectionShape, width: number, height: number): StrandSection {
  if (shape === 'round' || width <= height)
    return { shape: 'round', width, height, area: (Math.PI * width * width) / 4 };
  return { shape, width, height, area: (width - height) * height + (Math.PI * height * height) / 4 };
}

/** Centre to centre distance of strands without a gap, mm: flattened ones interlock until area / height is filled. */
export function touchingSpacing(section: StrandSection): number {
  return section.shape === 'flattened' ? section.area / section.height : section.width;
}

/** Half the width of a section at `z` mm above the middle of its layer, mm; 0 where it has no ink. */
export function halfWidthAt(section: StrandSection, z: number): number {
  const radius = section.shape === 'flattened' ? section.height / 2 : section.width / 2;
  const left = radius * radius - z * z;
  if (left <= 0) return 0;
  return section.width / 2 - radius + Math.sqrt(left);
}
