import type { Finding } from '../finding/finding.ts';
import { dialectOf } from '../gcode/dialects/dialect-of.ts';
import { fillTemplate } from '../printer/fill-template.ts';
import type { Profile } from '../printer/profile.ts';
import { refuse } from './readback.ts';

/**
 * What stands around the strands, as text: the start block in its order, the end block as the very last lines, and a
 * wait for motion on both sides of every command that would act ahead of the queued motion (a valve opened early
 * draws a line nobody planned). `watch` sees the lines of the file one by one; `end` judges them.
 */
export interface FrameWatch {
  readonly watch: (line: string) => void;
  readonly end: (findings: Finding[]) => void;
}

const mostUnsynced = 5;

export function watchFrame(profile: Profile): FrameWatch {
  const { sync, immediate } = dialectOf(profile.dialect);
  const fill = (line: string) => fillTemplate(line, { safeZ: profile.safeZ });
  const says = (line: string) => !sync.includes(line) && !line.startsWith(';') && line.trim() !== '';
  const start = [...profile.homing.commands, ...profile.start].map(fill).filter(says);
  const end = profile.end.map(fill).filter(says);
  const last: string[] = [];
  const unsynced: { line: number; text: string }[] = [];
  let number = 0;
  let begun = 0;
  let before = '';
  const owes = (line: string) => immediate?.test(line) === true;
  const watch = (text: string) => {
    number++;
    const line = text.trimEnd();
    if (line === '' || line.charCodeAt(0) === 59) return;
    if (begun < start.length && line === start[begun]) begun++;
    const here = owes(line);
    const there = owes(before);
    if (here !== there && !sync.includes(here ? before : line) && unsynced.length < mostUnsynced) {
      unsynced.push({ line: number, text: here ? line : before });
    }
    before = line;
    if (sync.includes(line)) return;
    last.push(line);
    if (last.length > end.length) last.shift();
  };
  const judge = (findings: Finding[]) => {
    if (begun < start.length) {
      findings.push(refuse('start-block', {}, `the start block lacks "${start[begun]}"`));
    }
    const wrong = end.findIndex((line, i) => line !== last[i]);
    if (wrong >= 0) {
      const what = `the end block has "${last[wrong] ?? 'nothing'}" where "${end[wrong]}" belongs`;
      findings.push(refuse('end-block', { line: number }, what));
    }
    for (const { line, text } of unsynced) {
      findings.push(refuse('not-synchronised', { line }, `"${text}" acts while motion is still queued`));
    }
  };
  return { watch, end: judge };
}

/** The same lines, each shown to `watch` on its way. */
export function* watched(lines: Iterable<string>, watch: (line: string) => void): Generator<string> {
  for (const line of lines) {
    watch(line);
    yield line;
  }
}
