import type { Finding, Place } from '../../finding/finding.ts';
import { motionFlag } from '../../gcode/motion.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import type { Profile } from '../../printer/profile.ts';
import { findTool } from '../../printer/profile-tool.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import { anyHeightClearances, type Clearance, excessIn, rememberedClearances } from '../space/clearance.ts';
import { bodiesOf, type HeadBody } from '../space/head-bodies.ts';
import { isBeside, nearestWell, type SpaceWell, type VesselSpace, vesselSpace } from '../space/vessel-space.ts';
import { judgeFirstMotion } from './judge-first-motion.ts';
import { createTally, enough, findingsOf, notePlace, type Tally, text } from './tally-places.ts';

/** What a file can do wrong at a place; of the profile's own lines, with `own-lines-` before it. */
type PlaceCode = 'out-of-reach' | 'below-surface' | `${HeadBody['what']}-in-wall`;

interface Trouble {
  readonly gate: 'bounds' | 'vessel';
  readonly code: PlaceCode;
  readonly what: string;
  readonly fix: string;
}

const tolerance = 1000; // nm: rounding of the printed digits

/**
 * What `judgePlaces` says of a file just written, for the motion that no strand and so no gate of the plan knows: the
 * profile's own lines (start, end, tools, lamps) and the rises of the writer.
 */
export function judgeOwnLines(reading: GcodeReading, profile: Profile, vessel: PlacedVessel | null): Finding[] {
  const places = [...judgePlaces(reading, profile, vessel, true), ...judgeFirstMotion(reading)];
  return places.map(({ fix = '', ...finding }) => ({
    ...finding,
    severity: 'refuse',
    code: `own-lines-${finding.code}` as const,
    what: `Between the strands, lines of the profile ${profile.id} lead there: ${finding.what}`,
    fix: `${fix} Or change the start, end, tool or lamp lines of the profile, or its safeZ.`,
    source: `printers/${profile.id}`,
  }));
}

/**
 * Reach of the machine, the surface printed on and the vessel's walls, for every point a file goes to; of strands only
 * where `betweenStrands` is not set.
 */
export function judgePlaces(
  reading: GcodeReading,
  profile: Profile,
  vessel: PlacedVessel | null,
  betweenStrands = false,
): Finding<PlaceCode>[] {
  const { motions, tools, layers } = reading;
  const tally = createTally<Trouble>();
  const reaches = tools.map(({ id }) => reachOf(profile, id));
  const space = vessel === null || vessel.footprint === null ? null : vesselSpace(vessel);
  const walls = space === null ? null : wallsOf(space);
  const bodies = tools.map(({ id, bio }) => bodiesIn(profile, id, bio));
  for (let i = 0; i < motions.count; i++) {
    if (motions.flags[i] & (motionFlag.plungerOnly | motionFlag.jump)) continue;
    if (betweenStrands && motions.strand[i] >= 0) continue;
    const tool = motions.tool[i];
    const point = [motions.x[i], motions.y[i], motions.z[i]];
    const where = (): Place => ({
      tool: tools[tool].id,
      line: motions.line[i],
      ...(layers.length > 0 ? { layer: motions.layer[i] } : {}),
    });
    judgeReach(tally, point, reaches[tool], tools[tool].id, where);
    if (walls !== null) judgeWalls(tally, walls, point, bodies[tool], where);
  }
  if (reading.tooLarge) {
    // The points are gone, their extents are not; whose they were is not known: those of the first tool.
    for (const end of [reading.extents.all.min, reading.extents.all.max]) {
      const corner = end.map((mm) => mm * 1e6);
      judgeReach(tally, corner, reaches[0], tools[0].id, () => ({}));
    }
  }
  // Where a file of others was zeroed, it does not say: what lies beyond the reach may well lie within it.
  const unplaced = profile.bed.origin === 'user-zeroed' && reading.header['plan'] === undefined;
  return findingsOf(tally, ({ first, worst, detail }): Finding<PlaceCode> => {
    const { gate, code, what, fix } = detail;
    const numbers = { beyondMm: worst / 1e6 };
    if (!unplaced || gate !== 'bounds') return { gate, code, severity: 'refuse', where: first, what, fix, numbers };
    const where = `That holds where X0 Y0 Z0 is as ${profile.name} is used here; the file does not say where it was zeroed.`;
    return { gate, code, severity: 'warn', where: first, what: `${what} ${where}`, fix, numbers };
  });
}

