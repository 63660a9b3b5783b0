import type { Finding } from '../../finding/finding.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { compareLines } from './compare-lines.ts';
import { readback } from './readback.ts';

/**
 * Whether a file prints what its job plans. Two proofs that know nothing of each other: what readers make of the file
 * against the program, and its lines against those that the job writes (`written`).
 */
export function againstPlan(bytes: Uint8Array, program: Program, profile: Profile, written: Uint8Array): Finding[] {
  return [...readback(program, profile, bytes), ...compareLines(bytes, written, profile)];
}
