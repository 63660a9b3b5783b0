import { evenSpacing, lineFamily, phaseAcross, placeFrame } from './line-family.ts';
import type { PatternKind, PatternPaths, PatternPlace } from './pattern.ts';

/** Both directions in every layer, at the first angle and square to it. */
function layGrid(place: PatternPlace): PatternPaths {
  const families = [0, 90].map((turn) => {
    const frame = placeFrame(place, place.settings.angles[0] + turn);
    return lineFamily(place, frame, place.spacing, phaseAcross(place, frame, place.spacing));
  });
  return { families, spacing: evenSpacing(place, place.spacing) };
}

export const grid: PatternKind = {
  description: 'two directions in every layer: square pores that run straight up',
  spacing: 'from line to line of one direction',
  settings: ['angles (the first)', 'join'],
  directions: { by: 'turn', degrees: 90 },
  gradients: { z: true, inPlane: true },
  lay: layGrid,
  weave: () => ({ within: 'grid' }),
};
