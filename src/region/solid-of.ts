import type { Outline } from '../slice/outline.ts';
import { outlineArea, ringArea2 } from './outline-area.ts';
import type { Polygons } from './polygons.ts';

export interface Solid {
  /** Disjoint rings around the material of a section. */
  readonly outline: Outline;
  /** Area of holes that lie in nothing, and of all that lies in them: the ring around them was lost. */
  readonly lostMm2: number;
}

/** Rounding to whole nanometres, and rings that were simplified until they touch, stay below both. */
const relativeSlack = 1e-3;
const slackMm2 = 0.01;

/**
 * The material of a section: where rings wind around it counter-clockwise. A hole that lies in nothing is not filled. The
 * areas of the rings, signed, add up to that of the material where no two overlap; only where they do not is the section
 * looked at again for rings that run the wrong way.
 */
export function solidOf(section: Outline, polygons: Polygons): Solid {
  const outline = polygons.wound(section, 'positive');
  const areaMm2 = outlineArea(outline);
  const slack = relativeSlack * areaMm2 + slackMm2;
  if (Math.abs(areaMm2 - outlineArea(section)) < slack / 2) return { outline, lostMm2: 0 };
  const lostMm2 = outerArea(polygons.wound(section, 'negative'));
  return { outline, lostMm2: lostMm2 > slack ? lostMm2 : 0 };
}

/** Area within the outer rings of an outline, holes and what lies in them included. */
function outerArea({ points, ringEnds }: Outline): number {
  let sum = 0;
  let start = 0;
  for (const end of ringEnds) {
    const area = ringArea2(points, start, end);
    // Regions of negative winding come out with their outer rings counter-clockwise, as all do.
    if (area > 0) sum += area;
    start = end;
  }
  return sum / 2e12;
}
