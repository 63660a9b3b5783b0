import type { Print } from './print.ts';

const known = new WeakMap<Print, Float32Array>();

/** mm/s that the machine really reaches on each row, on the mean: speeding up and slowing down included, waits not. */
export function runSpeeds(print: Print): Float32Array {
  const found = known.get(print) ?? workOut(print);
  known.set(print, found);
  return found;
}

function workOut({ rows, path, time, waits }: Print): Float32Array {
  const speeds = new Float32Array(rows);
  let wait = 0;
  for (let row = 0; row < rows; row++) {
    let seconds = time[row] - (row > 0 ? time[row - 1] : 0);
    while (wait < waits.rows.length && waits.rows[wait] < row) wait++;
    if (waits.rows[wait] === row) seconds -= waits.seconds[wait];
    const at = 4 * row;
    const mm = Math.hypot(path[at + 4] - path[at], path[at + 5] - path[at + 1], path[at + 6] - path[at + 2]);
    // Times are kept in single precision: a row shorter than their last digit says nothing.
    speeds[row] = seconds > 1e-5 * Math.max(1, time[row]) ? mm / seconds : Number.NaN;
  }
  return speeds;
}
