import type { Finding } from '../../finding/finding.ts';
import { readFactsOf } from '../../firmware/dialects.ts';
import { boxOfStrand } from '../../laydown/strand-geometry.ts';
import { fillTemplate } from '../../printer/fill-template.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import { nmPerMm } from '../../slice/outline.ts';
import { refuse } from './readback-finding.ts';

/**
 * What stands around the strands, as text: the end block as the very last lines, a wait for motion on both sides of
 * every command that would act ahead of the queued motion (a valve opened early draws a line nobody planned), and
 * increments in force where E is the flag of a move (as a position, a flag that stays the same opens nothing). `watch`
 * sees the lines of the file one by one; `end` judges them.
 */
export interface FrameWatch {
  readonly watch: (line: string, number: number, isMove: boolean) => void;
  readonly end: (findings: Finding[]) => void;
}

const mostUnsynced = 5;
const semicolon = 59;

export function watchFrame(program: Program, profile: Profile): FrameWatch {
  const { waits, actsAhead } = readFactsOf(profile.dialect).expects;
  const flags = watchFlags(program, profile);
  const clear = clearHeight(program, profile);
  const says = (line: string) => !waits.includes(line) && !line.startsWith(';') && line.trim() !== '';
  const end = profile.end.filter(says);
  // The last lines that say something, as a ring.
  const last: string[] = [];
  let said = 0;
  const unsynced: { line: number; text: string }[] = [];
  let lines = 0;
  let before = '';
  let owed = false;
  const watch = (text: string, number: number, isPlain: boolean) => {
    lines = number;
    // Most lines are plain moves, which never act at once nor wait.
    if (isPlain && !owed) {
      before = text;
      if (end.length > 0) last[said++ % end.length] = text;
      return;
    }
    flags.watch(text, number, isPlain);
    if (text === '' || text.charCodeAt(0) === semicolon) return;
    const line = text.trimEnd();
    if (line === '') return;
    const isMove = line.startsWith('G1 ') || line.startsWith('G0 ');
    const owes = !isMove && actsAhead?.test(line) === true;
    if (owes !== owed && !waits.includes(owes ? before : line) && unsynced.length < mostUnsynced) {
      unsynced.push({ line: number, text: owes ? line : before });
    }
    before = line;
    owed = owes;
    if (end.length > 0 && (isMove || !waits.includes(line))) last[said++ % end.length] = line;
  };
  const judge = (findings: Finding[]) => {
    if (owed && unsynced.length < mostUnsynced) unsynced.push({ line: lines, text: before });
    const found = end.map((_, i) => last[(said + i) % end.length]);
    const wrong = end.findIndex((line, i) => !isFilled(line, found[i], clear));
    if (wrong >= 0) {
      const what = `the end block has "${found[wrong] ?? 'nothing'}" where "${end[wrong]}" belongs`;
      findings.push(refuse('end-block', { line: lines }, what));
    }
    for (const { line, text } of unsynced) {
      findings.push(refuse('not-synchronised', { line }, `"${text}" acts while motion is still queued`));
    }
    flags.end(findings);
  };
  return { watch, end: judge };
}

/** Where E is only the flag of a move. */
function watchFlags({ steps }: Program, profile: Profile): FrameWatch {
  const flagged = new Set(profile.tools.flatMap(({ id, dispenser: { by } }) => (by === 'flag' ? [id] : [])));
  const tools = steps.flatMap((step) => (step.kind === 'strand' ? [step.tool] : []));
  const { plungerMode } = readFactsOf(profile.dialect).reads;
  let strand = 0;
  let increments = false;
  let shut: { readonly strand: number; readonly line: number } | null = null;
  const watch = (line: string, number: number) => {
    if (line.startsWith(';BIO:strand=')) {
      if (flagged.has(tools[strand]) && !increments) shut ??= { strand, line: number };
      strand++;
    } else if (line.startsWith('M8')) increments = /^M83\b/.test(line) || (increments && !/^M82\b/.test(line));
    else if (plungerMode === 'switched' && /^G9[01]\b/.test(line)) increments = line.startsWith('G91');
  };
  const end = (findings: Finding[]) => {
    const what = 'the flag E opens nothing, since it is read as a position';
    if (shut !== null) findings.push(refuse('flag-as-position', shut, what));
  };
  return { watch: flagged.size > 0 ? watch : () => {}, end };
}

/** Lowest height that clears everything printed, mm. */
export function clearHeight({ steps }: Program, { safeZ }: Profile): number {
  let highest = safeZ;
  for (const step of steps) {
    if (step.kind !== 'strand') continue;
    const top = (step.zNm + boxOfStrand(step.strand).maxZ) / nmPerMm;
    if (top > highest) highest = top;
  }
  return highest;
}

/** Whether a line is the profile's with its placeholders filled, {safeZ} by a height that clears everything printed. */
function isFilled(wanted: string, line: string | undefined, clear: number): boolean {
  if (line === undefined || !wanted.includes('{')) return wanted === line;
  const height = wanted.includes('{safeZ}') ? /-?[\d.]+/.exec(line.slice(wanted.indexOf('{safeZ}')))?.[0] : undefined;
  if (height === undefined || Number(height) < clear) return false;
  return fillTemplate(wanted, { safeZ: Number(height) }) === line;
}
