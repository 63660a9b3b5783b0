import { excessOver, type Opening, openingAt } from '../../vessel/opening.ts';
import type { SpaceWell, VesselSpace } from './vessel-space.ts';

/** A round body that stands upright and widens evenly: a needle, a cone, a hub. nm. */
export interface RoundBody {
  readonly radius: number;
  readonly topRadius: number;
  /** Infinite for a hub. */
  readonly height: number;
}

/** What is open, and how wide the body is, at one height. */
export interface Clearance {
  readonly opening: Opening;
  readonly radius: number;
  /** Machine frame, nm. */
  readonly z: number;
}

/** Heights nearer than this are one, nm. */
const border = 1;

/** How wide a body is at a height above its lower end, nm. */
export function radiusAt({ radius, topRadius, height }: RoundBody, above: number): number {
  if (radius === topRadius || height === 0) return Math.max(radius, topRadius);
  return radius + (Math.min(above, height) / height) * (topRadius - radius);
}

/**
 * What limits a body whose lower end is at `z` in a well: wall and body at each height at which one of them changes
 * its slope. Between these both are straight (or the wall is a ball, which bulges outwards), so that a body that fits
 * at all of them fits along its whole length.
 */
export function clearancesAt(space: VesselSpace, well: SpaceWell, body: RoundBody, z: number): Clearance[] {
  const { inside, floor } = well;
  const top = Math.min(z + body.height, space.rim);
  if (inside.length === 0 || z > top) return [];
  const found: Clearance[] = [];
  const add = (height: number, opening: Opening) => {
    found.push({ opening, radius: radiusAt(body, height - z), z: height });
  };
  const last = inside.length - 1;
  for (const [i, section] of inside.entries()) {
    // An end of the body on the border of two sections meets both, whatever the last digit of its height is.
    const from = i === 0 ? Number.NEGATIVE_INFINITY : floor + section.bottom - border;
    const to = i === last ? Number.POSITIVE_INFINITY : floor + section.top + border;
    const [low, high] = [Math.max(z, from), Math.min(top, to)];
    if (low > high) continue;
    for (const height of [low, floor + section.bottom, floor + section.top, high]) {
      if (height >= low && height <= high) add(height, openingAt(section, height - floor));
    }
  }
  return narrowest(found);
}

/** `clearancesAt` that remembers the last answer for each body: a layer asks for the same one at every strand. */
export function rememberedClearances<T extends RoundBody>(space: VesselSpace) {
  const known = new Map<T, { readonly well: SpaceWell; readonly z: number; readonly clearances: Clearance[] }>();
  return (well: SpaceWell, body: T, z: number): readonly Clearance[] => {
    const before = known.get(body);
    if (before !== undefined && before.well === well && before.z === z) return before.clearances;
    const clearances = clearancesAt(space, well, body, z);
    known.set(body, { well, z, clearances });
    return clearances;
  };
}

/**
 * What limits a body in a well at whatever height it stands: taken to be as wide everywhere as at its widest. Remembered
 * for each body and well: most of a print is as far from every wall as that.
 */
export function anyHeightClearances<T extends RoundBody>(space: VesselSpace) {
  const known = new Map<T, Map<SpaceWell, Clearance[]>>();
  return (well: SpaceWell, body: T): readonly Clearance[] => {
    let ofBody = known.get(body);
    if (ofBody === undefined) known.set(body, (ofBody = new Map()));
    let clearances = ofBody.get(well);
    if (clearances === undefined) {
      const radius = Math.max(body.radius, body.topRadius);
      const widest = { radius, topRadius: radius, height: Number.POSITIVE_INFINITY };
      ofBody.set(well, (clearances = clearancesAt(space, well, widest, well.floor)));
    }
    return clearances;
  };
}

/** Of the circles only the one that leaves least: most wells are round, and a gate asks for every point. */
function narrowest(all: readonly Clearance[]): Clearance[] {
  const isCircle = ({ opening: { halfX, halfY, corner, circle } }: Clearance) =>
    halfX === corner && halfY === corner && circle === Number.POSITIVE_INFINITY;
  const free = ({ opening, radius }: Clearance) => opening.halfX - radius;
  const circles = all.filter(isCircle);
  if (circles.length === 0) return [...all];
  const least = circles.reduce((a, b) => (free(b) < free(a) ? b : a));
  return [least, ...all.filter((each) => !isCircle(each))];
}

/** By how much a body (dx, dy) from the centre of a well cuts into its wall, nm; negative: what is free around it. */
export function excessIn(clearances: readonly Clearance[], dx: number, dy: number): number {
  let worst = Number.NEGATIVE_INFINITY;
  for (const { opening, radius } of clearances) {
    const excess = excessOver(opening, dx, dy, radius);
    if (excess > worst) worst = excess;
  }
  return worst;
}

/** Where a body (dx, dy) from the centre of a well is nearest to its wall, or deepest in it. */
export function tightest(clearances: readonly Clearance[], dx: number, dy: number): Clearance {
  const excess = ({ opening, radius }: Clearance) => excessOver(opening, dx, dy, radius);
  return clearances.reduce((a, b) => (excess(b) > excess(a) ? b : a));
}

/**
 * The shares of a straight way from height az to bz at which one of a body's ends passes the border of two sections,
 * both ends of the way included: between them the way is tightest at one of these.
 */
export function sharesOfWay(well: SpaceWell, body: RoundBody, az: number, bz: number): number[] {
  const shares = [0, 1];
  if (az === bz) return shares;
  for (const end of Number.isFinite(body.height) ? [0, body.height] : [0]) {
    for (const { bottom, top } of well.inside) {
      for (const height of [bottom, top]) {
        const share = (well.floor + height - end - az) / (bz - az);
        if (share > 0 && share < 1) shares.push(share);
      }
    }
  }
  return shares;
}
