import { excessOver, type Opening, resizeSection, type WallSection } from '../../vessel/opening.ts';
import type { PlacedVessel, PlacedWell } from '../../vessel/place-vessel.ts';

/** Where an upright head may stand below the rim of a vessel: inside one well, or beside the vessel. All nm. */
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
  /** What is open at the rim; null: no wall. */
  readonly wall: Opening | null;
  /** From the floor to the rim, heights above the floor; empty without a wall. */
  readonly inside: readonly WallSection[];
}

const nmPerMm = 1e6;
const nm = (mm: number) => Math.round(mm * nmPerMm);

export function vesselSpace(vessel: PlacedVessel): VesselSpace {
  const { footprint } = vessel;
  return {
    rim: nm(vessel.rim),
    bed: nm(vessel.bed),
    wells: vessel.wells.map((well) => ({
      name: well.name,
      x: nm(well.x),
      y: nm(well.y),
      floor: nm(well.floor),
      wall: wallOf(well.wall),
      inside: well.inside.map((section) => resizeSection(section, false, nmPerMm)),
    })),
    footprint: footprint && {
      x: [nm(footprint.x[0]), nm(footprint.x[1])],
      y: [nm(footprint.y[0]), nm(footprint.y[1])],
    },
  };
}

function wallOf(wall: PlacedWell['wall']): Opening | null {
  if (wall === null) return null;
  const circle = Number.POSITIVE_INFINITY;
  if (wall.kind === 'circle') {
    const radius = nm(wall.radius);
    return { halfX: radius, halfY: radius, corner: radius, circle };
  }
  return { halfX: nm(wall.x), halfY: nm(wall.y), corner: 0, circle };
}

/** By how much a disc at (x, y) reaches over the rim of a well, nm; negative: what is free. */
export function rimExcess(well: SpaceWell, x: number, y: number, radius: number): number {
  if (well.wall === null) return Number.NEGATIVE_INFINITY;
  return excessOver(well.wall, x - well.x, y - well.y, radius);
}

/** The well whose rim is nearest to (x, y); rims do not overlap, so that one around the place (`last`) is the nearest. */
export function nearestWell(space: VesselSpace, x: number, y: number, last?: SpaceWell): SpaceWell {
  if (last !== undefined && rimExcess(last, x, y, 0) <= 0) return last;
  let best = space.wells[0];
  let least = Number.POSITIVE_INFINITY;
  for (const well of space.wells) {
    const excess = rimExcess(well, x, y, 0);
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
