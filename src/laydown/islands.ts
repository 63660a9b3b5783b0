import { ringArea2 } from '../region/outline-area.ts';
import type { Outline } from '../slice/outline.ts';

/** One connected piece of a region: its outer ring and the holes in it, each as an outline of one ring. */
export interface Island {
  readonly outer: Outline;
  readonly holes: readonly Outline[];
}

/** The pieces of a region, in the order of their outer rings. A hole belongs to the smallest outer ring around it. */
export function islandsOf(region: Outline): Island[] {
  const outers: { outline: Outline; area: number; holes: Outline[] }[] = [];
  const holes: Outline[] = [];
  let begin = 0;
  for (const end of region.ringEnds) {
    const outline = ringOutline(region.points.slice(2 * begin, 2 * end));
    const area = ringArea2(region.points, begin, end);
    if (area > 0) outers.push({ outline, area, holes: [] });
    else if (area < 0) holes.push(outline);
    begin = end;
  }
  for (const hole of holes) {
    let home: (typeof outers)[number] | undefined;
    for (const outer of outers) {
      if (home && home.area <= outer.area) continue;
      if (surrounds(outer.outline.points, hole.points[0], hole.points[1])) home = outer;
    }
    home?.holes.push(hole);
  }
  return outers.map(({ outline, holes: own }) => ({ outer: outline, holes: own }));
}

export function ringOutline(points: Int32Array): Outline {
  return { kind: 'closed', points, ringEnds: Uint32Array.of(points.length / 2) };
}

/** The same ring the other way round: a hole as a piece of its own, or the reverse. */
export function reversedRing({ points }: Outline): Outline {
  const turned = new Int32Array(points.length);
  for (let i = 0; i < points.length; i += 2) {
    turned[i] = points[points.length - 2 - i];
    turned[i + 1] = points[points.length - 1 - i];
  }
  return ringOutline(turned);
}

/** Even-odd test with the half-open rule for corners. */
function surrounds(ring: Int32Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    if (ring[i + 1] > y === ring[j + 1] > y) continue;
    if (x < ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1])) inside = !inside;
  }
  return inside;
}
