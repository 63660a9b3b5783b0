import type { HeatWait } from '../driver.ts';

/** Klipper's own M109 ends within this of the target, °C. */
const toleranceC = 1;

/** Klipper's names of sensors, as M105 names them; of others it reports what the configuration says. */
const sensors: Readonly<Record<string, string>> = { extruder: 'T0', heater_bed: 'B' };

/** The wait that a line of a file for Klipper asks for; null: none that the sender can keep. */
export function heatWaitOf(line: string, tool: number): HeatWait | null {
  const heats = /^M1(09|90)\b.*\bS(\d+\.?\d*)/.exec(line);
  if (heats) {
    const celsius = Number(heats[2]);
    const of = heats[1] === '90' ? 'B' : `T${/\bT(\d+)/.exec(line)?.[1] ?? Math.max(tool, 0)}`;
    const set = line.replace(/^M109/, 'M104').replace(/^M190/, 'M140');
    // A heater that is switched off is not waited for.
    if (celsius === 0) return null;
    return { set, of, low: celsius - toleranceC, high: celsius + toleranceC, reached: 0 };
  }
  const wait = /^TEMPERATURE_WAIT SENSOR=(\w+)(?: MINIMUM=(-?[\d.]+))?(?: MAXIMUM=(-?[\d.]+))?$/i.exec(line);
  if (!wait) return null;
  const of = sensors[wait[1]] ?? /^extruder(\d+)$/.exec(wait[1])?.[1].replace(/^/, 'T');
  if (of === undefined) return null;
  const low = wait[2] === undefined ? Number.NEGATIVE_INFINITY : Number(wait[2]);
  const high = wait[3] === undefined ? Number.POSITIVE_INFINITY : Number(wait[3]);
  return { set: null, of, low, high, reached: 0 };
}
