import type { Place } from '../finding/finding.ts';
import type { StrandStep } from '../program/step.ts';

/** Where a strand is, in the words of every gate. */
export function placeOf(step: StrandStep): Place {
  return { ink: step.strand.ink, tool: step.tool, well: step.well, layer: step.layer, strand: step.id };
}
