// Crossings of ways: triangles where three of them meet, and close by each other: four walls that cross give two of them.
import {
  areaBefore,
  chains,
  chordsOf,
  crossingAt,
  firstOf,
  lengthOf,
  middleX,
  middleY,
} from './chains';
import { areaWithCaps } from '../thin/caps';
import { triangles } from '../thin/net';
import { span } from '../span';
import { getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../../room';

/** Two triangles where three ways meet are one crossing up to this way between them, of the chord there. */
const oneCrossing: f64 = 0.6;

/** By triangle (i32): another one of the same crossing, or itself. */
let upward: usize = 0;
/** By chain (u8): 1 for those inside one crossing. */
let inner: usize = 0;
// By triangle that stands for a crossing: its area (f64), the first end of a chain that leads out of it, and the last (i32); ends
// are numbered twice their chain, plus one for its last chord. By end: the next one of its crossing, -1 for none.
let areas: usize = 0;
let firstExit: usize = 0;
let lastExit: usize = 0;
let nextExit: usize = 0;
// By end of a chain: the end that it goes on at, -1 for none (i32), and the area of the crossing between them (f64).
let partners: usize = 0;
let between: usize = 0;

export function isInner(chain: i32): bool {
  return getU8(inner, chain) == 1;
}

export function partnerOf(end: i32): i32 {
  return getI32(partners, end);
}

export function areaBetween(end: i32): f64 {
  return getF64(between, end);
}

/** The longer of a chain's first and last chord. */
function widthOf(chain: i32): f64 {
  return Math.max(lengthOf(firstOf(chain)), lengthOf(firstOf(chain + 1) - 1));
}

/** The two ways of each crossing that go on straightest become one, over the area of the crossing. */
export function joinCrossings(): void {
  uniteCrossings();
  takeExits();
  partners = take(8 * <usize>chains);
  memory.fill(partners, 0xff, 8 * <usize>chains);
  between = take(16 * <usize>chains);
  for (let t = 0; t < triangles; t++) if (getI32(firstExit, t) >= 0) joinStraightest(t);
}

function uniteCrossings(): void {
  upward = take(4 * <usize>triangles);
  for (let t = 0; t < triangles; t++) setI32(upward, t, t);
  inner = takeZeros(<usize>chains);
  for (let chain = 0; chain < chains; chain++) {
    const from = crossingAt(2 * chain);
    const to = crossingAt(2 * chain + 1);
    if (from < 0 || to < 0 || wayLength(chain) > oneCrossing * widthOf(chain)) continue;
    setU8(inner, chain, 1);
    setI32(upward, crossingOf(from), crossingOf(to));
  }
}

/** The triangle that stands for the crossing of another one. */
function crossingOf(t: i32): i32 {
  let at = t;
  while (getI32(upward, at) != at) at = getI32(upward, at);
  return at;
}

function wayLength(chain: i32): f64 {
  let length: f64 = 0;
  for (let chord = firstOf(chain) + 1; chord < firstOf(chain + 1); chord++) {
    length += span(middleX(chord) - middleX(chord - 1), middleY(chord) - middleY(chord - 1));
  }
  return length;
}

/** Gives each crossing its area and its exits. */
function takeExits(): void {
  areas = takeZeros(8 * <usize>triangles);
  firstExit = take(4 * <usize>triangles);
  memory.fill(firstExit, 0xff, 4 * <usize>triangles);
  lastExit = take(4 * <usize>triangles);
  nextExit = take(8 * <usize>chains);
  const counted = takeZeros(<usize>triangles);
  for (let end = 0; end < 2 * chains; end++) {
    const t = crossingAt(end);
    if (t >= 0) {
      if (getU8(counted, t) == 0) addArea(t, areaWithCaps(t));
      setU8(counted, t, 1);
      if (!isInner(end >> 1)) addExit(crossingOf(t), end);
    }
    if (end % 2 == 1 && isInner(end >> 1)) addArea(t, areaOf(end >> 1));
  }
}

function addArea(t: i32, area: f64): void {
  const crossing = crossingOf(t);
  setF64(areas, crossing, getF64(areas, crossing) + area);
}

function addExit(crossing: i32, end: i32): void {
  if (getI32(firstExit, crossing) < 0) setI32(firstExit, crossing, end);
  else setI32(nextExit, getI32(lastExit, crossing), end);
  setI32(lastExit, crossing, end);
  setI32(nextExit, end, -1);
}

function areaOf(chain: i32): f64 {
  let area: f64 = 0;
  for (let chord = firstOf(chain) + 1; chord < firstOf(chain + 1); chord++) area += areaBefore(chord);
  return area;
}

function joinStraightest(crossing: i32): void {
  let least = Infinity;
  let a = -1;
  let b = -1;
  for (let one = getI32(firstExit, crossing); one >= 0; one = getI32(nextExit, one)) {
    setDirection(one);
    const dx = directionX;
    const dy = directionY;
    for (let other = getI32(firstExit, crossing); other != one; other = getI32(nextExit, other)) {
      setDirection(other);
      const cosine = dx * directionX + dy * directionY;
      if (cosine >= least - 1e-9) continue;
      least = cosine;
      a = other;
      b = one;
    }
  }
  if (a < 0) return;
  setI32(partners, a, b);
  setI32(partners, b, a);
  setF64(between, a, getF64(areas, crossing));
  setF64(between, b, getF64(areas, crossing));
}

let directionX: f64 = 0;
let directionY: f64 = 0;

/** Unit vector in which a chain leaves one of its ends, as seen one chord's length away from it. */
function setDirection(end: i32): void {
  const chain = end >> 1;
  const reach = widthOf(chain);
  const start = end % 2 == 1 ? firstOf(chain + 1) - 1 : firstOf(chain);
  const step = end % 2 == 1 ? -1 : 1;
  let dx: f64 = 0;
  let dy: f64 = 0;
  for (let i = 1; i < chordsOf(chain) && span(dx, dy) < reach; i++) {
    dx = middleX(start + i * step) - middleX(start);
    dy = middleY(start + i * step) - middleY(start);
  }
  const length = span(dx, dy);
  directionX = length > 0 ? dx / length : 0;
  directionY = length > 0 ? dy / length : 0;
}
