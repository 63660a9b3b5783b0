import type { DialectId, Profile } from '../printer/profile.ts';

/**
 * What limits the motion of a machine: one acceleration, a top speed an axis, and the rule of its firmware for corners.
 * mm, mm/s, mm/s².
 */
export interface MotionLimits {
  readonly acceleration: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly travelSpeed: number;
  readonly rule: CornerRule;
  /** Jerk (mm/s), deviation (mm) or square corner speed (mm/s), as the rule counts. */
  readonly corner: number;
  /** Marlin's classic jerk also begins and ends at rest with it. */
  readonly jerksFromRest: boolean;
  /** Marlin slows short segments to the arc that they approach. */
  readonly arcsOfSegments: boolean;
  /** G0 runs as fast as the axes can, whatever F says. */
  readonly rapidsIgnoreFeed: boolean;
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

/** The limits of a profile's motion as the firmware behind `dialect` applies them. */
export function motionLimits(motion: Profile['motion'], dialect: DialectId | null): MotionLimits {
  const { acceleration, maxSpeed, travelSpeed, junction } = motion;
  return {
    acceleration,
    ...maxSpeed,
    travelSpeed,
    rule: cornerRule[junction.by],
    corner: junction.by === 'deviation' ? junction.distance : junction.speed,
    jerksFromRest: junction.by === 'jerk' && junction.fromRest === true,
    arcsOfSegments: junction.by === 'deviation' && dialect !== 'grbl',
    rapidsIgnoreFeed: dialect === 'grbl',
  };
}
