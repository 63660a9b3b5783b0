import { ringArea2 } from '../../region/outline-area.ts';
import { splitPieces } from '../../region/slivers.ts';
import type { Outline } from '../../slice/outline.ts';

/** One connected piece of a region: its outer ring and the holes in it, each as an outline of one ring. */
export interface Island {
  readonly outer: Outline;
  readonly holes: readonly Outline[];
}

/** The pieces of a region, in the order of their outer rings. */
export function islandsOf(region: Outline): Island[] {
  return splitPieces(region).flatMap(({ points, ringEnds }) => {
    const outers: Outline[] = [];
    const holes: Outline[] = [];
    let begin = 0;
    for (const end of ringEnds) {
      const area = ringArea2(points, begin, end);
      if (area !== 0) (area > 0 ? outers : holes).push(ringOutline(points.slice(2 * begin, 2 * end)));
      begin = end;
    }
    return outers.map((outer) => ({ outer, holes }));
  });
}

function ringOutline(points: Int32Array): Outline {
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
