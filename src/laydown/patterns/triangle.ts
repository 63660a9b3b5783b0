import { evenSpacing, lineFamily, placeFrame } from './line-family.ts';
import type { PatternKind, PatternPaths, PatternPlace } from './pattern.ts';

/** Three directions in every layer, 60° apart from the first angle on; all three meet in the centre of the part. */
function layTriangle(place: PatternPlace): PatternPaths {
  const families = [0, 60, 120].map((turn) =>
    lineFamily(place, placeFrame(place, place.settings.angles[0] + turn), place.spacing, 0),
  );
  return { families, spacing: evenSpacing(place, place.spacing) };
}

export const triangle: PatternKind = {
  description: 'three directions in every layer that meet in points: triangular pores that run straight up',
  spacing: 'from line to line of one direction',
  settings: ['angles (the first)', 'join'],
  directions: { by: 'turn', degrees: 60 },
  gradients: { z: true, inPlane: true },
  lay: layTriangle,
  weave: () => ({ within: 'triangle' }),
};
