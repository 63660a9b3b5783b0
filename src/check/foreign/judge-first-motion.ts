import type { Finding } from '../../finding/finding.ts';
import { motionFlag } from '../../gcode/motion.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';

/**
 * The needle stands somewhere unknown when a file begins, often on the floor of a well where it was touched: before it
 * has risen it goes nowhere else, and nothing is homed sideways.
 */
export function judgeFirstMotion({ motions, events }: GcodeReading): Finding<'sideways-before-rise'>[] {
  let line = Number.POSITIVE_INFINITY;
  let rise = Number.POSITIVE_INFINITY;
  let [x, y, z] = motions.start;
  for (let i = 0; i < motions.count && rise === Number.POSITIVE_INFINITY; i++) {
    const goes = motions.x[i] !== x || motions.y[i] !== y;
    const still = (motions.flags[i] & (motionFlag.jump | motionFlag.plungerOnly)) !== 0;
    if (goes && !still) {
      line = motions.line[i];
      break;
    }
    if (!still && motions.z[i] > z) rise = motions.line[i];
    [x, y, z] = [motions.x[i], motions.y[i], motions.z[i]];
  }
  for (const event of events) {
    if (event.kind !== 'home' || event.line > Math.min(line, rise)) continue;
    if (event.axes === 'Z') return []; // Whoever homes Z alone first lifts the needle or knows that none is fitted.
    line = event.line;
  }
  if (line > rise) return [];
  if (line === Number.POSITIVE_INFINITY) return [];
  const homes = events.some((event) => event.kind === 'home' && event.line === line);
  return [
    {
      gate: 'vessel',
      code: 'sideways-before-rise',
      severity: 'note',
      where: { line },
      what: `Line ${line} ${homes ? 'homes' : 'goes sideways'} before the needle has risen: it is dragged through whatever stands beside it.`,
      fix: 'Let the first motion be a rise above the vessel (G0 Z with nothing else), or lift the needle manually before the start.',
    },
  ];
}
