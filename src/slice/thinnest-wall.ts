import type { Outline } from './outline.ts';
import { nmPerMm } from './outline.ts';

/** The thinnest place of a wall in the plane of a layer. */
export interface ThinPlace {
  readonly widthMm: number;
  readonly x: number;
  readonly y: number;
  /** Which outline of those given. */
  readonly layer: number;
}

export interface WallWidths {
  readonly thinnest: ThinPlace;
  /** Share of the surface, by its length in the planes, whose wall is thinner than the width asked about. */
  readonly thinShare: number;
}

/** Looks from so many places of an outline, spread evenly over its length; more cost and show nothing new. */
const placesPerOutline = 240;
/** Opposite sides that lean to each other by more than 60° make a corner and no wall. */
const leastFacing = -0.5;

/**
 * How wide the walls of sections are: from places along each outline straight inwards to the other side of the wall,
 * where that side faces it. What strands feel is this width, not that across a sloping surface. null where there is
 * no wall at all.
 */
export function thinnestWall(outlines: readonly Outline[], narrowerThanMm: number): WallWidths | null {
  let thinnest: ThinPlace | null = null;
  let thin = 0;
  let all = 0;
  outlines.forEach((outline, layer) => {
    const sides = sidesOf(outline);
    const total = sides.reduce((sum, { length }) => sum + length, 0);
    if (total === 0) return;
    const step = total / placesPerOutline;
    let next = step / 2;
    let passed = 0;
    for (const side of sides) {
      for (; next < passed + side.length; next += step) {
        const share = (next - passed) / side.length;
        const x = side.x + share * side.dx;
        const y = side.y + share * side.dy;
        const width = widthAt(sides, side, x, y);
        if (width === null) continue;
        const widthMm = width / nmPerMm;
        all++;
        if (widthMm < narrowerThanMm) thin++;
        if (thinnest === null || widthMm < thinnest.widthMm)
          thinnest = { widthMm, x: x / nmPerMm, y: y / nmPerMm, layer };
      }
      passed += side.length;
    }
  });
  return thinnest === null ? null : { thinnest, thinShare: thin / all };
}

/** From one point of a ring to the next, nm. */
interface Side {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly length: number;
}

function sidesOf({ points, ringEnds }: Outline): Side[] {
  const sides: Side[] = [];
  let start = 0;
  for (const end of ringEnds) {
    for (let i = start; i < end; i++) {
      const j = i + 1 < end ? i + 1 : start;
      const [x, y] = [points[2 * i], points[2 * i + 1]];
      const [dx, dy] = [points[2 * j] - x, points[2 * j + 1] - y];
      const length = Math.hypot(dx, dy);
      if (length > 0) sides.push({ x, y, dx, dy, length });
    }
    start = end;
  }
  return sides;
}

/** Straight inwards, which is to the left of a side, to the nearest other side; null where that one does not face it. */
function widthAt(sides: readonly Side[], from: Side, x: number, y: number): number | null {
  const [nx, ny] = [-from.dy / from.length, from.dx / from.length];
  let nearest = Number.POSITIVE_INFINITY;
  let facing = 0;
  for (const side of sides) {
    if (side === from) continue;
    const across = side.dx * ny - side.dy * nx;
    if (across === 0) continue;
    const [ax, ay] = [side.x - x, side.y - y];
    // Along the side from its start (0 to 1), and along the look from the place.
    const along = (ax * ny - ay * nx) / -across;
    if (along < 0 || along > 1) continue;
    const distance = (ax * side.dy - ay * side.dx) / -across;
    if (distance <= 0 || distance >= nearest) continue;
    nearest = distance;
    facing = (side.dx * from.dx + side.dy * from.dy) / (side.length * from.length);
  }
  return facing < leastFacing ? nearest : null;
}
