import type { Place } from '../../finding/finding.ts';
import type { PathStrand } from '../../program/program-path.ts';

/** Where a strand is, in the words of every gate. */
export function placeOf(step: PathStrand): Place {
  return { ink: step.strand.ink, tool: step.tool, well: step.well, layer: step.layer, strand: step.id };
}
