import type { MotionTraits } from '../firmware/dialect.ts';
import type { LimitChange } from '../gcode/reading/reading.ts';
import type { Profile } from '../printer/profile.ts';

/**
 * What limits the motion of a machine: an acceleration, a top speed an axis, and the rule of its firmware for corners.
 * mm, mm/s, mm/s²; e counts in units of the plunger.
 */
export interface MotionLimits {
  /** Of moves with ink, of moves without, and of the plunger alone: one number unless the file sets others. */
  readonly acceleration: number;
  readonly travelAcceleration: number;
  readonly retractAcceleration: number;
  /** Most that an axis may be accelerated; endless unless the file sets them. */
  readonly accelerations: Axes;
  /** Whether any of `accelerations`, and limits of the plunger, are not endless. */
  readonly byAxis: boolean;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly e: number;
  /** Top speed along the way. */
  readonly top: number;
  readonly travelSpeed: number;
  readonly rule: CornerRule;
  /** Jerk of X (mm/s), deviation (mm) or square corner speed (mm/s), as the rule counts. */
  readonly corner: number;
  /** How many times as strict the jerk of Y, Z and the plunger is as that of X: 1, 1 and 0 unless the file sets them. */
  readonly strictY: number;
  readonly strictZ: number;
  readonly strictE: number;
  /** Klipper: the share of its acceleration that short moves may use. */
  readonly steadyShare: number;
  /** Marlin's classic jerk also begins and ends at rest with it. */
  readonly jerksFromRest: boolean;
  /** Marlin slows short segments to the arc that they approach. */
  readonly arcsOfSegments: boolean;
  /** G0 runs as fast as the axes can, whatever F says. */
  readonly rapidsIgnoreFeed: boolean;
}

interface Axes {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly e: number;
}

/** Numbers, so that the planner's inner loop compares integers. */
export const cornerRule = { jerk: 0, deviation: 1, square: 2 } as const;
export type CornerRule = (typeof cornerRule)[keyof typeof cornerRule];

/** Taken where no profile says: a slow bench printer that stops at every sharp corner. */
export const benchMotion: Profile['motion'] = {
  travelSpeed: 30,
  maxSpeed: { x: 100, y: 100, z: 10 },
  acceleration: 500,
  junction: { by: 'jerk', speed: 5 },
};

/** The limits of a profile's motion as a firmware with these traits applies them. */
export function motionLimits(motion: Profile['motion'], { slowsOnArcs, rapidsIgnoreFeed }: MotionTraits): MotionLimits {
  const { acceleration, maxSpeed, travelSpeed, junction } = motion;
  const endless = Number.POSITIVE_INFINITY;
  return {
    acceleration,
    travelAcceleration: acceleration,
    retractAcceleration: acceleration,
    accelerations: { x: endless, y: endless, z: endless, e: endless },
    byAxis: false,
    ...maxSpeed,
    e: endless,
    top: endless,
    travelSpeed,
    rule: cornerRule[junction.by],
    corner: junction.by === 'deviation' ? junction.distance : junction.speed,
    strictY: 1,
    strictZ: 1,
    strictE: 0,
    steadyShare: 0.5,
    jerksFromRest: junction.by === 'jerk' && junction.fromRest === true,
    arcsOfSegments: junction.by === 'deviation' && slowsOnArcs,
    rapidsIgnoreFeed,
  };
}

/** The limits from a line on that sets some of them; numbers of another corner rule than the machine's change nothing. */
export function changedLimits(limits: MotionLimits, change: LimitChange): MotionLimits {
  const { print = limits.acceleration, travel = limits.travelAcceleration } = change;
  const { retract = limits.retractAcceleration, top = limits.top } = change;
  const accelerations = axesWith(limits.accelerations, change.accelerations);
  const speeds = axesWith(limits, change.speeds);
  const share = change.toDecelerate === undefined ? limits.steadyShare : Math.min(1, change.toDecelerate / print);
  return {
    ...limits,
    ...speeds,
    ...cornerWith(limits, change),
    acceleration: print,
    travelAcceleration: travel,
    retractAcceleration: retract,
    accelerations,
    byAxis: [speeds.e, ...Object.values(accelerations)].some((most) => most < Number.POSITIVE_INFINITY),
    top,
    steadyShare: change.steadyShare ?? share,
  };
}

function axesWith({ x, y, z, e }: Axes, changed: LimitChange['speeds'] = {}): Axes {
  return { x: changed.x ?? x, y: changed.y ?? y, z: changed.z ?? z, e: changed.e ?? e };
}

function cornerWith(limits: MotionLimits, { jerks = {}, deviation, square }: LimitChange) {
  const { rule, corner, strictY, strictZ, strictE } = limits;
  switch (rule) {
    case cornerRule.jerk: {
      const x = jerks.x ?? corner;
      const strict = (own: number | undefined, before: number) => (own === undefined ? (before * x) / corner : x / own);
      return {
        corner: x,
        strictY: strict(jerks.y, strictY),
        strictZ: strict(jerks.z, strictZ),
        strictE: strict(jerks.e, strictE),
      };
    }
    case cornerRule.deviation:
      return { corner: deviation ?? corner };
    case cornerRule.square:
      return { corner: square ?? corner };
  }
}
