import type { TravelStep } from '../step.ts';
import { type PlanState, toNm, type WellRun } from '../write/plan-state.ts';
import { highestAlong, type Spot } from './height-map.ts';
import { type BathWay, besideMiddle, type Printed, routeInBath } from './route-in-bath.ts';

/** A place for the tip, nm. */
export interface Target {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Where the needle comes down when it is to reach the target on a slope, nm. */
  readonly leadIn?: { readonly x: number; readonly y: number } | null;
}

/**
 * Moves the tip to a target within the well of `run`: over the vessel at crossing height when it comes from another
 * well, a tool change or from above; else by a hop, or (job with hop 0) along the layer where nothing printed is in
 * the way. Nothing is written when the tip stands there already.
 */
export function travelTo(state: PlanState, run: WellRun, target: Target): void {
  const { at } = state;
  if (at === null) {
    descend(state, [], target, state.crossing, 'approach');
  } else if (state.above || state.well !== run) {
    const height = Math.max(at.z, state.crossing);
    const why = state.well === run ? 'tool' : 'well';
    descend(state, at.z < height ? [at.x, at.y, height] : [], target, height, why);
  } else if (at.x !== target.x || at.y !== target.y || at.z !== target.z) {
    hop(state, run, at, target);
  }
  state.well = run;
  state.above = false;
}

/** Lifts the tip to the crossing height (or `z`, nm, if higher) where it stands. */
export function lift(state: PlanState, why: TravelStep['why'], z = 0): void {
  const height = Math.max(state.crossing, z);
  state.above = true;
  if (state.at === null || state.at.z >= height) return;
  pushTravel(state, [state.at.x, state.at.y, height], why);
}

/** Writes a travel through points (x y z …, nm) and leaves the tip at the last. */
export function pushTravel(state: PlanState, points: readonly number[], why: TravelStep['why']): void {
  for (const { points: own, speed } of inAndOut(state, points)) {
    state.steps.push({ kind: 'travel', points: Int32Array.from(own), speed: speed ?? state.travelSpeed, why });
  }
  const [x, y, z] = points.slice(-3);
  state.at = { x, y, z };
}

/** A travel in pieces of one speed: straight down into a bath and straight out of it a needle has speeds of its own. */
function inAndOut(
  { job: { bath }, runs, at }: PlanState,
  points: readonly number[],
): { points: number[]; speed?: number }[] {
  const { entrySpeed, exitSpeed } = bath ?? {};
  if (bath === undefined || (entrySpeed ?? exitSpeed) === undefined) return [{ points: [...points] }];
  const surface = runs[0].floorNm + toNm(bath.depth);
  const pieces: { points: number[]; speed?: number }[] = [];
  const put = (point: readonly number[], speed?: number): void => {
    const last = pieces.at(-1);
    if (last !== undefined && last.speed === speed) last.points.push(...point);
    else pieces.push({ points: [...point], ...(speed === undefined ? {} : { speed }) });
  };
  // Before the first of all it stands nowhere.
  let [x, y, z] = at === null ? [Number.NaN, Number.NaN, Number.NaN] : [at.x, at.y, at.z];
  for (let i = 0; i < points.length; i += 3) {
    const [nx, ny, nz] = points.slice(i, i + 3);
    const upright = nx === x && ny === y;
    if (upright && z >= surface && nz < surface) {
      if (z > surface) put([nx, ny, surface]);
      put([nx, ny, nz], entrySpeed);
    } else if (upright && z < surface && nz >= surface) {
      put([nx, ny, surface], exitSpeed);
      if (nz > surface) put([nx, ny, nz]);
    } else put([nx, ny, nz]);
    [x, y, z] = [nx, ny, nz];
  }
  return pieces;
}

function hop(state: PlanState, run: WellRun, at: Target, target: Target): void {
  const lifted = state.job.hop > 0;
  const { bath } = state.job;
  const maySlide = !lifted || bath !== undefined;
  const slide = maySlide && !target.leadIn ? slideTo(state, run, at, target) : null;
  if (slide !== null) {
    pushTravel(state, slide, 'slide');
    return;
  }
  if (bath !== undefined) {
    goThroughBath(state, run, run.floorNm + toNm(bath.depth), at, target);
    return;
  }
  // A job without hops still has to get over what it printed: by two layers, at least 0.2 mm.
  const least = Math.max(toNm(0.2), 2 * toNm(run.job.layers.height));
  const height = Math.max(at.z, target.z, run.printed) + (lifted ? toNm(state.job.hop) : least);
  descend(state, [at.x, at.y, height], target, height, 'hop');
}

