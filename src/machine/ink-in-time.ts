import { motionFlag } from '../gcode/motion.ts';
import { markKind } from '../gcode/reading/read-marks.ts';
import type { GcodeReading } from '../gcode/reading/reading.ts';
import type { Profile } from '../printer/profile.ts';
import { findTool } from '../printer/profile-tool.ts';
import type { MotionInTime } from './run-motion.ts';

/** s between a valve's command and the ink: it begins to flow so late, and goes on so long. 0 where unknown. */
export interface ValveLags {
  readonly start: number;
  readonly stop: number;
}

/** The ink of each strand in time, by the row of the strand. */
export interface InkInTime {
  /** When the needle begins and ends to move on it, s; a dot: when its valve opens and closes. */
  readonly strandStart: Float64Array;
  readonly strandEnd: Float64Array;
  /** s that the valve is open on it, and of these s that the needle stands; 0 for plungers. */
  readonly openS: Float64Array;
  readonly restS: Float64Array;
  /** µL that leave the needle on it: NaN where neither plunger nor flow says. */
  readonly depositUl: Float64Array;
  readonly tools: readonly ToolInk[];
}

/** What one tool puts out beside strands: primed, purged, or through a valve that stands open elsewhere. */
export interface ToolInk {
  readonly id: string;
  readonly besideUl: number;
  readonly openings: number;
}

/** Follows the ink as it leaves: of rows of motion that belong to a strand, and between them. */
export interface InkFollower {
  /** `ul` are pushed evenly along the row. */
  readonly pushed: (row: number, ul: number) => void;
  /** `flow` µL/s run through an open valve during the row, but for its first `late` s. */
  readonly poured: (row: number, flow: number, late: number) => void;
  /** `ul` come out on the strand while the needle stands before `row`. */
  readonly rested: (row: number, strand: number, ul: number) => void;
}

/**
 * Ink in time: a plunger pushes what its word says; through a valve flows what the pressure gives, from so long after
 * it opens (start lag) to so long after it closes (stop lag), whatever the needle does meanwhile.
 */
export function inkInTime(
  reading: GcodeReading,
  profile: Profile | null,
  { rowEnd, markEnd }: MotionInTime,
  lagsOf: (tool: string) => ValveLags,
  follower: InkFollower | null = null,
): InkInTime {
  const { motions, marks, strands, tools } = reading;
  const column = () => new Float64Array(strands.count);
  const [strandStart, strandEnd, openS, restS, depositUl] = [column(), column(), column(), column(), column()];
  strandStart.fill(Number.NaN);
  const valve = Uint8Array.from(tools, ({ volumePerUnit }) => (Number.isNaN(volumePerUnit) ? 1 : 0));
  const flagged = Uint8Array.from(tools, ({ id }) => (findTool(profile, id)?.dispenser.by === 'flag' ? 1 : 0));
  const lags = tools.map(({ id }) => lagsOf(id));
  const flows = flowsOf(reading);
  const isOpen = new Uint8Array(tools.length);
  /** s for which the opened valve gives no ink yet. */
  const late = new Float64Array(tools.length);
  const besideUl = new Float64Array(tools.length);
  const openings = new Uint32Array(tools.length);
  const flowOn = (strand: number, tool: number): number => {
    const own = strand < 0 ? Number.NaN : strands.flow[strand];
    return Number.isNaN(own) ? flows[tool] : own;
  };
  const flow = (tool: number, strand: number, seconds: number, row: number, rests: boolean): void => {
    const lag = Math.min(late[tool], seconds);
    late[tool] -= lag;
    const volume = seconds > lag ? flowOn(strand, tool) * (seconds - lag) : 0;
    if (strand < 0) {
      besideUl[tool] += volume;
      return;
    }
    openS[strand] += seconds;
    if (rests) restS[strand] += seconds;
    depositUl[strand] += volume;
    if (follower === null) return;
    if (rests) follower.rested(row, strand, volume);
    else follower.poured(row, flowOn(strand, tool), lag);
  };
  let before = 0;
  let next = 0;
  const runMark = (): void => {
    const [kind, tool, strand, row] = [marks.kind[next], marks.tool[next], marks.strand[next], marks.motion[next]];
    const now = markEnd[next++];
    if (now > before) {
      for (let t = 0; t < isOpen.length; t++) {
        if (isOpen[t] === 1) flow(t, t === tool || kind === markKind.close ? strand : -1, now - before, row, true);
      }
    }
    before = now;
    if (kind === markKind.open) {
      isOpen[tool] = 1;
      late[tool] = lags[tool].start;
      openings[tool]++;
    } else if (kind === markKind.close) {
      isOpen[tool] = 0;
      const drip = lags[tool].stop > 0 ? flowOn(strand, tool) * lags[tool].stop : 0;
      if (strand < 0) besideUl[tool] += drip;
      else {
        depositUl[strand] += drip;
        if (drip > 0) follower?.rested(row, strand, drip);
      }
    }
  };

  const { count, strand: strandOf, tool: toolOf, flags, volume } = motions;
  for (let i = 0; i < count; i++) {
    while (next < marks.count && marks.motion[next] <= i) {
      if (marks.kind[next] === markKind.open) beginDot(i, markEnd[next]);
      runMark();
    }
    const [strand, tool, now] = [strandOf[i], toolOf[i], rowEnd[i]];
    if (strand >= 0) {
      if (Number.isNaN(strandStart[strand])) strandStart[strand] = before;
      strandEnd[strand] = now;
    }
    if (valve[tool] === 0) {
      if (strand >= 0 && (flags[i] & motionFlag.extrudes) !== 0) {
        depositUl[strand] += volume[i];
        follower?.pushed(i, volume[i]);
      } else if (strand < 0) besideUl[tool] += volume[i];
    } else if (isOpen[tool] === 1 || (flagged[tool] === 1 && (flags[i] & motionFlag.extrudes) !== 0)) {
      flow(tool, strand, now - before, i, false);
    }
    before = now;
  }
  while (next < marks.count) runMark();
  for (let s = 0; s < strands.count; s++) if (Number.isNaN(strandStart[s])) strandStart[s] = strandEnd[s];
  return {
    strandStart,
    strandEnd,
    openS,
    restS,
    depositUl,
    tools: tools.map(({ id }, t) => ({ id, besideUl: besideUl[t], openings: openings[t] })),
  };

  /** A dot has no motion: it begins when its valve opens. */
  function beginDot(row: number, now: number): void {
    const strand = marks.strand[next];
    const dot = strand >= 0 && strandOf[row] === strand && (flags[row] & motionFlag.drop) !== 0;
    if (dot && Number.isNaN(strandStart[strand])) strandStart[strand] = now;
  }
}

/** µL/s of each tool where no strand says: that of its first strand. */
function flowsOf({ strands, tools }: GcodeReading): Float64Array {
  const flows = new Float64Array(tools.length).fill(Number.NaN);
  for (let s = 0; s < strands.count; s++) {
    const tool = strands.tool[s];
    if (Number.isNaN(flows[tool])) flows[tool] = strands.flow[s];
  }
  return flows;
}
