import { type HeightMap, highestAlong, type Spot, unprinted } from './height-map.ts';

/** A place for the tip, nm. */
interface Place extends Spot {
  readonly z: number;
}

/** What a needle keeps off on its way through a bath, nm. */
export interface BathWay {
  readonly map: HeightMap;
  /** Of the needle, an upright cylinder from its tip to above the bath. */
  readonly radius: number;
  /** Kept above what it has to cross. */
  readonly over: number;
  /** Around either end it meets the strands that it comes from and goes to. */
  readonly spare: number;
}

/** Ways around to try, as sideways steps of the point halfway, in radii of the needle. */
const detours = [0, 3, -3, 6, -6, 12, -12];
const mostPieces = 4000;

/**
 * The shortest way of a tip through a bath on which its needle meets nothing printed: straight where that is free, else
 * sloping over what is in the way like a stretched string, or around it. x y z of each point behind the first, nm.
 */
export function routeInBath(way: BathWay, from: Place, to: Place): { points: number[]; length: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  let best: { points: number[]; length: number } | null = null;
  for (const step of length === 0 ? [0] : detours) {
    const made = overWay(way, from, step === 0 ? [] : [besideMiddle(from, to, step * way.radius)], to);
    if (best === null || made.length < 0.98 * best.length) best = made;
    // Nothing is shorter than straight on.
    if (step === 0 && made.points.length === 3) break;
  }
  // Straight on is always a way.
  return best!;
}

/** The point halfway between two places, moved sideways by `aside`; all nm. */
export function besideMiddle(from: Spot, to: Spot, aside: number): Spot {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const side = aside / Math.hypot(dx, dy);
  return { x: Math.round((from.x + to.x) / 2 - side * dy), y: Math.round((from.y + to.y) / 2 + side * dx) };
}

interface Stop {
  readonly x: number;
  readonly y: number;
  /** Way behind, and the least height there. */
  readonly s: number;
  least: number;
  /** Those of the ends of the way at which its leg, from corner to corner, begins or ends. */
  readonly ends: readonly Spot[];
}

function overWay(way: BathWay, from: Place, vias: readonly Spot[], to: Place): { points: number[]; length: number } {
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
  const go = (nx: number, ny: number, nz: number): void => {
    if (nx === x && ny === y && nz === z) return;
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
  go(to.x, to.y, to.z);
  return { points, length };
}

/** Whether the middle of three stops lies on or below the line between the others. */
function isBelow(stops: readonly Stop[], heightOf: (k: number) => number, a: number, b: number, c: number): boolean {
  const t = stops[c].s === stops[a].s ? 0 : (stops[b].s - stops[a].s) / (stops[c].s - stops[a].s);
  return heightOf(b) <= heightOf(a) + t * (heightOf(c) - heightOf(a));
}

/** Places a cell apart along the way, with the least height of the tip at each: that of what lies a cell around it. */
function stopsAlong({ map, radius, over, spare }: BathWay, from: Place, vias: readonly Spot[], to: Place): Stop[] {
  const corners = [from, ...vias, to];
  const stops: Stop[] = [{ x: from.x, y: from.y, s: 0, least: Number.NEGATIVE_INFINITY, ends: [] }];
  for (let c = 1; c < corners.length; c++) {
    const [a, b] = [corners[c - 1], corners[c]];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const pieces = Math.min(mostPieces, Math.max(1, Math.ceil(length / map.cell)));
    const begin = stops[stops.length - 1].s;
    const ends = [...(c === 1 ? [from] : []), ...(c === corners.length - 1 ? [to] : [])];
    for (let k = 1; k <= pieces; k++) {
      const x = k === pieces ? b.x : Math.round(a.x + (k / pieces) * (b.x - a.x));
      const y = k === pieces ? b.y : Math.round(a.y + (k / pieces) * (b.y - a.y));
      stops.push({ x, y, s: begin + (k / pieces) * length, least: Number.NEGATIVE_INFINITY, ends });
    }
  }
  const raise = (k: number, top: number): void => {
    if (k < 0 || k >= stops.length) return;
    stops[k].least = Math.max(stops[k].least, top);
  };
  const whole = Math.max(1, stops[stops.length - 1].s);
  const heightAt = ({ s }: Stop) => from.z + (s / whole) * (to.z - from.z);
  for (let k = 0; k + 1 < stops.length; k++) {
    const [p, q] = [stops[k], stops[k + 1]];
    const top = highestAlong(map, p.x, p.y, q.x, q.y, radius);
    if (top === unprinted) continue;
    // Beside what the needle comes from and goes to it may go; what it has to cross it keeps above.
    const crossed = highestAlong(map, p.x, p.y, q.x, q.y, radius, spare, q.ends);
    const straight = Math.min(heightAt(p), heightAt(q));
    // What lies well below the straight way is not crossed, but passed over.
    const least = crossed === unprinted || crossed + over < straight ? top : Math.max(top, crossed + over);
    for (let near = k - 1; near <= k + 2; near++) raise(near, least);
  }
  return stops;
}
