import type { Polygons } from '../../region/polygons.ts';
import type { Outline } from '../../slice/outline.ts';
import type { LaydownValues } from '../laydown-values.ts';
import type { PathSet } from '../paths/path-set.ts';
import type { PlaneBounds } from '../paths/plane-bounds.ts';
import type { StrandSection } from '../spacing/strand-section.ts';
import type { Weave } from '../spacing/weave.ts';
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
  readonly settings: LaydownValues;
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
  readonly spacing?: number | undefined;
  /** For each family, what it fills side by side where that is known: the width at each of its points, and the area. */
  readonly slots?: readonly (Slot | undefined)[] | undefined;
  /** What is left for the other families, where slots and thin places have taken some. */
  readonly wound?: Outline | undefined;
  /** Strands of thin places that the pattern itself comes upon. */
  readonly beads?: readonly LevelledBead[] | undefined;
  /** For each family, the height of each of its points above the layer's top, nm: only rising spirals have it. */
  readonly rise?: readonly (Int32Array | undefined)[] | undefined;
  /** Thin tubes only, and one had to be laid in pieces, as a strand of this width leaves its wall somewhere. */
  readonly torn?: boolean | undefined;
}

/** Strands that fill an area from face to face. */
export interface Slot {
  /** At each point of the family's paths, nm. */
  readonly widths: Int32Array;
  readonly areaMm2: number;
}

/** A layer that a pattern is to fill, before anything is laid: lengths in mm. */
export interface LayerAhead {
  readonly settings: LaydownValues;
  /** Width of a strand, and distance of strands that touch. */
  readonly width: number;
  readonly touching: number;
  readonly spacing: number;
  /** Sides of the part's bounds, the longer one first or not, and their diagonal. */
  readonly sides: readonly [x: number, y: number];
  readonly across: number;
}

/** Layers whose strands are to be counted before anything is laid. */
export interface LayersAhead extends Pick<LayerAhead, 'settings' | 'width' | 'spacing' | 'sides'> {
  /** Heights of the middles of the layers. */
  readonly middles: ArrayLike<number>;
}

/**
 * All that there is to know about a pattern, in one object: a new one is a file beside this one and an entry in
 * `pattern-table.ts`. The fidelity gate judges what is laid without it.
 */
export interface PatternKind {
  readonly description: string;
  /** What `spacing` is the distance of. */
  readonly spacing: string;
  /** Settings it reads besides spacing, pore, porosity, contours, margin, overlap and minLength, in words. */
  readonly settings: readonly string[];
  /**
   * What its angles do: one a layer from the list; all directions in every layer, `degrees` apart from the first angle
   * on; none.
   */
  readonly directions:
    | { readonly by: 'layer' }
    | { readonly by: 'turn'; readonly degrees: number }
    | { readonly by: 'none' };
  /** Keys of the lay-down that only such patterns read. */
  readonly reads?: readonly ('shift' | 'amplitude' | 'wavelength' | 'cell')[];
  /** Along what its spacing may change; walls that stand on each other would lose their footing along z. */
  readonly gradients: { readonly z?: boolean; readonly inPlane?: boolean };
  /** Whether its paths run along the rim; lines end there. */
  readonly followsRim?: boolean;
  /** Whether it lays the thin places of its own area itself. */
  readonly findsThin?: boolean;
  /** Whether its solid strands fill their slots from face to face; others make up for their ends by volume. */
  readonly fillsSlots?: boolean;
  /** Whether its solid fill leaves a wedge along the rim. */
  readonly leavesWedge?: boolean;
  /** Whether its density depends on the part filling the corners of its bounds. */
  readonly reachesCorners?: boolean;
  readonly lay: (place: PatternPlace) => PatternPaths;
  /** How its strands meet, where that is more than lines above lines. Width of a strand in mm. */
  readonly weave?: (settings: LaydownValues, width: number, bounds: PlaneBounds) => Partial<Weave>;
  /** Spacing of a cell, mm, where the pattern has cells. */
  readonly spacingOfCell?: (cell: number) => number;
  /** About how many points it works with on a layer that fills the bounds; lines across them when absent. */
  readonly pointsOnLayer?: (layer: LayerAhead) => number;
  /** What it lays at least on each mm²; straight lines when absent. */
  readonly strandsAhead?: (layers: LayersAhead) => StrandsAhead;
}

/** What a pattern lays at least on each mm² of a layer, before anything is laid. */
export interface StrandsAhead {
  readonly lengthMm: number;
  readonly points: number;
}

/** Angle of a layer, degrees: the list is repeated from the first layer on. */
export function layerAngle(place: PatternPlace): number {
  const { angles } = place.settings;
  return angles[place.layer.index % angles.length];
}
