import { fittedSpacing, lineFamily, phaseAcross, placeFrame, roomAcross } from './line-family.ts';
import type { PatternPaths, PatternPlace } from './pattern.ts';

/** Both directions in every layer, at the first angle and square to it. */
export function layGrid(place: PatternPlace): PatternPaths {
  const families = [0, 90].map((turn) => {
    const frame = placeFrame(place, place.settings.angles[0] + turn);
    const spacing = fittedSpacing(place, roomAcross(place, frame));
    return lineFamily(place, frame, spacing, phaseAcross(place, frame, spacing));
  });
  return { families };
}
