import type { Print } from './print.ts';

// Rows, lines and seconds of a print into one another.

/** Rows written on lines up to and including this one. */
export function rowAfterLine(print: Print, line: number): number {
  return firstWhere(print.rows, (row) => print.line[row] > line);
}

/** Rows done at this time, with a fraction of the row under way. */
export function headAtTime(print: Print, seconds: number): number {
  const row = firstWhere(print.rows, (r) => print.time[r] > seconds);
  if (row >= print.rows) return print.rows;
  const from = row > 0 ? print.time[row - 1] : 0;
  return row + Math.max(0, (seconds - from) / (print.time[row] - from));
}

export function timeAtHead(print: Print, head: number): number {
  if (print.rows === 0) return 0;
  const row = Math.floor(Math.min(head, print.rows));
  if (row >= print.rows) return print.totals.timeS;
  const from = row > 0 ? print.time[row - 1] : 0;
  return from + (print.time[row] - from) * (head - row);
}

/**
 * Share of the way of the head's row that is done, 0-1: none of it while the needle still waits at its start. 1 where no
 * row is under way.
 */
export function wayDone({ rows, time, waits }: Print, head: number): number {
  const row = Math.floor(head);
  if (row >= rows || row === head) return 1;
  const whole = time[row] - (row > 0 ? time[row - 1] : 0);
  const at = firstWhere(waits.rows.length, (i) => waits.rows[i] >= row);
  const wait = waits.rows[at] === row ? waits.seconds[at] : 0;
  return whole > wait ? Math.max(0, ((head - row) * whole - wait) / (whole - wait)) : 0;
}

function firstWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
