import type { Code } from '../../finding/codes/catalogue.ts';
import type { Finding } from '../../finding/finding.ts';
import { dialectOf } from '../../firmware/dialects.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { refuse } from './readback-finding.ts';
import { isSilent, type LineGroup, planLineGroups, type WrittenMove } from './readback-line-group-plan.ts';

/**
 * What happens around the strands without a change that motion tells: a needle that the operator may have moved rises
 * before it goes sideways, a valve that stands still lets ink flow, all that was on is switched off at the end. The
 * lines of each such group are looked for as text, in one piece and in the order of the program.
 */
export interface LineGroupWatch {
  readonly watch: (line: string, number: number) => void;
  readonly end: (findings: Finding[]) => void;
}

const mostFindings = 10;
const semicolon = 59;
/** mm: half of the last printed digit, and 1 nm. */
const placeTolerance = 51e-6;
const feedTolerance = 1e-4;
/** Commands after which the machine may be on its way. */
const moving = /^(G(?!0?4\b|9\d)|T|D\d)/;

export function watchLineGroups(program: Program, profile: Profile): LineGroupWatch {
  const plan = planLineGroups(program, profile);
  const { sync } = dialectOf(profile.dialect);
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
      blame('line-group', line, `the file lacks, in one piece: ${missing.lines.map(text).join(' | ')}`);
    gap++;
    group = 0;
    recent.length = 0;
  };
  const command = (line: string, number: number) => {
    const expected = inStrand ? undefined : plan[gap]?.[group];
    if (expected !== undefined && !isSilent(line, profile)) match(expected, line, number);
    if (moving.test(line)) settled = false;
    else if (sync.includes(line)) settled = true;
  };
  const match = (expected: LineGroup, line: string, number: number) => {
    recent.push({ line, settled });
    if (recent.length > expected.lines.length) recent.shift();
    if (!isWhole(expected, recent)) return;
    if (expected.settled && sync.length > 0 && !recent[0].settled) {
      blame('not-synchronised', number, `"${recent[0].line}" does not wait for the motion to end`);
    }
    group++;
    recent.length = 0;
  };
  return {
    watch: (raw, number) => {
      // Most lines are moves of a strand: no group stands there, and motion goes on.
      if (inStrand && (raw.startsWith('G1 ') || raw.startsWith('G0 '))) settled = false;
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
      const waits = sync.length > 0 && (last === undefined || sync.includes(last));
      if (waits && !settled) blame('not-synchronised', 0, 'the file ends while motion is still queued');
      findings.push(...found);
    },
  };
}

function isWhole({ lines }: LineGroup, recent: readonly { line: string }[]): boolean {
  if (recent.length < lines.length) return false;
  for (let i = lines.length - 1; i >= 0; i--) if (!matches(lines[i], recent[i].line)) return false;
  return true;
}

function matches(expected: string | RegExp | WrittenMove, line: string): boolean {
  if (typeof expected === 'string') return expected === line;
  return expected instanceof RegExp ? expected.test(line) : goes(expected, line);
}

function goes({ axes, feed, feedMayStand }: WrittenMove, line: string): boolean {
  const move = /^G[01]((?: [A-Z][-+]?[\d.]+)+)$/.exec(line);
  if (move === null) return false;
  const words = new Map(
    move[1]
      .slice(1)
      .split(' ')
      .map((word) => [word[0], Number(word.slice(1))]),
  );
  const said = words.get('F');
  words.delete('F');
  if (said === undefined ? !feedMayStand : !(Math.abs(said - feed) <= feed * feedTolerance)) return false;
  if (words.size !== axes.size) return false;
  return [...axes].every(([axis, place]) => Math.abs((words.get(axis) ?? Number.NaN) - place) <= placeTolerance);
}

function text(expected: string | RegExp | WrittenMove): string {
  if (typeof expected === 'string') return expected;
  if (expected instanceof RegExp) return expected.source;
  return [...expected.axes, ['F', expected.feed] as const]
    .map(([axis, place]) => axis + Number(place.toFixed(4)))
    .join(' ');
}
