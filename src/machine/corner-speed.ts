import { cornerRule, type MotionLimits } from './motion-limits.ts';

/** Below this the cosine of the angle between the legs says "straight on", above it "straight back". */
const straight = 0.999999;
/** Segments shorter than this, mm, and turns of less than 45 degrees are taken for pieces of an arc (Marlin). */
const shortSegment = 1;
const slightTurn = Math.SQRT1_2;

/**
 * Square of the speed at which a corner is passed, (mm/s)²: the legs before (`p`) and after (`u`) as unit vectors, and
 * their lengths, mm.
 *
 * - jerk: no axis jumps by more than the jerk (RepRapFirmware 3, src/Movement/DDA.cpp, MatchSpeeds; Marlin with
 *   CLASSIC_JERK, Marlin/src/module/planner.cpp).
 * - deviation: the path could round the corner within the deviation, v² = a d s / (1 - s), s the sine of half the angle
 *   between the legs (gnea/grbl grbl/planner.c, plan_buffer_line; MarlinFirmware/Marlin planner.cpp, HAS_JUNCTION_DEVIATION,
 *   which with JD_HANDLE_SMALL_SEGMENTS also keeps v² below a L / turn on short segments).
 * - square: the deviation at which a right angle is passed at the square corner speed, and no more centripetal
 *   acceleration than half a leg gives (Klipper3d/klipper klippy/toolhead.py, Move.calc_junction).
 */
export function cornerSquare(
  limits: MotionLimits,
  px: number,
  py: number,
  pz: number,
  before: number,
  ux: number,
  uy: number,
  uz: number,
  after: number,
): number {
  const { rule, corner, acceleration } = limits;
  if (rule === cornerRule.jerk) {
    const jump = Math.max(Math.abs(ux - px), Math.abs(uy - py), Math.abs(uz - pz));
    return jump === 0 ? Number.POSITIVE_INFINITY : (corner / jump) ** 2;
  }
  const cosine = -(ux * px + uy * py + uz * pz);
  if (cosine > straight) return 0;
  if (cosine < -straight) return Number.POSITIVE_INFINITY;
  const sine = Math.sqrt((1 - cosine) / 2);
  const rounding = sine / (1 - sine);
  if (rule === cornerRule.square) {
    const tangent = sine / Math.sqrt((1 + cosine) / 2);
    const centripetal = (acceleration * tangent * Math.min(before, after)) / 2;
    return Math.min(corner * corner * (Math.SQRT2 - 1) * rounding, centripetal);
  }
  const square = acceleration * corner * rounding;
  if (!limits.arcsOfSegments || after >= shortSegment || cosine > -slightTurn) return square;
  return Math.min(square, (after * acceleration) / Math.acos(-cosine));
}

/** Square of the speed at which a chain of moves begins and ends along (u), (mm/s)². */
export function restSquare({ jerksFromRest, corner }: MotionLimits, ux: number, uy: number, uz: number): number {
  if (!jerksFromRest) return 0;
  return (corner / Math.max(Math.abs(ux), Math.abs(uy), Math.abs(uz))) ** 2;
}
