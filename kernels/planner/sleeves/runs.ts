// How many strands lie side by side along a way: stretches with the same number, which together cover all of it, in order.
import { closed, count, turnProfile, wayTo, widthAt } from './profile';
import { getI32, setI32, take } from '../../room';

/** Thinnest place that a strand is laid in, strand widths, less what noise and rounding take. */
const thinnest: f64 = 0.49;
/** Stretches shorter than this join a neighbour where its strands fit, strand widths. */
const shortest: f64 = 2;
// Strands of a joined stretch may be this narrow or wide, strand widths; and one by itself.
const narrowest: f64 = 0.6;
const widest: f64 = 1.4;
const narrowestOne: f64 = 0.4;
const widestOne: f64 = 1.8;
/** More than any place has. */
const mostStrands: f64 = 1e6;

// By run (i32): its first and last chord (the last of one run is the first of the next), and how many strands lie side by side
// on it, 0 where it is too thin for one.
export let runs: i32 = 0;
let froms: usize = 0;
let tos: usize = 0;
let strandCounts: usize = 0;
/** Runs by their length (i32). */
let order: usize = 0;
/** nm. */
let strand: f64 = 0;

export function fromOf(run: i32): i32 {
  return getI32(froms, run);
}

export function toOf(run: i32): i32 {
  return getI32(tos, run);
}

export function strandsOf(run: i32): i32 {
  return getI32(strandCounts, run);
}

export function lengthOf(run: i32): f64 {
  return wayTo(toOf(run)) - wayTo(fromOf(run));
}

/** Before (-1) or after (1) another one; -1 where there is none. */
export function runBeside(run: i32, step: i32): i32 {
  const beside = run + step;
  if (closed && runs > 1) return (beside + runs) % runs;
  return beside < runs ? beside : -1;
}

/** The runs of the profile; a closed way with changes on it begins at one of them. */
export function findRuns(strandNm: f64): void {
  strand = strandNm;
  divideWay();
  if (!closed || runs < 2 || strandsOf(0) != strandsOf(runs - 1)) return;
  turnProfile(toOf(0));
  divideWay();
}

function divideWay(): void {
  froms = take(4 * <usize>(count + 1));
  tos = take(4 * <usize>(count + 1));
  strandCounts = take(4 * <usize>(count + 1));
  order = take(4 * <usize>(count + 1));
  runs = 0;
  const last = closed ? count : count - 1;
  let from = 0;
  let current = 0;
  for (let i = 0; i < last; i++) {
    const mean = (widthAt(i) + widthAt((i + 1) % count)) / 2 / strand;
    const strands = mean >= thinnest ? <i32>Math.max(1, Math.round(Math.min(mean, mostStrands))) : 0;
    if (i > 0 && strands == current) continue;
    if (i > 0) addRun(from, i, current);
    from = i;
    current = strands;
  }
  if (last > 0) addRun(from, last, current);
  while (joinShortest()) {}
}

function addRun(from: i32, to: i32, strands: i32): void {
  setI32(froms, runs, from);
  setI32(tos, runs, to);
  setI32(strandCounts, runs, strands);
  runs++;
}

/** Joins the shortest stretch that may join a neighbour, the longer one first; whether there was any. */
function joinShortest(): bool {
  if (runs < 2) return false;
  sortByLength();
  for (let at = 0; at < runs; at++) {
    const run = getI32(order, at);
    if (lengthOf(run) >= shortest * strand) return false;
    let host = runBeside(run, -1);
    let other = runBeside(run, 1);
    if (other >= 0 && (host < 0 || isLonger(other, host))) {
      const shorter = host;
      host = other;
      other = shorter;
    }
    if (!mayJoin(run, host)) host = other;
    if (!mayJoin(run, host)) continue;
    setI32(strandCounts, run, strandsOf(host));
    uniteEqual();
    return true;
  }
  return false;
}

/** Of two runs of one length the first comes first. */
function isLonger(a: i32, b: i32): bool {
  return lengthOf(a) > lengthOf(b) || (lengthOf(a) == lengthOf(b) && a < b);
}

function sortByLength(): void {
  for (let run = 0; run < runs; run++) {
    let at = run;
    for (; at > 0 && lengthOf(getI32(order, at - 1)) > lengthOf(run); at--) setI32(order, at, getI32(order, at - 1));
    setI32(order, at, run);
  }
}

function mayJoin(run: i32, host: i32): bool {
  return host >= 0 && strandsOf(host) != strandsOf(run) && fits(run, strandsOf(host));
}

/** Whether so many strands may lie along a run. */
function fits(run: i32, strands: i32): bool {
  if (strands == 0) return lengthOf(run) < strand;
  const least = strands == 1 ? narrowestOne : narrowest;
  const most = strands == 1 ? widestOne : widest;
  for (let i = fromOf(run); i <= toOf(run); i++) {
    const each = widthAt(i % count) / (<f64>strands * strand);
    if (each < least || each > most) return false;
  }
  return true;
}

function uniteEqual(): void {
  let last = 0;
  for (let run = 1; run < runs; run++) {
    if (strandsOf(run) == strandsOf(last)) setI32(tos, last, toOf(run));
    else {
      last++;
      setI32(froms, last, fromOf(run));
      setI32(tos, last, toOf(run));
      setI32(strandCounts, last, strandsOf(run));
    }
  }
  runs = last + 1;
}
