import { nearestStrandOrder, type Visit } from '../paths/nearest-strands.ts';
import type { Strand } from '../strand.ts';

/** How many exchanges are tried for each layer at most: fixes the time without a clock. */
const budget = 60_000;
/** Exchanges reach at most this many places ahead; the nearest-neighbour order is already local. */
const windowSize = 60;

/**
 * Puts strands into an order with little travel: nearest neighbour from `startAt` (nm), then 2-opt with a fixed
 * budget of exchanges. Open strands may be reversed (never rising ones), closed ones begin at the point nearest to
 * where the needle is and keep their direction.
 */
export function orderStrands(strands: readonly Strand[], startAt: readonly [number, number]): Strand[] {
  if (strands.length === 0) return [];
  const visits = nearestStrandOrder(strands, startAt);
  const route = routeOf(strands, visits);
  if (!strands.some(({ rise }) => rise)) shorten(route, startAt);
  return Array.from(route.order, (at) => turned(strands[visits[at].strand], visits[at], route.flipped[at] === 1));
}

/** End points of the visits as they stand, and the order in which they are made. */
interface Route {
  readonly order: Int32Array;
  readonly flipped: Uint8Array;
  /** x y of the first and of the last point of each visit. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

function routeOf(strands: readonly Strand[], visits: readonly Visit[]): Route {
  const count = visits.length;
  const route: Route = {
    order: Int32Array.from({ length: count }, (_, i) => i),
    flipped: new Uint8Array(count),
    starts: new Float64Array(2 * count),
    ends: new Float64Array(2 * count),
  };
  visits.forEach((visit, i) => {
    const { points, closed } = strands[visit.strand];
    const last = points.length - 2;
    const from = closed ? 2 * visit.seam : visit.reversed ? last : 0;
    const to = closed ? from : last - from;
    route.starts[2 * i] = points[from];
    route.starts[2 * i + 1] = points[from + 1];
    route.ends[2 * i] = points[to];
    route.ends[2 * i + 1] = points[to + 1];
  });
  return route;
}

/** 2-opt: turns a stretch of the route around where that shortens the two hops at its ends. */
function shorten(route: Route, startAt: readonly [number, number]): void {
  const { order, flipped, starts, ends } = route;
  const count = order.length;
  const head = (place: number) => (flipped[order[place]] ? ends : starts);
  const tail = (place: number) => (flipped[order[place]] ? starts : ends);
  const hop = (a: Float64Array, i: number, b: Float64Array, j: number) =>
    Math.hypot(a[2 * i] - b[2 * j], a[2 * i + 1] - b[2 * j + 1]);
  const origin = Float64Array.of(startAt[0], startAt[1]);
  let left = budget;
  for (let improved = true; improved && left > 0; ) {
    improved = false;
    for (let i = 0; i < count - 1 && left > 0; i++) {
      const before = i === 0 ? origin : tail(i - 1);
      const beforeAt = i === 0 ? 0 : order[i - 1];
      const entry = hop(before, beforeAt, head(i), order[i]);
      if (entry === 0) continue;
      const stop = Math.min(count, i + windowSize);
      for (let j = i + 1; j < stop && left > 0; j++) {
        left--;
        const exit = j + 1 < count ? hop(tail(j), order[j], head(j + 1), order[j + 1]) : 0;
        const newEntry = hop(before, beforeAt, tail(j), order[j]);
        if (newEntry >= entry + exit) continue;
        const newExit = j + 1 < count ? hop(head(i), order[i], head(j + 1), order[j + 1]) : 0;
        if (newEntry + newExit >= entry + exit - 1) continue;
        reverseStretch(order, flipped, i, j);
        improved = true;
        break;
      }
    }
  }
}

function reverseStretch(order: Int32Array, flipped: Uint8Array, from: number, to: number): void {
  order.subarray(from, to + 1).reverse();
  for (let place = from; place <= to; place++) flipped[order[place]] ^= 1;
}

/** The strand as it is printed: reversed, or with the seam of a closed strand brought to the front. */
function turned(strand: Strand, visit: Visit, flipped: boolean): Strand {
  const { points, closed, widths } = strand;
  const count = points.length / 2;
  const backwards = !closed && visit.reversed !== flipped;
  if (!backwards && (!closed || visit.seam === 0)) return strand;
  const moved = new Int32Array(points.length);
  const movedWidths = widths && new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const step = closed ? (visit.seam + i) % count : count - 1 - i;
    moved[2 * i] = points[2 * step];
    moved[2 * i + 1] = points[2 * step + 1];
    if (movedWidths) movedWidths[i] = widths[step];
  }
  return { ...strand, points: moved, widths: movedWidths };
}
