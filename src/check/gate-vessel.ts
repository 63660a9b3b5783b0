import type { Finding, Place } from '../finding/finding.ts';
import type { Profile } from '../printer/profile.ts';
import type { Program } from '../program/program.ts';
import type { StrandStep } from '../program/step.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';
import { close, describeTrouble, type VesselTrouble } from './describe-vessel-trouble.ts';
import { type HeadBody, headBodies } from './head-bodies.ts';
import { originInReach } from './origin-in-reach.ts';
import { createTally, directionOf, findingsOf, notePlace, type Tally } from './tally-places.ts';
import { isBeside, nearestWell, type SpaceWell, type VesselSpace, vesselSpace, wallExcess } from './vessel-space.ts';
import { boxOfStrand, type Piece, walkProgram } from './walk-program.ts';

const tolerance = 1000; // nm: rounding of the printed digits

interface Judge {
  readonly space: VesselSpace;
  readonly tally: Tally<VesselTrouble>;
  readonly wells: ReadonlyMap<string, SpaceWell>;
}

/**
 * Refuses when a needle, its hub or an idle head meets a wall, the rim, the floor or a neighbouring well, or a strand
 * lies beside the slide, or when the needle cannot be zeroed where the start block wants it. Warns where less than 0.25 mm are free.
 */
export function gateVessel(program: Program, profile: Profile, vessel: PlacedVessel): Finding[] {
  const space = vesselSpace(vessel);
  const judge: Judge = { space, tally: createTally(), wells: new Map(space.wells.map((well) => [well.name, well])) };
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
  return [...originInReach(profile, vessel), ...findingsOf(judge.tally, (entry) => describeTrouble(entry, vessel))];
}

function judgeStrand(judge: Judge, step: StrandStep, own: SpaceWell, body: HeadBody): void {
  const { space } = judge;
  const box = boxOfStrand(step.strand);
  const x = step.xNm + body.dx;
  const y = step.yNm + body.dy;
  const z = step.zNm + box.minZ + body.dz;
  const place = () => ({ tool: step.tool, well: step.well, layer: step.layer, strand: step.id });
  if (!body.idle && body.what === 'needle' && space.rim <= own.floor) judgeEdge(judge, step, own, body, place);
  if (z >= space.rim) return;
  const well = body.idle ? nearestWell(space, x + (box.minX + box.maxX) / 2, y + (box.minY + box.maxY) / 2) : own;
  const beside = isBeside(space, x + box.minX, y + box.minY, x + box.maxX, y + box.maxY, body.radius);
  const bottom = beside ? space.bed : well.floor;
  if (z < bottom - tolerance) note(judge, 'floor', body, well, bottom - z, 0, 0, z, place);
  if (beside || cornersInside(well, x, y, box, body.radius + close)) return;
  const [worst, dx, dy] = farthest(step, well, x, y, body.radius);
  noteWall(judge, body, well, worst, dx, dy, z, place);
}

/** How deep a strand's worst point lies in the wall, and where from the centre: a circle of `radius` runs along it. */
function farthest(step: StrandStep, well: SpaceWell, x: number, y: number, radius: number): [number, number, number] {
  const { points } = step.strand;
  let worst = Number.NEGATIVE_INFINITY;
  let at = 0;
  for (let i = 0; i < points.length; i += 2) {
    const excess = wallExcess(well, x + points[i], y + points[i + 1], radius);
    if (excess > worst) {
      worst = excess;
      at = i;
    }
  }
  return [worst, x + points[at] - well.x, y + points[at + 1] - well.y];
}

function noteWall(
  judge: Judge,
  body: HeadBody,
  well: SpaceWell,
  excess: number,
  dx: number,
  dy: number,
  z: number,
  place: () => Place,
): void {
  if (excess > tolerance && body.idle) noteIdle(judge, body, well, dx, dy, z, place);
  else if (excess > tolerance) note(judge, 'wall', body, well, excess, dx, dy, z, place);
  // The amount of a near miss is what is missing to the least distance.
  else if (excess > -close && !body.idle) note(judge, 'close', body, well, close + excess, dx, dy, z, place);
}

