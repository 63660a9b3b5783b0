import type { Outline } from '../../slice/outline.ts';

/**
 * Points this near to the straight line between two others, nm, say nothing of the border: a cut rounds each to whole nm
 * along both axes, so two on one line stand at most 1.42 nm off each other's.
 */
const rounding = 1.5;

/**
 * The same section without the points on its straight sides: where the triangles of a flat wall meet, a cut leaves one,
 * and on every layer elsewhere. A ring begins at its leftmost corner, so that prisms have the same rings on all layers.
 */
export function straightRings({ kind, points, ringEnds }: Outline): Outline {
  const kept = new Int32Array(points.length);
  const ends = new Uint32Array(ringEnds.length);
  let count = 0;
  let begin = 0;
  ringEnds.forEach((end, ring) => {
    count = straightRing(points, begin, end, kept, count);
    ends[ring] = count;
    begin = end;
  });
  return { kind, points: kept.subarray(0, 2 * count), ringEnds: ends };
}

/** Writes one ring behind the first `count` points of `kept`; how many there are then. */
function straightRing(points: Int32Array, begin: number, end: number, kept: Int32Array, count: number): number {
  const size = end - begin;
  const start = leftmost(points, begin, end);
  const at = (step: number) => 2 * (begin + ((start - begin + step) % size));
  let to = count;
  for (let from = 0; from < size; to++) {
    kept[2 * to] = points[at(from)];
    kept[2 * to + 1] = points[at(from) + 1];
    from = endOfSide(points, at, from, size);
  }
  if (to - count >= 3) return to;
  // Nothing but a line: as it was.
  for (let step = 0; step < size; step++) {
    kept[2 * (count + step)] = points[at(step)];
    kept[2 * (count + step) + 1] = points[at(step) + 1];
  }
  return count + size;
}

/** Of the points with the least x the lowest: a corner. */
function leftmost(points: Int32Array, begin: number, end: number): number {
  let best = begin;
  for (let i = begin + 1; i < end; i++) {
    const dx = points[2 * i] - points[2 * best];
    if (dx < 0 || (dx === 0 && points[2 * i + 1] < points[2 * best + 1])) best = i;
  }
  return best;
}

/**
 * The furthest point that a straight side from point `from` leads to, with all points between along its way and on it:
 * each of them narrows the directions in which the side may go on.
 */
function endOfSide(points: Int32Array, at: (step: number) => number, from: number, size: number): number {
  const x = points[at(from)];
  const y = points[at(from) + 1];
  let reached = from + 1;
  let dx = points[at(reached)] - x;
  let dy = points[at(reached) + 1] - y;
  // From the first direction counter-clockwise to the second; all of them as long as nothing is known.
  let rightX = 0;
  let rightY = 0;
  let leftX = 0;
  let leftY = 0;
  let any = true;
  while (reached < size) {
    const square = dx * dx + dy * dy;
    if (square > rounding * rounding) {
      const sine = rounding / Math.sqrt(square);
      const cosine = Math.sqrt(1 - sine * sine);
      const clockwiseX = dx * cosine + dy * sine;
      const clockwiseY = dy * cosine - dx * sine;
      if (any || rightX * clockwiseY - rightY * clockwiseX > 0) {
        rightX = clockwiseX;
        rightY = clockwiseY;
      }
      const counterX = dx * cosine - dy * sine;
      const counterY = dy * cosine + dx * sine;
      if (any || leftX * counterY - leftY * counterX < 0) {
        leftX = counterX;
        leftY = counterY;
      }
      any = false;
    }
    const nextX = points[at(reached + 1)] - x;
    const nextY = points[at(reached + 1) + 1] - y;
    const onwards = (nextX - dx) * dx + (nextY - dy) * dy > 0;
    const within = any || (rightX * nextY - rightY * nextX >= 0 && leftX * nextY - leftY * nextX <= 0);
    if (!onwards || !within) return reached;
    reached++;
    dx = nextX;
    dy = nextY;
  }
  return reached;
}
