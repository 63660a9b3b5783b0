import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { moveTime } from '../../src/machine/look-ahead.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { lineTimes } from '../../src/send/link/line-times.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { smallPlug } from './small-plug.ts';

const profile = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));

function timesOf(bytes: Uint8Array): { times: Float64Array; text: readonly string[] } {
  const job = readJobLines(bytes, driverOf('marlin'));
  return { times: lineTimes(job, readGcode(bytes, profile), profile), text: job.text };
}

test('moves that flow into each other take the time of one, waits add theirs', () => {
  const lines = ['G1 X0 Y0 Z5 F600', 'M400', 'G1 X10 F600', 'G1 X30', '; a comment', 'M400', 'G4 P2000', 'M117 x'];
  const { times } = timesOf(new TextEncoder().encode(lines.join('\n')));
  const { acceleration } = profile.motion;
  // From rest to rest, 30 mm at 10 mm/s: the corner between the two moves is straight.
  const both = moveTime(30, 0, 0, 10, acceleration);
  expect(times[3] - times[1]).toBeCloseTo(both, 6);
  expect(times[2] - times[1]).toBeLessThan(moveTime(10, 0, 0, 10, acceleration));
  expect(times[5] - times[4]).toBeCloseTo(2, 9);
  expect(times[6]).toBe(times[5]);
});

test('time never runs backwards, and the plug takes at least its strands and waits', () => {
  const { times } = timesOf(smallPlug());
  for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThanOrEqual(times[i - 1]);
  // 2 wells, 4 layers, 3 strands of 6 mm at 8 mm/s, and 6 s of waiting a well.
  expect(times.at(-1)).toBeGreaterThan(2 * 4 * 3 * (6 / 8) + 12);
});
