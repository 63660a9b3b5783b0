import { type HeightMap, highestAlong, type Spot, unprinted } from './height-map.ts';
import { heightsOver, type PrintedBalls } from './printed-balls.ts';

/** A place for the tip, nm. */
interface Place extends Spot {
  readonly z: number;
}

/** What a needle keeps off on its way through a bath, nm. */
export interface BathWay {
  readonly printed: Printed;
  /** Of the needle, an upright cylinder from its tip to above the bath. */
  readonly radius: number;
  /** Kept above what it has to cross. */
  readonly over: number;
  /** Around either end it meets the strands that it comes from and goes to. */
  readonly spare: number;
}

/** What is printed: of layers the heights in the plan, of strands in space their bodies. */
export type Printed =
  | { readonly as: 'heights'; readonly map: HeightMap }
  | { readonly as: 'bodies'; readonly balls: PrintedBalls };

/** Places on a way among bodies, nm apart. */
const bodyStep = 50_000;

/** Ways around to try: by a point at these shares of the way, this far beside it, in radii of the needle. */
const shares = [0.5, 0.2, 0.8];
const asides = [1.5, 3, 4.5, 6, 9, 12, 18];
/** The best of them is moved by steps from the first to the last, halved each time, in radii. */
const steps = { first: 1, last: 0.2 };
const mostPieces = 4000;

/** Files tell places to 0.1 µm: a way to a nearer one is no line of theirs, nm. */
const smallestStep = 100;

interface Way {
  readonly points: number[];
  readonly length: number;
}

/**
 * The shortest way of a tip through a bath on which its needle meets nothing printed: straight where that is free, else
 * sloping over what is in the way like a stretched string, or around it. x y z of each point behind the first, nm.
 */
export function routeInBath(way: BathWay, from: Place, to: Place): Way {
  const straight = overWay(way, from, [], to);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const least = Math.hypot(length, to.z - from.z);
  // Little is to be had around what is hardly in the way.
  if (length === 0 || straight.length < 1.02 * least + way.radius / 2) return straight;
  let best: { made: Way; via: Spot | null } = { made: straight, via: null };
  const tryVia = (via: Spot): boolean => {
    // Not even with nothing in the way.
    if (throughLength(from, via, to) >= 0.99 * best.made.length) return false;
    const made = overWay(way, from, [via], to);
    const isBetter = made.length < 0.99 * best.made.length;
    if (isBetter) best = { made, via };
    return isBetter;
  };
  for (const aside of asides)
    for (const share of shares) for (const side of [1, -1]) tryVia(beside(from, to, share, side * aside * way.radius));
  for (let step = steps.first; best.via !== null && step >= steps.last; step /= 2) {
    const d = Math.round(step * way.radius);
    for (let moved = true; moved; ) {
      const { x, y }: Spot = best.via;
      moved = [
        [d, 0],
        [-d, 0],
        [0, d],
        [0, -d],
      ].some(([dx, dy]) => tryVia({ x: x + dx, y: y + dy }));
    }
  }
  return best.made;
}

/** Length of a way by a point in the plan, of one slope, nm. */
function throughLength(from: Place, via: Spot, to: Place): number {
  const plan = Math.hypot(via.x - from.x, via.y - from.y) + Math.hypot(to.x - via.x, to.y - via.y);
  return Math.hypot(plan, to.z - from.z);
}

/** The point at a share of the way between two places, moved sideways by `aside`; all nm. */
function beside(from: Spot, to: Spot, share: number, aside: number): Spot {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const side = aside / Math.hypot(dx, dy);
  return { x: Math.round(from.x + share * dx - side * dy), y: Math.round(from.y + share * dy + side * dx) };
}

/** The point halfway between two places, moved sideways by `aside`; all nm. */
export function besideMiddle(from: Spot, to: Spot, aside: number): Spot {
  return beside(from, to, 0.5, aside);
}

interface Stop {
  readonly x: number;
  readonly y: number;
  /** Way behind, and the least height there. */
  readonly s: number;
  least: number;
  /** Those of the ends of the way at which its leg, from corner to corner, begins or ends. */
  readonly ends: readonly Place[];
}

