import type { ProfileTool } from '../../printer/profile.ts';

/** What happens between two strands (before the first, after the last): planned, and found by the byte reader. */
export interface Gap {
  /** x y z of travels and wipes as written (a tool the file does not name shows only by its strands), nm. */
  readonly points: number[];
  /** mm/s on the way to each point. */
  readonly speeds: number[];
  /** mm/s above which the way to each point would break the limit of the vertical axis; only of what was found. */
  readonly steep: number[];
  /** Plungers at rest: µL/s, and what the last digit of F is worth in it. */
  readonly flows: { flow: number; digit: number }[];
  /** Line of each point; only of what was found. */
  readonly lines: number[];
  /** µL by plungers at rest. */
  restingUl: number;
  dwellS: number;
  dwells: number;
  pauses: number;
  cures: number;
  /** Times a lamp is lit that the file itself switches. */
  lit: number;
  /** Lines of the profile stand here (start, end, tool change, lamp): they may move the machine in their own way. */
  framed: boolean;
  /** Height above which the needle crosses to the first point, since nobody knows where it stands; nm, as written. */
  crossing: number;
}

export function emptyGap(framed: boolean): Gap {
  return {
    points: [],
    speeds: [],
    steep: [],
    flows: [],
    lines: [],
    restingUl: 0,
    dwellS: 0,
    dwells: 0,
    pauses: 0,
    cures: 0,
    lit: 0,
    framed,
    crossing: Number.NEGATIVE_INFINITY,
  };
}

export type Offset = readonly [x: number, y: number, z: number];

/** What the written coordinates of a tool leave out, nm; of no tool: nothing. */
export function offsetOf(tool: ProfileTool | null): Offset {
  if (tool === null || tool.offsetBy === 'firmware') return [0, 0, 0];
  return [tool.offset.x * 1e6, tool.offset.y * 1e6, tool.offset.z * 1e6];
}

export function addPoints(gap: Gap, points: ArrayLike<number>, offset: Offset, speed: number): void {
  for (let i = 0; i + 2 < points.length; i += 3) gap.speeds.push(speed);
  for (let i = 0; i < points.length; i++) gap.points.push(points[i] - offset[i % 3]);
}

export function wait(gap: Gap, seconds: number): void {
  if (seconds <= 0) return;
  gap.dwellS += seconds;
  gap.dwells++;
}
