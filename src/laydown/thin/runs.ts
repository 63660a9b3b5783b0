import type { Profile } from './profile.ts';

/** A stretch of a way on which the same number of strands lie side by side; 0 where it is too thin for one. */
export interface Run {
  /** First and last chord; the last of one run is the first of the next. */
  readonly from: number;
  readonly to: number;
  readonly strands: number;
}

/** Thinnest place that a strand is laid in, strand widths, less what noise and rounding take. */
const thinnest = 0.49;
/** Stretches shorter than this join a neighbour where its strands fit, strand widths. */
const shortest = 2;
/** Strands of a joined stretch may be this narrow or wide, strand widths. */
const fits = { least: 0.6, most: 1.4 };
const fitsOne = { least: 0.4, most: 1.8 };

/** How many strands of `strand` nm lie side by side along a way. Together the runs cover all of it, in order. */
export function runsOf({ count, width, along, closed }: Profile, strand: number): Run[] {
  const last = closed ? count : count - 1;
  const runs: Run[] = [];
  let from = 0;
  let current = 0;
  for (let i = 0; i < last; i++) {
    const mean = (width[i] + width[(i + 1) % count]) / 2 / strand;
    const strands = mean < thinnest ? 0 : Math.max(1, Math.round(mean));
    if (i > 0 && strands === current) continue;
    if (i > 0) runs.push({ from, to: i, strands: current });
    from = i;
    current = strands;
  }
  if (last > 0) runs.push({ from, to: last, strands: current });
  if (runs.length < 2) return runs;
  const length = ({ from, to }: Run) => along[to] - along[from];
  const allowed = (run: Run, strands: number) => {
    if (strands === 0) return length(run) < strand;
    const { least, most } = strands === 1 ? fitsOne : fits;
    for (let i = run.from; i <= run.to; i++) {
      const each = width[i % count] / (strands * strand);
      if (each < least || each > most) return false;
    }
    return true;
  };
  while (joinShortest(runs, length, allowed, shortest * strand, closed)) {}
  return runs;
}

/** Joins the shortest stretch that may join a neighbour, the longer one first; whether there was any. */
function joinShortest(
  runs: Run[],
  length: (run: Run) => number,
  allowed: (run: Run, strands: number) => boolean,
  below: number,
  closed: boolean,
): boolean {
  const order = runs.map((_, r) => r).sort((a, b) => length(runs[a]) - length(runs[b]) || a - b);
  for (const r of order) {
    if (runs.length < 2 || length(runs[r]) >= below) return false;
    const beside = [r - 1, r + 1].map((n) => (closed ? (n + runs.length) % runs.length : n)).filter((n) => n in runs);
    const hosts = beside.sort((a, b) => length(runs[b]) - length(runs[a]) || a - b);
    const host = hosts.find((n) => runs[n].strands !== runs[r].strands && allowed(runs[r], runs[n].strands));
    if (host === undefined) continue;
    runs[r] = { ...runs[r], strands: runs[host].strands };
    uniteEqual(runs);
    return true;
  }
  return false;
}

function uniteEqual(runs: Run[]): void {
  for (let r = runs.length - 1; r > 0; r--) {
    if (runs[r].strands !== runs[r - 1].strands) continue;
    runs.splice(r - 1, 2, { ...runs[r - 1], to: runs[r].to });
  }
}
