// A way, cut into runs, shared out among strands: each strand of a run has a share of it, and shares go on in each other.
// Ends of shares are numbered twice the share, plus one for its last point.
import { closed, endArea, startArea } from './profile';
import { runs, strandsOf } from './runs';
import { getF64, getI32, setF64, setI32, take } from '../../room';

export let shares: i32 = 0;
/** By run (i32): its first share; those of its other strands follow. */
let firstShare: usize = 0;
/** By share (i32). */
let runOfShare: usize = 0;
/** By end (i32): the end that it goes on at, -1 for none. */
let links: usize = 0;
/** By end (f64): where a strand ends beside two others or more at a free end; no number where it does not. */
let tipXs: usize = 0;
let tipYs: usize = 0;

export function shareOf(run: i32, strand: i32): i32 {
  return getI32(firstShare, run) + strand;
}

export function runOf(share: i32): i32 {
  return getI32(runOfShare, share);
}

/** Which of the strands of its run, counted from the left. */
export function strandOf(share: i32): i32 {
  return share - getI32(firstShare, runOf(share));
}

export function linkOf(end: i32): i32 {
  return getI32(links, end);
}

export function link(a: i32, b: i32): void {
  setI32(links, a, b);
  setI32(links, b, a);
}

export function tipX(end: i32): f64 {
  return getF64(tipXs, end);
}

export function tipY(end: i32): f64 {
  return getF64(tipYs, end);
}

export function setTip(end: i32, x: f64, y: f64): void {
  setF64(tipXs, end, x);
  setF64(tipYs, end, y);
}

/** Shares of all runs; none goes on yet at a free end. */
export function makeShares(): void {
  firstShare = take(4 * <usize>runs);
  shares = 0;
  for (let run = 0; run < runs; run++) {
    setI32(firstShare, run, shares);
    shares += strandsOf(run);
  }
  runOfShare = take(4 * <usize>shares);
  for (let run = 0; run < runs; run++) {
    for (let k = 0; k < strandsOf(run); k++) setI32(runOfShare, shareOf(run, k), run);
  }
  links = take(8 * <usize>shares);
  tipXs = take(16 * <usize>shares);
  tipYs = take(16 * <usize>shares);
  for (let end = 0; end < 2 * shares; end++) {
    setI32(links, end, -1);
    setTip(end, NaN, NaN);
  }
  for (let run = 1; run < runs; run++) linkRuns(run - 1, run);
  if (closed && runs > 1) linkRuns(runs - 1, 0);
  if (closed && runs == 1) for (let share = 0; share < shares; share++) link(2 * share + 1, 2 * share);
  // Two strands that end at the same free end are one that turns there.
  if (startArea >= 0 && strandsOf(0) == 2) link(2 * shareOf(0, 0), 2 * shareOf(0, 1));
  if (endArea >= 0 && strandsOf(runs - 1) == 2) link(2 * shareOf(runs - 1, 0) + 1, 2 * shareOf(runs - 1, 1) + 1);
}

/** Where they become fewer, those next to the rims go on. */
function linkRuns(run: i32, next: i32): void {
  const before = strandsOf(run);
  const then = strandsOf(next);
  const few = min(before, then);
  if (few == 0) return;
  for (let k = 0; k < few; k++) {
    const one = shareOf(run, goesOnAs(k, few, before));
    const other = shareOf(next, goesOnAs(k, few, then));
    link(2 * one + 1, 2 * other);
  }
}

/** The strand of a run of `many` that goes on as strand k of `few`. */
export function goesOnAs(k: i32, few: i32, many: i32): i32 {
  return k < (few + 1) / 2 ? k : k + many - few;
}
