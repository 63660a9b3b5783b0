import { changing, type JobChange, type Judgement, type Place } from '../../finding/finding.ts';
import { boxOfStrand } from '../../laydown/strand-geometry.ts';
import type { Profile } from '../../printer/profile.ts';
import type { PathStrand, ProgramPath } from '../../program/program-path.ts';
import { type Piece, walkProgram } from '../../program/walk-program.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import {
  createTally,
  directionOf,
  findingsOf,
  notePlace,
  type Tally,
  type TallyEntry,
} from '../foreign/tally-places.ts';
import {
  anyHeightClearances,
  type Clearance,
  clearancesAt,
  excessIn,
  rememberedClearances,
  sharesOfWay,
  tightest,
} from '../space/clearance.ts';
import { clearingWay, type Way } from '../space/clearing-way.ts';
import { close, describeTrouble, lengthToRim, type VesselTrouble } from '../space/describe-vessel-trouble.ts';
import { type HeadBody, headBodies } from '../space/head-bodies.ts';
import { longerNeedles } from '../space/longer-needle.ts';
import { originInReach } from '../space/origin-in-reach.ts';
import { moveChange, needleChange, type SpaceSettings, seenAfter } from '../space/space-settings.ts';
import {
  isBeside,
  nearestWell,
  rimExcess,
  type SpaceWell,
  type VesselSpace,
  vesselSpace,
} from '../space/vessel-space.ts';

const tolerance = 1000; // nm: rounding of the printed digits

interface Judge {
  readonly space: VesselSpace;
  readonly tally: Tally<VesselTrouble>;
  readonly wells: ReadonlyMap<string, SpaceWell>;
  readonly clearancesOf: (well: SpaceWell, body: HeadBody, z: number) => readonly Clearance[];
  readonly anyHeight: (well: SpaceWell, body: HeadBody) => readonly Clearance[];
}

/**
 * Refuses when a needle, its hub or an idle head meets a wall, the rim, the floor or a neighbouring well, or a strand
 * lies beside the slide, or when the needle cannot be zeroed where the start block wants it. Wells and needles are
 * judged along the whole length that they share, since both may taper. Warns where less than 0.25 mm are free. A way of
 * the construct or a longer needle is proposed where it passes, in the keys of `settings`.
 */
export function gateVessel(
  program: ProgramPath,
  profile: Profile,
  vessel: PlacedVessel,
  settings?: SpaceSettings,
): Judgement[] {
  const tally = tallyOf(program, profile, vessel);
  const trials = { program, profile, vessel, settings, tally };
  const moves = movesThatPass(trials);
  const needleFor = needlesThatPass(trials);
  return [
    ...originInReach(profile, vessel),
    ...findingsOf(tally, (entry) => {
      const isSide = wayOf(entry) !== null;
      // What was tried in vain is not what to do.
      const movable = settings === undefined || !isSide || moves.length > 0;
      const needle = needleFor(entry);
      const changes = [
        ...(settings === undefined || needle === null ? [] : [needleChange(settings, entry.detail.body.tool, needle)]),
        ...(isSide ? moves : []),
      ];
      return { ...describeTrouble(entry, vessel, { movable, needle }), ...changing(changes) };
    }),
  ];
}

/** Hubs that meet a wall, or nearly do: above the rim they meet none. */
const isLowHub = ({ detail: { body, trouble } }: TallyEntry<VesselTrouble>): boolean =>
  body.what === 'hub' && !body.idle && (trouble === 'wall' || trouble === 'close');

/** For a hub that meets a wall the needle that lifts it above the rim, mm, where the plan passes with it. */
function needlesThatPass({
  program,
  profile,
  vessel,
  tally,
}: Trials): (entry: TallyEntry<VesselTrouble>) => number | null {
  const judge = (path: ProgramPath) => tallyOf(path, profile, vessel);
  const lengthFor = (entry: TallyEntry<VesselTrouble>) => lengthToRim(entry, vessel);
  const refuses = ({ trouble }: VesselTrouble) => trouble !== 'close' && trouble !== 'ink';
  const needleFor = longerNeedles({ program, before: tally, judge, lengthFor, refuses });
  return (entry) => (isLowHub(entry) ? needleFor(entry.detail.body.tool) : null);
}

