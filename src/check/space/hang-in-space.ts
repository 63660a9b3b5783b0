import type { PathStrand } from '../../program/program-path.ts';
import { addBall, type Balls, centreLine, noBalls, someBall } from './printed-line.ts';
import type { Hang } from './support-grid.ts';

/** A strand rests on another where it lies over it within this share of both radii, and no higher than that above it. */
const restShare = 0.75;
/** A piece of itself carries a strand from so many widths on. */
const ownWidths = 3;

/**
 * How far each strand hangs without support (the floor below it, another strand, or an earlier piece of itself), as a
 * bridge between two supports, to a loose end, or as a whole. In the order of printing: only what is there already
 * carries. Lengths mm; the floor is at `floorMm`.
 */
export function hangsInSpace(
  steps: readonly PathStrand[],
  floorMm: number,
): { readonly step: PathStrand; readonly hang: Hang }[] {
  const balls = noBalls();
  return steps.map((step) => {
    const carried: boolean[] = [];
    const lengths: number[] = [];
    let before: number[] | null = null;
    let way = 0;
    for (const at of pointsAlong(step)) {
      const length = before === null ? 0 : Math.hypot(at[0] - before[0], at[1] - before[1], at[2] - before[2]);
      way += length;
      carried.push(isCarried(balls, at, step.id, way, floorMm));
      lengths.push(length);
      addBall(balls, { x: at[0], y: at[1], z: at[2], r: at[3], strand: step.id, way });
      before = at;
    }
    return { step, hang: hangOfRuns(carried, lengths) };
  });
}

/** Points of the centre line, x y z r, half a radius apart at most; z above the floor printed on. */
function* pointsAlong(step: PathStrand): Generator<number[]> {
  const line = centreLine(step);
  const node = (i: number): number[] => [line[4 * i], line[4 * i + 1], line[4 * i + 2], line[4 * i + 3]];
  yield node(0);
  for (let i = 1; i < line.length / 4; i++) {
    const [a, b] = [node(i - 1), node(i)];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
    const pieces = Math.max(1, Math.ceil(length / (Math.min(a[3], b[3]) / 2)));
    for (let k = 1; k <= pieces; k++) yield a.map((value, j) => value + (k / pieces) * (b[j] - value));
  }
}

function isCarried(
  balls: Balls,
  [x, y, z, r]: readonly number[],
  strand: number,
  way: number,
  floorMm: number,
): boolean {
  if (z - r <= floorMm + r) return true;
  const around = { x, y, reach: restShare * (r + balls.thickest), floor: Number.NEGATIVE_INFINITY };
  return someBall(balls, around, (ball) => {
    if (ball.strand === strand && way - ball.way < ownWidths * 2 * r) return false;
    const reach = r + ball.r;
    if (ball.z > z + reach / 2 || z - ball.z > (1 + (1 - restShare)) * reach) return false;
    return Math.hypot(ball.x - x, ball.y - y) <= restShare * reach;
  });
}

function hangOfRuns(carried: readonly boolean[], lengths: readonly number[]): Hang {
  let [bridge, cantilever, run, total] = [0, 0, 0, 0];
  let rests = false;
  carried.forEach((is, i) => {
    total += lengths[i];
    if (!is) {
      run += lengths[i];
      return;
    }
    if (rests) bridge = Math.max(bridge, run);
    else cantilever = Math.max(cantilever, run);
    rests = true;
    run = 0;
  });
  cantilever = Math.max(cantilever, run);
  return rests
    ? { bridge, cantilever, floating: false, length: total }
    : { bridge: 0, cantilever: 0, floating: true, length: total };
}
