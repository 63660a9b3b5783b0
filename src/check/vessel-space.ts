import type { PlacedVessel, PlacedWell } from '../vessel/place-vessel.ts';

/**
 * Where an upright cylinder may stand below the rim of a vessel: inside one well, or beside the vessel. All nm. Wells
 * are convex, so a straight way is free when both its ends are free in the same well.
 */
export interface VesselSpace {
  readonly rim: number;
  readonly bed: number;
  readonly wells: readonly SpaceWell[];
  readonly footprint: { readonly x: readonly [number, number]; readonly y: readonly [number, number] } | null;
}

export interface SpaceWell {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly floor: number;
  /** Half sizes of the inner wall; `round` tells a circle of radius halfX. null: no wall. */
  readonly wall: { readonly round: boolean; readonly halfX: number; readonly halfY: number } | null;
}

export function vesselSpace(vessel: PlacedVessel): VesselSpace {
  const nm = (mm: number) => Math.round(mm * 1e6);
  const { footprint } = vessel;
  return {
    rim: nm(vessel.rim),
    bed: nm(vessel.bed),
    wells: vessel.wells.map((well) => ({
      name: well.name,
      x: nm(well.x),
      y: nm(well.y),
      floor: nm(well.floor),
      wall: wallOf(well.wall, nm),
    })),
    footprint: footprint && {
      x: [nm(footprint.x[0]), nm(footprint.x[1])],
      y: [nm(footprint.y[0]), nm(footprint.y[1])],
    },
  };
}

function wallOf(wall: PlacedWell['wall'], nm: (mm: number) => number): SpaceWell['wall'] {
  if (wall === null) return null;
  if (wall.kind === 'circle') return { round: true, halfX: nm(wall.radius), halfY: nm(wall.radius) };
  return { round: false, halfX: nm(wall.x), halfY: nm(wall.y) };
}

/** By how much a cylinder at (x, y) cuts into the wall of a well, nm; negative: what is free. */
export function wallExcess(well: SpaceWell, x: number, y: number, radius: number): number {
  if (well.wall === null) return Number.NEGATIVE_INFINITY;
  const dx = Math.abs(x - well.x);
  const dy = Math.abs(y - well.y);
  if (well.wall.round) return Math.sqrt(dx * dx + dy * dy) + radius - well.wall.halfX;
  return Math.max(dx - well.wall.halfX, dy - well.wall.halfY) + radius;
}

/** The well whose wall is least cut at (x, y). */
export function nearestWell(space: VesselSpace, x: number, y: number): SpaceWell {
  let best = space.wells[0];
  let least = Number.POSITIVE_INFINITY;
  for (const well of space.wells) {
    const excess = wallExcess(well, x, y, 0);
    if (excess < least) {
      least = excess;
      best = well;
    }
  }
  return best;
}

/** Whether a cylinder stays beside the vessel on the whole way from a to b: both ends clear of the same side. */
export function isBeside(space: VesselSpace, ax: number, ay: number, bx: number, by: number, radius: number): boolean {
  const { footprint } = space;
  if (footprint === null) return true;
  const { x, y } = footprint;
  if (Math.max(ax, bx) + radius <= x[0] || Math.min(ax, bx) - radius >= x[1]) return true;
  return Math.max(ay, by) + radius <= y[0] || Math.min(ay, by) - radius >= y[1];
}