interface Trials {
  readonly program: ProgramPath;
  readonly profile: Profile;
  readonly vessel: PlacedVessel;
  readonly settings: SpaceSettings | undefined;
  readonly tally: Tally<VesselTrouble>;
}

/** How far an entry would have the construct go, mm; null where no way of it helps. */
function wayOf({ worst, detail: { trouble, body, away } }: TallyEntry<VesselTrouble>): Way | null {
  if (body.idle || !(trouble === 'wall' || trouble === 'close' || trouble === 'edge' || trouble === 'ink')) return null;
  return [(away[0] * worst) / 1e6, (away[1] * worst) / 1e6];
}

/** The way of the construct after which no wall and no edge is met or near, and nothing else is worse. */
function movesThatPass({ program, profile, vessel, settings, tally }: Trials): JobChange[] {
  const waysIn = (noted: Tally<VesselTrouble>) => [...noted.entries.values()].map(wayOf).filter((way) => way !== null);
  const first = waysIn(tally);
  if (settings === undefined || vessel.kind === 'none' || first.length === 0) return [];
  const others = tally.entries.size - first.length;
  const way = clearingWay(first, (gone) => {
    const after = tallyOf(program, profile, seenAfter(vessel, gone));
    const left = waysIn(after);
    return after.entries.size - left.length > others ? null : left;
  });
  return way === null ? [] : [moveChange(settings, way)];
}

function tallyOf(program: ProgramPath, profile: Profile, vessel: PlacedVessel): Tally<VesselTrouble> {
  const space = vesselSpace(vessel);
  const wells = new Map(space.wells.map((well) => [well.name, well]));
  const judge: Judge = {
    space,
    tally: createTally(),
    wells,
    clearancesOf: rememberedClearances(space),
    anyHeight: anyHeightClearances(space),
  };
  const bodies = headBodies(program, profile);
  walkProgram(program, {
    strand: (step) => {
      const well = judge.wells.get(step.well) ?? space.wells[0];
      for (const body of bodies.get(step.tool) ?? []) judgeStrand(judge, step, well, body);
    },
    move: (piece) => {
      for (const body of bodies.get(piece.tool) ?? []) judgePiece(judge, piece, body);
    },
  });
  return judge.tally;
}

function judgeStrand(judge: Judge, step: PathStrand, own: SpaceWell, body: HeadBody): void {
  const { space } = judge;
  const box = boxOfStrand(step.strand);
  const x = step.xNm + body.dx;
  const y = step.yNm + body.dy;
  const z = step.zNm + box.minZ + body.dz;
  const place = () => ({ tool: step.tool, well: step.well, layer: step.layer, strand: step.id });
  if (!body.idle && body.isTip && space.rim <= own.floor) judgeEdge(judge, step, own, body, place);
  if (z >= space.rim) return;
  const well = body.idle ? nearestWell(space, x + (box.minX + box.maxX) / 2, y + (box.minY + box.maxY) / 2) : own;
  const widest = Math.max(body.radius, body.topRadius);
  const beside = isBeside(space, x + box.minX, y + box.minY, x + box.maxX, y + box.maxY, widest);
  const bottom = beside ? space.bed : well.floor;
  if (z < bottom - tolerance) noteFloor(judge, body, well, bottom - z, z, place);
  if (beside) return;
  if (!body.idle && body.isTip) judgeInk(judge, step, own, body, place);
  const clearances = judge.clearancesOf(well, body, z);
  if (cornersInside(clearances, x - well.x, y - well.y, box)) return;
  const [worst, dx, dy] = deepest(clearances, step.strand.points, x - well.x, y - well.y);
  noteWall(judge, body, well, { clearances, worst, dx, dy, z }, place);
}

