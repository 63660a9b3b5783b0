import type { Finding } from '../../finding/finding.ts';
import { markKind } from '../../gcode/reading/read-marks.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import type { Profile } from '../../printer/profile.ts';
import { inspectLines, isOurs, type OpenLine } from './inspect-lines.ts';

/** What a file does that is odd, and what of it is not understood: the same for `check`, the sender and the viewer. */
export interface JudgedLines {
  readonly open: readonly OpenLine[];
  readonly findings: readonly Finding[];
}

/** Lines that are not understood refuse a file of ours, and warn of all others. */
export function judgeLines(bytes: Uint8Array, profile: Profile | null, reading: GcodeReading): JudgedLines {
  const open = inspectLines(bytes, profile, reading);
  const ours = isOurs(reading);
  const odd = ours ? reading.findings.map(strictly) : reading.findings;
  return { open, findings: [...odd, ...openFindings(open, ours), ...(ours ? [] : followedLimits(reading))] };
}

/** That a foreign file sets limits of motion: from there on, times are by them and not by the profile's. */
function followedLimits({ marks, limitChanges }: GcodeReading): Finding[] {
  const count = limitChanges.length;
  const first = marks.kind.subarray(0, marks.count).indexOf(markKind.limits);
  if (first < 0) return [];
  const line = marks.line[first];
  const times = count === 1 ? 'one line' : `${count} lines`;
  const what = `From line ${line} on the file sets accelerations, top speeds or corner speeds of its own (${times}): times are by them.`;
  return [
    { gate: 'plan', code: 'limits-followed', severity: 'note', where: { line }, what, numbers: { lines: count } },
  ];
}

/** What only warns of a foreign file is never written by this program. */
function strictly(finding: Finding): Finding {
  const may = finding.code === 'nothing-extrudes' || finding.code === 'nothing-moves';
  return finding.severity === 'warn' && !may ? { ...finding, severity: 'refuse' } : finding;
}

export function openFindings(lines: readonly OpenLine[], ours: boolean): Finding[] {
  return lines.map(({ command, text, line, count, could, what }): Finding => {
    const times = count === 1 ? '' : ` (${count} such lines)`;
    return {
      gate: 'plan',
      code: 'not-understood',
      severity: ours ? 'refuse' : 'warn',
      where: { line },
      what: `Not understood: could ${could}. Line ${line}, "${text}": ${nameOf(command)} ${what}${times}.`,
      fix: ours
        ? 'Slice the job again; what the machine needs beside it stands in its profile.'
        : 'Remove the line, or choose the printer that the file was written for.',
      numbers: { count },
    };
  });
}

const nameOf = (command: string): string => (command === 'O' ? 'an O-word' : command.replace(/ in a move$/, ''));
