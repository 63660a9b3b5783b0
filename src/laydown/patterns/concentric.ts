import type { Outline } from '../../slice/outline.ts';
import { gradientAt, rimRadius } from '../gradient.ts';
import { addPoint, endPath, finishPaths, type PathBuilder, startPaths } from '../path-set.ts';
import { evenSpacing } from './line-family.ts';
import type { PatternPaths, PatternPlace } from './pattern.ts';

/** Closed rings from the rim inwards, one spacing apart; the core that is too small for another ring stays free. */
export function layConcentric(place: PatternPlace): PatternPaths {
  const rings = startPaths();
  let depth = 0;
  let level = place.region;
  for (let number = 0; level.points.length > 0; number++) {
    addRings(rings, level, number);
    const step = ringStep(place, level, depth);
    depth += step;
    level = place.polygons.inset(place.region, depth);
  }
  return { families: [finishPaths(rings)], spacing: evenSpacing(place, place.spacing) };
}

export function addRings(into: PathBuilder, outline: Outline, line: number): void {
  let begin = 0;
  for (const end of outline.ringEnds) {
    for (let i = begin; i < end; i++) addPoint(into, outline.points[2 * i], outline.points[2 * i + 1]);
    endPath(into, true, line);
    begin = end;
  }
}

/** Distance to the next ring, nm: by its depth below the surface, or by its mean distance from the axis. */
function ringStep(place: PatternPlace, level: Outline, depth: number): number {
  const { gradient } = place.settings;
  if (gradient?.along === 'surface') return gradientAt(gradient, place, place.inset + depth);
  if (gradient?.along !== 'radius') return place.spacing;
  const { points } = level;
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) sum += Math.hypot(points[i] - place.axisX, points[i + 1] - place.axisY);
  return gradientAt(gradient, place, Math.min(rimRadius(place), sum / (points.length / 2)));
}
