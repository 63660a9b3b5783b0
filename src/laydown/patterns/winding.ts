import type { Outline } from '../../slice/outline.ts';
import { addPoint, endPath, type PathBuilder } from '../paths/path-set.ts';
import { crossRim, type RegionIndex } from '../paths/region-index.ts';
import type { PatternPlace } from './pattern.ts';
import { closestAlong, closestOnRing, rightOf, ringFrom, ringLength } from './ring-walk.ts';

/** Strands under way, and where their centre lines may lie. */
export interface Winding {
  readonly place: PatternPlace;
  readonly free: RegionIndex;
  readonly flat: PathBuilder;
  readonly rising: PathBuilder;
}

/** Once round, and back to where it began: the next layer goes on from there. */
export function layHelix({ place, rising }: Winding, turn: Outline): void {
  const ring = ringFrom(turn.points, ...rightOf(turn.points, place.axisX, place.axisY));
  for (let i = 0; i < ring.length; i += 2) addPoint(rising, ring[i], ring[i + 1]);
  addPoint(rising, ring[0], ring[1]);
  endPath(rising, false, 0);
}

/** Height of each point of rising turns above the layer's top, nm: from one layer height below it up to it. */
export function riseAlong({ points, ends }: { points: Int32Array; ends: Int32Array }, place: PatternPlace): Int32Array {
  const rise = new Int32Array(points.length / 2);
  const height = place.section.height * 1e6;
  let begin = 0;
  for (const end of ends) {
    const along = new Float64Array(end - begin);
    for (let i = begin + 1; i < end; i++) {
      const step = Math.hypot(points[2 * i] - points[2 * i - 2], points[2 * i + 1] - points[2 * i - 1]);
      along[i - begin] = along[i - begin - 1] + step;
    }
    const total = along[along.length - 1];
    for (let i = begin; i < end; i++) rise[i] = Math.round((along[i - begin] / total - 1) * height);
    begin = end;
  }
  return rise;
}

/**
 * One strand through rings that lie in each other: on its way round, each turn slides over to the next. Where a ring
 * lies so far from the next one that the slide would cut a corner of the piece, the turn is closed and a new strand
 * begins on the next ring.
 */
export function windTurns(winding: Winding, turns: readonly Outline[], inwardsOut: boolean): void {
  const { place, free } = winding;
  let way: number[] = [];
  let ring = ringFrom(turns[0].points, ...rightOf(turns[0].points, place.axisX, place.axisY));
  for (let turn = 0; turn < turns.length; turn++) {
    const next = turns[turn + 1]?.points;
    const slide = next && slideOver(ring, next, place.spacing);
    if (next && slide && staysInside(free, way, slide)) {
      for (const at of slide) way.push(at);
      ring = ringFrom(next, ...closestOnRing(next, ring[0], ring[1]));
      continue;
    }
    for (const at of ring) way.push(at);
    way.push(ring[0], ring[1]);
    addWay(winding.flat, way, inwardsOut);
    way = [];
    if (next) ring = ringFrom(next, ...closestOnRing(next, ring[0], ring[1]));
  }
}

/** Pieces of a turn that slides over; corners of the ring come on top. */
const piecesOfSlide = { least: 64, most: 720 };

/** Once round a ring, moving evenly to the nearest place of the next. */
function slideOver(ring: readonly number[], next: Int32Array, spacing: number): number[] {
  const total = ringLength(ring);
  const { least, most } = piecesOfSlide;
  const pieces = Math.min(most, Math.max(least, Math.ceil(total / spacing)));
  const closest = closestAlong(next, spacing);
  const way: number[] = [];
  let walked = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const edge = Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
    const steps = Math.max(1, Math.ceil((edge / total) * pieces));
    for (let step = 0; step < steps; step++) {
      const x = ring[i] + ((ring[j] - ring[i]) * step) / steps;
      const y = ring[i + 1] + ((ring[j + 1] - ring[i + 1]) * step) / steps;
      const slide = (walked + (edge * step) / steps) / total;
      const [nx, ny] = closest(x, y);
      way.push(x + (nx - x) * slide, y + (ny - y) * slide);
    }
    walked += edge;
  }
  way.push(...closestOnRing(next, ring[0], ring[1]));
  return way;
}

/** Whether a way that goes on from another meets no rim of the free region. */
function staysInside(free: RegionIndex, before: readonly number[], way: readonly number[]): boolean {
  let x = before.length > 0 ? before[before.length - 2] : way[0];
  let y = before.length > 0 ? before[before.length - 1] : way[1];
  for (let i = 0; i < way.length; i += 2) {
    if (crossRim(free, x, y, way[i], way[i + 1], [], []) > 0) return false;
    x = way[i];
    y = way[i + 1];
  }
  return true;
}

function addWay(into: PathBuilder, way: readonly number[], backwards: boolean): void {
  for (let i = 0; i < way.length; i += 2) {
    const at = backwards ? way.length - 2 - i : i;
    addPoint(into, way[at], way[at + 1]);
  }
  endPath(into, false, 0);
}
