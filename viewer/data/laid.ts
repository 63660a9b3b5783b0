import type { GcodeReading } from '../../src/gcode/reading/reading.ts';
import { laidAlong } from '../../src/machine/laid-along.ts';
import type { Profile } from '../../src/printer/profile.ts';

/** What the machine model lays on each row; both empty where the file says no more than its plan. */
export interface LaidOfRow {
  /** µL */
  readonly ul: Float32Array;
  /** mm, the mean over the row; NaN at a standstill. */
  readonly width: Float32Array;
}

// Made each time: what goes to the page is handed over, not copied.
const none = (): LaidOfRow => ({ ul: new Float32Array(0), width: new Float32Array(0) });

/** Runs the file where a valve lays by time: only there does what lies differ from what was planned. */
export function laidOfRow(reading: GcodeReading, profile: Profile | null): LaidOfRow {
  const byTime = reading.tools.some(({ volumePerUnit }) => Number.isNaN(volumePerUnit));
  const { count, flow } = reading.strands;
  if (!byTime || reading.tooLarge || !flow.subarray(0, count).some((value) => value > 0)) return none();
  const rows = reading.motions.count;
  const ul = new Float32Array(rows);
  const width = new Float32Array(rows);
  const along = new Float32Array(rows);
  const laid = laidAlong(reading, profile);
  let from = 0;
  for (let i = 0; i < laid.count; i++) {
    const row = laid.row[i];
    if (i > 0 && laid.row[i - 1] !== row) from = 0;
    const share = laid.to[i] - from;
    from = laid.to[i];
    if (row >= rows) continue;
    ul[row] += laid.ul[i];
    if (!(share > 0) || !(laid.width[i] > 0)) continue;
    width[row] += laid.width[i] * share;
    along[row] += share;
  }
  // A file that never opens a valve in words that are read says nothing of what is laid.
  if (!ul.some((value) => value > 0)) return none();
  for (let row = 0; row < rows; row++) width[row] = along[row] > 0 ? width[row] / along[row] : Number.NaN;
  return { ul, width };
}
