// Takes the thin places out of a region and lays strands along them: src/laydown/thin/lay-thin.ts says what they are.
import { startRecords } from '../sleeves/bead';
import { cutCaps, isAlive, waysOut } from './caps';
import { distance, edges, endOf, makeNet, startOf, triangleArea, triangles } from './net';
import { areaOfRest, restOf } from './rest';
import { sampleRims } from './rim-samples';
import { hasThin, isThin, splitThin } from './split-thin';
import { addSpot, areaOfPiece, holdsSpot, startSpots, takePiece } from './spots';
import { findStretches, markAll } from './stretches';
import { areaOfOutline, cornerX, cornerY, moveToOrigin, rings } from '../outline';
import { closed, count, endArea, places, profileOf, startArea, wayTo, widthAt } from '../sleeves/profile';
import {
  chordOf,
  endAreaOf,
  leftAt,
  rightAt,
  seedOfSleeve,
  sleeves,
  startAreaOf,
  traceSleeves,
} from '../sleeves/sleeves';
import { addStrandsAlong, lost } from '../sleeves/strands';
import { answer, getI32, mark, release, setF64, setI32, take } from '../../room';

/** Stretches of rim this far apart along it face each other across a wall, of its limit: nearer ones meet in a corner. */
const facing: f64 = 1.6;
/** Distance of the points on rims, strand widths. */
const sampling: f64 = 0.25;
/** Circles through points of rims this far apart are that much larger than what fits between the rims. */
const sampled: f64 = 1.01;
/** Rims of tips are not followed finer than this, strand widths. */
const finest: f64 = 1 / 64;
/**
 * A closed way shorter than this goes around a hole that is next to nothing, strand widths: a ring of half a strand has a
 * middle three times as long, and a shorter one may be a single point once it is evened out.
 */
const leastRing: f64 = 0.5;
/** The middle of a dot is shorter than this, of its width. */
const spotLength: f64 = 0.15;
/** What lies beyond the last chord of a way is a bulb where it holds more than this much of the square on the chord ... */
const bulbOfChord: f64 = 1;
/** ... and more than this, strand widths squared: half a square on a chord is an end cut straight. */
const leastBulb: f64 = 0.5;
/** Area that may be missing, or there twice, where rims are too fine to follow: of a region ... */
const unaccounted: f64 = 1e-4;
/** ... and strand widths squared. */
const unaccountedSquares: f64 = 0.02;

/** Of a strand, nm. */
let width: f64 = 0;
/** Triangles of pieces without a way (i32). */
let spots: i32 = 0;
let seeds: usize = 0;

/** Whether there may be places narrower than `limit`, seldom true for nothing; and with `more` taken off both sides. */
export function mayBeThin(limit: f64, more: f64): bool {
  return findStretches(limit + more, facing * limit);
}

/**
 * The strands of `widthNm` that lie in places narrower than `narrow`, in long ones than `limit`; 0 where there are none. Where
 * these lie: what is left of the region, the same with its mouths moved half a strand into the thin places (rings), the
 * area that nothing fits into (f64, nm²) with the records of the strands after it, and the end of these; and where the lower
 * left corner of the region is: spots are seen from there.
 */
export function layThin(widthNm: f64, narrow: f64, limit: f64): usize {
  if (rings == 0) return 0;
  width = widthNm;
  moveToOrigin();
  if (!findStretches(limit, facing * limit)) return 0;
  if (!divide(narrow, limit)) {
    markAll();
    if (!divide(narrow, limit)) return 0;
  }
  if (!hasThin()) return 0;
  const rest = restOf(0);
  const reaching = restOf(width / 2);
  cutCaps(width);
  traceSleeves();
  startSpots();
  findSpots();
  startRecords(cornerX, cornerY);
  const records = take(8);
  let left: f64 = 0;
  for (let sleeve = 0; sleeve < sleeves; sleeve++) left += laySleeve(sleeve);
  for (let i = 0; i < spots; i++) {
    takePiece(getI32(seeds, i), -1);
    if (holdsSpot(width)) addSpot(width);
    else left += areaOfPiece();
  }
  setF64(records, 0, left);
  return answer(<i32>rest, <i32>reaching, <i32>records, <i32>mark(), cornerX, cornerY);
}

/**
 * Thin places and the rest of a region by the marked stretches of its rim. False where both together are not the region:
 * triangles then reach across a stretch that was passed over.
 */
function divide(narrow: f64, limit: f64): bool {
  sampleRims(sampling * width);
  if (!makeNet(finest * width, 1.5 * sampling * width)) return false;
  splitThin(width, sampled * narrow, sampled * limit);
  const before = mark();
  restOf(0);
  release(before);
  let area = areaOfRest();
  for (let t = 0; t < triangles; t++) if (isThin(t)) area += triangleArea(t);
  const whole = areaOfOutline();
  return abs(area - whole) <= unaccounted * whole + unaccountedSquares * width * width;
}

/** Pieces that have no way at all, by one triangle of each. */
function findSpots(): void {
  seeds = take(4 * <usize>(triangles + sleeves));
  spots = 0;
  for (let t = 0; t < triangles; t++) if (isAlive(t) && waysOut(t) == 0) setI32(seeds, spots++, t);
}

/** Adds the records of the strands in a sleeve; what area it has no room for, nm². */
function laySleeve(sleeve: i32): f64 {
  let start = mark();
  profileOf(sleeve, startAreaOf(sleeve), endAreaOf(sleeve), width);
  if (isSpot()) {
    setI32(seeds, spots++, seedOfSleeve(sleeve));
    release(start);
    return 0;
  }
  const first = chordOf(sleeve);
  const last = chordOf(sleeve + 1) - 1;
  const atStart = bulbBeyond(startAreaOf(sleeve), rightAt(first), leftAt(first));
  const atEnd = bulbBeyond(endAreaOf(sleeve), leftAt(last), rightAt(last));
  if (atStart >= 0 || atEnd >= 0) {
    // Bulbs are laid by themselves, and the way ends at them as it does at a mouth.
    release(start);
    if (atStart >= 0) addBulb(atStart);
    if (atEnd >= 0) addBulb(atEnd);
    start = mark();
    profileOf(sleeve, atStart >= 0 ? -1 : startAreaOf(sleeve), atEnd >= 0 ? -1 : endAreaOf(sleeve), width);
  }
  const found = addStrandsAlong(width);
  // The records move down to the others, over all that they were made with.
  const size = mark() - found;
  release(start);
  memory.copy(take(size), found, size);
  return lost;
}

/** Whether the profile is that of a piece by itself whose middle is hardly a line. */
function isSpot(): bool {
  const length = wayTo(places - 1);
  if (closed) return length < leastRing * width;
  if (startArea < 0 || endArea < 0) return false;
  let widest: f64 = -Infinity;
  for (let i = 0; i < count; i++) widest = Math.max(widest, widthAt(i));
  return length == 0 || length < spotLength * widest;
}

/** The half-edge of a chord whose left side is a bulb that something fits into; -1 where that is none. */
function bulbBeyond(area: f64, from: i32, to: i32): i32 {
  const chord = distance(from, to);
  if (area <= Math.max(bulbOfChord * chord * chord, leastBulb * width * width)) return -1;
  let edge = 0;
  while (edge < edges && !(startOf(edge) == from && endOf(edge) == to)) edge++;
  if (edge == edges) return -1;
  takePiece(edge / 3, edge);
  return holdsSpot(width) ? edge : -1;
}

function addBulb(edge: i32): void {
  takePiece(edge / 3, edge);
  addSpot(width);
}