/** nm that a needle keeps off strands in space. */
const bodyMargin = 20_000;
/** mm of way through a bath that leaving it and coming back is worth. */
const leaveCost = 5;

/** How a needle of an outer diameter goes through a bath, from and to strands of a width, above what it crosses by `hop`; all mm. */
export function bathWay(printed: Printed, outer: number, width: number, hop: number): BathWay {
  // A map is as coarse as its cells.
  const margin = printed.as === 'heights' ? printed.map.cell : bodyMargin;
  return { printed, radius: toNm(outer / 2) + margin, over: toNm(hop), spare: slideSpare(outer, width) - margin };
}

/** The shortest way through a bath up to `surface` (nm) that meets nothing printed; out and in again where that is shorter. */
function goThroughBath(state: PlanState, run: WellRun, surface: number, at: Target, target: Target): void {
  // A tool stands in the bath by now, and the map of what is printed was begun with the well.
  const active = state.active!;
  const map = run.map!;
  const above = target.leadIn ? { ...target.leadIn, z: target.z } : target;
  const printed =
    run.balls === null ? ({ as: 'heights', map } as const) : ({ as: 'bodies', balls: run.balls } as const);
  const way = bathWay(printed, active.nozzle.outer, state.laidWidth ?? active.width, state.job.hop);
  const { points, length } = routeInBath(way, at, above);
  const out = Math.max(0, surface - at.z) + Math.max(0, surface - target.z) + toNm(leaveCost);
  if (out < length) descend(state, [at.x, at.y, state.crossing], target, state.crossing, 'hop');
  else pushTravel(state, target.leadIn ? [...points, target.x, target.y, target.z] : points, 'hop');
}

function descend(state: PlanState, before: number[], target: Target, height: number, why: TravelStep['why']): void {
  const above = target.leadIn ?? target;
  const down = above.x === target.x && above.y === target.y && target.z === height;
  const end = down ? [] : [target.x, target.y, target.z];
  pushTravel(state, [...before, above.x, above.y, height, ...end], why);
}

/** Ways around to try, as sideways steps of the point halfway, in outer diameters of the needle. */
const detours = [1.5, -1.5, 3, -3, 6, -6, 12, -12];

/**
 * The way along the layer where nothing within the needle's outer radius reaches its tip: straight, or around by one
 * point within the construct's extents; null when there is none.
 */
function slideTo(state: PlanState, run: WellRun, at: Target, target: Target): number[] | null {
  const { map } = run;
  if (map === null || at.z !== target.z || state.active === null) return null;
  const { outer } = state.active.nozzle;
  // Cells of the map are not those of the gate: in a bath, where all slide, a way must be free in either.
  const margin = state.job.bath === undefined ? 0 : map.cell;
  const spare = slideSpare(outer, state.laidWidth ?? state.active.width) - margin;
  const isFree = (a: Spot, b: Spot, ends: number) =>
    highestAlong(map, a.x, a.y, b.x, b.y, slideRadius(outer) + margin, ends) < at.z;
  if (isFree(at, target, spare)) return [target.x, target.y, target.z];
  const length = Math.hypot(target.x - at.x, target.y - at.y);
  for (const step of length === 0 ? [] : detours) {
    const via = besideMiddle(at, target, step * toNm(outer));
    const inside =
      via.x >= map.x0 && via.x <= map.x0 + map.nx * map.cell && via.y >= map.y0 && via.y <= map.y0 + map.ny * map.cell;
    if (inside && isFree(via, via, -1) && isFree(at, via, spare) && isFree(via, target, spare)) {
      return [via.x, via.y, at.z, target.x, target.y, target.z];
    }
  }
  return null;
}

/** Half the width that a sliding needle sweeps, nm. */
export function slideRadius(outer: number): number {
  return toNm(outer / 2);
}

/** Around its ends a slide meets the strands it comes from and goes to, nm. */
export function slideSpare(outer: number, width: number): number {
  return toNm(outer / 2 + width);
}
