import type { Finding } from '../../../src/finding/finding.ts';
import type { GcodeReading } from '../../../src/gcode/reading/reading.ts';
import type { Remark } from '../print.ts';

/** What was found in the file, for the list of findings: as `check` says it. */
export function describeReading({ tooLarge, counts }: GcodeReading, found: readonly Finding[]): Remark[] {
  const remarks: Remark[] = found.map(({ severity, what, fix }) => ({ severity, what, fix }));
  if (!tooLarge) return remarks;
  remarks.unshift({
    severity: 'warn',
    what: `The file holds ${counts.motions.toLocaleString('en')} motions, more than can be drawn.`,
    fix: 'The numbers are complete. To see strands, cut the file by layers or plan with coarser curves.',
  });
  return remarks;
}