function overWay(way: BathWay, from: Place, vias: readonly Spot[], to: Place): Way {
  const stops = stopsAlong(way, from, vias, to);
  const whole = stops[stops.length - 1].s;
  const first = { ...stops[0], least: Math.max(from.z, stops[0].least) };
  const last = { ...stops[stops.length - 1], least: Math.max(to.z, stops[stops.length - 1].least) };
  const corners = new Set(vias.map((_, k) => stops.findIndex(({ x, y }) => x === vias[k].x && y === vias[k].y)));
  // The stretched string: the upper hull of the least heights over the way.
  const hull: number[] = [];
  const heightOf = (k: number) => (k === 0 ? first.least : k === stops.length - 1 ? last.least : stops[k].least);
  for (let k = 0; k < stops.length; k++) {
    if (k > 0 && k < stops.length - 1 && heightOf(k) === Number.NEGATIVE_INFINITY) continue;
    while (hull.length >= 2 && isBelow(stops, heightOf, hull[hull.length - 2], hull[hull.length - 1], k)) hull.pop();
    hull.push(k);
  }
  const points: number[] = [];
  let length = 0;
  let [x, y, z] = [from.x, from.y, from.z];
  const go = (nx: number, ny: number, nz: number, least = smallestStep): void => {
    if (Math.max(Math.abs(nx - x), Math.abs(ny - y), Math.abs(nz - z)) < least) return;
    length += Math.hypot(nx - x, ny - y, nz - z);
    points.push(nx, ny, nz);
    [x, y, z] = [nx, ny, nz];
  };
  go(from.x, from.y, Math.ceil(first.least));
  for (let h = 1; h < hull.length; h++) {
    const [a, b] = [hull[h - 1], hull[h]];
    for (const corner of corners) {
      if (corner <= a || corner >= b) continue;
      const t = (stops[corner].s - stops[a].s) / (stops[b].s - stops[a].s);
      go(stops[corner].x, stops[corner].y, Math.ceil(heightOf(a) + t * (heightOf(b) - heightOf(a))));
    }
    go(stops[b].x, stops[b].y, Math.ceil(heightOf(b)));
  }
  if (whole === 0) go(to.x, to.y, Math.ceil(last.least));
  go(to.x, to.y, to.z, 1);
  return { points, length };
}

/** Whether the middle of three stops lies on or below the line between the others. */
function isBelow(stops: readonly Stop[], heightOf: (k: number) => number, a: number, b: number, c: number): boolean {
  const t = stops[c].s === stops[a].s ? 0 : (stops[b].s - stops[a].s) / (stops[c].s - stops[a].s);
  return heightOf(b) <= heightOf(a) + t * (heightOf(c) - heightOf(a));
}

/** Places along the way with the least height of the tip at each: that of what lies around it. */
function stopsAlong(way: BathWay, from: Place, vias: readonly Spot[], to: Place): Stop[] {
  const stops = emptyStops(way.printed.as === 'heights' ? way.printed.map.cell : bodyStep, from, vias, to);
  const whole = Math.max(1, stops[stops.length - 1].s);
  const heightAt = ({ s }: Stop) => from.z + (s / whole) * (to.z - from.z);
  for (let k = 0; k + 1 < stops.length; k++) {
    const [p, q] = [stops[k], stops[k + 1]];
    const straight = Math.min(heightAt(p), heightAt(q));
    const { met, crossed } = heightsBetween(way, p, q, straight);
    if (met === unprinted && crossed === unprinted) continue;
    // What lies well below the straight way is not crossed, but passed over.
    const least = crossed === unprinted || crossed + way.over < straight ? met : Math.max(met, crossed + way.over);
    if (least === unprinted) continue;
    for (const stop of [p, q]) stop.least = Math.max(stop.least, least);
  }
  return stops;
}

/**
 * Heights from one stop to the next: beside what the needle comes from and goes to it may go; what it has to cross it keeps
 * above. Bodies that the straight way passes over with room to spare are left out: they bend no way.
 */
function heightsBetween(
  { printed, radius, spare, over }: BathWay,
  p: Stop,
  q: Stop,
  straight: number,
): { met: number; crossed: number } {
  if (printed.as === 'heights') {
    const met = highestAlong(printed.map, p.x, p.y, q.x, q.y, radius);
    if (met === unprinted) return { met, crossed: met };
    return { met, crossed: highestAlong(printed.map, p.x, p.y, q.x, q.y, radius, spare, q.ends) };
  }
  const at = { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 };
  const half = Math.hypot(q.x - p.x, q.y - p.y) / 2;
  return heightsOver(printed.balls, { at, radius: radius + half, ends: q.ends, spare, floor: straight - over });
}

function emptyStops(apart: number, from: Place, vias: readonly Spot[], to: Place): Stop[] {
  const corners = [from, ...vias, to];
  const stops: Stop[] = [{ x: from.x, y: from.y, s: 0, least: Number.NEGATIVE_INFINITY, ends: [] }];
  for (let c = 1; c < corners.length; c++) {
    const [a, b] = [corners[c - 1], corners[c]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const pieces = Math.min(mostPieces, Math.max(1, Math.ceil(length / apart)));
    const begin = stops[stops.length - 1].s;
    const ends = [...(c === 1 ? [from] : []), ...(c === corners.length - 1 ? [to] : [])];
    for (let k = 1; k <= pieces; k++) {
      const x = k === pieces ? b.x : Math.round(a.x + (k / pieces) * (b.x - a.x));
      const y = k === pieces ? b.y : Math.round(a.y + (k / pieces) * (b.y - a.y));
      stops.push({ x, y, s: begin + (k / pieces) * length, least: Number.NEGATIVE_INFINITY, ends });
    }
  }
  return stops;
}
