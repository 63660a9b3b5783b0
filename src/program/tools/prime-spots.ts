import type { Box } from '../../laydown/strand-geometry.ts';
import { openingAt } from '../../vessel/opening.ts';
import { type PlanState, toNm, type WellRun } from '../write/plan-state.ts';
import { boxOfConstruct } from '../write/write-strand.ts';
import type { LoadedTool } from './loaded-tool.ts';

/**
 * Where ink is brought to the tip when the profile has no waste position: inside the well being printed, on the floor
 * between wall and construct, spot after spot; on the bare bed in rows in front of the construct and behind it.
 * Nothing is ever pushed out above a neighbouring well or beyond what the tools reach. Without room the operator
 * primes manually.
 */

/** Radius of the drop that a volume makes on the floor (half a ball), mm. */
export function dropRadius(volumeUl: number): number {
  return Math.cbrt((3 * volumeUl) / (2 * Math.PI));
}

/** The next free spot in the well for a drop of any tool, nm; null when there is no room (left). */
export function nextSpot(state: PlanState, run: WellRun): Spot | null {
  run.spots ??= spotsOf(state, run).filter((spot) => isInReach(state, run, spot));
  return run.spots.shift() ?? null;
}

type Spot = { readonly x: number; readonly y: number };

const gap = 1; // mm between drop and construct, and between needle and wall

/** Every tool of the well gets there, and along a wipe too. */
function isInReach({ profile }: PlanState, { tools }: WellRun, { x, y }: Spot): boolean {
  return tools.every(({ tool, nozzle }) => {
    const wiped = toNm(2 * nozzle.outer);
    const reaches = (at: number, [low, high]: readonly [number, number], offset: number) =>
      at - wiped >= toNm(low + offset) && at + wiped <= toNm(high + offset);
    return reaches(x, profile.bed.x, tool.offset.x) && reaches(y, profile.bed.y, tool.offset.y);
  });
}

function spotsOf(state: PlanState, run: WellRun): Spot[] {
  const box = boxOfConstruct(run.construct.layers) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  const radius = Math.max(...run.tools.map(({ prime, purge }) => dropRadius(Math.max(prime, purge))));
  const [lowest] = run.place.inside;
  if (lowest === undefined) return rowsBeside(run, box, radius);
  // Drops lie on the floor, where wells are narrowest.
  const { halfX, halfY, corner } = openingAt(lowest, 0);
  const depth = state.vessel.rim - run.place.floor;
  const inset = Math.max(radius, ...run.tools.map((loaded) => bodyRadius(loaded, depth))) + gap;
  const keep = { radius: toNm(radius + gap), spacing: toNm(2 * radius + gap) };
  const ring =
    corner > 0 ? circle(Math.min(halfX, halfY) - inset) : rectangle(halfX - inset, halfY - inset, radius + gap);
  const spots: Spot[] = [];
  for (const [x, y] of ring) {
    const spot = { x: toNm(x), y: toNm(y) };
    if (distanceToBox(spot, box) < keep.radius) continue;
    if (spots.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < keep.spacing)) continue;
    spots.push(spot);
  }
  return spots.map(({ x, y }) => ({ x: run.xNm + x, y: run.yNm + y }));
}

/** What of a tool comes down into a well: the cone of a tapered tip, the hub too when the needle is shorter than the way to the rim. */
function bodyRadius({ nozzle, tool }: LoadedTool, depth: number): number {
  const widest = (nozzle.inlet + nozzle.outer - nozzle.inner) / 2;
  return Math.max(widest, depth > nozzle.length ? tool.hub.diameter / 2 : 0);
}

/** Rows of spots on the bare bed: in front of a construct, the nearest first, then behind it. */
function rowsBeside(run: WellRun, box: Box, radius: number): Spot[] {
  const step = toNm(2 * radius + gap);
  const away = toNm(radius + 3 * gap);
  const x = run.xNm + box.minX;
  const inRow = Math.max(1, Math.floor((box.maxX - box.minX) / step) + 1);
  const rows = (y: number, onward: number) =>
    Array.from({ length: Math.max(24, inRow) }, (_, i) => ({
      x: x + (i % inRow) * step,
      y: y + onward * Math.floor(i / inRow) * step,
    }));
  return [...rows(run.yNm + box.minY - away, -1), ...rows(run.yNm + box.maxY + away, 1)];
}

/** Points of a circle from the front, clockwise, mm. */
function circle(radius: number): [number, number][] {
  if (radius <= 0) return [];
  const count = 72;
  return Array.from({ length: count }, (_, i): [number, number] => {
    const angle = -Math.PI / 2 - (2 * Math.PI * i) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** Points along a rectangle's front and back side, mm. */
function rectangle(halfX: number, halfY: number, step: number): [number, number][] {
  if (halfX <= 0 || halfY <= 0) return [];
  const count = Math.floor((2 * halfX) / step) + 1;
  const xs = Array.from({ length: count }, (_, i) => -halfX + i * step);
  return [...xs.map((x): [number, number] => [x, -halfY]), ...xs.map((x): [number, number] => [x, halfY])];
}

function distanceToBox(spot: Spot, box: Box): number {
  const dx = Math.max(box.minX - spot.x, 0, spot.x - box.maxX);
  const dy = Math.max(box.minY - spot.y, 0, spot.y - box.maxY);
  return Math.hypot(dx, dy);
}
