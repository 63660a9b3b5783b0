import type { Outline } from '../../slice/outline.ts';
import { addPoint, endPath, finishPaths, type PathBuilder, type PathSet, startPaths } from '../paths/path-set.ts';
import { gradientAt, rimRadius } from '../spacing/gradient.ts';
import { type LevelledBead, layThinInside } from '../thin/thin-level.ts';
import { evenSpacing } from './line-family.ts';
import type { LayerAhead, PatternKind, PatternPaths, PatternPlace } from './pattern.ts';

/**
 * Closed rings from the rim inwards, one spacing apart. Solid ones leave no gap: where the next ring would not have room
 * for itself, strands of their own width close the core. Others leave the core free that is too small for a ring.
 */
function layConcentric(place: PatternPlace): PatternPaths {
  if (place.solid && place.thinWalls) {
    const { paths, beads } = denseRings(place, place.region);
    return { families: [paths], spacing: place.spacing, beads };
  }
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

/** Rings side by side from `rim`, the outermost centre line, inwards, and the strands that close what they leave. */
export function denseRings(
  { section, spacing, level, polygons }: PatternPlace,
  rim: Outline,
): { paths: PathSet; beads: LevelledBead[] } {
  const rings = startPaths();
  const beads: LevelledBead[] = [];
  const width = section.width * 1e6;
  let centre = rim;
  for (let number = 0; centre.points.length > 0; number++) {
    addRings(rings, centre, number);
    const inside = layThinInside(centre, level + number + 1, spacing - width / 2, width, polygons, true);
    if (inside !== null) beads.push(...inside.beads);
    centre = inside ? polygons.inset(inside.rest, width / 2) : polygons.inset(centre, spacing);
  }
  return { paths: finishPaths(rings), beads };
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

/** Corners of a ring, roughly: rings are simplified, but rough parts keep a few hundred. */
const pointsARing = 200;

export function pointsOfRings({ sides, spacing }: LayerAhead): number {
  return (Math.min(...sides) / spacing) * pointsARing;
}

export const concentric: PatternKind = {
  description: 'closed rings that follow the rim inwards',
  spacing: 'from ring to ring',
  settings: ['solid'],
  directions: { by: 'none' },
  gradients: { z: true, inPlane: true },
  followsRim: true,
  fillsSlots: true,
  lay: layConcentric,
  pointsOnLayer: pointsOfRings,
};
