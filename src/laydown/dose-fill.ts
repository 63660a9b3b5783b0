import type { Strand } from './strand.ts';
import { strandLength } from './strand.ts';

/** Fill strands may be this much thinner or thicker than their own section. */
const limits = { least: 0.8, most: 1.25 };

/**
 * Doses solid fill by volume: strands end half a width before the rim and have round sides, so the section of fill
 * strands is raised by the few percent that bring all strands together to `volume` (region area x height, mm³).
 */
export function doseFill(strands: readonly Strand[], volume: number): Strand[] {
  let left = volume;
  let fill = 0;
  for (const strand of strands) {
    const own = strandLength(strand) * strand.area;
    if (strand.role === 'fill') fill += own;
    else left -= own;
  }
  if (fill === 0) return [...strands];
  const factor = Math.min(limits.most, Math.max(limits.least, left / fill));
  return strands.map((strand) => (strand.role === 'fill' ? { ...strand, area: strand.area * factor } : strand));
}
