import { hatch } from '../paths/hatch.ts';
import {
  centredPhase,
  extentAcross,
  type LineFrame,
  lineFrame,
  type Rows,
  rowsBetween,
  spanAcross,
} from '../paths/line-frame.ts';
import { finishPaths, type PathSet, startPaths } from '../paths/path-set.ts';
import { doublings, type Gradient, levelOf, zoneOfLevel } from '../spacing/gradient.ts';
import type { PatternPlace } from './pattern.ts';

/** Straight lines along a frame, `phase` nm from the centre of the part, cut to the region. */
export function lineFamily(place: PatternPlace, frame: LineFrame, spacing: number, phase: number): PathSet {
  const { gradient } = place.settings;
  if (gradient && gradient.along !== 'z') return gradedFamily(place, frame, spacing, gradient);
  const { low, high } = spanAcross(place.region, frame);
  const paths = startPaths();
  hatch(place.region, frame, rowsBetween(low, high, phase, spacing), paths);
  return finishPaths(paths);
}

/**
 * Spacing that changes in the plane: every second line ends where the spacing wanted has grown enough for half the
 * lines, every fourth where it is enough for a quarter, and so on. Lines never bend, and those of the widest spacing
 * run through. Their ends inside the region stand on no rim, so they are not joined.
 */
function gradedFamily(place: PatternPlace, frame: LineFrame, spacing: number, gradient: Gradient): PathSet {
  const most = doublings(gradient);
  const { low, high } = spanAcross(place.region, frame);
  const all = rowsBetween(low, high, 0, spacing);
  const paths = startPaths();
  for (let level = 0; level <= most; level++) {
    hatch(zoneOfLevel(gradient, place, level), frame, rowsOfLevel(all, level, most), paths);
  }
  paths.anchors.fill(-1);
  return finishPaths(paths);
}

function rowsOfLevel(all: Rows, level: number, most: number): Rows {
  const chosen = Array.from(all.lines.keys()).filter((row) => levelOf(all.lines[row], most) === level);
  return {
    at: Float64Array.from(chosen, (row) => all.at[row]),
    lines: Int32Array.from(chosen, (row) => all.lines[row]),
  };
}

/** The spacing of a pattern where it is the same all over the layer; undefined where a gradient changes it. */
export function evenSpacing({ settings }: PatternPlace, spacing: number): number | undefined {
  return settings.gradient && settings.gradient.along !== 'z' ? undefined : spacing;
}

/** Frame of lines at an angle in degrees, about the axis of the part. */
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
