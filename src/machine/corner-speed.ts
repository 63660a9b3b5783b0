import { cornerRule, type MotionLimits } from './motion-limits.ts';

/** Below this the cosine of the angle between the legs says "straight on", above it "straight back". */
const straight = 0.999999;
/** Segments shorter than this, mm, and turns of less than 45 degrees are taken for pieces of an arc (Marlin). */
const shortSegment = 1;
const slightTurn = Math.SQRT1_2;

/** A move as its corners need it. */
export interface Leg {
  /** Unit vector of the way, and units of the plunger a mm of it. */
  ux: number;
  uy: number;
  uz: number;
  ue: number;
  /** mm */
  length: number;
  /** mm/s² */
  acceleration: number;
  /** Number of the corner rule while it was planned. */
  corner: number;
}

/**
 * Square of the speed at which the corner between two legs is passed, (mm/s)².
 *
 * - jerk: no axis jumps by more than its jerk (RepRapFirmware 3, src/Movement/DDA.cpp, MatchSpeeds; Marlin with
 *   CLASSIC_JERK, Marlin/src/module/planner.cpp).
 * - deviation: the path could round the corner within the deviation, v² = a d s / (1 - s), s the sine of half the angle
 *   between the legs (gnea/grbl grbl/planner.c, plan_buffer_line; MarlinFirmware/Marlin planner.cpp, HAS_JUNCTION_DEVIATION,
 *   which with JD_HANDLE_SMALL_SEGMENTS also keeps v² below a L / turn on short segments).
 * - square: the deviation at which a right angle is passed at the square corner speed, and no more centripetal
 *   acceleration than half a leg gives; of two settings the stricter (Klipper3d/klipper klippy/toolhead.py,
 *   Move.calc_junction).
 */
export function cornerSquare(limits: MotionLimits, before: Leg, leg: Leg): number {
  const { rule, corner } = limits;
  const { ux, uy, uz, acceleration } = leg;
  if (rule === cornerRule.jerk) {
    const { strictY, strictZ, strictE } = limits;
    const jump = Math.max(
      Math.abs(ux - before.ux),
      Math.abs(uy - before.uy) * strictY,
      Math.abs(uz - before.uz) * strictZ,
      Math.abs(leg.ue - before.ue) * strictE,
    );
    return jump === 0 ? Number.POSITIVE_INFINITY : (corner / jump) ** 2;
  }
  const cosine = -(ux * before.ux + uy * before.uy + uz * before.uz);
  if (cosine > straight) return 0;
  if (cosine < -straight) return Number.POSITIVE_INFINITY;
  const sine = Math.sqrt((1 - cosine) / 2);
  const rounding = sine / (1 - sine);
  if (rule === cornerRule.square) {
    const tangent = sine / Math.sqrt((1 + cosine) / 2);
    const centripetal = (tangent * Math.min(before.acceleration * before.length, acceleration * leg.length)) / 2;
    const strictest = Math.min(before.corner, corner);
    return Math.min(strictest * strictest * (Math.SQRT2 - 1) * rounding, centripetal);
  }
  const turning = limits.byAxis ? turningAcceleration(limits, before, leg) : acceleration;
  const square = turning * corner * rounding;
  if (!limits.arcsOfSegments || leg.length >= shortSegment || cosine > -slightTurn) return square;
  return Math.min(square, (leg.length * turning) / Math.acos(-cosine));
}

/** What the axes allow across the corner, mm/s² (planner.cpp, limit_value_by_axis_maximum on the junction's vector). */
function turningAcceleration({ accelerations: most }: MotionLimits, before: Leg, leg: Leg): number {
  const [x, y, z] = [leg.ux - before.ux, leg.uy - before.uy, leg.uz - before.uz];
  const length = Math.hypot(x, y, z);
  const by = (way: number, limit: number) => (way === 0 ? Number.POSITIVE_INFINITY : (limit * length) / Math.abs(way));
  return Math.min(leg.acceleration, by(x, most.x), by(y, most.y), by(z, most.z));
}

/** Square of the speed at which a chain of moves begins and ends along a leg, (mm/s)². */
export function restSquare(limits: MotionLimits, { ux, uy, uz, ue }: Leg): number {
  const { jerksFromRest, corner, strictY, strictZ, strictE } = limits;
  if (!jerksFromRest) return 0;
  const jump = Math.max(Math.abs(ux), Math.abs(uy) * strictY, Math.abs(uz) * strictZ, Math.abs(ue) * strictE);
  return (corner / jump) ** 2;
}
