import { clipPaths } from '../clip-paths.ts';
import { addPoint, endPath, finishPaths, startPaths } from '../path-set.ts';
import { placeFrame } from './line-family.ts';
import { layerAngle, type PatternPaths, type PatternPlace } from './pattern.ts';

/** Spokes of the innermost star. */
const firstSpokes = 6;

/**
 * Spokes from the axis of the part. Where the gap between neighbours has grown to two spacings a new spoke begins
 * between them, so spokes are never nearer than one spacing. The angle of the layer turns the whole star.
 */
export function layRadial(place: PatternPlace): PatternPaths {
  const frame = placeFrame(place, layerAngle(place));
  const { bounds, axisX, axisY, spacing } = place;
  const reach = Math.hypot(
    Math.max(bounds.maxX - axisX, axisX - bounds.minX),
    Math.max(bounds.maxY - axisY, axisY - bounds.minY),
  );
  const spokes = startPaths();
  let line = 0;
  for (let count = firstSpokes; ; count *= 2) {
    const begin = (count * spacing) / (2 * Math.PI);
    if (begin >= reach) break;
    const each = count === firstSpokes ? 1 : 2;
    for (let i = each - 1; i < count; i += each) {
      const angle = (2 * Math.PI * i) / count;
      const x = Math.cos(angle) * frame.cos - Math.sin(angle) * frame.sin;
      const y = Math.sin(angle) * frame.cos + Math.cos(angle) * frame.sin;
      addPoint(spokes, axisX + begin * x, axisY + begin * y);
      addPoint(spokes, axisX + reach * x, axisY + reach * y);
      endPath(spokes, false, line++);
    }
  }
  return { families: [clipPaths(finishPaths(spokes), place.region)] };
}

/** How far spokes reach from the axis, mm: to the rim of a disc, or of a rectangle with its corners. */
export interface SpokeRoom {
  readonly halfX: number;
  readonly halfY: number;
  readonly corners: boolean;
}

/** Directions that stand for all of them in a rectangle. */
const directions = 32;

/**
 * Mean distance of spokes, area over length, where the smallest is `spacing` mm. On a disc it is four thirds to one and
 * a half of the smallest: it depends on how far beyond the last new spokes the rim lies.
 */
export function meanSpokeSpacing(spacing: number, room: SpokeRoom): number {
  const reaches = reachesOf(room);
  const furthest = Math.max(...reaches);
  let length = 0;
  for (let count = firstSpokes; ; count *= 2) {
    const begin = (count * spacing) / (2 * Math.PI);
    if (begin >= furthest) break;
    const long = reaches.reduce((sum, reach) => sum + Math.max(0, reach - begin), 0) / reaches.length;
    length += (count === firstSpokes ? count : count / 2) * long;
  }
  const { halfX, halfY, corners } = room;
  const area = corners ? 4 * halfX * halfY : Math.PI * furthest ** 2;
  return length > 0 ? area / length : 1.5 * spacing;
}

function reachesOf({ halfX, halfY, corners }: SpokeRoom): number[] {
  if (!corners) return [(halfX + halfY) / 2];
  return Array.from({ length: directions }, (_, i) => {
    const angle = ((i + 0.5) / directions) * (Math.PI / 2);
    return Math.min(halfX / Math.cos(angle), halfY / Math.sin(angle));
  });
}

/** The smallest distance of spokes whose mean is this. */
export function spokeSpacingOfMean(mean: number, room: SpokeRoom): number {
  // No mean is below its smallest distance.
  let low = 0;
  let high = mean;
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (meanSpokeSpacing(middle, room) < mean) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
