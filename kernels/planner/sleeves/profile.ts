// A way through a thin place in numbers: its chords, how far along its middle each lies, and how wide it is there. nm.
import { areaAfter, chordOf, isClosed, leftAt, rightAt } from './sleeves';
import { distance, nextOf, xAt, yAt } from '../thin/net';
import { span } from '../span';
import { getF64, getI32, setF64, setI32, take } from '../../room';

/** Places are means over this way to both sides, strand widths: noise of the rims evens out ... */
const evenPlaces: f64 = 0.25;
/** ... and widths over this. Near the ends of an open way over less, evenly, so that what rises stays what it is ... */
const evenWidths: f64 = 0.4;
/** ... widths at least over this part of it. */
const leastWidth: f64 = 0.1;
/** At a free end the middle keeps this much of its chord from the rim: half of it, less for chords that stand askew. */
const clearOfEnd: f64 = 0.44;
/** What lies between two chords that are one in all but name, strand widths squared. */
const nothing: f64 = 1e-4;

/** Chords, and places along the way: one a chord, and one more for a closed way, back at the first. */
export let count: i32 = 0;
export let places: i32 = 0;
export let closed: bool = false;
/** nm², beyond a free end; -1 where something goes on. */
export let startArea: f64 = 0;
export let endArea: f64 = 0;
// The first chord of the sleeve that is left, and one past the last.
let first: i32 = 0;
let end: i32 = 0;
// Left x, left y, right x and right y of the chords as they are, one coordinate after the other, and evened (f64).
let rough: usize = 0;
let even: usize = 0;
/** By place (f64): way along the middle, and area up to there. */
let along: usize = 0;
let areasTo: usize = 0;
/** By chord (f64): area over length around it, the width of what lies there. */
let widths: usize = 0;

export function leftX(chord: i32): f64 {
  return getF64(even, chord);
}

export function leftY(chord: i32): f64 {
  return getF64(even, count + chord);
}

export function rightX(chord: i32): f64 {
  return getF64(even, 2 * count + chord);
}

export function rightY(chord: i32): f64 {
  return getF64(even, 3 * count + chord);
}

export function wayTo(place: i32): f64 {
  return getF64(along, place);
}

export function areaTo(place: i32): f64 {
  return getF64(areasTo, place);
}

export function widthAt(chord: i32): f64 {
  return getF64(widths, chord);
}

/** The samples at the ends of the first chord, and of the last. */
export function firstLeft(): i32 {
  return leftAt(first);
}

export function firstRight(): i32 {
  return rightAt(first);
}

export function lastLeft(): i32 {
  return leftAt(end - 1);
}

export function lastRight(): i32 {
  return rightAt(end - 1);
}

/** Of a sleeve with so much beyond its ends. */
export function profileOf(sleeve: i32, beyondStart: f64, beyondEnd: f64, strand: f64): void {
  closed = isClosed(sleeve);
  startArea = beyondStart;
  endArea = beyondEnd;
  first = chordOf(sleeve);
  end = chordOf(sleeve + 1);
  trimEnds(nothing * strand * strand);
  count = end - first;
  places = count + (closed ? 1 : 0);
  takeChords();
  const roughAlong = alongMiddle(rough);
  takeStretches(roughAlong, evenPlaces * strand, 0);
  even = take(32 * <usize>count);
  for (let k = 0; k < 4; k++) evenInto(even + 8 * <usize>(k * count), rough + 8 * <usize>(k * count), roughAlong);
  along = alongMiddle(even);
  areasTo = take(8 * <usize>places);
  setF64(areasTo, 0, 0);
  for (let i = 1; i < places; i++) setF64(areasTo, i, areaTo(i - 1) + areaAfter(first + i - 1));
  takeStretches(along, evenWidths * strand, leastWidth);
  widths = take(8 * <usize>count);
  for (let i = 0; i < count; i++) {
    const area = areaUpTo(toChord, toPart, toTurns, i) - areaUpTo(fromChord, fromPart, fromTurns, i);
    setF64(widths, i, area / getF64(lengths, i));
  }
}

/**
 * Leaves out chords at free ends that lie nearer to the end than half of them, or hold next to nothing to the next one:
 * their area goes to the end.
 */
function trimEnds(least: f64): void {
  while (startArea >= 0 && first < end - 1) {
    if (areaAfter(first) >= least && !isNearEnd(leftAt(first), rightAt(first))) break;
    startArea += areaAfter(first++);
  }
  while (endArea >= 0 && first < end - 1) {
    if (areaAfter(end - 2) >= least && !isNearEnd(rightAt(end - 1), leftAt(end - 1))) break;
    endArea += areaAfter(--end - 1);
  }
}

/** Whether the rim from one end of a chord round to its other comes nearer to its middle than its ends do. */
function isNearEnd(from: i32, to: i32): bool {
  const mx = (xAt(from) + xAt(to)) / 2;
  const my = (yAt(from) + yAt(to)) / 2;
  const limit = clearOfEnd * distance(from, to);
  for (let at = from; at != to; ) {
    const px = mx - xAt(at);
    const py = my - yAt(at);
    const on = nextOf(at);
    const dx = xAt(on) - xAt(at);
    const dy = yAt(on) - yAt(at);
    const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
    const ex = px - t * dx;
    const ey = py - t * dy;
    if (ex * ex + ey * ey < limit * limit) return true;
    if (on == from) return false;
    at = on;
  }
  return false;
}

function takeChords(): void {
  rough = take(32 * <usize>count);
  for (let i = 0; i < count; i++) {
    const left = leftAt(first + i);
    const right = rightAt(first + i);
    setF64(rough, i, xAt(left));
    setF64(rough, count + i, yAt(left));
    setF64(rough, 2 * count + i, xAt(right));
    setF64(rough, 3 * count + i, yAt(right));
  }
}

