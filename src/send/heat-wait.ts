import type { Temperature } from './reply.ts';

/**
 * A wait for a temperature that the sender keeps itself, where the firmware would take no other line until it ends:
 * so a pause or a stop acts at once.
 */
export interface HeatWait {
  /** What is sent in place of the line; null: nothing. */
  readonly set: string | null;
  /** Heater as reports name it. */
  readonly of: string;
  readonly low: number;
  readonly high: number;
  /** Readings in a row within both. */
  readonly reached: number;
}

/** A heater that swings through its target has not reached it. */
const readings = 2;
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

/** With one more report; null: it is over. */
export function afterReport(wait: HeatWait, temperatures: readonly Temperature[]): HeatWait | null {
  const heater = temperatures.find(({ of }) => of === wait.of);
  if (heater === undefined) return wait;
  const within = heater.celsius >= wait.low && heater.celsius <= wait.high;
  const reached = within ? wait.reached + 1 : 0;
  return reached >= readings ? null : { ...wait, reached };
}

export function describeWait({ of, low, high }: HeatWait): string {
  const name = of === 'B' ? 'the bed' : of;
  const range = Number.isFinite(low) && Number.isFinite(high) ? `${low} to ${high} °C` : `${low} °C or more`;
  const upTo = Number.isFinite(low) ? range : `${high} °C or less`;
  return `waiting for ${name} to be at ${upTo}; p pauses and s stops at once`;
}
