import type { ReadMarks } from './reading.ts';
import { resized } from './reading-columns.ts';

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

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type MarkColumns = Writable<ReadMarks>;

export function createMarks(): MarkColumns {
  const size = 64;
  return {
    count: 0,
    kind: new Uint8Array(size),
    motion: new Uint32Array(size),
    line: new Uint32Array(size),
    tool: new Uint8Array(size),
    strand: new Int32Array(size),
    value: new Float64Array(size),
    rate: new Float64Array(size),
  };
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
  if (marks.count === marks.kind.length) growMarks(marks);
  const row = marks.count++;
  marks.kind[row] = kind;
  marks.motion[row] = motion;
  marks.line[row] = m.line;
  marks.tool[row] = tool;
  marks.strand[row] = m.strands.current;
  marks.value[row] = value;
  marks.rate[row] = rate;
}

function growMarks(marks: MarkColumns): void {
  const capacity = marks.kind.length * 2;
  const { count } = marks;
  marks.kind = resized(marks.kind, count, capacity);
  marks.motion = resized(marks.motion, count, capacity);
  marks.line = resized(marks.line, count, capacity);
  marks.tool = resized(marks.tool, count, capacity);
  marks.strand = resized(marks.strand, count, capacity);
  marks.value = resized(marks.value, count, capacity);
  marks.rate = resized(marks.rate, count, capacity);
}
