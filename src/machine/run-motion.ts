import { dialectOf } from '../firmware/dialects.ts';
import { motionFlag } from '../gcode/motion.ts';
import { markKind } from '../gcode/reading/read-marks.ts';
import type { GcodeReading } from '../gcode/reading/reading.ts';
import type { Profile } from '../printer/profile.ts';
import { findTool } from '../printer/profile-tool.ts';
import { appendMove, type Chain, createChain, isLong, moveTime, type RowSpeeds, runChain } from './look-ahead.ts';
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

/** The run of a file so far. */
interface Run {
  readonly reading: GcodeReading;
  readonly chain: Chain;
  readonly rowEnd: Float64Array;
  readonly markEnd: Float64Array;
  readonly speeds: RowSpeeds | null;
  /** s that each tool takes to come into its place. */
  readonly changeS: readonly number[];
  readonly stopsAtValves: boolean;
  limits: MotionLimits;
  /** End of the moves that are planned, s. */
  now: number;
  dwellingS: number;
  changingS: number;
  /** The mark that comes next; those from `open` on wait for the end of the row before them. */
  next: number;
  open: number;
}

/**
 * Runs the motions of a file through a planner with the limits of the profile; without one, of a bench printer. How fast
 * the rows are is written to `speeds` where they are given.
 */
export function runMotion(
  reading: GcodeReading,
  profile: Profile | null,
  speeds: RowSpeeds | null = null,
): MotionInTime {
  const { motions, marks } = reading;
  const { count, flags } = motions;
  const run = beginRun(reading, profile, speeds);
  const { rowEnd, markEnd, chain } = run;
  const standing = motionFlag.plungerOnly | motionFlag.jump | motionFlag.drop;
  for (let i = 0; i < count; i++) {
    while (run.next < marks.count && marks.motion[run.next] <= i) runMark(run);
    if ((flags[i] & standing) !== 0) runStanding(run, i);
    else if (!appendRow(run, i)) rowEnd[i] = Number.NaN;
    else if (isLong(chain)) settle(run);
  }
  while (run.next < marks.count) runMark(run);
  settle(run);
  for (let i = 0; i < count; i++) if (Number.isNaN(rowEnd[i])) rowEnd[i] = i === 0 ? 0 : rowEnd[i - 1];
  return { totalS: run.now, dwellingS: run.dwellingS, changingS: run.changingS, rowEnd, markEnd };
}

function beginRun(reading: GcodeReading, profile: Profile | null, speeds: RowSpeeds | null): Run {
  const traits = dialectOf(profile?.dialect ?? 'marlin').motion;
  const limits = motionLimits(profile?.motion ?? benchMotion, traits);
  return {
    reading,
    chain: createChain(limits.rule, reading.motions.count),
    rowEnd: new Float64Array(reading.motions.count),
    markEnd: new Float64Array(reading.marks.count),
    speeds,
    changeS: reading.tools.map(({ id }) => findTool(profile, id)?.changeSeconds ?? 0),
    stopsAtValves: !traits.switchesInMotion,
    limits,
    now: 0,
    dwellingS: 0,
    changingS: 0,
    next: 0,
    open: 0,
  };
}

/** Comes to rest: what is in the chain is planned and run. */
function settle(run: Run): void {
  const { rowEnd, markEnd } = run;
  const { motion } = run.reading.marks;
  run.now = runChain(run.chain, run.limits, run.now, rowEnd, run.speeds);
  for (; run.open < run.next; run.open++) {
    const row = motion[run.open];
    markEnd[run.open] = row === 0 ? 0 : rowEnd[row - 1];
  }
}

/** At the next mark the needle rests for so long. */
function restAtMark(run: Run, seconds: number): void {
  settle(run);
  run.now += seconds;
  run.markEnd[run.next] = run.now;
  run.open = run.next + 1;
}

function runMark(run: Run): void {
  const { marks, limitChanges } = run.reading;
  const kind = marks.kind[run.next];
  const value = marks.value[run.next];
  if (kind === markKind.dwell) {
    run.dwellingS += value;
    restAtMark(run, value);
  } else if (kind === markKind.change) {
    const seconds = run.changeS[marks.tool[run.next]] ?? 0;
    run.changingS += seconds;
    restAtMark(run, seconds);
  } else if (kind === markKind.aside) restAtMark(run, asideTime(run, value, marks.rate[run.next]));
  else if (kind === markKind.limits) {
    // No firmware stops for it: moves that are planned keep what they were planned with.
    run.limits = changedLimits(run.limits, limitChanges[value]);
  } else if (kind === markKind.stop || run.stopsAtValves) restAtMark(run, 0);
  run.next++;
}

/** s of an axis beside the needle's that goes `mm`; where it stood before its first motion (NaN) no file says. */
function asideTime({ limits }: Run, mm: number, rate: number): number {
  return Number.isNaN(mm) ? 0 : moveTime(mm, 0, 0, rate || limits.travelSpeed, limits.acceleration);
}

/** A row on which the needle stays where it is, or is somewhere else without a way there. */
function runStanding(run: Run, row: number): void {
  settle(run);
  if ((run.reading.motions.flags[row] & motionFlag.plungerOnly) !== 0) run.now += plungerTime(run, row);
  run.rowEnd[row] = run.now;
}

/** False for a move without length. */
function appendRow({ reading, chain, limits }: Run, row: number): boolean {
  const { x, y, z, start, speed, flags } = reading.motions;
  const flag = flags[row];
  const dx = (x[row] - (row === 0 ? start[0] : x[row - 1])) / 1e6;
  const dy = (y[row] - (row === 0 ? start[1] : y[row - 1])) / 1e6;
  const dz = (z[row] - (row === 0 ? start[2] : z[row - 1])) / 1e6;
  const free = limits.rapidsIgnoreFeed && (flag & motionFlag.rapid) !== 0;
  const top = free ? Number.POSITIVE_INFINITY : speed[row] > 0 ? speed[row] : limits.travelSpeed;
  const inked = (flag & motionFlag.extrudes) !== 0;
  const acceleration = inked ? limits.acceleration : limits.travelAcceleration;
  // A word that says no volume moves no plunger.
  const units = limits.byAxis || limits.strictE > 0 ? unitsOf(reading, row) || 0 : 0;
  return appendMove(chain, limits, row, dx, dy, dz, top, acceleration, units);
}

/** A plunger that moves alone runs at F by its own units; of an unknown bore it takes an unknown way. */
function plungerTime({ reading, limits }: Run, row: number): number {
  const speed = reading.motions.speed[row];
  const units = Math.abs(unitsOf(reading, row));
  const top = Math.min(speed > 0 ? speed : limits.travelSpeed, limits.e);
  const acceleration = Math.min(limits.retractAcceleration, limits.accelerations.e);
  return units > 0 ? moveTime(units, 0, 0, top, acceleration) : 0;
}

/** Units of the plunger that go with a row; NaN where its bore is unknown. */
function unitsOf({ motions, tools }: GcodeReading, row: number): number {
  return motions.volume[row] / tools[motions.tool[row]].volumePerUnit;
}
