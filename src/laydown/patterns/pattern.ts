import type { LaydownSettings } from '../../job/laydown-settings.ts';
import type { Polygons } from '../../region/polygons.ts';
import type { Outline } from '../../slice/outline.ts';
import type { PathSet } from '../path-set.ts';
import type { PlaneBounds } from '../plane-bounds.ts';
import type { StrandSection } from '../strand-section.ts';
import type { LevelledBead } from '../thin/thin-level.ts';

/** What a pattern knows about the place it fills. Lengths in nm unless named mm. */
export interface PatternPlace {
  /** What is to be filled: the region up to its surface, or what contours and thin places leave of it. */
  readonly outline: Outline;
  /** Where centre lines of strands may lie. */
  readonly region: Outline;
  /** How far `region` lies inside `outline`. */
  readonly rim: number;
  /** How far `region` lies inside the surface of the part. */
  readonly inset: number;
  /** The part in the plane, all its layers together. */
  readonly bounds: PlaneBounds;
  readonly axisX: number;
  readonly axisY: number;
  readonly spacing: number;
  readonly solid: boolean;
  /** Number of contours around it. */
  readonly level: number;
  /** Whether thin places are laid by strands of their own width. */
  readonly thinWalls: boolean;
  readonly section: StrandSection;
  readonly settings: LaydownSettings;
  readonly layer: LayerPlace;
  readonly polygons: Polygons;
}

/** Where a layer lies in its construct. mm. */
export interface LayerPlace {
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly constructHeight: number;
  /** Of the other layers in the zone, where the first one differs: they share one spacing. */
  readonly zoneHeight?: number;
}

/** Strands of a pattern in families; paths of one family never cross each other, so they may be joined. */
export interface PatternPaths {
  readonly families: readonly PathSet[];
  /** Distance of neighbouring lines as laid, nm; absent where it differs from place to place. */
  readonly spacing?: number;
  /** For each family, what it fills side by side where that is known: the width at each of its points, and the area. */
  readonly slots?: readonly (Slot | undefined)[];
  /** What is left for the other families, where slots and thin places have taken some. */
  readonly wound?: Outline;
  /** Strands of thin places that the pattern itself comes upon. */
  readonly beads?: readonly LevelledBead[];
  /** For each family, the height of each of its points above the layer's top, nm: only rising spirals have it. */
  readonly rise?: readonly (Int32Array | undefined)[];
  /** Thin tubes only, and one had to be laid in pieces, as a strand of this width leaves its wall somewhere. */
  readonly torn?: boolean;
}

/** Strands that fill an area from face to face. */
export interface Slot {
  /** At each point of the family's paths, nm. */
  readonly widths: Int32Array;
  readonly areaMm2: number;
}

export type Pattern = (place: PatternPlace) => PatternPaths;

/** Angle of a layer, degrees: the list is repeated from the first layer on. */
export function layerAngle(place: PatternPlace): number {
  const { angles } = place.settings;
  return angles[place.layer.index % angles.length];
}
