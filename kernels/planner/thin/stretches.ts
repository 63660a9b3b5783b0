// The thin stretches of rims: where a region is narrower than a limit between two stretches that lie far apart along the
// rim. Corners and noise do not count, small pieces always do. One look at the edges within a disc of that diameter per
// piece of rim, so wide regions cost next to nothing.
import { alongOf, enterSmall, lengthOf, narrowPieces, pieces, rimPieces, ringLengthOf, ringOf } from './rim-pieces';
import { areaOfRing, rings } from '../outline';
import { getF64, getI32, getU8, setF64, setI32, setU8, take } from '../../room';

/** Narrow stretches shorter than this are a bottleneck at most, of `apart`. */
const shortStretch: f64 = 0.15;
/** Between two stretches no further apart than this lies the tip of one place, of `apart`: half of it each side, and its end. */
const tip: f64 = 1.75;
/** Stretches are marked with this much more of the rim, of `apart`. */
const beyond: f64 = 0.125;
/** Outer rings shorter than this are too short for stretches that far apart, of `apart`. */
const shortRing: f64 = 2.5;

/** By piece of rim (u8): whether it lies in a thin stretch. */
let marked: usize = 0;
/** Pieces are edges, or equal parts of edges longer than this. */
export let longest: f64 = 0;

export function isMarked(piece: i32): i32 {
  return getU8(marked, piece);
}

export function markAll(): void {
  memory.fill(marked, 1, <usize>pieces);
}

/**
 * Marks where the region is narrower than `limit` between two stretches of its rim that lie more than `apart` from each
 * other along it; whether there is such a place.
 */
export function findStretches(limit: f64, apart: f64): bool {
  longest = limit / 2;
  rimPieces(longest);
  for (let ring = 0; ring < rings; ring++) {
    if (ringLengthOf(ring) <= shortRing * apart && areaOfRing(ring) > 0) enterSmall(ring);
  }
  marked = narrowPieces(limit, apart);
  takeRuns();
  let found = false;
  for (let first = 0; first < pieces; ) {
    let end = first;
    while (end < pieces && ringOf(end) == ringOf(first)) end++;
    if (markRing(first, end - first, apart)) found = true;
    first = end;
  }
  return found;
}

// Narrow pieces one after the other along the ring: the first and last of each run (i32, counted on round the ring), and
// where it begins and stops along it (f64).
let runs: i32 = 0;
let froms: usize = 0;
let tos: usize = 0;
let begins: usize = 0;
let stops: usize = 0;

function takeRuns(): void {
  froms = take(4 * <usize>pieces);
  tos = take(4 * <usize>pieces);
  begins = take(8 * <usize>pieces);
  stops = take(8 * <usize>pieces);
}

/** Drops short stretches of a ring and adds tips and margins to the others; whether there are any. */
function markRing(first: i32, count: i32, apart: f64): bool {
  let start = 0;
  while (start < count && isMarked(first + start) == 1) start++;
  // All of it: a wall goes round.
  if (start == count) return true;
  findRuns(first, count, start, shortStretch * apart);
  memory.fill(marked + <usize>first, 0, <usize>count);
  const around = ringLengthOf(ringOf(first));
  for (let r = 0; r < runs; r++) {
    const from = getI32(froms, r);
    const to = getI32(tos, r);
    const gap = modulo(getF64(begins, (r + 1) % runs) - getF64(stops, r), around);
    const reach = gap <= tip * apart ? gap : beyond * apart;
    for (let i = from; i <= to; i++) setU8(marked, first + (i % count), 1);
    let way: f64 = 0;
    for (let i = to + 1; way < reach && i < to + count; i++) {
      const piece = first + (i % count);
      setU8(marked, piece, 1);
      way += lengthOf(piece);
    }
    way = 0;
    for (let i = from - 1; way < beyond * apart && i > from - count; i--) {
      const piece = first + ((i + count) % count);
      setU8(marked, piece, 1);
      way += lengthOf(piece);
    }
  }
  return runs > 0;
}

function modulo(a: f64, b: f64): f64 {
  return ((a % b) + b) % b;
}

/** The runs of narrow pieces that are no shorter than `least`; `start` is a piece that is none of them. */
function findRuns(first: i32, count: i32, start: i32, least: f64): void {
  const around = ringLengthOf(ringOf(first));
  runs = 0;
  for (let from = start + 1; from <= start + count; from++) {
    const piece = first + (from % count);
    if (isMarked(piece) == 0) continue;
    let to = from;
    while (isMarked(first + ((to + 1) % count)) == 1) to++;
    const last = first + (to % count);
    const turns = alongOf(last) < alongOf(piece) ? around : 0;
    const begin = alongOf(piece) - lengthOf(piece) / 2;
    const stop = alongOf(last) + turns + lengthOf(last) / 2;
    if (stop - begin >= least) {
      setI32(froms, runs, from);
      setI32(tos, runs, to);
      setF64(begins, runs, begin);
      setF64(stops, runs, stop);
      runs++;
    }
    from = to;
  }
}
