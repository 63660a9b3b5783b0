import type { SpokeRoom } from './spoke-room.ts';
import type { StrandSection } from './strand-section.ts';

/** How the strands of a lattice meet: within a layer, and from layer to layer of a cycle that repeats. */
export interface Weave {
  /**
   * - `lines`: one direction a layer
   * - `grid`, `triangle`: two or three directions in every layer
   * - `honeycomb`: hexagons whose level walls are doubled
   */
  readonly within: 'lines' | 'grid' | 'triangle' | 'honeycomb';
  /** Direction of each layer of the cycle, degrees. */
  readonly angles: readonly number[];
  /** How far the lines move sideways at every repeat of the cycle, in spacings. */
  readonly shift: number;
  /** Length of a strand over the straight way it covers. */
  readonly stretch: number;
  /** Spokes: where they lie. Their distance grows outwards, and `spacing` is the smallest. */
  readonly spokes?: SpokeRoom;
  /** Minimal surfaces: what their walls share, over (width / spacing)^4. */
  readonly fold?: number;
}

/** What repeats from layer to layer, in one direction, unless the pattern says more. */
export const repeatedWeave: Weave = { within: 'lines', angles: [0], shift: 0, stretch: 1 };

/** An endless lattice but for its spacing. */
export interface Lattice {
  readonly weave: Weave;
  /** What strands look like on each layer of the cycle; all of one width and height. */
  readonly sections: readonly StrandSection[];
}