/** A strand wider than its needle reaches farther than that, and down to the layer below. */
function judgeInk(judge: Judge, step: PathStrand, well: SpaceWell, body: HeadBody, place: () => Place): void {
  const { strand, xNm, yNm, zNm } = step;
  const radius = strand.width * 0.5e6;
  if (radius <= body.radius) return;
  const height = strand.height * 1e6;
  const foot = Math.max(well.floor, zNm + boxOfStrand(strand).minZ - height);
  const clearances = clearancesAt(judge.space, well, { radius, topRadius: radius, height }, foot);
  const [worst, dx, dy] = deepest(clearances, strand.points, xNm - well.x, yNm - well.y);
  if (worst <= tolerance) return;
  const detail = { body, well: well.name, ...facing(well, dx, dy), width: 2 * radius, z: zNm } as const;
  note(judge, worst, { trouble: 'ink', ...detail }, place);
}

/** By how much a body reaches into the wall at the worst of a path's points, and where that is. */
function deepest(
  clearances: readonly Clearance[],
  points: Int32Array,
  x: number,
  y: number,
): [worst: number, dx: number, dy: number] {
  let worst = Number.NEGATIVE_INFINITY;
  let at = 0;
  for (let i = 0; i < points.length; i += 2) {
    const excess = excessIn(clearances, x + points[i], y + points[i + 1]);
    if (excess > worst) {
      worst = excess;
      at = i;
    }
  }
  return [worst, x + points[at], y + points[at + 1]];
}

/** Quick yes: all corners of a strand's box leave the least distance. */
function cornersInside(clearances: readonly Clearance[], x: number, y: number, box: ReturnType<typeof boxOfStrand>) {
  const dx = Math.max(Math.abs(x + box.minX), Math.abs(x + box.maxX));
  const dy = Math.max(Math.abs(y + box.minY), Math.abs(y + box.maxY));
  return excessIn(clearances, dx, dy) <= -close;
}

/** Where a body was judged, from the centre of the well, and by how much it cuts into the wall there. */
interface Worst {
  readonly clearances: readonly Clearance[];
  readonly worst: number;
  readonly dx: number;
  readonly dy: number;
  /** Lower end of the body. */
  readonly z: number;
}

function noteWall(judge: Judge, body: HeadBody, well: SpaceWell, at: Worst, place: () => Place): void {
  const { worst, dx, dy, clearances } = at;
  if (worst <= -close) return;
  if (body.idle) {
    if (worst > tolerance) noteIdle(judge, body, well, at, place);
    return;
  }
  const { radius, z } = tightest(clearances, dx, dy);
  const detail = { body, well: well.name, ...facing(well, dx, dy), width: 2 * radius, z } as const;
  if (worst > tolerance) note(judge, worst, { trouble: 'wall', ...detail }, place);
  // The amount of a near miss is what is missing to the least distance.
  else note(judge, close + worst, { trouble: 'close', ...detail }, place);
}

/** Whatever an idle head meets, it must be lifted above the rim: one entry a tool, by its lowest body. */
function noteIdle(judge: Judge, body: HeadBody, well: SpaceWell, { dx, dy, z }: Worst, place: () => Place): void {
  const detail = {
    trouble: 'idle',
    body,
    well: well.name,
    ...facing(well, dx, dy),
    width: 2 * body.radius,
    z,
  } as const;
  notePlace(judge.tally, `idle ${body.tool}`, judge.space.rim - z, place, () => detail);
}

/** On a vessel without walls (a slide) the strand itself must lie on it. */
function judgeEdge(judge: Judge, step: PathStrand, well: SpaceWell, body: HeadBody, place: () => Place): void {
  const { points, width, widths } = step.strand;
  let worst = Number.NEGATIVE_INFINITY;
  let at = 0;
  for (let i = 0; i < points.length; i += 2) {
    const radius = widths === undefined ? width * 0.5e6 : widths[i / 2] / 2;
    const excess = rimExcess(well, step.xNm + points[i], step.yNm + points[i + 1], radius);
    if (excess > worst) {
      worst = excess;
      at = i;
    }
  }
  if (worst <= tolerance) return;
  const faced = facing(well, step.xNm + points[at] - well.x, step.yNm + points[at + 1] - well.y);
  note(judge, worst, { trouble: 'edge', body, well: well.name, ...faced, width: 2 * body.radius, z: step.zNm }, place);
}

function noteFloor(judge: Judge, body: HeadBody, well: SpaceWell, amount: number, z: number, place: () => Place): void {
  note(
    judge,
    amount,
    { trouble: 'floor', body, well: well.name, ...facing(well, 0, 0), width: 2 * body.radius, z },
    place,
  );
}

