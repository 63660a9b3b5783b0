import type { Polygons } from '../../region/polygons.ts';
import type { Outline } from '../../slice/outline.ts';
import type { Bead } from './bead.ts';
import { layThin, mayBeThin } from './lay-thin.ts';

/** A bead, and the number of the contour in whose place it lies: with inks in turn it has that one's. */
export interface LevelledBead {
  readonly bead: Bead;
  readonly level: number;
}

export interface ThinLevel {
  readonly beads: readonly LevelledBead[];
  readonly rest: Outline;
  /**
   * Where fill may lie, up to half a strand: it meets the strands of thin places at their mouths. Computed when asked
   * for, which rings and lattices inside contours do not.
   */
  readonly forFill: Outline;
}

/** Thin places of a region at one level of its contours. `width` of a strand in nm. */
export function layThinLevel(
  region: Outline,
  level: number,
  width: number,
  polygons: Polygons,
  solid = false,
): ThinLevel {
  const laid = layThin(region, width, polygons, solid);
  return {
    beads: laid.beads.map((bead) => ({ bead, level: level + bead.depth })),
    rest: laid.rest,
    get forFill() {
      return laid.rest === region ? region : polygons.intersection(laid.reaching, region);
    },
  };
}

/**
 * Thin places of what lies `inside` nm inside of a contour's centre lines. Null where the contour is so wide that there
 * are none: that is seen without an inset.
 */
export function layThinInside(
  contour: Outline,
  level: number,
  inside: number,
  width: number,
  polygons: Polygons,
  solid: boolean,
): ThinLevel | null {
  if (!mayBeThin(contour, width, inside, solid)) return null;
  const region = polygons.inset(contour, inside);
  const laid = layThinLevel(region, level, width, polygons, solid);
  return laid.rest === region ? null : laid;
}
