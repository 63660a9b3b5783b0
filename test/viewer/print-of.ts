import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { buildPrint } from '../../viewer/data/build-print.ts';
import { markLines } from '../../viewer/data/find/line-index.ts';
import type { Print } from '../../viewer/data/print.ts';

/** The print that the page would show for this text. */
export function printOf(text: string, profile: Profile | null = null, limit?: number): Print {
  const bytes = new TextEncoder().encode(text);
  const reading = readGcode(bytes, profile, limit);
  return buildPrint(reading, 'test.gcode', markLines(bytes), reading.findings, profile);
}
