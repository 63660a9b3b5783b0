import { fillGaps } from './fill-gaps.ts';
import { evenSpacing, fittedSpacing, lineFamily, phaseAcross, placeFrame, roomAcross } from './line-family.ts';
import { layerAngle, type PatternKind, type PatternPaths, type PatternPlace } from './pattern.ts';

/**
 * One direction a layer, by the list of angles. At every repeat of the list the lines move sideways by `shift`
 * spacings.
 */
function layParallel(place: PatternPlace): PatternPaths {
  const { angles, shift } = place.settings;
  const frame = placeFrame(place, layerAngle(place));
  const spacing = fittedSpacing(place, roomAcross(place, frame));
  const repeat = Math.floor(place.layer.index / angles.length);
  const phase = phaseAcross(place, frame, spacing) + ((shift * repeat) % 1) * spacing;
  const lines = lineFamily(place, frame, spacing, phase);
  if (place.solid) return fillGaps(place, frame, lines, spacing);
  return { families: [lines], spacing: evenSpacing(place, spacing) };
}

export const parallel: PatternKind = {
  description: 'straight lines, one direction a layer from a list of angles (0/90, 0/60/120, …)',
  spacing: 'from line to line',
  settings: ['angles', 'shift', 'solid', 'join'],
  directions: { by: 'layer' },
  reads: ['shift'],
  gradients: { z: true, inPlane: true },
  lay: layParallel,
  weave: ({ angles, shift }) => ({ angles, shift }),
};
