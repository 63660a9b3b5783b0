// The ways of strands along their shares: each in the middle of what it fills of the chords.
import { closed, count, leftX, leftY, rightX, rightY, wayTo, widthAt } from './profile';
import { fromOf, lengthOf, runBeside, strandsOf, toOf } from './runs';
import { goesOnAs, linkOf, runOf, strandOf, tipX, tipY } from './shares';
import { getF64, mark, setF64, take } from '../../room';

/**
 * Where a strand ends beside others that go on, it gives way to them over this way, strand widths: at each place all
 * together fill the wall ...
 */
const transition: f64 = 1.5;
/** ... until the first is no wider than this. */
const thinnestEnd: f64 = 0.25;

/** Width of a strand, nm. */
let strand: f64 = 0;
/** The last thing in the room: x y width of each point of the way under construction (f64). */
let way: usize = 0;

export function startWay(strandNm: f64): usize {
  strand = strandNm;
  way = mark();
  return way;
}

/** Points of the way so far. */
export function wayPoints(): i32 {
  return <i32>(mark() - way) / 24;
}

function addPoint(x: f64, y: f64, width: f64): void {
  const at = take(24);
  setF64(at, 0, x);
  setF64(at, 1, y);
  setF64(at, 2, width);
}

/** The points of a share, from the end it is entered at. */
export function addShare(end: i32): void {
  addTip(end);
  const first = wayPoints();
  addGivenWay(end & ~1);
  reverse(first);
  addBands(end >> 1);
  addGivenWay(end | 1);
  if (end % 2 == 1) reverse(first);
  addTip(end ^ 1);
}

/** All points from one on. */
function reverse(first: i32): void {
  for (let i = 3 * first, j = 3 * wayPoints() - 3; i < j; i += 3, j -= 3) {
    for (let k = 0; k < 3; k++) {
      const value = getF64(way, i + k);
      setF64(way, i + k, getF64(way, j + k));
      setF64(way, j + k, value);
    }
  }
}

/** Where a share ends at a free end beside two others or more. */
function addTip(end: i32): void {
  if (isNaN(tipX(end))) return;
  const run = runOf(end >> 1);
  const chord = end % 2 == 1 ? toOf(run) : fromOf(run);
  addPoint(tipX(end), tipY(end), widthAt(chord) / <f64>strandsOf(run));
}

/** In the middle of what lies between two fractions of a chord, from its left end. */
function addBand(place: i32, low: f64, high: f64): void {
  const i = place % count;
  const f = (low + high) / 2;
  addPoint(leftX(i) + f * (rightX(i) - leftX(i)), leftY(i) + f * (rightY(i) - leftY(i)), (high - low) * widthAt(i));
}

/** What a strand fills of each of the chords of its run; beside a run of more strands it takes over from those that end. */
function addBands(share: i32): void {
  const run = runOf(share);
  const k = strandOf(share);
  const strands = strandsOf(run);
  const most = reachInto(run);
  const before = strandsBeside(run, -1);
  const next = strandsBeside(run, 1);
  // A closed run has its last chord at its first.
  const last = closed && toOf(run) - fromOf(run) == count ? toOf(run) - 1 : toOf(run);
  for (let at = fromOf(run); at <= last; at++) {
    const fromStart = before > strands ? (wayTo(at) - wayTo(fromOf(run))) / most : 1;
    const fromEnd = next > strands ? (wayTo(toOf(run)) - wayTo(at)) / most : 1;
    const off = Math.min(fromStart, fromEnd);
    const many = fromStart < fromEnd ? before : next;
    if (off >= 1) addBand(at, <f64>k / <f64>strands, <f64>(k + 1) / <f64>strands);
    else addBandBetween(at, many, strands, off, goesOnAs(k, strands, many));
  }
}

/** Strand k of `many`, where these become `few`, `off` of the way from where they begin to do so to where they are. */
function addBandBetween(place: i32, many: i32, few: i32, off: f64, k: i32): void {
  addBand(place, borderOf(k, many, few, off), borderOf(k + 1, many, few, off));
}

/** Between strand k - 1 and strand k of them. */
function borderOf(k: i32, many: i32, few: i32, off: f64): f64 {
  const first = (few + 1) / 2;
  const gone = min(max(k - first, 0), many - few);
  return ((1 - off) * <f64>k) / <f64>many + (off * <f64>(k - gone)) / <f64>few;
}

function reachInto(run: i32): f64 {
  return Math.min(transition * strand, lengthOf(run) / 2);
}

function strandsBeside(run: i32, step: i32): i32 {
  const beside = runBeside(run, step);
  return beside < 0 ? 0 : strandsOf(beside);
}

/** How a strand that ends beside others goes on among them, ever thinner, from its end outwards. */
function addGivenWay(end: i32): void {
  const run = runOf(end >> 1);
  const k = strandOf(end >> 1);
  const atEnd = end % 2 == 1;
  const into = runBeside(run, atEnd ? 1 : -1);
  if (linkOf(end) >= 0 || into < 0 || strandsOf(into) == 0 || strandsOf(into) >= strandsOf(run)) return;
  const most = reachInto(into);
  const start = atEnd ? fromOf(into) : toOf(into);
  for (let step = 1; fromOf(into) + step < toOf(into); step++) {
    const at = atEnd ? start + step : start - step;
    const off = Math.min(1, abs(wayTo(at) - wayTo(start)) / most);
    const low = borderOf(k, strandsOf(run), strandsOf(into), off);
    const high = borderOf(k + 1, strandsOf(run), strandsOf(into), off);
    if ((high - low) * widthAt(at % count) < thinnestEnd * strand) break;
    addBand(at, low, high);
  }
}

/** Half a turn round the middle of the last chord, from one of two strands to the other. */
export function addTurn(end: i32): void {
  const run = runOf(end >> 1);
  const atEnd = end % 2 == 0;
  const i = (atEnd ? toOf(run) : fromOf(run)) % count;
  const mx = (leftX(i) + rightX(i)) / 2;
  const my = (leftY(i) + rightY(i)) / 2;
  const side: f64 = strandOf(end >> 1) == 0 ? 1 : -1;
  const ax = (side * (leftX(i) - rightX(i))) / 4;
  const ay = (side * (leftY(i) - rightY(i))) / 4;
  // Ahead is to the right of the way from right to left, behind to its left.
  const turn = side * (atEnd ? 1 : -1);
  const ux = turn * ay;
  const uy = -turn * ax;
  // After an eighth, a quarter and three eighths of a turn: cosine and sine of the angles to the bit, as multiples of pi.
  addTurned(i, mx, my, ax, ay, ux, uy, 0.7071067811865476, 0.7071067811865475);
  addTurned(i, mx, my, ax, ay, ux, uy, 6.123233995736766e-17, 1);
  addTurned(i, mx, my, ax, ay, ux, uy, -0.7071067811865475, 0.7071067811865476);
}

function addTurned(i: i32, mx: f64, my: f64, ax: f64, ay: f64, ux: f64, uy: f64, cosine: f64, sine: f64): void {
  addPoint(mx + cosine * ax + sine * ux, my + cosine * ay + sine * uy, widthAt(i) / 2);
}
