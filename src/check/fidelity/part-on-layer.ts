import type { Strand } from '../../laydown/strand.ts';
import type { Outline } from '../../slice/outline.ts';
import type { Asked } from './asked.ts';
import type { Islands } from './cells/islands.ts';
import type { PartFigures } from './figures.ts';

/** One part on one layer: what was to be printed, and what was laid. */
export interface PartOnLayer {
  /** As cut from the mesh. */
  readonly section: Outline;
  readonly strands: readonly Strand[];
  readonly asked: Asked;
}

/** Figures of one part on one layer, not yet linked to the layer below. */
export interface MeasuredPart {
  readonly figures: Omit<PartFigures, 'links'>;
  readonly islands: Islands;
}
