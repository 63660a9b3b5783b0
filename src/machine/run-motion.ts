import { dialectOf } from '../firmware/dialects.ts';
import { motionFlag } from '../gcode/motion.ts';
import { markKind } from '../gcode/reading/read-marks.ts';
import type { GcodeReading } from '../gcode/reading/reading.ts';
import type { Profile } from '../printer/profile.ts';
import { findTool } from '../printer/profile-tool.ts';
import { appendMove, createChain, isLong, moveTime, type RowSpeeds, runChain } from './look-ahead.ts';
import { benchMotion, changedLimits, type MotionLimits, motionLimits } from './motion-limits.ts';

/** When what is done, s from the first line of the file. */
export interface MotionInTime {
  readonly totalS: number;
  /** Of it: waits that the file asks for, and tool changes by the profile. */
  readonly dwellingS: number;
  readonly changingS: number;
  /** End of each row of motion. */
  readonly rowEnd: Float64Array;
  /** End of each mark, waits included. */
  readonly markEnd: Float64Array;
}

/**
 * Runs the motions of a file through a planner with the limits of the profile; without one, of a bench printer. How fast
 * the rows are is written to `speeds` where they are given.
 */
export function runMotion(
  { motions, marks, tools, limitChanges }: GcodeReading,
  profile: Profile | null,
  speeds: RowSpeeds | null = null,
): MotionInTime {
  const { count, x, y, z, start, speed, flags, volume, tool } = motions;
  const traits = dialectOf(profile?.dialect ?? 'marlin').motion;
  let limits: MotionLimits = motionLimits(profile?.motion ?? benchMotion, traits);
  const stopsAtValves = !traits.switchesInMotion;
  const changeS = tools.map(({ id }) => findTool(profile, id)?.changeSeconds ?? 0);
  const rowEnd = new Float64Array(count);
  const markEnd = new Float64Array(marks.count);
  const chain = createChain();
  let now = 0;
  let dwellingS = 0;
  let changingS = 0;
  /** Marks from here on wait for the end of the row before them. */
  let open = 0;
  let next = 0;
  let fromX = start[0];
  let fromY = start[1];
  let fromZ = start[2];

  const settle = (): void => {
    now = runChain(chain, limits, now, rowEnd, speeds);
    for (; open < next; open++) {
      const row = marks.motion[open];
      markEnd[open] = row === 0 ? 0 : rowEnd[row - 1];
    }
  };
  const pass = (seconds: number): void => {
    settle();
    now += seconds;
    markEnd[next] = now;
    open = next + 1;
  };
  const runMark = (): void => {
    const kind = marks.kind[next];
    const value = marks.value[next];
    if (kind === markKind.dwell) {
      dwellingS += value;
      pass(value);
    } else if (kind === markKind.change) {
      changingS += changeS[marks.tool[next]] ?? 0;
      pass(changeS[marks.tool[next]] ?? 0);
    } else if (kind === markKind.aside) {
      // Where the axis stood before its first motion no file says.
      pass(
        Number.isNaN(value) ? 0 : moveTime(value, 0, 0, marks.rate[next] || limits.travelSpeed, limits.acceleration),
      );
    } else if (kind === markKind.limits) {
      // No firmware stops for it: moves that are planned keep what they were planned with.
      limits = changedLimits(limits, limitChanges[value]);
    } else if (kind === markKind.stop || stopsAtValves) pass(0);
    next++;
  };

  for (let i = 0; i < count; i++) {
    while (next < marks.count && marks.motion[next] <= i) runMark();
    const flag = flags[i];
    if ((flag & (motionFlag.plungerOnly | motionFlag.jump | motionFlag.drop)) !== 0) {
      settle();
      if ((flag & motionFlag.plungerOnly) !== 0) now += plungerTime(i);
      rowEnd[i] = now;
    } else {
      const dx = (x[i] - fromX) / 1e6;
      const dy = (y[i] - fromY) / 1e6;
      const dz = (z[i] - fromZ) / 1e6;
      const free = limits.rapidsIgnoreFeed && (flag & motionFlag.rapid) !== 0;
      const top = free ? Number.POSITIVE_INFINITY : speed[i] > 0 ? speed[i] : limits.travelSpeed;
      const inked = (flag & motionFlag.extrudes) !== 0;
      const acceleration = inked ? limits.acceleration : limits.travelAcceleration;
      const units = limits.byAxis || limits.strictE > 0 ? unitsOf(i) : 0;
      if (!appendMove(chain, limits, i, dx, dy, dz, top, acceleration, units)) rowEnd[i] = Number.NaN;
      else if (isLong(chain)) settle();
    }
    fromX = x[i];
    fromY = y[i];
    fromZ = z[i];
  }
  while (next < marks.count) runMark();
  settle();
  for (let i = 0; i < count; i++) if (Number.isNaN(rowEnd[i])) rowEnd[i] = i === 0 ? 0 : rowEnd[i - 1];
  return { totalS: now, dwellingS, changingS, rowEnd, markEnd };

  /** A plunger that moves alone runs at F by its own units; of an unknown bore it takes an unknown way. */
  function plungerTime(i: number): number {
    const units = Math.abs(volume[i]) / tools[tool[i]].volumePerUnit;
    const top = Math.min(speed[i] > 0 ? speed[i] : limits.travelSpeed, limits.e);
    const acceleration = Math.min(limits.retractAcceleration, limits.accelerations.e);
    return units > 0 ? moveTime(units, 0, 0, top, acceleration) : 0;
  }

  /** Units of the plunger that go with a move; 0 where the word says no volume. */
  function unitsOf(i: number): number {
    return volume[i] / tools[tool[i]].volumePerUnit || 0;
  }
}
