import { nmPerMm, type Outline } from '../../slice/outline.ts';
import type { LaydownValues } from '../laydown-values.ts';
import type { PatternPlace } from '../patterns/pattern.ts';
import { leastInWidths } from './strand-section.ts';

export type Gradient = NonNullable<LaydownValues['gradient']>;

/** Distance from the axis of the part to its rim: half its larger side, nm. */
export function rimRadius({ bounds, axisX, axisY }: PatternPlace): number {
  return Math.max(bounds.maxX - axisX, axisX - bounds.minX, bounds.maxY - axisY, axisY - bounds.minY);
}

/** Way from the start of a gradient to its end, nm: axis to rim, or surface to core (half the smaller side). */
function wayOf(gradient: Gradient, place: PatternPlace): number {
  if (gradient.along === 'radius') return rimRadius(place);
  const { minX, minY, maxX, maxY } = place.bounds;
  return gradient.over === undefined ? Math.min(maxX - minX, maxY - minY) / 2 : gradient.over * nmPerMm;
}

/** Spacing at a distance from the axis or from the surface, nm both. */
export function gradientAt(gradient: Gradient, place: PatternPlace, distance: number): number {
  const part = Math.min(1, Math.max(0, distance / wayOf(gradient, place)));
  const spacing = gradient.from + (gradient.to - gradient.from) * part;
  return Math.max(spacing, leastInWidths * place.section.width) * nmPerMm;
}

/** How many times the finest spacing doubles before it reaches the widest. */
export function doublings({ from, to }: Gradient): number {
  return Math.round(Math.log2(Math.max(from, to) / Math.min(from, to)));
}

/** Level of a line: how often its number can be halved, at most `most`. Line 0 is of the highest level. */
export function levelOf(line: number, most: number): number {
  let level = 0;
  for (let rest = Math.abs(line); level < most && rest % 2 === 0; rest /= 2) level++;
  return level;
}

/**
 * Where lines of a level belong: where the spacing wanted is nearer to that of the level (finest times 2^level) or
 * finer. Lines of the highest level run through all of the region.
 */
export function zoneOfLevel(gradient: Gradient, place: PatternPlace, level: number): Outline {
  if (level >= doublings(gradient)) return place.region;
  const finest = Math.min(gradient.from, gradient.to);
  const limit = finest * 2 ** (level + 0.5);
  const distance = ((limit - gradient.from) / (gradient.to - gradient.from)) * wayOf(gradient, place);
  const { polygons, region } = place;
  if (gradient.along === 'radius') {
    const disc = discOutline(place.axisX, place.axisY, distance);
    return gradient.to > gradient.from ? polygons.intersection(region, disc) : polygons.difference(region, disc);
  }
  const deeper = polygons.inset(place.outline, Math.max(distance, place.inset), 'round');
  return gradient.to > gradient.from ? polygons.difference(region, deeper) : polygons.intersection(region, deeper);
}

function discOutline(x: number, y: number, radius: number): Outline {
  const corners = 180;
  const points = new Int32Array(2 * corners);
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * i) / corners;
    points[2 * i] = Math.round(x + radius * Math.cos(angle));
    points[2 * i + 1] = Math.round(y + radius * Math.sin(angle));
  }
  return { kind: 'closed', points, ringEnds: Uint32Array.of(corners) };
}