/** A closed way with its chords from another one on. */
export function turnProfile(from: i32): void {
  const given = even;
  even = take(32 * <usize>count);
  for (let k = 0; k < 4; k++) turnInto(even + 8 * <usize>(k * count), given + 8 * <usize>(k * count), from);
  const givenWidths = widths;
  widths = take(8 * <usize>count);
  turnInto(widths, givenWidths, from);
  along = turnedSums(along, from);
  areasTo = turnedSums(areasTo, from);
}

function turnInto(turned: usize, values: usize, from: i32): void {
  for (let i = 0; i < count; i++) setF64(turned, i, getF64(values, (i + from) % count));
}

function turnedSums(sums: usize, from: i32): usize {
  const turned = take(8 * <usize>places);
  for (let i = 0; i < places; i++) {
    const at = i + from;
    const round = at >= count ? getF64(sums, count) : 0;
    setF64(turned, i, getF64(sums, at % count) - getF64(sums, from) + round);
  }
  return turned;
}

/** Length of the way through the middles of the chords, up to each. */
function alongMiddle(ends: usize): usize {
  const way = take(8 * <usize>places);
  setF64(way, 0, 0);
  for (let i = 1; i < places; i++) {
    const j = i % count;
    const dx = getF64(ends, j) + getF64(ends, 2 * count + j) - getF64(ends, i - 1) - getF64(ends, 2 * count + i - 1);
    const dy = getF64(ends, count + j) + getF64(ends, 3 * count + j) - getF64(ends, count + i - 1) - getF64(ends, 3 * count + i - 1);
    setF64(way, i, getF64(way, i - 1) + Math.sqrt(dx * dx + dy * dy) / 2);
  }
  return way;
}

// The stretch around each chord that a mean is taken over: the chord before its begin and its end, how far on to the next
// one these lie, and how often round a closed way before; and its length.
let fromChord: usize = 0;
let fromPart: usize = 0;
let fromTurns: usize = 0;
let toChord: usize = 0;
let toPart: usize = 0;
let toTurns: usize = 0;
let lengths: usize = 0;

function takeStretches(way: usize, reach: f64, least: f64): void {
  fromChord = take(4 * <usize>count);
  fromPart = take(8 * <usize>count);
  fromTurns = take(8 * <usize>count);
  toChord = take(4 * <usize>count);
  toPart = take(8 * <usize>count);
  toTurns = take(8 * <usize>count);
  lengths = take(8 * <usize>count);
  const total = getF64(way, places - 1);
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    const at = getF64(way, i);
    const half = closed
      ? Math.min(reach, total / 2)
      : Math.min(reach, Math.max(Math.min(at, total - at), least * reach));
    const from = closed ? at - half : Math.max(0, at - half);
    const to = closed ? at + half : Math.min(total, at + half);
    setF64(lengths, i, to - from);
    low = findPlace(way, from, total, low, i, fromChord, fromPart, fromTurns);
    high = findPlace(way, to, total, high, i, toChord, toPart, toTurns);
  }
}

/** A closed way goes on beyond its end. Each place lies near the one before: it is looked for from there. */
function findPlace(way: usize, at: f64, total: f64, low: i32, i: i32, chord: usize, part: usize, turns: usize): i32 {
  const highest = places - 2;
  const turn = at < 0 || at > total ? Math.floor(at / total) : 0;
  const rest = at - turn * total;
  while (low > 0 && getF64(way, low) > rest) low--;
  while (low < highest && getF64(way, low + 1) <= rest) low++;
  const length = highest < 0 ? 0 : getF64(way, low + 1) - getF64(way, low);
  setI32(chord, i, low);
  setF64(part, i, length > 0 ? (rest - getF64(way, low)) / length : 0);
  setF64(turns, i, turn);
  return low;
}

/** Values at chords, evened: means over the way around each. The ends stay where they are. */
function evenInto(means: usize, values: usize, way: usize): void {
  const sums = take(8 * <usize>places);
  setF64(sums, 0, 0);
  for (let i = 1; i < places; i++) {
    const both = getF64(values, i - 1) + getF64(values, i % count);
    setF64(sums, i, getF64(sums, i - 1) + ((getF64(way, i) - getF64(way, i - 1)) * both) / 2);
  }
  for (let i = 0; i < count; i++) {
    const upTo = sumUpTo(values, sums, way, getI32(toChord, i), getF64(toPart, i), getF64(toTurns, i));
    const from = sumUpTo(values, sums, way, getI32(fromChord, i), getF64(fromPart, i), getF64(fromTurns, i));
    const mean = (upTo - from) / getF64(lengths, i);
    setF64(means, i, isFinite(mean) ? mean : getF64(values, i));
  }
}

/** Of values that run straight from chord to chord. */
function sumUpTo(values: usize, sums: usize, way: usize, chord: i32, part: f64, turns: f64): f64 {
  const value = getF64(values, chord);
  const next = chord + 1;
  const rise = getF64(values, next % count) - value;
  const length = next < places ? getF64(way, next) - getF64(way, chord) : NaN;
  const sum = getF64(sums, chord) + part * length * (value + (rise * part) / 2);
  return turns * getF64(sums, places - 1) + sum;
}

function areaUpTo(chord: usize, part: usize, turns: usize, i: i32): f64 {
  const at = getI32(chord, i);
  const here = areaTo(at);
  const next = at + 1 < places ? areaTo(at + 1) : NaN;
  return getF64(turns, i) * areaTo(places - 1) + (here + getF64(part, i) * (next - here));
}
