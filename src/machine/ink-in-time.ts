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

/** The pass through the rows of a file: the columns that it fills, and how the valves stand. */
interface Pass {
  readonly reading: GcodeReading;
  readonly strands: Omit<InkInTime, 'tools'>;
  readonly valves: Valves;
  readonly follower: InkFollower | null;
}

/** By the row of the tool. */
interface Valves {
  /** 0: a plunger. */
  readonly isValve: Uint8Array;
  /** Opened by a word of each motion, and not by marks. */
  readonly byFlag: Uint8Array;
  readonly isOpen: Uint8Array;
  readonly lags: readonly ValveLags[];
  /** s for which the opened valve gives no ink yet. */
  readonly late: Float64Array;
  /** µL/s where no strand says. */
  readonly flow: Float64Array;
  readonly besideUl: Float64Array;
  readonly openings: Uint32Array;
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
  const { motions, marks, tools } = reading;
  const strands = strandColumns(reading.strands.count);
  const valves = closedValves(reading, profile, lagsOf);
  const pass: Pass = { reading, strands, valves, follower };
  let before = 0;
  let next = 0;
  for (let row = 0; row < motions.count; row++) {
    for (; next < marks.count && marks.motion[next] <= row; before = markEnd[next++]) {
      beginDot(pass, next, row, markEnd[next]);
      runMark(pass, next, before, markEnd[next]);
    }
    runRow(pass, row, before, rowEnd[row]);
    before = rowEnd[row];
  }
  for (; next < marks.count; before = markEnd[next++]) runMark(pass, next, before, markEnd[next]);
  const { strandStart, strandEnd } = strands;
  for (let s = 0; s < strandStart.length; s++) if (Number.isNaN(strandStart[s])) strandStart[s] = strandEnd[s];
  const { besideUl, openings } = valves;
  return { ...strands, tools: tools.map(({ id }, t) => ({ id, besideUl: besideUl[t], openings: openings[t] })) };
}

function strandColumns(count: number): Pass['strands'] {
  const column = () => new Float64Array(count);
  const strandStart = column().fill(Number.NaN);
  return { strandStart, strandEnd: column(), openS: column(), restS: column(), depositUl: column() };
}

function closedValves(reading: GcodeReading, profile: Profile | null, lagsOf: (tool: string) => ValveLags): Valves {
  const { tools } = reading;
  return {
    isValve: Uint8Array.from(tools, ({ volumePerUnit }) => (Number.isNaN(volumePerUnit) ? 1 : 0)),
    byFlag: Uint8Array.from(tools, ({ id }) => (findTool(profile, id)?.dispenser.by === 'flag' ? 1 : 0)),
    isOpen: new Uint8Array(tools.length),
    lags: tools.map(({ id }) => lagsOf(id)),
    late: new Float64Array(tools.length),
    flow: flowsOf(reading),
    besideUl: new Float64Array(tools.length),
    openings: new Uint32Array(tools.length),
  };
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

/** A dot has no motion: it begins when its valve opens. */
function beginDot({ reading: { motions, marks }, strands }: Pass, mark: number, row: number, now: number): void {
  const strand = marks.strand[mark];
  if (marks.kind[mark] !== markKind.open || strand < 0 || motions.strand[row] !== strand) return;
  const isDot = (motions.flags[row] & motionFlag.drop) !== 0;
  if (isDot && Number.isNaN(strands.strandStart[strand])) strands.strandStart[strand] = now;
}

/** The needle stands from `before` to `now`, s; then the valve of the mark opens or closes. */
function runMark(pass: Pass, mark: number, before: number, now: number): void {
  const { marks } = pass.reading;
  const { isOpen, late, lags, openings } = pass.valves;
  const [kind, tool, strand, row] = [marks.kind[mark], marks.tool[mark], marks.strand[mark], marks.motion[mark]];
  if (now > before) {
    for (let t = 0; t < isOpen.length; t++) {
      if (isOpen[t] === 0) continue;
      pourAtRest(pass, row, t, t === tool || kind === markKind.close ? strand : -1, now - before);
    }
  }
  if (kind === markKind.open) {
    isOpen[tool] = 1;
    late[tool] = lags[tool].start;
    openings[tool]++;
  } else if (kind === markKind.close) {
    isOpen[tool] = 0;
    drip(pass, row, tool, strand);
  }
}

/** The needle moves along a row from `before` to `now`, s. */
function runRow(pass: Pass, row: number, before: number, now: number): void {
  const { motions } = pass.reading;
  const { strandStart, strandEnd, depositUl } = pass.strands;
  const { isValve, isOpen, byFlag, besideUl } = pass.valves;
  const strand = motions.strand[row];
  const tool = motions.tool[row];
  const extrudes = (motions.flags[row] & motionFlag.extrudes) !== 0;
  if (strand >= 0) {
    if (Number.isNaN(strandStart[strand])) strandStart[strand] = before;
    strandEnd[strand] = now;
  }
  if (isValve[tool] === 0) {
    const ul = motions.volume[row];
    if (strand < 0) besideUl[tool] += ul;
    else if (extrudes) {
      depositUl[strand] += ul;
      pass.follower?.pushed(row, ul);
    }
  } else if (isOpen[tool] === 1 || (extrudes && byFlag[tool] === 1)) {
    pourMoving(pass, row, tool, strand, now - before);
  }
}

function pourMoving(pass: Pass, row: number, tool: number, strand: number, seconds: number): void {
  const lag = takeLag(pass.valves, tool, seconds);
  pour(pass, tool, strand, seconds > lag ? flowOn(pass, tool, strand) * (seconds - lag) : 0);
  if (strand < 0) return;
  pass.strands.openS[strand] += seconds;
  pass.follower?.poured(row, flowOn(pass, tool, strand), lag);
}

function pourAtRest(pass: Pass, row: number, tool: number, strand: number, seconds: number): void {
  const lag = takeLag(pass.valves, tool, seconds);
  const ul = seconds > lag ? flowOn(pass, tool, strand) * (seconds - lag) : 0;
  pour(pass, tool, strand, ul);
  if (strand < 0) return;
  pass.strands.openS[strand] += seconds;
  pass.strands.restS[strand] += seconds;
  pass.follower?.rested(row, strand, ul);
}

/** What still flows once the valve is closed. */
function drip(pass: Pass, row: number, tool: number, strand: number): void {
  const { stop } = pass.valves.lags[tool];
  const ul = stop > 0 ? flowOn(pass, tool, strand) * stop : 0;
  pour(pass, tool, strand, ul);
  if (strand >= 0 && ul > 0) pass.follower?.rested(row, strand, ul);
}

/** s of the next `seconds` in which the opened valve gives no ink yet. */
function takeLag({ late }: Valves, tool: number, seconds: number): number {
  const lag = Math.min(late[tool], seconds);
  late[tool] -= lag;
  return lag;
}

function flowOn({ reading, valves }: Pass, tool: number, strand: number): number {
  const own = strand < 0 ? Number.NaN : reading.strands.flow[strand];
  return Number.isNaN(own) ? valves.flow[tool] : own;
}

/** `ul` leave the needle on a strand, or beside all of them (-1). */
function pour({ strands, valves }: Pass, tool: number, strand: number, ul: number): void {
  if (strand < 0) valves.besideUl[tool] += ul;
  else strands.depositUl[strand] += ul;
}
