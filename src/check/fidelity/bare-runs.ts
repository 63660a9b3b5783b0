import type { Strand } from '../../laydown/strand.ts';
import type { Asked } from './asked.ts';
import { columnAt, type Frame } from './frame.ts';
import type { Runs } from './runs.ts';
import { ringsOfStrands, sectionRuns } from './section-runs.ts';

/** A contour covers so much around it, in widths. */
const reachInWidths = 0.75;

/**
 * Cells of the section that lie further from what the contours enclose than a contour reaches beyond itself, as runs of
 * columns. Every second row around is enough: the border beside a contour is two rows wide.
 */
export function bareRuns(frame: Frame, runs: Runs, strands: readonly Strand[], asked: Asked): Runs {
  const contours = ringsOfStrands(strands.filter(({ role }) => role === 'contour'));
  const enclosed = sectionRuns(contours, frame, 'odd');
  const reachNm = (reachInWidths * asked.width + asked.margin) * 1e6;
  const steps = Math.floor(reachNm / (2 * frame.rowNm));
  const cover = coverOf(frame, enclosed, reachNm, steps);
  const from: number[] = [];
  const to: number[] = [];
  const rowEnds = new Uint32Array(frame.rows);
  let i = 0;
  for (let row = 0; row < frame.rows; row++) {
    const begun = from.length;
    if (i < runs.rowEnds[row]) cover.lookAt(row);
    for (; i < runs.rowEnds[row]; i++) {
      const end = Math.min(frame.columns, columnAt(frame, runs.to[i]));
      for (let at = Math.max(0, columnAt(frame, runs.from[i])); at < end; ) {
        const free = cover.passed(at, end);
        if (free >= end) break;
        at = Math.min(end, cover.next(free));
        // Runs that touch are one.
        if (from.length > begun && to[to.length - 1] === free) to[to.length - 1] = at;
        else {
          from.push(free);
          to.push(at);
        }
      }
    }
    rowEnds[row] = from.length;
  }
  return { rowEnds, from: Float64Array.from(from), to: Float64Array.from(to) };
}

/** What lies near the enclosed runs of the rows around one row, walked from left to right. */
interface Cover {
  /** Begins with a row. */
  readonly lookAt: (row: number) => void;
  /** The first column from `column` on, but before `stop`, that is not covered; columns never go back within a row. */
  readonly passed: (column: number, stop: number) => number;
  /** The first covered column after one that is not. */
  readonly next: (column: number) => number;
}

function coverOf(frame: Frame, { rowEnds, from, to }: Runs, reachNm: number, steps: number): Cover {
  const lines = 2 * steps + 1;
  const sides = new Float64Array(lines);
  for (let k = -steps; k <= steps; k++) {
    sides[k + steps] = Math.sqrt(reachNm * reachNm - (2 * k * frame.rowNm) ** 2);
  }
  // Of each row around: its next run and the columns that this covers, and one past its last run.
  const at = new Int32Array(lines);
  const end = new Int32Array(lines);
  const low = new Int32Array(lines);
  const high = new Int32Array(lines);
  const take = (k: number) => {
    const run = at[k];
    low[k] = run < end[k] ? columnAt(frame, from[run] - sides[k]) : none;
    high[k] = run < end[k] ? columnAt(frame, to[run] + sides[k]) : none;
  };
  return {
    lookAt: (row) => {
      for (let k = 0; k < lines; k++) {
        const around = row + 2 * (k - steps);
        const isRow = around >= 0 && around < rowEnds.length;
        at[k] = isRow && around > 0 ? rowEnds[around - 1] : 0;
        end[k] = isRow ? rowEnds[around] : 0;
        take(k);
      }
    },
    passed: (column, stop) => {
      for (let k = 0; k < lines; k++) {
        while (high[k] <= column) {
          at[k]++;
          take(k);
        }
        if (low[k] > column) continue;
        column = high[k];
        // Runs are left at `stop`: the next place asked for may lie in those passed here.
        if (column >= stop) return stop;
        // The rows looked at before may go on from here.
        k = -1;
      }
      return column;
    },
    next: (column) => {
      let least = none;
      for (let k = 0; k < lines; k++) if (low[k] > column && low[k] < least) least = low[k];
      return least;
    },
  };
}

/** Beyond every column. */
const none = 2 ** 31 - 1;
