import type { Finding } from '../../finding/finding.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import type { Profile } from '../../printer/profile.ts';
import { expectedGaps } from './expected/expected-gaps.ts';
import type { Scenes } from './expected/scenes.ts';
import { foundGaps } from './found-gaps.ts';
import type { Gap } from './gap.ts';
import { refuse } from './readback-finding.ts';
import { near, place, positionTolerance } from './readback-path.ts';

const mostGapFindings = 10;
const speedTolerance = 2e-3;
/** Two plunger words may each be off by half a digit. */
const volumeQuantum = 4e-6;

/** Compares travels, priming, waiting and light between the strands; differences are added to `findings`. */
export function compareBetween(findings: Finding[], profile: Profile, scenes: Scenes, reading: GcodeReading): void {
  const planned = expectedGaps(scenes, profile);
  const found = foundGaps(reading, profile, planned.length);
  const before = findings.length;
  planned.forEach((gap, index) => {
    if (findings.length - before > mostGapFindings) return;
    compareGap(findings, gap, found[index], index, profile);
  });
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
      !planned.flows.some((expected) => Math.abs(flow - expected.flow) <= expected.flow * speedTolerance + digit),
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
  const there = found.lines.findIndex((_, i) => near(planned.points, 0, found.points, i, 2));
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
      const expected = next < count ? `${place(planned.points, next)} is planned` : 'no travel is planned';
      return { what: `the file goes to ${place(found.points, i)} where ${expected}`, line: found.lines[i] };
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
  if (Number.isNaN(limit) || allowed.some((expected) => Math.abs(is - expected) <= expected * speedTolerance))
    return null;
  return `the needle travels at ${is.toFixed(3)} mm/s, planned ${allowed[0].toFixed(3)} mm/s`;
}
