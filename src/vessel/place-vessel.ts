import { InputError } from '../finding/input-error.ts';
import { noWell } from '../finding/well-name.ts';
import { insideOf, resizeSection, type WallSection } from './opening.ts';
import type { Vessel, Well } from './vessel.ts';

/**
 * A vessel as it stands on a machine: mm, machine frame, z 0 at the floor printed on. A portrait vessel is turned
 * clockwise seen from above, so that A1, back left in landscape, comes to lie back right.
 */
export interface PlacedVessel {
  /** `none` on the bare bed. */
  readonly id: string;
  readonly name: string;
  readonly kind: Vessel['kind'] | 'none';
  readonly orientation: 'landscape' | 'portrait';
  /** Where X and Y of this frame point, as the operator sees the plate. */
  readonly frame: Seat['frame'];
  /** In reading order of the vessel: row by row, A1 first. */
  readonly wells: readonly PlacedWell[];
  /** Top of the vessel above the surface printed on; 0 on the bare bed. */
  readonly rim: number;
  /** Height of the machine's bed in this frame (0 or below). */
  readonly bed: number;
  /** What the vessel covers of the bed; null without a vessel. */
  readonly footprint: { readonly x: readonly [number, number]; readonly y: readonly [number, number] } | null;
  /** By how much wells are taken to be narrower at the floor than drawn, mm on each side; 0 where it is known. */
  readonly floorMargin: number;
}

export interface PlacedWell {
  readonly name: string;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  /** Inner wall at the rim, as half sizes; null where there is no wall and no edge (bare bed). */
  readonly wall:
    | { readonly kind: 'circle'; readonly radius: number }
    | { readonly kind: 'rectangle'; readonly x: number; readonly y: number }
    | null;
  /** The inside from the floor up, lowest first, in heights above the floor; empty where there is no wall. */
  readonly inside: readonly WallSection[];
  /** Height of the floor; 0 but in vessels whose wells differ. */
  readonly floor: number;
}

/** How labware sits on a machine: the part of a printer profile that matters here. */
export interface Seat {
  readonly vessel: {
    readonly centre: readonly number[];
    readonly a1?: readonly number[] | undefined;
    readonly orientation: 'landscape' | 'portrait';
  };
  /** Where written X and Y point, as the operator sees the plate. */
  readonly frame: { readonly x: 'right' | 'left'; readonly y: 'back' | 'front' };
}

/** The vessel (null: the bare bed) on a machine; `at` is the place printed on where the bed is bare, mm. */
export function placeVessel(
  vessel: Vessel | null,
  seat: Seat,
  at: { readonly x?: number | undefined; readonly y?: number | undefined } = {},
): PlacedVessel {
  const { orientation } = seat.vessel;
  if (vessel === null) {
    const [cx, cy] = seat.vessel.centre;
    const well: PlacedWell = { name: noWell, x: at.x ?? cx, y: at.y ?? cy, wall: null, inside: [], floor: 0 };
    const bare = { id: 'none', name: 'bare bed', kind: 'none', orientation, frame: seat.frame, wells: [well] } as const;
    return { ...bare, rim: 0, bed: 0, footprint: null, floorMargin: 0 };
  }
  const portrait = orientation === 'portrait';
  const names = readingOrder(vessel);
  const floor = vessel.wells[names[0]].floor;
  const fromCentre = ({ x, y }: Well): [number, number] => {
    const dx = x - vessel.footprint.x / 2;
    const dy = y - vessel.footprint.y / 2;
    const [right, back] = portrait ? [dy, -dx] : [dx, dy];
    return [seat.frame.x === 'right' ? right : -right, seat.frame.y === 'back' ? back : -back];
  };
  const [cx, cy] = centreOf(vessel, seat, fromCentre);
  const wells = names.map((name): PlacedWell => {
    const well = vessel.wells[name];
    const [dx, dy] = fromCentre(well);
    return {
      name,
      x: cx + dx,
      y: cy + dy,
      wall: wallOf(well, portrait),
      inside: insideOf(vessel, well).map((section) => resizeSection(section, portrait, 1)),
      floor: well.floor - floor,
    };
  });
  const tops = names.map((name) => vessel.wells[name].floor + vessel.wells[name].depth);
  const halfX = (portrait ? vessel.footprint.y : vessel.footprint.x) / 2;
  const halfY = (portrait ? vessel.footprint.x : vessel.footprint.y) / 2;
  return {
    id: vessel.id,
    name: vessel.name,
    kind: vessel.kind,
    orientation,
    frame: seat.frame,
    wells,
    rim: Math.max(vessel.height, ...tops) - floor,
    bed: -floor,
    footprint: { x: [cx - halfX, cx + halfX], y: [cy - halfY, cy + halfY] },
    floorMargin: names.some((name) => vessel.wells[name].inside === undefined) ? (vessel.floorMargin ?? 0) : 0,
  };
}

/** Of a plate by its A1 where the machine is told where that lies, else as the machine holds all labware. */
function centreOf(vessel: Vessel, { vessel: { centre, a1 } }: Seat, fromCentre: (well: Well) => [number, number]) {
  if (a1 === undefined || vessel.kind !== 'plate' || vessel.wells['A1'] === undefined) return centre;
  const [dx, dy] = fromCentre(vessel.wells['A1']);
  return [a1[0] - dx, a1[1] - dy];
}

/** The vessel turned so that x points to the operator's right and y to the back: what a picture from above shows. */
export function asSeen(vessel: PlacedVessel): PlacedVessel {
  const [sx, sy] = [vessel.frame.x === 'right' ? 1 : -1, vessel.frame.y === 'back' ? 1 : -1];
  if (sx === 1 && sy === 1) return vessel;
  const turned = ([low, high]: readonly [number, number], sign: number): [number, number] =>
    sign === 1 ? [low, high] : [-high, -low];
  const { footprint } = vessel;
  return {
    ...vessel,
    frame: { x: 'right', y: 'back' },
    wells: vessel.wells.map((well) => ({ ...well, x: sx * well.x, y: sy * well.y })),
    footprint: footprint && { x: turned(footprint.x, sx), y: turned(footprint.y, sy) },
  };
}

/** A well by its name. Throws InputError `well-unknown` with the range of names that exist. */
export function findWell(vessel: PlacedVessel, name: string): PlacedWell {
  const found = vessel.wells.find((well) => well.name === name);
  if (found !== undefined) return found;
  const names = vessel.wells.map((well) => well.name);
  const range = names.length > 12 ? `${names[0]} to ${names.at(-1)}` : names.join(', ');
  throw new InputError('well-unknown', `${vessel.name} has no well "${name}"; its wells: ${range}`, {
    where: { well: name },
    fix: names.length > 1 ? `Use wells ${range}.` : 'Leave out the wells, or choose a plate.',
  });
}

function wallOf(well: Well, portrait: boolean): PlacedWell['wall'] {
  if (well.shape.kind === 'circle') return { kind: 'circle', radius: well.shape.diameter / 2 };
  const { x, y } = well.shape;
  return { kind: 'rectangle', x: (portrait ? y : x) / 2, y: (portrait ? x : y) / 2 };
}

/** Names from the back row to the front, each row from left to right (rows agree within 0.5 mm). */
function readingOrder(vessel: Vessel): string[] {
  const row = (name: string) => Math.round(vessel.wells[name].y / 0.5);
  return Object.keys(vessel.wells).sort((a, b) => row(b) - row(a) || vessel.wells[a].x - vessel.wells[b].x);
}
