import type { Construct } from '../laydown/construct.ts';
import { isDot } from '../laydown/strand.ts';

/**
 * The section of an ink's strand of nominal `width` (mm), mm²: what the job's speed is meant for, and what a pressure
 * is set for. The greatest of all strands, wider and thinner ones (thin walls) counted as if they had that width; that
 * of a round strand where the ink lays nothing but dots.
 */
export function nominalSection({ layers }: Construct, ink: string, width: number): number {
  let greatest = 0;
  for (const { strands } of layers) {
    for (const strand of strands) {
      if (strand.ink !== ink) continue;
      const section = strand.width === width ? strand.area : (strand.area * width) / strand.width;
      if (section > greatest && !isDot(strand)) greatest = section;
    }
  }
  return greatest || (Math.PI / 4) * width ** 2;
}
