import { judgeOwnLines } from '../check/check-gcode-places.ts';
import { readback } from '../check/readback.ts';
import type { Finding } from '../finding/finding.ts';
import { readGcode } from '../gcode/read-gcode.ts';
import { type StrandBio, writeGcode } from '../gcode/write-gcode.ts';
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
 * Writes the program in the printer's dialect and reads the file back, by two readers, against the program; what the
 * profile's own lines do is judged there too.
 */
export async function writePlanGcode(
  program: Program,
  profile: Profile,
  bioOf: StrandBio,
  vessel: PlacedVessel | null = null,
): Promise<GcodeParts> {
  const bytes = concat([...writeGcode(program, profile, bioOf)]);
  const reading = readGcode(bytes, profile);
  const findings = [...readback(program, profile, bytes, reading), ...judgeOwnLines(reading, profile, vessel)];
  return { bytes, sha256: await sha256(bytes), lines: countLines(bytes), findings };
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
