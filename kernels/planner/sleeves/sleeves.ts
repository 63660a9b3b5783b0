// Ways through all thin places of a region: crossings go straight through; the other ways end at them.
import {
  areaBefore,
  areaBeyond,
  chains,
  chordsOf,
  firstOf,
  leftOf,
  rightOf,
  seedOf,
  traceChains,
  traceRings,
} from './chains';
import { areaBetween, isInner, joinCrossings, partnerOf } from './crossings';
import { getF64, getI32, getU8, setF64, setI32, setU8, take } from '../../room';

// Chords of all sleeves: samples at their left and right ends (i32), and the area between each and the next one of its sleeve
// (f64); that of a closed one goes on at its first.
let chords: i32 = 0;
let lefts: usize = 0;
let rights: usize = 0;
let areas: usize = 0;
// By sleeve: its first chord, whether it is closed, a triangle of its place (i32), and what lies beyond its first and its last
// chord where the place ends there, -1 where something goes on (f64).
export let sleeves: i32 = 0;
let firstChord: usize = 0;
let closed: usize = 0;
let seeds: usize = 0;
let startAreas: usize = 0;
let endAreas: usize = 0;
/** By chain (u8): 1 where it is part of a sleeve, or of a crossing. */
let done: usize = 0;

export function chordOf(sleeve: i32): i32 {
  return getI32(firstChord, sleeve);
}

export function leftAt(chord: i32): i32 {
  return getI32(lefts, chord);
}

export function rightAt(chord: i32): i32 {
  return getI32(rights, chord);
}

export function areaAfter(chord: i32): f64 {
  return getF64(areas, chord);
}

export function isClosed(sleeve: i32): bool {
  return getU8(closed, sleeve) == 1;
}

export function seedOfSleeve(sleeve: i32): i32 {
  return getI32(seeds, sleeve);
}

export function startAreaOf(sleeve: i32): f64 {
  return getF64(startAreas, sleeve);
}

export function endAreaOf(sleeve: i32): f64 {
  return getF64(endAreas, sleeve);
}

export function traceSleeves(): void {
  traceChains();
  const linked = chains;
  joinCrossings();
  traceRings();
  takeSleeves();
  done = take(<usize>linked);
  for (let chain = 0; chain < linked; chain++) setU8(done, chain, isInner(chain) ? 1 : 0);
  for (let end = 0; end < 2 * linked; end++) if (!isDone(end) && partnerOf(end) < 0) link(end, false);
  for (let end = 0; end < 2 * linked; end++) if (!isDone(end)) link(end, true);
  for (let ring = linked; ring < chains; ring++) addRing(ring);
}

function takeSleeves(): void {
  const all = <usize>firstOf(chains);
  lefts = take(4 * all);
  rights = take(4 * all);
  areas = take(8 * all);
  firstChord = take(4 * <usize>(chains + 1));
  closed = take(<usize>chains);
  seeds = take(4 * <usize>chains);
  startAreas = take(8 * <usize>chains);
  endAreas = take(8 * <usize>chains);
  chords = 0;
  sleeves = 0;
}

function isDone(end: i32): bool {
  return getU8(done, end >> 1) == 1;
}

/** From an end of a chain on and on over crossings. */
function link(first: i32, isRing: bool): void {
  setI32(firstChord, sleeves, chords);
  let end = first;
  for (;;) {
    setU8(done, end >> 1, 1);
    addChain(end >> 1, end % 2 == 1);
    const on = partnerOf(end ^ 1);
    if (on < 0 || isDone(on)) break;
    setF64(areas, chords - 1, areaBetween(on));
    end = on;
  }
  if (isRing) setF64(areas, chords - 1, areaBetween(first));
  endSleeve(isRing, seedOf(first >> 1), isRing ? -1 : areaBeyond(first), isRing ? -1 : areaBeyond(end ^ 1));
}

function endSleeve(isRing: bool, seed: i32, startArea: f64, endArea: f64): void {
  setU8(closed, sleeves, isRing ? 1 : 0);
  setI32(seeds, sleeves, seed);
  setF64(startAreas, sleeves, startArea);
  setF64(endAreas, sleeves, endArea);
  sleeves++;
  setI32(firstChord, sleeves, chords);
}

function addChain(chain: i32, backwards: bool): void {
  const first = firstOf(chain);
  const count = chordsOf(chain);
  for (let i = 0; i < count; i++) {
    if (backwards) {
      const chord = first + count - 1 - i;
      addChord(rightOf(chord), leftOf(chord), areaBefore(chord));
    } else {
      const chord = first + i;
      addChord(leftOf(chord), rightOf(chord), i + 1 < count ? areaBefore(chord + 1) : 0);
    }
  }
}

function addRing(chain: i32): void {
  setI32(firstChord, sleeves, chords);
  addChain(chain, false);
  setF64(areas, chords - 1, areaBefore(firstOf(chain)));
  endSleeve(true, seedOf(chain), -1, -1);
}

function addChord(left: i32, right: i32, area: f64): void {
  setI32(lefts, chords, left);
  setI32(rights, chords, right);
  setF64(areas, chords, area);
  chords++;
}
