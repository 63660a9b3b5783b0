import { type Columns, growColumns, makeColumns } from '../columns.ts';
import { markColumns } from './reading.ts';

/** What happens between motions, and takes time or lets ink flow. */
export const markKind = {
  /** Motion ends before the next begins. */
  stop: 0,
  /** A stop and a wait of `value` s. */
  dwell: 1,
  /** The valve of the tool opens, closes. */
  open: 2,
  close: 3,
  /** An axis that is none of the tip's moves by `value` of its units at `rate` units/s, and nothing else. */
  aside: 4,
  /** Another tool is selected. */
  change: 5,
  /** The file sets limits of motion: row `value` of `limitChanges`. */
  limits: 6,
} as const;
export type MarkKind = (typeof markKind)[keyof typeof markKind];

export interface MarkColumns extends Columns<typeof markColumns> {
  count: number;
}

export function createMarks(): MarkColumns {
  return { count: 0, ...makeColumns(markColumns, 64) };
}

/** The part of the reader's machine that a mark belongs to. */
interface Marked {
  readonly marks: MarkColumns;
  readonly columns: { readonly count: number };
  readonly strands: { readonly current: number };
  readonly line: number;
  readonly tool: number;
}

/** Notes a mark behind the motions read so far; a stop behind a stop says nothing. */
export function addMark(m: Marked, kind: MarkKind, value = 0, rate = 0, tool = m.tool): void {
  const { marks } = m;
  const motion = m.columns.count;
  const last = marks.count - 1;
  if (kind === markKind.stop && last >= 0 && marks.motion[last] === motion && marks.kind[last] <= markKind.dwell)
    return;
  if (marks.count === marks.kind.length) growColumns(markColumns, marks, marks.count, 2 * marks.count);
  const row = marks.count++;
  marks.kind[row] = kind;
  marks.motion[row] = motion;
  marks.line[row] = m.line;
  marks.tool[row] = tool;
  marks.strand[row] = m.strands.current;
  marks.value[row] = value;
  marks.rate[row] = rate;
}
