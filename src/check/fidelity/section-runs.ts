import { enterRings, kernelOn, runsAt } from './enter-layer.ts';
import type { Frame } from './frame.ts';
import type { Runs } from './runs.ts';
import type { TurnedRings } from './turned-rings.ts';

/**
 * The rows of a section: what its rings wind around (or lies within an odd number of them), cut by the middle of each
 * row. Crossings are exact; only what lies
 * between two rows is not seen.
 */
export function sectionRuns(rings: TurnedRings, frame: Frame, rule: 'wound' | 'odd' = 'wound'): Runs {
  const kernel = kernelOn(frame);
  enterRings(kernel, rings);
  return runsAt(kernel, kernel.sectionRuns(rule === 'odd' ? 1 : -1), frame.rows);
}
