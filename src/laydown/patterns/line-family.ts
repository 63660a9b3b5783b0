import { hatch } from '../hatch.ts';
import { centredPhase, extentAcross, type LineFrame, lineFrame, rowsBetween, spanAcross } from '../line-frame.ts';
import { finishPaths, type PathSet, startPaths } from '../path-set.ts';
import type { PatternPlace } from './pattern.ts';

/** Straight lines at one angle (degrees), `phase` nm from the centre of the part, cut to the region. */
export function lineFamily(place: PatternPlace, frame: LineFrame, spacing: number, phase: number): PathSet {
  const { low, high } = spanAcross(place.region, frame);
  const paths = startPaths();
  hatch(place.region, frame, rowsBetween(low, high, phase, spacing), paths);
  return finishPaths(paths);
}

export function placeFrame(place: PatternPlace, degrees: number): LineFrame {
  return lineFrame(degrees, place.axisX, place.axisY);
}

/** Room for centre lines across a frame, nm; at least 0. */
export function roomAcross(place: PatternPlace, frame: LineFrame): number {
  return Math.max(0, extentAcross(place.bounds, frame) - 2 * place.inset);
}

/**
 * Spacing across a frame: as resolved, or for solid fill stretched or squeezed a little so that a whole number of
 * gaps fills the room and the outermost strands touch the rim.
 */
export function fittedSpacing(place: PatternPlace, room: number): number {
  if (!place.solid || room < place.spacing / 2) return place.spacing;
  return room / Math.max(1, Math.round(room / place.spacing));
}

/** Phase that is symmetrical about the part and lets most lines fit. */
export function phaseAcross(place: PatternPlace, frame: LineFrame, spacing: number): number {
  return centredPhase(roomAcross(place, frame), spacing);
}
