import type { Construct } from '../laydown/construct.ts';
import { isDot, strandLength } from '../laydown/strand.ts';

/**
 * The section of an ink's strand of nominal `width` (mm), mm²: what the job's speed is meant for, and what a pressure
 * is set for. The median over the length of all strands, wider and thinner ones (thin walls) counted as if they had that
 * width, so that a few odd ones do not decide for all; that of a slot where the ink lays nothing but dots.
 */
export function nominalSection({ layers }: Construct, ink: string, width: number): number {
  const lengths = new Map<number, { readonly section: number; length: number }>();
  let total = 0;
  let slot = 0;
  for (const { strands } of layers) {
    for (const strand of strands) {
      if (strand.ink !== ink) continue;
      if (isDot(strand)) {
        slot = Math.max(slot, width * strand.height);
        continue;
      }
      const share = width / strand.width;
      const section = strand.width === width ? strand.area : strand.area * (strand.round ? share * share : share);
      const length = strandLength(strand);
      const key = Math.round(section * finest);
      const known = lengths.get(key);
      if (known === undefined) lengths.set(key, { section, length });
      else known.length += length;
      total += length;
    }
  }
  let left = total / 2;
  for (const { section, length } of [...lengths.values()].sort((a, b) => a.section - b.section)) {
    left -= length;
    if (left <= 0) return section;
  }
  return slot || (Math.PI / 4) * width ** 2;
}

/** Sections that differ by less than a millionth of a square millimetre are one. */
const finest = 1e6;
