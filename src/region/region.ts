import type { Outline } from '../slice/outline.ts';

/** What one ink covers on one layer, for one part; disjoint from every other region of that layer. */
export interface Region {
  /** Key of the ink in the job's `inks`. */
  readonly ink: string;
  readonly part: string;
  readonly layer: number;
  readonly outline: Outline;
  readonly areaMm2: number;
}
