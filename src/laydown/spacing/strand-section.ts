/** The cross-section of a strand: what the ink looks like across its path. */

export type SectionShape = 'round' | 'flattened' | 'slot';

export interface StrandSection {
  readonly shape: SectionShape;
  /** As it lies, mm. */
  readonly width: number;
  /** Width that its volume gives, mm: another where strands spread. */
  readonly volumeWidth: number;
  /** Height of the layer, mm. */
  readonly height: number;
  /** mm² */
  readonly area: number;
}

/**
 * `round` is the free strand of a log-pile, pi w²/4. `slot` is what a strand fills that lies on one below, beside
 * another or in a wall: w h. `flattened` is a rectangle with round sides, (w - h) h + pi h²/4; a strand not wider than
 * its layer is high cannot be pressed flat and stays round. A strand may spread beyond the width of its volume: `width`
 * is that with which it lies, `spread` times the other; its area stays.
 */
export function strandSection(shape: SectionShape, width: number, height: number, spread = 1): StrandSection {
  const w = width / spread;
  const common = { width, volumeWidth: w, height };
  if (shape === 'slot') return { shape, ...common, area: w * height };
  if (shape === 'round' || w <= height) return { shape: 'round', ...common, area: (Math.PI * w * w) / 4 };
  return { shape, ...common, area: (w - height) * height + (Math.PI * height * height) / 4 };
}

/** Centre to centre distance of strands without a gap, mm: flattened ones interlock until area / height is filled. */
export function touchingSpacing(section: StrandSection): number {
  return section.shape === 'flattened' ? section.area / section.height : section.volumeWidth;
}

/** Nearer than this strands are never laid, whatever was asked for: bounds the work that a slip of the pen can cause. */
export const leastInWidths = 0.1;

/** How far a section reaches above and below the middle of its layer, mm. */
export function halfHeight({ shape, volumeWidth, height }: StrandSection): number {
  return shape === 'round' ? volumeWidth / 2 : height / 2;
}

/** Half the width that the volume of a section takes at `z` mm above the middle of its layer, mm; 0 where it has no ink. */
export function halfWidthAt(section: StrandSection, z: number): number {
  const radius = halfHeight(section);
  if (Math.abs(z) >= radius) return 0;
  if (section.shape === 'slot') return section.volumeWidth / 2;
  return section.volumeWidth / 2 - radius + Math.sqrt(radius * radius - z * z);
}
