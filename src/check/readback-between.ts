import type { Finding } from '../finding/finding.ts';
import { dialectOf } from '../gcode/dialects/dialect-of.ts';
import { motionFlag } from '../gcode/motion.ts';
import type { GcodeReading } from '../gcode/reading.ts';
import type { Profile } from '../printer/profile.ts';
import type { Program } from '../program/program.ts';
import type { CureStep, Step } from '../program/step.ts';
import { refuse } from './readback-finding.ts';
import { place, positionTolerance } from './readback-path.ts';

/** What happens between two strands (before the first, after the last): planned, and found by the byte reader. */
interface Gap {
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

const mostGapFindings = 10;
const speedTolerance = 2e-3;
/** Half a printed digit at both ends of such a way changes its slope by less than the tolerance. */
const shortestNm = 100_000;
/** Two plunger words may each be off by half a digit. */
const volumeQuantum = 4e-6;

/** Compares travels, priming, waiting and light between the strands; differences are added to `findings`. */
export function compareBetween(findings: Finding[], program: Program, profile: Profile, reading: GcodeReading): void {
  const planned = plannedGaps(program, profile);
  const found = foundGaps(reading, profile, planned.length);
  const before = findings.length;
  planned.forEach((gap, index) => {
    if (findings.length - before > mostGapFindings) return;
    compareGap(findings, gap, found[index], index, profile);
  });
}

function emptyGap(framed: boolean): Gap {
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

function plannedGaps(program: Program, profile: Profile): Gap[] {
  const gaps = [emptyGap(true)];
  const { homing, start, end } = profile;
  addFrame(gaps[0], [...homing.commands, ...start], profile);
  let tool = '';
  for (const step of program.steps) {
    const gap = gaps[gaps.length - 1];
    const named = step.kind === 'toolChange' ? step.to : 'tool' in step && step.kind !== 'pressure' ? step.tool : tool;
    if (named !== tool) {
      const changed = [...(profileTool(profile, tool)?.deselect ?? []), ...(profileTool(profile, named)?.select ?? [])];
      addFrame(gap, changed, profile);
      tool = named;
      if (gaps.length === 1 && gap.points.length === 0) {
        gap.crossing = profile.safeZ * 1e6 - writtenOffset(profile, tool)[2];
      }
    }
    const dispenser = profileTool(profile, tool)?.dispenser;
    addStep(gaps, gap, step, dispenser, profile, writtenOffset(profile, tool));
  }
  addFrame(gaps[gaps.length - 1], end, profile);
  return gaps;
}

function profileTool({ tools }: Profile, id: string): Profile['tools'][number] | undefined {
  return tools.find((tool) => tool.id === id);
}

/** Lines of the profile: they may move the machine in their own way, and wait. */
function addFrame(gap: Gap, lines: readonly string[], profile: Profile): void {
  gap.framed = true;
  const seconds = dialectOf(profile.dialect).dwellUnit === 's' ? 1 : 0.001;
  for (const line of lines) {
    const dwell = /^G4 P([\d.]+)$/.exec(line);
    if (dwell !== null) wait(gap, Number(dwell[1]) * seconds);
  }
}

function addStep(
  gaps: Gap[],
  gap: Gap,
  step: Step,
  dispenser: Profile['tools'][number]['dispenser'] | undefined,
  profile: Profile,
  offset: Offset,
): void {
  const plunger = dispenser?.by === 'plunger';
  switch (step.kind) {
    case 'travel':
    case 'wipe':
      addPoints(gap, step.points, offset, step.speed);
      return;
    case 'prime':
    case 'purge':
      if (dispenser?.by === 'plunger') {
        gap.restingUl += step.volumeUl;
        gap.flows.push({ flow: step.flow, digit: 0 });
      } else if (dispenser !== undefined && dispenser.open.length > 0) wait(gap, step.volumeUl / step.flow);
      else gap.pauses++;
      return;
    case 'dwell':
      wait(gap, step.seconds);
      return;
    case 'cure':
      addCure(gap, step, profile);
      return;
    case 'pause':
      gap.pauses++;
      return;
    case 'strand': {
      const next = emptyGap(false);
      gaps.push(next);
      wait(gap, step.start.preflow);
      const coasts = step.end.coast > 0;
      if (plunger || !coasts) wait(next, step.end.postflow);
      if (plunger) {
        gap.restingUl += step.start.prime;
        next.restingUl -= step.end.relax;
        gap.flows.push({ flow: step.flow, digit: 0 });
        next.flows.push({ flow: step.flow, digit: 0 });
      }
      return;
    }
  }
}

type Offset = readonly [x: number, y: number, z: number];

/** What the written coordinates of a tool leave out, nm. */
function writtenOffset({ tools }: Profile, id: string): Offset {
  const tool = tools.find((candidate) => candidate.id === id);
  if (tool === undefined || tool.offsetBy === 'firmware') return [0, 0, 0];
  return [tool.offset.x * 1e6, tool.offset.y * 1e6, tool.offset.z * 1e6];
}

function addPoints(gap: Gap, points: ArrayLike<number>, offset: Offset, speed: number): void {
  for (let i = 0; i + 2 < points.length; i += 3) gap.speeds.push(speed);
  for (let i = 0; i < points.length; i++) gap.points.push(points[i] - offset[i % 3]);
}

function wait(gap: Gap, seconds: number): void {
  if (seconds <= 0) return;
  gap.dwellS += seconds;
  gap.dwells++;
}

function addCure(gap: Gap, step: CureStep, profile: Profile): void {
  gap.cures++;
  if (step.wavelength === 0) {
    wait(gap, step.seconds);
    return;
  }
  const lamp = profile.lamps.find(({ id }) => id === step.lamp);
  if (lamp === undefined) return;
  if (lamp.on.length === 0) {
    gap.pauses++;
    return;
  }
  addFrame(gap, [...lamp.on, ...lamp.off], profile);
  if (lamp.blocking) return;
  wait(gap, step.seconds);
  gap.lit++;
}

function foundGaps({ motions, strands, events, tools }: GcodeReading, profile: Profile, count: number): Gap[] {
  const gaps = Array.from({ length: Math.max(count, strands.count + 1) }, () => emptyGap(false));
  const offsets = tools.map(({ id }) => writtenOffset(profile, id));
  let gap = 0;
  for (let i = 0; i < motions.count; i++) {
    if (motions.strand[i] >= 0) {
      gap = motions.strand[i] + 1;
      continue;
    }
    const here = gaps[gap];
    const flags = motions.flags[i];
    if (flags & motionFlag.jump) continue;
    if (flags & motionFlag.plungerOnly) {
      here.restingUl += motions.volume[i];
      const { volumePerUnit } = tools[motions.tool[i]];
      here.flows.push({ flow: motions.speed[i] * volumePerUnit, digit: (volumePerUnit * 1e-4) / 60 });
    } else {
      addPoints(here, [motions.x[i], motions.y[i], motions.z[i]], offsets[motions.tool[i]], motions.speed[i]);
      here.steep.push(steepLimit(motions, i, profile));
      here.lines.push(flags & motionFlag.extrudes ? -motions.line[i] : motions.line[i]);
    }
  }
  const syncs = syncSeconds(profile);
  let strand = 0;
  for (const event of events) {
    while (strand < strands.count && strands.firstMotion[strand] < event.motion) strand++;
    const here = gaps[strand];
    if (event.kind === 'dwell' && !syncs.has(event.seconds)) wait(here, event.seconds);
    else if (event.kind === 'pause') here.pauses++;
    else if (event.kind === 'cure') here.cures++;
    else if (event.kind === 'lamp' && event.on) here.lit++;
  }
  return gaps;
}

/** Dwells by which a dialect only waits for motion to end. */
function syncSeconds({ dialect }: Profile): Set<number> {
  const { sync, dwellUnit } = dialectOf(dialect);
  const found = sync.flatMap((line) => /^G4 P([\d.]+)$/.exec(line)?.slice(1) ?? []);
  return new Set(found.map((text) => Number(text) * (dwellUnit === 'ms' ? 0.001 : 1)));
}

function compareGap(findings: Finding[], planned: Gap, found: Gap, index: number, profile: Profile): void {
  const where = { strand: index };
  const at = `before strand ${index}`;
  const flowing = found.lines.find((line) => line < 0);
  if (flowing !== undefined) {
    findings.push(
      refuse('ink-outside-strand', { ...where, line: -flowing }, `ink flows on a way ${at} that is no strand`),
    );
  }
  const stray = lowCrossing(planned, found) ?? strayTravel(planned, found, profile);
  if (stray !== null)
    findings.push(refuse('travel-path', { ...where, line: Math.abs(stray.line) }, `${at}: ${stray.what}`));
  const slack = Math.abs(planned.restingUl) * 1e-4 + volumeQuantum;
  if (!(Math.abs(planned.restingUl - found.restingUl) <= slack)) {
    const what = `${at} the resting plunger moves ${found.restingUl.toFixed(6)} uL, planned ${planned.restingUl.toFixed(6)} uL`;
    findings.push(refuse('resting-volume', where, what, { foundUl: found.restingUl, plannedUl: planned.restingUl }));
  }
  const rushed = found.flows.find(
    ({ flow, digit }) =>
      !planned.flows.some((wish) => Math.abs(flow - wish.flow) <= wish.flow * speedTolerance + digit),
  );
  if (rushed !== undefined) {
    const what = `${at} the resting plunger moves at ${rushed.flow.toFixed(6)} uL/s, which is not planned`;
    findings.push(refuse('resting-flow', where, what, { foundUlS: rushed.flow }));
  }
  const off = found.dwellS - planned.dwellS;
  const rounding = 0.0006 * Math.max(planned.dwells, 1);
  if (Math.abs(off) > rounding) {
    const what = `${at} the machine waits ${found.dwellS.toFixed(3)} s, planned ${planned.dwellS.toFixed(3)} s`;
    findings.push(refuse('dwell', where, what, { foundS: found.dwellS, plannedS: planned.dwellS }));
  }
  if (found.cures !== planned.cures || found.lit !== planned.lit) {
    const what = `${at} light is given ${found.lit} times in ${found.cures} cures, planned ${planned.lit} in ${planned.cures}`;
    findings.push(refuse('cure', where, what));
  }
  if (found.pauses !== planned.pauses) {
    findings.push(
      refuse('pause', where, `${at} the operator is waited for ${found.pauses} times, planned ${planned.pauses}`),
    );
  }
}

/** At the start of the file nobody knows at which height the needle stands: it rises before it crosses. */
function lowCrossing(planned: Gap, found: Gap): { what: string; line: number } | null {
  if (planned.points.length === 0 || planned.crossing === Number.NEGATIVE_INFINITY) return null;
  const there = found.lines.findIndex((_, i) => nearOn(planned.points, 0, found.points, i, 2));
  if (there < 0) return null;
  const least = Math.max(planned.crossing, planned.points[2]) - positionTolerance;
  const before = there === 0 ? there : there - 1;
  const low = Math.min(found.points[3 * there + 2], found.points[3 * before + 2]);
  if (low >= least) return null;
  const what = `the needle crosses at Z${low / 1e6}, below the height of ${planned.crossing / 1e6} mm that is safe everywhere`;
  return { what, line: found.lines[there] };
}

/** The planned points in order; others only where lines of the profile stand. */
function strayTravel(planned: Gap, found: Gap, profile: Profile): { what: string; line: number } | null {
  const count = planned.points.length / 3;
  let next = 0;
  for (let i = 0; i < found.lines.length; i++) {
    // Planned points that repeat the place before them write no line.
    while (
      next < count &&
      !near(planned.points, next, found.points, i) &&
      i > 0 &&
      near(planned.points, next, found.points, i - 1)
    ) {
      next++;
    }
    if (next < count && near(planned.points, next, found.points, i)) {
      const wrong = wrongSpeed(planned, next++, found, i, profile);
      if (wrong !== null) return { what: wrong, line: found.lines[i] };
    } else if (!planned.framed) {
      const wish = next < count ? `${place(planned.points, next)} is planned` : 'no travel is planned';
      return { what: `the file goes to ${place(found.points, i)} where ${wish}`, line: found.lines[i] };
    }
  }
  const last = found.lines.length - 1;
  while (next < count && last >= 0 && near(planned.points, next, found.points, last)) next++;
  if (next >= count) return null;
  // Before any line was written for this gap the needle may already stand at the planned place.
  if (last < 0 && count === 1) return null;
  return { what: `the file never goes to ${place(planned.points, next)}`, line: found.lines[Math.max(last, 0)] ?? 0 };
}

/** Nobody knows the slope of the way from where lines of the profile left the machine, nor its own speed back. */
function wrongSpeed(planned: Gap, next: number, found: Gap, i: number, { motion }: Profile): string | null {
  const speed = planned.speeds[next];
  const limit = found.steep[i];
  const z = motion.maxSpeed.z;
  const own = [speed, motion.travelSpeed, Math.min(speed, z), Math.min(motion.travelSpeed, z)];
  const allowed = planned.framed || planned.pauses > 0 ? [Math.min(speed, limit), ...own] : [Math.min(speed, limit)];
  const is = found.speeds[i];
  if (Number.isNaN(limit) || allowed.some((wish) => Math.abs(is - wish) <= wish * speedTolerance)) return null;
  return `the needle travels at ${is.toFixed(3)} mm/s, planned ${allowed[0].toFixed(3)} mm/s`;
}

/** NaN for ways so short or so flat that the printed digits do not tell their slope. */
function steepLimit({ x, y, z, start }: GcodeReading['motions'], i: number, { motion }: Profile): number {
  const before = i === 0 ? start : [x[i - 1], y[i - 1], z[i - 1]];
  const rise = Math.abs(z[i] - before[2]);
  const length = Math.hypot(x[i] - before[0], y[i] - before[1], rise);
  if (!(length > shortestNm) || (rise > 0 && rise < shortestNm)) return Number.NaN;
  return rise === 0 ? Number.POSITIVE_INFINITY : (motion.maxSpeed.z * length) / rise;
}

const near = (a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number): boolean => nearOn(a, i, b, j, 3);

function nearOn(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number, axes: number): boolean {
  for (let axis = 0; axis < axes; axis++) {
    if (!(Math.abs(a[3 * i + axis] - b[3 * j + axis]) <= positionTolerance)) return false;
  }
  return true;
}
