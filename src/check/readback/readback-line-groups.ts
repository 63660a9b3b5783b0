import type { Code } from '../../finding/codes/catalogue.ts';
import type { Finding } from '../../finding/finding.ts';
import { readFactsOf } from '../../firmware/dialects.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { expectedText, isExpected } from './expected/expected-line.ts';
import { expectedLineGroups, isSilent, type LineGroup } from './expected/expected-line-groups.ts';
import type { Scenes } from './expected/scenes.ts';
import { refuse } from './readback-finding.ts';

/**
 * What happens around the strands without a change that motion tells: a needle that the operator may have moved rises
 * before it goes sideways, a valve that stands still lets ink flow, all that was on is switched off at the end. The
 * lines of each such group are looked for as text, in one piece and in the order of the program.
 */
export interface LineGroupWatch {
  readonly watch: (line: string, number: number, isMove: boolean) => void;
  readonly end: (findings: Finding[]) => void;
}

const mostFindings = 10;
const semicolon = 59;
/** Commands after which the machine may be on its way. */
const moving = /^(G(?!0?4\b|9\d)|T|D\d)/;

export function watchLineGroups(program: Program, profile: Profile, scenes: Scenes): LineGroupWatch {
  const plan = expectedLineGroups(program, profile, scenes);
  const { expects } = readFactsOf(profile.dialect);
  const { waits } = expects;
  const found: Finding[] = [];
  // Commands since the last strand or group, as many as the next group has lines; and whether motion had ended.
  const recent: { line: string; settled: boolean }[] = [];
  let gap = 0;
  let group = 0;
  let inStrand = false;
  let settled = false;
  const blame = (code: Code, line: number, what: string) => {
    const where = gap < plan.length - 1 ? { strand: gap, line } : { line };
    if (found.length < mostFindings) found.push(refuse(code, where, what));
  };
  const endGap = (line: number) => {
    const missing = plan[gap]?.[group];
    if (missing !== undefined)
      blame('line-group', line, `the file lacks, in one piece: ${missing.lines.map(expectedText).join(' | ')}`);
    gap++;
    group = 0;
    recent.length = 0;
  };
  const command = (line: string, number: number) => {
    const expected = inStrand ? undefined : plan[gap]?.[group];
    if (expected !== undefined && !isSilent(line, expects)) match(expected, line, number);
    if (moving.test(line)) settled = false;
    else if (waits.includes(line)) settled = true;
  };
  const match = (expected: LineGroup, line: string, number: number) => {
    recent.push({ line, settled });
    if (recent.length > expected.lines.length) recent.shift();
    if (!isWhole(expected, recent)) return;
    if (expected.settled && waits.length > 0 && !recent[0].settled) {
      blame('not-synchronised', number, `"${recent[0].line}" does not wait for the motion to end`);
    }
    group++;
    recent.length = 0;
  };
  return {
    watch: (raw, number, isMove) => {
      // Most lines are moves of a strand: no group stands there, and motion goes on.
      if (inStrand && isMove) settled = false;
      else if (raw.charCodeAt(0) !== semicolon) {
        if (raw.trim() !== '') command(raw.trimEnd(), number);
      } else if (raw.startsWith(';BIO:strand=')) {
        endGap(number);
        inStrand = true;
      } else if (raw.startsWith(';BIO:end')) {
        inStrand = false;
      }
    },
    end: (findings) => {
      endGap(0);
      // The last wait tells the sender when the machine has come to rest.
      const last = profile.end[profile.end.length - 1];
      const mustWait = waits.length > 0 && (last === undefined || waits.includes(last));
      if (mustWait && !settled) blame('not-synchronised', 0, 'the file ends while motion is still queued');
      findings.push(...found);
    },
  };
}

function isWhole({ lines }: LineGroup, recent: readonly { line: string }[]): boolean {
  if (recent.length < lines.length) return false;
  for (let i = lines.length - 1; i >= 0; i--) if (!isExpected(lines[i], recent[i].line)) return false;
  return true;
}
