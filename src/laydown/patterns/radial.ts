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

/**
 * Mean distance of spokes on a disc, area over length, for the smallest distance `spacing` and a radius of `reach`.
 * Between one and a half and four thirds of the smallest: it depends on where the last new spokes begin.
 */
export function meanSpokeSpacing(spacing: number, reach: number): number {
  let length = 0;
  for (let count = firstSpokes; ; count *= 2) {
    const begin = (count * spacing) / (2 * Math.PI);
    if (begin >= reach) break;
    length += (count === firstSpokes ? count : count / 2) * (reach - begin);
  }
  return length > 0 ? (Math.PI * reach * reach) / length : 1.5 * spacing;
}

/** The smallest distance of spokes whose mean is this. */
export function spokeSpacingOfMean(mean: number, reach: number): number {
  // No mean is below its smallest distance.
  let low = 0;
  let high = mean;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (meanSpokeSpacing(middle, reach) < mean) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
