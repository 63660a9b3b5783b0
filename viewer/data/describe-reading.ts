import type { GcodeReading } from '../../src/gcode/reading.ts';
import type { Remark } from './print.ts';

/** What the reader noticed, for the list of findings. */
export function describeReading(reading: GcodeReading): Remark[] {
  const remarks: Remark[] = reading.findings.map(({ severity, what, fix }) => ({ severity, what, fix }));
  if (reading.tooLarge) {
    remarks.unshift({
      severity: 'warn',
      what: `The file holds ${reading.counts.motions.toLocaleString('en')} motions, more than can be drawn.`,
      fix: 'The numbers are complete. To see strands, cut the file by layers or plan with coarser curves.',
    });
  }
  if (reading.unknown.length > 0) {
    const first = reading.unknown.slice(0, 5).map((u) => `${u.text} (${u.count}, line ${u.line})`);
    const more = reading.unknown.length > 5 ? ` and ${reading.unknown.length - 5} more` : '';
    remarks.push({
      severity: 'note',
      what: `Commands that the reader does not know: ${first.join(', ')}${more}.`,
      fix: 'Choose the printer the file was written for.',
    });
  }
  return remarks;
}
