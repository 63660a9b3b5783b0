// Ways through thin places from one end, mouth or crossing to another: chords across them from rim to rim, one after the
// other. All area of a place is between two chords or at an end, so what is laid by it adds up to the place.
import { areaWithCaps, cappedEdge, isAlive, leadsOn, tipOf, waysOut } from '../thin/caps';
import { after, distance, edges, endOf, neighbour, nextOf, startOf, triangles, twinOf, xAt, yAt } from '../thin/net';
import { isThin } from '../thin/split-thin';
import { getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../../room';

// Chords: the samples at their left and right ends (i32), and the area between the one before and each (f64).
let chords: i32 = 0;
let lefts: usize = 0;
let rights: usize = 0;
let areas: usize = 0;
// Chains: those of chain c have the chords from firstChord[c] up to firstChord[c + 1] (i32).
export let chains: i32 = 0;
let firstChord: usize = 0;
// Ends of chains, two each: what is there, its triangle, -1 at a mouth, and the half-edge of that triangle, or of the mouth,
// that leads into the chain (i32).
const mouth: i32 = 0;
const free: i32 = 1;
const crossing: i32 = 2;
let kinds: usize = 0;
let endTriangles: usize = 0;
let endEdges: usize = 0;
/** By half-edge (u8): 1 where a way has passed it. */
let used: usize = 0;

export function firstOf(chain: i32): i32 {
  return getI32(firstChord, chain);
}

export function chordsOf(chain: i32): i32 {
  return firstOf(chain + 1) - firstOf(chain);
}

export function leftOf(chord: i32): i32 {
  return getI32(lefts, chord);
}

export function rightOf(chord: i32): i32 {
  return getI32(rights, chord);
}

/** Between the chord before and this one. */
export function areaBefore(chord: i32): f64 {
  return getF64(areas, chord);
}

/** The middle of a chord. */
export function middleX(chord: i32): f64 {
  return (xAt(leftOf(chord)) + xAt(rightOf(chord))) / 2;
}

export function middleY(chord: i32): f64 {
  return (yAt(leftOf(chord)) + yAt(rightOf(chord))) / 2;
}

export function lengthOf(chord: i32): f64 {
  return distance(rightOf(chord), leftOf(chord));
}

/** The triangle of the crossing at an end of a chain, -1 where there is none. */
export function crossingAt(end: i32): i32 {
  return getI32(kinds, end) == crossing ? getI32(endTriangles, end) : -1;
}

/** What lies beyond the last chord at an end where the place ends, -1 where something goes on. */
export function areaBeyond(end: i32): f64 {
  return getI32(kinds, end) == free ? areaWithCaps(getI32(endTriangles, end)) : -1;
}

/** A triangle of the place. */
export function seedOf(chain: i32): i32 {
  return getI32(kinds, 2 * chain) == mouth ? getI32(endEdges, 2 * chain) / 3 : getI32(endTriangles, 2 * chain);
}

/** All ways but those that close in themselves. */
export function traceChains(): void {
  used = takeZeros(<usize>edges);
  // A way passes each triangle once, over two chords at most, and begins with one.
  const mostChords = <usize>(2 * triangles + edges);
  lefts = take(4 * mostChords);
  rights = take(4 * mostChords);
  areas = take(8 * mostChords);
  firstChord = take(4 * <usize>(edges + triangles + 1));
  kinds = take(8 * <usize>(edges + triangles));
  endTriangles = take(8 * <usize>(edges + triangles));
  endEdges = take(8 * <usize>(edges + triangles));
  chords = 0;
  chains = 0;
  startChain();
  for (let t = 0; t < triangles; t++) {
    if (!isAlive(t)) continue;
    const ways = waysOut(t);
    for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
      if (!leadsOn(edge) || getU8(used, edge) == 1) continue;
      if (isMouth(edge)) chainInto(edge);
      else if (ways != 2) chainOutOf(t, edge, ways);
    }
  }
}

function isMouth(edge: i32): bool {
  return !isThin(neighbour(edge));
}

