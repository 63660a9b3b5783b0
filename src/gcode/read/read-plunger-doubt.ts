import type { Finding } from '../../finding/finding.ts';
import { type Motions, motionFlag } from '../motion.ts';

/**
 * M83 followed by G90 means two things: on Marlin 2 the E word counts from zero again (gcode.h, set_relative_mode), on
 * Klipper and RepRapFirmware it stays an increment. What the file deposits either way is compared; null where it is the
 * same. `own` is the file as read, `other` as those firmwares read it.
 */
export function plungerDoubt(line: number, own: Motions, other: Motions): Finding | null {
  const [before, after] = [pushedByLine(own), pushedByLine(other)];
  const strands = new Set<number>();
  for (let i = 0; i < other.count; i++) {
    const at = other.line[i];
    if (at < line || (other.flags[i] & motionFlag.extrudes) === 0) continue;
    // Both readings have the same lines.
    if (Math.abs((before.get(at) ?? 0) - after.get(at)!) > 1e-6) strands.add(other.strand[i]);
  }
  if (strands.size === 0) return null;
  const count = strands.size === 1 ? '1 strand differs' : `${strands.size} strands differ`;
  return {
    gate: 'plan',
    code: 'plunger-mode',
    severity: 'warn',
    where: { line },
    what: `Line ${line}: G90 after M83 makes E absolute again on Marlin 2, and leaves it relative on Klipper and RepRapFirmware; ${count}. The file is read as Marlin 2 reads it.`,
    fix: 'Write M83 again behind G90, and choose the printer the file was written for.',
    numbers: { strands: strands.size },
  };
}

/** What the extruding motions of each line push, in the unit of the reading. */
function pushedByLine({ count, flags, line, volume }: Motions): Map<number, number> {
  const pushed = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    if (flags[i] & motionFlag.extrudes) pushed.set(line[i], (pushed.get(line[i]) ?? 0) + volume[i]);
  }
  return pushed;
}
