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

const graceMs = 5000;
const toleranceC = 0.6;

/** `standby`: a tool that is not selected aims at another temperature, of its own (RepRapFirmware). */
export function createTargetWatch(standby = false): TargetWatch {
  const asked = new Map<string, { celsius: number; at: number; met: boolean }>();
  let tool = '0';
  return {
    taken(command, now) {
      const select = /^T(-?\d+)\b/.exec(command);
      if (select) {
        tool = select[1];
        const selected = asked.get(`T${tool}`);
        if (selected !== undefined) selected.at = now;
      }
      const set = /^M(104|109|140|190)\b(?=.*\b[SR](-?[\d.]+))/.exec(command);
      if (!set) return;
      const of = set[1] === '104' || set[1] === '109' ? `T${/\bT(\d+)/.exec(command)?.[1] ?? tool}` : 'B';
      asked.set(of, { celsius: Number(set[2]), at: now, met: false });
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