/** From a mouth into the place. */
function chainInto(edge: i32): void {
  setEnd(2 * chains, mouth, -1, edge);
  setU8(used, edge, 1);
  startChain();
  addChord(startOf(edge), endOf(edge), 0);
  follow(edge);
}

/** From a crossing or an end over one of its edges. */
function chainOutOf(t: i32, edge: i32, ways: i32): void {
  setEnd(2 * chains, ways == 1 ? free : crossing, t, edge);
  startChain();
  leave(edge, 0);
  follow(twinOf(edge));
}

function startChain(): void {
  setI32(firstChord, chains, chords);
}

function endChain(kind: i32, t: i32, edge: i32): void {
  setEnd(2 * chains + 1, kind, t, edge);
  setU8(used, edge, 1);
  chains++;
  setI32(firstChord, chains, chords);
}

function setEnd(end: i32, kind: i32, t: i32, edge: i32): void {
  setI32(kinds, end, kind);
  setI32(endTriangles, end, t);
  setI32(endEdges, end, edge);
}

/** Chords on and on through triangles with one way in and one way out, from the one behind an edge. */
function follow(first: i32): void {
  let entry = first;
  for (;;) {
    const t = entry / 3;
    const ways = waysOut(t);
    if (ways != 2) return endChain(ways == 1 ? free : crossing, t, entry);
    const exit = otherWay(entry);
    pass(entry, exit);
    if (isMouth(exit)) return endChain(mouth, -1, exit);
    entry = twinOf(exit);
  }
}

/** Of a triangle with two ways. */
function otherWay(entry: i32): i32 {
  const one = after(entry);
  return leadsOn(one) ? one : after(one);
}

/** Through one triangle; where a corner was cut from it, over a chord to that corner's tip. */
function pass(entry: i32, exit: i32): void {
  const t = entry / 3;
  const area = areaWithCaps(t);
  const capped = cappedEdge(t);
  if (capped < 0) return leave(exit, area);
  const before = areaToTip(capped);
  const apex = startOf(after(after(capped)));
  // The edge from the apex to where the corner begins is the entry, or the exit.
  if (entry == after(after(capped))) {
    addChord(apex, tipOf(capped), before);
    leave(exit, area - before);
  } else {
    addChord(tipOf(capped), apex, area - before);
    leave(exit, before);
  }
}

/** Between the apex over an edge and the rim beyond it, from where that begins to its tip. */
function areaToTip(edge: i32): f64 {
  const x = xAt(startOf(after(after(edge))));
  const y = yAt(startOf(after(after(edge))));
  const tip = tipOf(edge);
  let area: f64 = 0;
  for (let from = startOf(edge); from != tip; from = nextOf(from)) {
    const to = nextOf(from);
    area += ((xAt(from) - x) * (yAt(to) - y) - (yAt(from) - y) * (xAt(to) - x)) / 2;
  }
  return area;
}

function leave(edge: i32, area: f64): void {
  setU8(used, edge, 1);
  addChord(endOf(edge), startOf(edge), area);
}

function addChord(left: i32, right: i32, area: f64): void {
  setI32(lefts, chords, left);
  setI32(rights, chords, right);
  setF64(areas, chords, area);
  chords++;
}

/**
 * Ways that close in themselves: what no end, mouth or crossing leads to. They come after the other chains; what lies
 * between the last chord of one and its first stands with the first.
 */
export function traceRings(): void {
  for (let t = 0; t < triangles; t++) {
    if (!isAlive(t) || waysOut(t) != 2) continue;
    const entry = leadsOn(3 * t) ? 3 * t : 3 * t + 1;
    if (isUsed(entry) || isUsed(otherWay(entry)) || isUsed(twinOf(entry))) continue;
    setEnd(2 * chains, crossing, t, entry);
    startChain();
    let at = entry;
    do {
      const exit = otherWay(at);
      pass(at, exit);
      at = twinOf(exit);
    } while (at / 3 != t);
    endChain(crossing, t, entry);
  }
}

function isUsed(edge: i32): bool {
  return getU8(used, edge) == 1;
}
