/** The cross-section of a strand: what the ink looks like across its path. */

export type SectionShape = 'round' | 'flattened' | 'slot';

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
 * `round` is the free strand of a log-pile, pi w²/4. `slot` is what a strand fills that lies on one below, beside
 * another or in a wall: w h. `flattened` is a rectangle with round sides, (w - h) h + pi h²/4; a strand not wider than
 * its layer is high cannot be pressed flat and stays round.
 */
export function strandSection(shape: SectionShape, width: number, height: number): StrandSection {
  if (shape === 'slot') return { shape, width, height, area: width * height };
  if (shape === 'round' || width <= height)
    return { shape: 'round', width, height, area: (Math.PI * width * width) / 4 };
  return { shape, width, height, area: (width - height) * height + (Math.PI * height * height) / 4 };
}

/** Centre to centre distance of strands without a gap, mm: flattened ones interlock until area / height is filled. */
export function touchingSpacing(section: StrandSection): number {
  return section.shape === 'flattened' ? section.area / section.height : section.width;
}

/** Nearer than this strands are never laid, whatever was asked for: bounds the work that a slip of the pen can cause. */
export const leastInWidths = 0.1;

/** How far a section reaches above and below the middle of its layer, mm. */
export function halfHeight({ shape, width, height }: StrandSection): number {
  return shape === 'round' ? width / 2 : height / 2;
}

/** Half the width of a section at `z` mm above the middle of its layer, mm; 0 where it has no ink. */
export function halfWidthAt(section: StrandSection, z: number): number {
  const radius = halfHeight(section);
  if (Math.abs(z) >= radius) return 0;
  if (section.shape === 'slot') return section.width / 2;
  return section.width / 2 - radius + Math.sqrt(radius * radius - z * z);
}