/** Whatever an idle head meets, it must be lifted above the rim: one entry a tool, by its lowest body. */
function noteIdle(
  judge: Judge,
  body: HeadBody,
  well: SpaceWell,
  dx: number,
  dy: number,
  z: number,
  place: () => Place,
): void {
  const detail = () => ({ trouble: 'idle', body, well: well.name, direction: directionOf(dx, dy), z }) as const;
  notePlace(judge.tally, `idle ${body.tool}`, judge.space.rim - z, place, detail);
}

/** On a vessel without walls (a slide) the strand itself must lie on it. */
function judgeEdge(judge: Judge, step: StrandStep, well: SpaceWell, body: HeadBody, place: () => Place): void {
  const [excess, dx, dy] = farthest(step, well, step.xNm, step.yNm, step.strand.width * 0.5e6);
  if (excess > tolerance) note(judge, 'edge', body, well, excess, dx, dy, step.zNm, place);
}

function judgePiece(judge: Judge, piece: Piece, body: HeadBody): void {
  const { space } = judge;
  let { ax, ay, bx, by } = piece;
  const az = piece.az + body.dz;
  const bz = piece.bz + body.dz;
  const z = Math.min(az, bz);
  const place = () => ({ tool: piece.tool, well: piece.well, layer: piece.layer });
  ax += body.dx;
  bx += body.dx;
  ay += body.dy;
  by += body.dy;
  if (z >= space.rim) return;
  // Nearly every piece stays well inside the well that is being printed.
  const own = judge.wells.get(piece.well);
  if (own !== undefined && z >= own.floor && isInside(own, ax, ay, bx, by, body.radius + close)) return;
  // Only the part of the way below the rim counts.
  if (Math.max(az, bz) > space.rim && az !== bz) {
    const t = (space.rim - az) / (bz - az);
    const [mx, my] = [ax + t * (bx - ax), ay + t * (by - ay)];
    if (az > bz) [ax, ay] = [mx, my];
    else [bx, by] = [mx, my];
  }
  const beside = isBeside(space, ax, ay, bx, by, body.radius);
  const well = nearestWell(space, az < bz ? ax : bx, az < bz ? ay : by);
  const bottom = beside ? space.bed : well.floor;
  if (z < bottom - tolerance) note(judge, 'floor', body, well, bottom - z, 0, 0, z, place);
  if (beside) return;
  const from = wallExcess(well, ax, ay, body.radius);
  const to = wallExcess(well, bx, by, body.radius);
  const worst = Math.max(from, to);
  const [x, y] = from > to ? [ax, ay] : [bx, by];
  if (worst <= -close) return;
  // Another well at the far end: the way there crosses the rim.
  const crosses = nearestWell(space, x, y) !== well;
  if (crosses && body.idle) noteIdle(judge, body, well, x - well.x, y - well.y, z, place);
  else if (crosses) note(judge, 'rim', body, well, space.rim - z, x - well.x, y - well.y, z, place);
  else noteWall(judge, body, well, worst, x - well.x, y - well.y, z, place);
}

function isInside(well: SpaceWell, ax: number, ay: number, bx: number, by: number, radius: number): boolean {
  return wallExcess(well, ax, ay, radius) <= 0 && wallExcess(well, bx, by, radius) <= 0;
}

/** Quick yes: all corners of a strand's box are inside. */
function cornersInside(well: SpaceWell, x: number, y: number, box: ReturnType<typeof boxOfStrand>, radius: number) {
  const dx = Math.max(Math.abs(x + box.minX - well.x), Math.abs(x + box.maxX - well.x));
  const dy = Math.max(Math.abs(y + box.minY - well.y), Math.abs(y + box.maxY - well.y));
  return wallExcess(well, well.x + dx, well.y + dy, radius) <= 0;
}

function note(
  judge: Judge,
  trouble: VesselTrouble['trouble'],
  body: HeadBody,
  well: SpaceWell,
  amount: number,
  dx: number,
  dy: number,
  z: number,
  place: () => Place,
): void {
  const key = `${trouble} ${body.tool} ${body.what} ${body.idle}`;
  const direction = directionOf(dx, dy);
  notePlace(judge.tally, key, amount, place, () => ({ trouble, body, well: well.name, direction, z }));
}
