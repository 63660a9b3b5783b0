import type { Memory } from '../memory/memory.ts';
import type { Polygons } from '../region/polygons.ts';
import type { Outline } from '../slice/outline.ts';
import type { LaydownSettings } from './laydown-settings.ts';
import type { PlaneBounds } from './paths/plane-bounds.ts';
import type { LayerPlace } from './patterns/pattern.ts';
import type { SectionShape } from './spacing/strand-section.ts';

/** A region that one ink is to fill on one layer, and how. */
export interface LayDownInput {
  /** What one ink covers of one part on one layer, nm. */
  readonly outline: Outline;
  readonly settings: LaydownSettings;
  readonly contours: number;
  /** Width of a strand as it lies, mm. */
  readonly width: number;
  /** That over the width of its volume; 1 when absent. */
  readonly spread?: number | undefined;
  /** Height of the layer, mm. */
  readonly height: number;
  /** Flattened where solid, else round, when absent. */
  readonly crossSection?: SectionShape | undefined;
  /** Whether thin places get strands of their own width. */
  readonly thinWalls: boolean;
  /** Key of the ink in the job. */
  readonly ink: string;
  /** Inks by strand in place of `ink`, repeated. */
  readonly alternate?: readonly string[] | undefined;
  readonly part: string;
  readonly layer: LayerPlace;
  /** The part in the plane, all its layers together, nm: the phase of the pattern comes from it. */
  readonly partBounds: PlaneBounds;
  /** Where the pattern is centred, nm; the middle of `partBounds` when absent. */
  readonly axis?: readonly [number, number] | undefined;
  readonly polygons: Polygons;
  /** What was found in the same outline before; none when absent. */
  readonly memory?: Memory | undefined;
  /** Where the needle is before, nm; the corner of the part when absent. */
  readonly startAt?: readonly [number, number] | undefined;
}
