import type { GcodeReading } from '../../gcode/reading/reading.ts';
import { runMotion } from '../../machine/run-motion.ts';
import type { Profile } from '../../printer/profile.ts';
import type { JobLines } from '../watch/job-lines.ts';

/**
 * Seconds from the start of the print to the end of each line, as the machine model runs the file. Heating and the
 * operator take time that no file states.
 */
export function lineTimes(job: JobLines, reading: GcodeReading, profile: Profile | null): Float64Array {
  const { motions, marks } = reading;
  const { rowEnd, markEnd } = runMotion(reading, profile);
  const times = new Float64Array(job.count);
  let row = 0;
  let mark = 0;
  let now = 0;
  for (let i = 0; i < job.count; i++) {
    const line = job.fileLine[i];
    for (; row < motions.count && motions.line[row] <= line; row++) now = Math.max(now, rowEnd[row]);
    for (; mark < marks.count && marks.line[mark] <= line; mark++) now = Math.max(now, markEnd[mark]);
    times[i] = now;
  }
  return times;
}
