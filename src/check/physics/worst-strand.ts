import type { StrandStep } from '../../program/step.ts';

/**
 * The first strand that comes within 1e-5 of the highest value, so that strands alike but for rounding do not take
 * turns. Values that are not numbers are passed over; the first strand when there is no number at all.
 */
export function worstStrand(strands: readonly StrandStep[], badness: (step: StrandStep) => number): StrandStep {
  let highest = Number.NEGATIVE_INFINITY;
  for (const step of strands) {
    const value = badness(step);
    if (value > highest) highest = value;
  }
  const near = highest - 1e-5 * Math.abs(highest);
  return strands.find((step) => badness(step) >= near) ?? strands[0];
}