/** Limits of a tool's tip, nm: those of the first tool moved by this one's offset; x low, x high, y … z. */
function reachOf(profile: Profile, id: string): readonly number[] {
  const { bed } = profile;
  const offset = findTool(profile, id)?.offset ?? { x: 0, y: 0, z: 0 };
  return (['x', 'y', 'z'] as const).flatMap((axis) => bed[axis].map((end) => (end + offset[axis]) * 1e6));
}

function judgeReach(
  tally: Tally<Trouble>,
  point: readonly number[],
  reach: readonly number[],
  tool: string,
  where: () => Place,
): void {
  for (let axis = 0; axis < 3; axis++) {
    const below = reach[2 * axis] - point[axis];
    const above = point[axis] - reach[2 * axis + 1];
    const beyond = Math.max(below, above);
    if (beyond <= tolerance) continue;
    const name = 'XYZ'[axis];
    const low = below > above;
    const limit = reach[low ? 2 * axis : 2 * axis + 1] / 1e6;
    const floor = axis === 2 && low && limit === 0;
    const reached = `${name} ${text(point[axis] / 1e6)} mm, ${text(beyond / 1e6)} mm`;
    notePlace(tally, `${tool}${name}${low}`, beyond, where, () => ({
      gate: 'bounds',
      code: floor ? 'below-surface' : 'out-of-reach',
      what: floor
        ? `The needle of ${tool} goes to ${reached} below the surface printed on.`
        : `${tool} goes to ${reached} beyond its limit of ${text(limit)} mm.`,
      fix: floor
        ? 'Check the zero height and the first layer.'
        : axis === 2 && !low
          ? `Make the print ${enough(beyond / 1e6)} mm lower, or choose the printer it was made for.`
          : 'Move the print, or choose the printer it was made for.',
    }));
  }
}

/** The needle and the hub that the file names for a tool; a mere point where it names none. */
function bodiesIn(profile: Profile, id: string, bio: Readonly<Record<string, string | undefined>>): HeadBody[] {
  const mm = (key: string) => (Number(bio[key]) > 0 ? Number(bio[key]) : undefined);
  const tool = findTool(profile, id) ?? profile.tools[0];
  const outer = mm('outer') ?? 0;
  const [inner, length, inlet] = [mm('inner') ?? outer, mm('length'), mm('inlet')];
  const cone = inlet === undefined ? {} : { inlet, land: mm('land') ?? 0 };
  const nozzle = { outer, inner, length: length ?? 0, label: bio['nozzle'] ?? '', ...cone };
  const named = bodiesOf(nozzle, { ...tool, id }, null);
  return length === undefined ? named.slice(0, 1) : named;
}

interface Walls {
  readonly space: VesselSpace;
  readonly clearancesOf: (well: SpaceWell, body: HeadBody, z: number) => readonly Clearance[];
  readonly anyHeight: (well: SpaceWell, body: HeadBody) => readonly Clearance[];
  /** The last well that was looked into: most points follow one another in one. */
  last: SpaceWell | undefined;
}

function wallsOf(space: VesselSpace): Walls {
  return { space, clearancesOf: rememberedClearances(space), anyHeight: anyHeightClearances(space), last: undefined };
}

function judgeWalls(
  tally: Tally<Trouble>,
  walls: Walls,
  [x, y, tip]: readonly number[],
  bodies: readonly HeadBody[],
  where: () => Place,
): void {
  const { space, clearancesOf, anyHeight } = walls;
  for (const body of bodies) {
    const { what, tool } = body;
    const z = tip + body.dz;
    if (z >= space.rim || isBeside(space, x, y, x, y, Math.max(body.radius, body.topRadius))) continue;
    const well = nearestWell(space, x, y, walls.last);
    walls.last = well;
    if (z >= well.floor && excessIn(anyHeight(well, body), x - well.x, y - well.y) <= 0) continue;
    const excess = excessIn(clearancesOf(well, body, z), x - well.x, y - well.y);
    if (excess <= tolerance) continue;
    notePlace(tally, `${tool}${what}wall`, excess, where, () => ({
      gate: 'vessel',
      code: `${what}-in-wall`,
      what: `The ${what} of ${tool} stands ${text(excess / 1e6)} mm in the wall of well ${well.name}, below the rim.`,
      fix:
        what === 'needle'
          ? 'Make the part smaller or lift higher between wells.'
          : 'Use a longer needle, make the part smaller or lift higher between wells.',
    }));
  }
}
