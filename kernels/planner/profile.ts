// A way through a thin place in numbers: src/laydown/thin/profile.ts says what they are.
import { answer, getF64, getI32, setF64, setI32, take } from '../room';

// The ends of the chords: left x, left y, right x, right y (f64), and the area between chords (f64).
let count: i32 = 0;
let chords: usize = 0;
let areas: usize = 0;
/** Places along the way: one a chord, and one more for a closed way. */
let places: i32 = 0;

/** Room for the ends of the chords, one coordinate after the other, and for the areas. */
export function takeChords(chordCount: i32, areaCount: i32): usize {
  count = chordCount;
  chords = take(32 * <usize>count + 8 * <usize>areaCount);
  areas = chords + 32 * <usize>count;
  return chords;
}

/**
 * Evens the places over `reachPlace` to both sides of each chord, and the widths over `reachWidth`. Where the evened
 * coordinates lie, one after the other, the way along, the width and the area up to each chord (all f64).
 */
export function profileOf(closed: bool, reachPlace: f64, reachWidth: f64, leastWidth: f64): usize {
  places = count + (closed ? 1 : 0);
  const rough = alongMiddle(chords);
  takeStretches(rough, closed, reachPlace, 0);
  const even = take(32 * <usize>count);
  for (let k = 0; k < 4; k++) evenInto(even + 8 * <usize>(k * count), chords + 8 * <usize>(k * count), rough);
  const along = alongMiddle(even);
  const areaTo = take(8 * <usize>places);
  setF64(areaTo, 0, 0);
  for (let i = 1; i < places; i++) setF64(areaTo, i, getF64(areaTo, i - 1) + getF64(areas, i - 1));
  takeStretches(along, closed, reachWidth, leastWidth);
  const width = take(8 * <usize>count);
  for (let i = 0; i < count; i++) {
    setF64(width, i, (areaUpTo(areaTo, toChord, toPart, toTurns, i) - areaUpTo(areaTo, fromChord, fromPart, fromTurns, i)) / getF64(lengths, i));
  }
  return answer(<i32>even, <i32>along, <i32>width, <i32>areaTo);
}

/** Length of the way through the middles of the chords, up to each. */
function alongMiddle(ends: usize): usize {
  const along = take(8 * <usize>places);
  setF64(along, 0, 0);
  for (let i = 1; i < places; i++) {
    const j = i % count;
    const dx = getF64(ends, j) + getF64(ends, 2 * count + j) - getF64(ends, i - 1) - getF64(ends, 2 * count + i - 1);
    const dy = getF64(ends, count + j) + getF64(ends, 3 * count + j) - getF64(ends, count + i - 1) - getF64(ends, 3 * count + i - 1);
    setF64(along, i, getF64(along, i - 1) + Math.sqrt(dx * dx + dy * dy) / 2);
  }
  return along;
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

function takeStretches(along: usize, closed: bool, reach: f64, least: f64): void {
  fromChord = take(4 * <usize>count);
  fromPart = take(8 * <usize>count);
  fromTurns = take(8 * <usize>count);
  toChord = take(4 * <usize>count);
  toPart = take(8 * <usize>count);
  toTurns = take(8 * <usize>count);
  lengths = take(8 * <usize>count);
  const total = getF64(along, places - 1);
  let low = 0;
  let high = 0;
  for (let i = 0; i < count; i++) {
    const at = getF64(along, i);
    const half = closed
      ? Math.min(reach, total / 2)
      : Math.min(reach, Math.max(Math.min(at, total - at), least * reach));
    const from = closed ? at - half : Math.max(0, at - half);
    const to = closed ? at + half : Math.min(total, at + half);
    setF64(lengths, i, to - from);
    low = findPlace(along, from, total, low, i, fromChord, fromPart, fromTurns);
    high = findPlace(along, to, total, high, i, toChord, toPart, toTurns);
  }
}

/** A closed way goes on beyond its end. Each place lies near the one before: it is looked for from there. */
function findPlace(along: usize, at: f64, total: f64, low: i32, i: i32, chord: usize, part: usize, turns: usize): i32 {
  const highest = places - 2;
  const turn = at < 0 || at > total ? Math.floor(at / total) : 0;
  const way = at - turn * total;
  while (low > 0 && getF64(along, low) > way) low--;
  while (low < highest && getF64(along, low + 1) <= way) low++;
  const length = highest < 0 ? 0 : getF64(along, low + 1) - getF64(along, low);
  setI32(chord, i, low);
  setF64(part, i, length > 0 ? (way - getF64(along, low)) / length : 0);
  setF64(turns, i, turn);
  return low;
}

/** Values at chords, evened: means over the way around each. The ends stay where they are. */
function evenInto(means: usize, values: usize, along: usize): void {
  const sums = take(8 * <usize>places);
  setF64(sums, 0, 0);
  for (let i = 1; i < places; i++) {
    const both = getF64(values, i - 1) + getF64(values, i % count);
    setF64(sums, i, getF64(sums, i - 1) + ((getF64(along, i) - getF64(along, i - 1)) * both) / 2);
  }
  for (let i = 0; i < count; i++) {
    const upTo = sumUpTo(values, sums, along, getI32(toChord, i), getF64(toPart, i), getF64(toTurns, i));
    const from = sumUpTo(values, sums, along, getI32(fromChord, i), getF64(fromPart, i), getF64(fromTurns, i));
    const mean = (upTo - from) / getF64(lengths, i);
    setF64(means, i, isFinite(mean) ? mean : getF64(values, i));
  }
}

/** Of values that run straight from chord to chord. */
function sumUpTo(values: usize, sums: usize, along: usize, chord: i32, part: f64, turns: f64): f64 {
  const value = getF64(values, chord);
  const next = chord + 1;
  const rise = getF64(values, next % count) - value;
  const way = next < places ? getF64(along, next) - getF64(along, chord) : NaN;
  const sum = getF64(sums, chord) + part * way * (value + (rise * part) / 2);
  return turns * getF64(sums, places - 1) + sum;
}

function areaUpTo(areaTo: usize, chord: usize, part: usize, turns: usize, i: i32): f64 {
  const at = getI32(chord, i);
  const here = getF64(areaTo, at);
  const next = at + 1 < places ? getF64(areaTo, at + 1) : NaN;
  return getF64(turns, i) * getF64(areaTo, places - 1) + (here + getF64(part, i) * (next - here));
}
