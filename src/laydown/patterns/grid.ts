import { evenSpacing, lineFamily, phaseAcross, placeFrame } from './line-family.ts';
import type { PatternPaths, PatternPlace } from './pattern.ts';

/** Both directions in every layer, at the first angle and square to it. */
export function layGrid(place: PatternPlace): PatternPaths {
  const families = [0, 90].map((turn) => {
    const frame = placeFrame(place, place.settings.angles[0] + turn);
    return lineFamily(place, frame, place.spacing, phaseAcross(place, frame, place.spacing));
  });
  return { families, spacing: evenSpacing(place, place.spacing) };
}