function judgePiece(judge: Judge, piece: Piece, body: HeadBody): void {
  const { space } = judge;
  let [ax, ay, az] = [piece.ax + body.dx, piece.ay + body.dy, piece.az + body.dz];
  let [bx, by, bz] = [piece.bx + body.dx, piece.by + body.dy, piece.bz + body.dz];
  const z = Math.min(az, bz);
  const place = () => ({ tool: piece.tool, well: piece.well, layer: piece.layer });
  if (z >= space.rim) return;
  // Nearly every piece stays well inside the well that is being printed.
  const own = judge.wells.get(piece.well);
  if (own !== undefined && z >= own.floor) {
    const clearances = judge.anyHeight(own, body);
    const isFar = (x: number, y: number) => excessIn(clearances, x - own.x, y - own.y) <= -close;
    if (isFar(ax, ay) && isFar(bx, by)) return;
  }
  // Only the part of the way below the rim counts.
  if (Math.max(az, bz) > space.rim && az !== bz) {
    const t = (space.rim - az) / (bz - az);
    const mx = ax + t * (bx - ax);
    const my = ay + t * (by - ay);
    if (az > bz) [ax, ay, az] = [mx, my, space.rim];
    else [bx, by, bz] = [mx, my, space.rim];
  }
  const beside = isBeside(space, ax, ay, bx, by, Math.max(body.radius, body.topRadius));
  const well = nearestWell(space, az < bz ? ax : bx, az < bz ? ay : by);
  const bottom = beside ? space.bed : well.floor;
  if (z < bottom - tolerance) noteFloor(judge, body, well, bottom - z, z, place);
  if (beside) return;
  const at = worstOfWay(judge, well, body, [ax, ay, az], [bx, by, bz]);
  if (at.worst <= -close) return;
  // Another well at the far end: the way there crosses the rim.
  const crosses = nearestWell(space, well.x + at.dx, well.y + at.dy) !== well;
  if (crosses && !body.idle) {
    const faced = facing(well, at.dx, at.dy);
    const detail = { trouble: 'rim', body, well: well.name, ...faced, width: 2 * body.radius, z } as const;
    note(judge, space.rim - z, detail, place);
  } else if (crosses) noteIdle(judge, body, well, { ...at, z }, place);
  else noteWall(judge, body, well, at, place);
}

type Point = readonly [x: number, y: number, z: number];

/** The tightest place of a straight way. */
function worstOfWay(judge: Judge, well: SpaceWell, body: HeadBody, a: Point, b: Point): Worst {
  const places = sharesOfWay(well, body, a[2], b[2]).map((share): Worst => {
    const at = (axis: 0 | 1 | 2) => (share === 1 ? b[axis] : a[axis] + share * (b[axis] - a[axis]));
    const clearances = judge.clearancesOf(well, body, at(2));
    const dx = at(0) - well.x;
    const dy = at(1) - well.y;
    return { clearances, worst: excessIn(clearances, dx, dy), dx, dy, z: at(2) };
  });
  return places.reduce((worst, each) => (each.worst > worst.worst ? each : worst));
}

function note(judge: Judge, amount: number, detail: VesselTrouble, place: () => Place): void {
  const { trouble, body } = detail;
  notePlace(judge.tally, `${trouble} ${body.tool} ${body.what} ${body.idle}`, amount, place, () => detail);
}

/** Where something lies from the middle of a well, in words, and the way back from the wall there, of length 1. */
function facing({ wall }: SpaceWell, dx: number, dy: number): Pick<VesselTrouble, 'direction' | 'away'> {
  const direction = directionOf(dx, dy);
  const length = Math.hypot(dx, dy);
  if (length === 0) return { direction, away: [0, 0] };
  if (wall === null || wall.corner > 0) return { direction, away: [-dx / length, -dy / length] };
  // A straight wall is left at right angles.
  const isX = Math.abs(dx) - wall.halfX > Math.abs(dy) - wall.halfY;
  return { direction, away: isX ? [-Math.sign(dx), 0] : [0, -Math.sign(dy)] };
}
