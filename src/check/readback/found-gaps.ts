import { readFactsOf } from '../../firmware/dialects.ts';
import { motionFlag } from '../../gcode/motion.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import type { Profile } from '../../printer/profile.ts';
import { findTool } from '../../printer/profile-tool.ts';
import { addPoints, emptyGap, type Gap, offsetOf, wait } from './gap.ts';

/** Half a printed digit at both ends of such a way changes its slope by less than the tolerance. */
const shortestNm = 100_000;

/** What the byte reader found before, between and after the strands of a file; at least `count` gaps. */
export function foundGaps({ motions, strands, events, tools }: GcodeReading, profile: Profile, count: number): Gap[] {
  const gaps = Array.from({ length: Math.max(count, strands.count + 1) }, () => emptyGap(false));
  const offsets = tools.map(({ id }) => offsetOf(findTool(profile, id)));
  let gap = 0;
  for (let i = 0; i < motions.count; i++) {
    if (motions.strand[i] >= 0) {
      gap = motions.strand[i] + 1;
      continue;
    }
    // Dots have no motion of their own.
    while (gap < strands.count && strands.firstMotion[gap] <= i) gap++;
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
  const { expects, reads } = readFactsOf(dialect);
  const found = expects.waits.flatMap((line) => /^G4 P([\d.]+)$/.exec(line)?.slice(1) ?? []);
  return new Set(found.map((text) => Number(text) * reads.dwellP));
}

/** NaN for ways so short or so flat that the printed digits do not tell their slope. */
function steepLimit({ x, y, z, start }: GcodeReading['motions'], i: number, { motion }: Profile): number {
  const before = i === 0 ? start : [x[i - 1], y[i - 1], z[i - 1]];
  const rise = Math.abs(z[i] - before[2]);
  const length = Math.hypot(x[i] - before[0], y[i] - before[1], rise);
  if (!(length > shortestNm) || (rise > 0 && rise < shortestNm)) return Number.NaN;
  return rise === 0 ? Number.POSITIVE_INFINITY : (motion.maxSpeed.z * length) / rise;
}
