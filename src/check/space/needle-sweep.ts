import type { Place } from '../../finding/finding.ts';
import type { PathStrand } from '../../program/program-path.ts';
import type { Piece } from '../../program/walk-program.ts';
import { addBall, type Ball, type Balls, centreLine, noBalls, someBall } from './printed-line.ts';

/**
 * Where a needle runs into strands in space that were printed before. What is printed is kept as rows of balls on its
 * centre lines, each half a radius from the next; the needle is an upright cylinder that is looked at as finely.
 * Lengths mm, machine frame.
 */
export interface NeedleSweep {
  readonly balls: Balls;
  /** Ends of each strand in turn: centre line, x y z. */
  readonly ends: Map<number, readonly (readonly [number, number, number])[]>;
  /** The strand laid last, and what a travel behind it may touch. */
  last: number;
}

/** A needle in a strand: how deep, and where. */
export interface NeedleContact {
  readonly depthMm: number;
  readonly tipMm: number;
  readonly topMm: number;
  readonly other: number;
  readonly place: () => Place;
}

export const emptySweep = (): NeedleSweep => ({ balls: noBalls(), ends: new Map(), last: -1 });

/** Around a joint a needle meets what it joins, strand widths. */
const jointReach = 1.5;
/** Share of a strand's width by which a needle may brush it: it stands on the upper side of what it has just laid. */
const brush = 0.05;
/** Adds a strand while its needle is judged along it. Returns the deepest contact, or null. */
export function sweepStrand(sweep: NeedleSweep, step: PathStrand, radius: number): NeedleContact | null {
  const line = centreLine(step);
  const ends = [endAt(line, 0), endAt(line, line.length - 4)] as const;
  sweep.ends.set(step.id, ends);
  sweep.last = step.id;
  const place = () => ({ tool: step.tool, well: step.well, layer: step.layer, strand: step.id });
  let worst: NeedleContact | null = null;
  let way = 0;
  addBall(sweep.balls, ballAt(line, step.id, 0));
  for (let p = 4; p < line.length; p += 4) {
    const length = Math.hypot(line[p] - line[p - 4], line[p + 1] - line[p - 3], line[p + 2] - line[p - 2]);
    const pieces = Math.max(1, Math.ceil(length / (Math.min(line[p + 3], line[p - 1]) / 2)));
    for (let k = 1; k <= pieces; k++) {
      const t = k / pieces;
      const at = [0, 1, 2, 3].map((j) => line[p - 4 + j] + t * (line[p + j] - line[p - 4 + j]));
      const here = way + t * length;
      const found = deepest(
        sweep,
        at[0],
        at[1],
        at[2] + at[3],
        radius,
        (ball) =>
          (ball.strand === step.id && here - ball.way <= jointReach * 2 * Math.max(ball.r, at[3])) ||
          isJoined(sweep, ball, ends, at),
      );
      if (found !== null && found.depthMm > (worst?.depthMm ?? 0)) worst = { ...found, place };
      addBall(sweep.balls, ballAt(at, step.id, here));
    }
    way += length;
  }
  return worst;
}

/** Judges a piece of travel; `next` is the strand that begins where the travel ends, if one does. */
export function sweepPiece(
  sweep: NeedleSweep,
  piece: Piece,
  radius: number,
  next: PathStrand | null,
): NeedleContact | null {
  const [ax, ay, az, bx, by, bz] = [piece.ax, piece.ay, piece.az, piece.bx, piece.by, piece.bz].map((nm) => nm / 1e6);
  // Straight up, a needle leaves only what it met on its way there.
  if (ax === bx && ay === by && bz >= az) return null;
  const ends = sweep.ends.get(sweep.last);
  const joined = [...(ends === undefined ? [] : [ends[1]]), ...(next === null ? [] : [endAt(centreLine(next), 0)])];
  const length = Math.hypot(bx - ax, by - ay, bz - az);
  const pieces = Math.min(20_000, Math.max(1, Math.ceil(length / 0.05)));
  const place = () => ({ tool: piece.tool, well: piece.well, layer: piece.layer });
  let worst: NeedleContact | null = null;
  for (let k = 1; k <= pieces; k++) {
    const t = k / pieces;
    const at = [ax + t * (bx - ax), ay + t * (by - ay), az + t * (bz - az)];
    const found = deepest(sweep, at[0], at[1], at[2], radius, (ball) =>
      joined.some((end) => nearEnd(ball, end, at[0], at[1])),
    );
    if (found !== null && found.depthMm > (worst?.depthMm ?? 0)) worst = { ...found, place };
  }
  return worst;
}

const endAt = (line: ArrayLike<number>, p: number): [number, number, number] => [line[p], line[p + 1], line[p + 2]];

const ballAt = (at: ArrayLike<number>, strand: number, way: number): Ball => ({
  x: at[0],
  y: at[1],
  z: at[2],
  r: at[3],
  strand,
  way,
});

/** Near an end of either strand, where both the needle and what it meets are. */
function isJoined(
  sweep: NeedleSweep,
  ball: Ball,
  ends: readonly (readonly [number, number, number])[],
  at: readonly number[],
): boolean {
  const theirs = sweep.ends.get(ball.strand) ?? [];
  return [...ends, ...theirs].some((end) => nearEnd(ball, end, at[0], at[1]));
}

function nearEnd(ball: Ball, [x, y, z]: readonly [number, number, number], tipX: number, tipY: number): boolean {
  const reach = jointReach * 2 * ball.r;
  if (Math.hypot(tipX - x, tipY - y) > reach) return false;
  return Math.hypot(ball.x - x, ball.y - y, ball.z - z) <= reach;
}

type Found = Omit<NeedleContact, 'place'>;

function deepest(
  sweep: NeedleSweep,
  x: number,
  y: number,
  tip: number,
  radius: number,
  spared: (ball: Ball) => boolean,
): Found | null {
  let found: Found | null = null;
  someBall(sweep.balls, { x, y, reach: radius + sweep.balls.thickest, floor: tip }, (ball) => {
    const above = tip - ball.z;
    if (above >= ball.r) return false;
    const dx = ball.x - x;
    const dy = ball.y - y;
    const far = radius + ball.r;
    const square = dx * dx + dy * dy;
    if (square >= far * far) return false;
    const away = Math.max(0, Math.sqrt(square) - radius);
    const depth = ball.r - Math.sqrt(away * away + (above > 0 ? above * above : 0));
    if (depth > 2 * brush * ball.r + 0.002 && depth > (found?.depthMm ?? 0) && !spared(ball))
      found = { depthMm: depth, tipMm: tip, topMm: ball.z + ball.r, other: ball.strand };
    // The deepest is looked for, so all are asked.
    return false;
  });
  return found;
}
