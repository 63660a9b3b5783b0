import { judgeOwnLines } from '../check/foreign/check-gcode-places.ts';
import { readback } from '../check/readback/readback.ts';
import type { Finding } from '../finding/finding.ts';
import { type CarriedOut, carryOut } from '../machine/run-program.ts';
import type { Profile } from '../printer/profile.ts';
import type { Program } from '../program/program.ts';
import { sha256 } from '../record/sha256.ts';
import type { PlacedVessel } from '../vessel/place-vessel.ts';

export interface GcodeParts {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly lines: number;
  /** Of the gates that read the file back. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a file back, by two readers, against its program; what the profile's own lines do is judged there too. The
 * first reading is that which the machine model has run.
 */
export async function readBackPlan(
  { program, bytes, reading }: CarriedOut,
  profile: Profile,
  vessel: PlacedVessel | null = null,
): Promise<GcodeParts> {
  const findings = [...readback(program, profile, bytes, reading), ...judgeOwnLines(reading, profile, vessel)];
  return { bytes, sha256: await sha256(bytes), lines: countLines(bytes), findings };
}

/** Writes a program in the printer's dialect and reads the file back. */
export async function writePlanGcode(program: Program, profile: Profile): Promise<GcodeParts> {
  return readBackPlan(carryOut(program, profile), profile);
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
