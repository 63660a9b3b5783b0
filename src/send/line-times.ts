import type { GcodeReading } from '../gcode/reading.ts';
import type { Profile } from '../printer/profile.ts';
import { appendMove, createQueue, flushQueue } from '../program/motion-queue.ts';
import type { JobLines } from './job-lines.ts';

/** Limits of a bench printer, where no profile tells. */
const benchMotion: Profile['motion'] = {
  travelSpeed: 30,
  maxSpeed: { x: 100, y: 100, z: 10 },
  acceleration: 500,
  junction: { by: 'jerk', speed: 5 },
};

const longestChain = 65536;

/**
 * Seconds from the start of the print to the end of each line, as the motion planner runs them: moves flow into each
 * other until a line waits. Heating and the operator take time that no file tells.
 */
export function lineTimes(job: JobLines, reading: GcodeReading, profile: Profile | null): Float64Array {
  const { motions, events } = reading;
  const limits = profile?.motion ?? benchMotion;
  const times = new Float64Array(job.count);
  const queue = createQueue();
  const dwells = new Map<number, number>();
  for (const event of events) if (event.kind === 'dwell') dwells.set(event.line, event.seconds);
  /** Index of the job line of each queued move. */
  let owners: number[] = [];
  let now = 0;
  let row = 0;
  let [x, y, z] = motions.start;

  function flush(): void {
    const start = now;
    now += flushQueue(queue, limits.acceleration, (move, seconds) => {
      times[owners[move]] = start + seconds;
    });
    owners = [];
  }

  for (let i = 0; i < job.count; i++) {
    const line = job.fileLine[i];
    const moves = row < motions.count && motions.line[row] <= line;
    for (; row < motions.count && motions.line[row] <= line; row++) {
      const before = queue.count;
      const [dx, dy, dz] = [motions.x[row] - x, motions.y[row] - y, motions.z[row] - z].map((nm) => nm / 1e6);
      [x, y, z] = [motions.x[row], motions.y[row], motions.z[row]];
      appendMove(queue, limits, dx, dy, dz, motions.speed[row] || limits.travelSpeed);
      if (queue.count > before) owners.push(i);
    }
    if (!moves || queue.count >= longestChain) flush();
    now += dwells.get(line) ?? 0;
    times[i] = now;
  }
  flush();
  for (let i = 1; i < job.count; i++) if (times[i] < times[i - 1]) times[i] = times[i - 1];
  return times;
}
