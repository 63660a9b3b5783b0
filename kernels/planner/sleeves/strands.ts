// Strands along a way: as many side by side as its width asks for, each in the middle of its share of the chords. Where they
// become fewer, those next to the rims go on. The ink of the whole way is shared out evenly, so ends and turns take no
// more than their place holds.
import { addStrand, sweptArea, takeChoice } from './bead';
import { endStrands } from './free-ends';
import { areaTo, count, endArea, firstLeft, firstRight, lastLeft, lastRight, startArea } from './profile';
import { findRuns, fromOf, runs, strandsOf, toOf } from './runs';
import { linkOf, makeShares, runOf, shares, strandOf } from './shares';
import { addShare, addTurn, startWay, wayPoints } from './ways';
import { getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../../room';

// Ways of strands: where each lies, how many points it has, whether it closes, how many strands lie between it and the rim
// (i32), and its length times its width (f64, nm²).
let ways: i32 = 0;
let places: usize = 0;
let counts: usize = 0;
let rings: usize = 0;
let depths: usize = 0;
let swept: usize = 0;
/** By share (u8): 1 where a way has taken it. */
let done: usize = 0;

/** Area of the profile that is too thin for a strand, nm². */
export let lost: f64 = 0;

/** Adds the records of the strands along the profile; where the first of them lies. */
export function addStrandsAlong(strand: f64): usize {
  // A single chord, with nothing but an end beyond it.
  if (count < 2) {
    lost = Math.max(0, startArea) + Math.max(0, endArea);
    return take(0);
  }
  findRuns(strand);
  lost = totalArea(false);
  makeShares();
  if (shares > 0 && startArea >= 0) endStrands(0, 0, firstLeft(), firstRight(), strand);
  if (shares > 0 && endArea >= 0) endStrands(runs - 1, 1, lastRight(), lastLeft(), strand);
  traceWays(strand);
  return addRecords();
}

/** Of the runs with strands, or of those without; what lies beyond a free end goes with the run there. */
function totalArea(withStrands: bool): f64 {
  let area: f64 = 0;
  for (let run = 0; run < runs; run++) {
    if (strandsOf(run) > 0 != withStrands) continue;
    area += areaTo(toOf(run)) - areaTo(fromOf(run));
    if (run == 0 && startArea > 0) area += startArea;
    if (run == runs - 1 && endArea > 0) area += endArea;
  }
  return area;
}

/** Strands from share to share, as far as they are linked. */
function traceWays(strand: f64): void {
  places = take(4 * <usize>shares);
  counts = take(4 * <usize>shares);
  rings = take(<usize>shares);
  depths = take(4 * <usize>shares);
  swept = take(8 * <usize>shares);
  done = takeZeros(<usize>shares);
  ways = 0;
  for (let end = 0; end < 2 * shares; end++) if (!isDone(end) && linkOf(end) < 0) traceWay(end, false, strand);
  for (let end = 0; end < 2 * shares; end += 2) if (!isDone(end)) traceWay(end, true, strand);
}

function isDone(end: i32): bool {
  return getU8(done, end >> 1) == 1;
}

function traceWay(start: i32, isRing: bool, strand: f64): void {
  const way = startWay(strand);
  let depth = i32.MAX_VALUE;
  for (let end = start; ; ) {
    const run = runOf(end >> 1);
    const k = strandOf(end >> 1);
    depth = min(depth, min(k, strandsOf(run) - 1 - k));
    setU8(done, end >> 1, 1);
    addShare(end);
    const on = linkOf(end ^ 1);
    const turns = on >= 0 && on % 2 != end % 2 && runOf(on >> 1) == run;
    if (turns && strandsOf(run) == 2) addTurn(end);
    if (on < 0 || isDone(on)) break;
    end = on;
  }
  setI32(places, ways, <i32>way);
  setI32(counts, ways, wayPoints());
  setU8(rings, ways, isRing ? 1 : 0);
  setI32(depths, ways, depth);
  setF64(swept, ways, sweptArea(way, wayPoints(), isRing));
  ways++;
}

function addRecords(): usize {
  let all: f64 = 0;
  let most = 0;
  for (let way = 0; way < ways; way++) {
    all += getF64(swept, way);
    most = max(most, getI32(counts, way));
  }
  const area = totalArea(true);
  takeChoice(most);
  const first = take(0);
  for (let way = 0; way < ways; way++) {
    const own = (area * getF64(swept, way)) / all / 1e12;
    addStrand(getI32(places, way), getI32(counts, way), getU8(rings, way) == 1, own, getI32(depths, way));
  }
  return first;
}
