import type { Code } from '../../finding/codes/catalogue.ts';
import type { Finding } from '../../finding/finding.ts';
import { readFactsOf } from '../../firmware/dialects.ts';
import { fillTemplate } from '../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { expectedBlocks } from './expected/expected-blocks.ts';
import type { Scenes } from './expected/scenes.ts';
import { refuse } from './readback-finding.ts';
import { clearHeight } from './readback-frame.ts';

/**
 * The lines of the profile that start and end a file, change tools and light lamps, as text: before each strand those
 * the program asks for, in order, each block in one piece, and none of them anywhere else. What they do to the machine
 * (which needle is down, how bright the lamp is) no motion tells.
 */
export interface BlockWatch {
  readonly watch: (line: string, number: number) => void;
  readonly end: (findings: Finding[]) => void;
}

const mostFindings = 10;
// Plain moves are compared by the way they make, and waits by their seconds.
const judgedElsewhere = /^(G[01]( [XYZF][-+\d.]+)*|G4\b.*)$/;
// Modes may be said again anywhere.
const mode = /^(G9[0-2]|G2[01]|G17|M8[23])\b/;

/** Watches the lines of a file written for `program`. */
export function watchBlocks(program: Program, profile: Profile, scenes: Scenes): BlockWatch {
  const rules = blockRules(profile);
  const plan = expectedBlocks(scenes, profile, rules.judged);
  const clear = clearHeight(program, profile);
  const found: Finding[] = [];
  let gap = 0;
  let block = 0;
  /** Lines of the file that began the next block, in order. */
  let begun: string[] = [];
  const blame = (code: Code, what: string, line: number) => {
    const where = gap < plan.length - 1 ? { strand: gap, line } : { line };
    if (found.length < mostFindings) found.push(refuse(code, where, what));
  };
  const endGap = (line: number) => {
    const missing = plan[gap]?.[block];
    if (missing !== undefined)
      blame('block', `the file lacks "${text(missing[begun.length])}" of the printer's profile`, line);
    gap++;
    block = 0;
    begun = [];
  };
  const fits = (line: string, row: number) => {
    const next = plan[gap]?.[block]?.[row];
    if (next === undefined || typeof next === 'string') return next === line;
    const heights = next.exec(line)?.slice(1);
    return heights?.every((height) => Number(height) >= clear) === true;
  };
  /** The block may begin again within what was taken for its beginning: the line behind a rise may be its first one. */
  const beginAgain = (line: string) => {
    let from = 1;
    while (from < begun.length && ![...begun.slice(from), line].every(fits)) from++;
    return from;
  };
  const watch = (raw: string, number: number) => {
    if (raw.charCodeAt(0) === semicolon) {
      if (raw.startsWith(';BIO:strand=')) endGap(number);
      return;
    }
    // Most lines are moves along X; none of a block is, and none stands within one.
    const isMove = raw.startsWith('G1 X') || raw.startsWith('G0 X');
    if (isMove && begun.length === 0) return;
    const line = raw.trimEnd();
    if (line === '' || !rules.judged(line)) return;
    if (begun.length > 0 && !fits(line, begun.length)) {
      const from = beginAgain(line);
      const left = begun.slice(0, from);
      const broken = left.some((each, row) => !rules.rise.test(each) && isOwn(plan[gap][block][row], rules));
      if (broken) blame('block', `"${line}" stands within the lines that the printer's profile keeps together`, number);
      begun = begun.slice(from);
    }
    if (fits(line, begun.length)) {
      begun.push(line);
      if (begun.length === plan[gap][block].length) {
        block++;
        begun = [];
      }
    } else if (rules.own.has(line)) blame('block', `"${line}" stands where the program does not ask for it`, number);
  };
  return {
    watch,
    end: (findings) => {
      endGap(0);
      findings.push(...found);
    },
  };
}

const isOwn = (line: string | RegExp, { own }: BlockRules): boolean => typeof line !== 'string' || own.has(line);

const semicolon = 59;
const text = (line: string | RegExp): string => (typeof line === 'string' ? line : line.source);

interface BlockRules {
  /** Whether a line is compared here at all. */
  readonly judged: (line: string) => boolean;
  /** Lines that only these blocks may hold. */
  readonly own: ReadonlySet<string>;
  /** A move of needles along their heights alone: the file may rise wherever it likes. */
  readonly rise: RegExp;
}

function blockRules(profile: Profile): BlockRules {
  const { tools, lamps, dialect } = profile;
  const { waits } = readFactsOf(dialect).expects;
  const valves = new Set(
    tools.flatMap((tool) => {
      const { dispenser } = tool;
      return dispenser.by === 'plunger' ? [] : ownLines(tool, [...dispenser.open, ...dispenser.close]);
    }),
  );
  const judged = (line: string) => !waits.includes(line) && !valves.has(line) && !judgedElsewhere.test(line);
  const dark = new Set(lamps.flatMap(({ off }) => off));
  const lines = [
    ...tools.flatMap((tool) => ownLines(tool, [...tool.select, ...tool.deselect])),
    ...lamps.flatMap(({ on }) => on),
  ];
  const heights = [...new Set(['Z', ...tools.map(({ zWord }) => zWord)])].join('');
  const rise = new RegExp(`^G[01]( [${heights}F][-+\\d.]+)+$`);
  return { judged, rise, own: new Set(lines.filter((line) => judged(line) && !mode.test(line) && !dark.has(line))) };
}

const ownLines = (tool: ProfileTool, lines: readonly string[]): string[] =>
  lines.map((line) => fillTemplate(line, { tool: tool.index }));
