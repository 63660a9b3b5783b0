import type { GcodeReading, ReadEvent } from '../gcode/reading/reading.ts';
import type { Profile } from '../printer/profile.ts';
import { type InkInTime, inkInTime, type ValveLags } from './ink-in-time.ts';
import { type MotionInTime, runMotion } from './run-motion.ts';

/** What a machine makes of a file. */
export interface MachineRun extends MotionInTime, InkInTime {
  /** What takes time, or may, that neither file nor profile states; lines that are not understood are found by `inspectLines`. */
  readonly notModelled: readonly NotModelled[];
}

export interface NotModelled {
  readonly what: string;
  readonly count: number;
  /** Of the first. */
  readonly line: number;
}

/** Runs a file on the machine of a profile: motion, outputs and ink in time. One pass over its motions each. */
export function runFile(reading: GcodeReading, profile: Profile | null): MachineRun {
  const motion = runMotion(reading, profile);
  const ink = inkInTime(reading, profile, motion, (tool) => lagsOf(reading, tool));
  return { ...motion, ...ink, notModelled: notModelled(reading) };
}

/** The lags that the file itself says of its tools. */
export function lagsOf({ tools }: GcodeReading, id: string): ValveLags {
  const bio = tools.find((tool) => tool.id === id)?.bio;
  const seconds = (key: string) => Math.max(0, Number(bio?.[key] ?? 0) || 0);
  return { start: seconds('startlag'), stop: seconds('stoplag') };
}

function notModelled({ events, tooLarge }: GcodeReading): NotModelled[] {
  const found = new Map<string, { count: number; line: number }>();
  for (const event of events) {
    const what = untimed(event);
    if (what === null) continue;
    const known = found.get(what);
    if (known === undefined) found.set(what, { count: 1, line: event.line });
    else known.count++;
  }
  const all = [...found].map(([what, { count, line }]) => ({ what, count, line }));
  const large = tooLarge ? [{ what: 'motion (more than can be kept)', count: 1, line: 1 }] : [];
  return [...large, ...all];
}

/** Events that last as long as a heater, an end stop or a person takes. */
function untimed(event: ReadEvent): string | null {
  if (event.kind === 'home') return 'homing';
  if (event.kind === 'pause') return 'pause';
  return event.kind === 'temperature' && event.wait ? 'wait for a temperature' : null;
}
