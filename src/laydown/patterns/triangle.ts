import { evenSpacing, lineFamily, placeFrame } from './line-family.ts';
import type { PatternPaths, PatternPlace } from './pattern.ts';

/** Three directions in every layer, 60° apart from the first angle on; all three meet in the centre of the part. */
export function layTriangle(place: PatternPlace): PatternPaths {
  const families = [0, 60, 120].map((turn) =>
    lineFamily(place, placeFrame(place, place.settings.angles[0] + turn), place.spacing, 0),
  );
  return { families, spacing: evenSpacing(place, place.spacing) };
}
