import { heatersOf, type Temperature } from '../firmware/reply.ts';

/**
 * `ok` is not targets: some firmwares answer `ok` and aim at another temperature. Targets asked for are compared
 * with those the printer reports.
 */
export interface TargetWatch {
  /** A command was taken by the printer. */
  taken(command: string, now: number): void;
  /** The first target that differs for longer than the firmware needs; null: all as asked. */
  judge(temperatures: readonly Temperature[], now: number): MissedTarget | null;
}

export interface MissedTarget {
  readonly text: string;
  /** The printer aimed at it before, and now at nothing. */
  readonly switchedOff: boolean;
}

/** They set a tool, and switch nothing on but with A2. */
const stored = /^(M568|G10)\b(?!.*\bA[02]\b)/;
const off = (at: number) => ({ celsius: 0, at, met: false });

/** The heater, as reports name it, and the temperature that a command asks for; null: none that reports show. */
function asksFor(command: string, tool: string, byTool: boolean): { of: string; celsius: number } | null {
  const set = /^M(104|109|140|190)\b(?=.*\b[SR](-?[\d.]+))/.exec(command);
  if (set !== null) {
    const of = set[1] === '104' || set[1] === '109' ? `T${/\bT(\d+)/.exec(command)?.[1] ?? tool}` : 'B';
    return { of, celsius: Number(set[2]) };
  }
  // Klipper names its heaters: of these two kinds its M105 tells the target.
  const named = /^SET_HEATER_TEMPERATURE\b(?=.*\bHEATER=(?:extruder(\d*)|heater_bed)(?:\s|$))/i.exec(command);
  if (named !== null) {
    const of = named[1] === undefined ? 'B' : `T${named[1] || 0}`;
    return { of, celsius: Number(/\bTARGET=(-?[\d.]+)/i.exec(command)?.[1] ?? 0) };
  }
  // RepRapFirmware sets a tool by M568 and G10; its active temperature is what M105 shows while it is selected.
  if (!byTool || !/^(M568|G10)\b(?!.*\bL\d)/.test(command)) return null;
  const of = `T${/\bP(\d+)/.exec(command)?.[1] ?? tool}`;
  const active = /\bS(-?[\d.]+)/.exec(command)?.[1];
  if (/\bA0\b/.test(command)) return { of, celsius: 0 };
  return active === undefined || /\bA1\b/.test(command) ? null : { of, celsius: Number(active) };
}

const graceMs = 5000;
const toleranceC = 0.6;

/** `standby`: a tool that is not selected aims at another temperature, of its own (RepRapFirmware). */
export function createTargetWatch(standby = false): TargetWatch {
  const asked = new Map<string, { celsius: number; at: number; met: boolean }>();
  let tool = '0';
  let chosen = false;
  return {
    taken(command, now) {
      const select = /^T(-?\d+)\b/.exec(command);
      if (select) {
        tool = select[1];
        chosen = true;
        const selected = asked.get(`T${tool}`);
        if (selected !== undefined) selected.at = now;
      }
      if (command.startsWith('TURN_OFF_HEATERS')) for (const each of asked.values()) Object.assign(each, off(now));
      const set = asksFor(command, tool, standby);
      // What is stored of a tool holds once it is selected.
      const waits = stored.test(command) && !chosen;
      if (set !== null)
        asked.set(set.of, { celsius: set.celsius, at: waits ? Number.POSITIVE_INFINITY : now, met: false });
    },
    judge(temperatures, now) {
      for (const { of, target } of heatersOf(temperatures)) {
        if (standby && /^T\d/.test(of) && of !== `T${tool}`) continue;
        const known = asked.get(of === 'T' ? `T${tool}` : of);
        if (known === undefined || target === null) continue;
        const met = Math.abs(target - known.celsius) <= toleranceC;
        known.met ||= met;
        if (met || now - known.at < graceMs) continue;
        const text = `${of} was set to ${known.celsius} C and the printer aims at ${target} C`;
        return { text, switchedOff: known.met && target === 0 };
      }
      return null;
    },
  };
}
