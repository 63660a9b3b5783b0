// Which triangles of the net are thin: those whose circles, which touch the rims, are small.
import { distance, edges, endOf, isInside, neighbour, radiusOf, startOf, triangleArea, triangles, xAt, yAt } from './net';
import { span } from '../span';
import { getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../../room';

/** Wide spots between thin places (crossings of walls) go with them up to this inscribed diameter, widths. */
const spotDiameter: f64 = 3.5;
/** ... and up to this area, widths squared. */
const spotArea: f64 = 12;
/** What is left between mouths with less area than this has no room for a strand, widths squared. */
const crumbArea: f64 = 2;
/** Broad places are thin ones where they hold at least this much of the square on their width. */
const slender: f64 = 2;
/** A thin place holds at least this much of the square on its mouth: corners hold less (90 degrees a quarter). */
const leastArea: f64 = 1;
/** ... and reaches at least this far from the wide place, widths. */
const leastReach: f64 = 1.8;

const outside: i32 = 0;
const wide: i32 = 1;
const thin: i32 = 2;
const broad: i32 = 3;

/** By triangle (u8), with one more for all beyond. */
let state: usize = 0;
/** Of their circles (f64). */
let radius: usize = 0;

// Connected triangles of one state: those of piece p from firstTriangle[p] up to the next, its mouths in the same way.
let pieces: i32 = 0;
let members: usize = 0;
let firstMember: usize = 0;
let mouths: usize = 0;
let firstMouth: usize = 0;
/** By piece (u8): whether it reaches beyond the samples that were triangulated. */
let open: usize = 0;

export function isThin(t: i32): bool {
  return getU8(state, t) == thin;
}

export function isWide(t: i32): bool {
  return getU8(state, t) == wide;
}

export function hasThin(): bool {
  for (let t = 0; t < triangles; t++) if (isThin(t)) return true;
  return false;
}

/**
 * Tells thin from wide: thin where the circle is smaller across than `narrow`, and in long places up to `limit`. Corners of
 * wide places and nubs hardly longer than a strand is wide stay with them.
 */
export function splitThin(width: f64, narrow: f64, limit: f64): void {
  const square = width * width;
  takeLists();
  for (let t = 0; t <= triangles; t++) {
    const r = radiusOf(t);
    setF64(radius, t, r);
    const inner = r < narrow / 2 ? thin : r < limit / 2 ? broad : wide;
    setU8(state, t, isInside(t) ? inner : outside);
  }
  if (limit > narrow) {
    findPieces();
    for (let p = 0; p < pieces; p++) if (stateOf(p) == broad) setState(p, isSlender(p) ? thin : wide);
  }
  findPieces();
  for (let p = 0; p < pieces; p++) if (stateOf(p) == thin && isCorner(p, leastReach * width)) setState(p, wide);
  findPieces();
  for (let p = 0; p < pieces; p++) {
    if (stateOf(p) == wide && isSpot(p, crumbArea * square, spotArea * square, spotDiameter * width)) setState(p, thin);
  }
}

/** Marks change no other piece, so the state of its first triangle is that of the piece. */
function stateOf(p: i32): i32 {
  return getU8(state, getI32(members, getI32(firstMember, p)));
}

function setState(p: i32, as: i32): void {
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) setU8(state, getI32(members, m), as);
}

function findPieces(): void {
  const seen = takeZeros(<usize>triangles + 1);
  pieces = 0;
  let count = 0;
  let mouthCount = 0;
  for (let start = 0; start < triangles; start++) {
    const own = getU8(state, start);
    if (own == outside || getU8(seen, start) == 1) continue;
    setI32(firstMember, pieces, count);
    setI32(firstMouth, pieces, mouthCount);
    let reaches = false;
    setU8(seen, start, 1);
    let next = count;
    setI32(members, count++, start);
    for (; next < count; next++) {
      const t = getI32(members, next);
      for (let edge = 3 * t; edge < 3 * t + 3; edge++) {
        const other = neighbour(edge);
        if (other < 0) continue;
        if (other == triangles) reaches = true;
        if (getU8(state, other) != own) setI32(mouths, mouthCount++, edge);
        else if (other < triangles && getU8(seen, other) == 0) {
          setU8(seen, other, 1);
          setI32(members, count++, other);
        }
      }
    }
    setU8(open, pieces, reaches ? 1 : 0);
    pieces++;
  }
  setI32(firstMember, pieces, count);
  setI32(firstMouth, pieces, mouthCount);
}

function takeLists(): void {
  state = take(<usize>triangles + 1);
  radius = take(8 * <usize>(triangles + 1));
  members = take(4 * <usize>triangles);
  firstMember = take(4 * <usize>(triangles + 1));
  mouths = take(4 * <usize>edges);
  firstMouth = take(4 * <usize>(triangles + 1));
  open = take(<usize>triangles);
}

function areaOf(p: i32): f64 {
  let area: f64 = 0;
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) area += triangleArea(getI32(members, m));
  return area;
}

/** Whether a piece is clearly longer than wide. */
function isSlender(p: i32): bool {
  let widest: f64 = 0;
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) {
    widest = Math.max(widest, 2 * getF64(radius, getI32(members, m)));
  }
  return areaOf(p) >= slender * widest * widest;
}

function isCorner(p: i32, reach: f64): bool {
  const first = getI32(firstMouth, p);
  const end = getI32(firstMouth, p + 1);
  if (first == end) return false;
  let widest: f64 = 0;
  for (let m = first; m < end; m++) widest = Math.max(widest, distance(startOf(getI32(mouths, m)), endOf(getI32(mouths, m))));
  if (areaOf(p) < leastArea * widest * widest) return true;
  const least = (end - first == 1 ? 1 : 0.5) * reach;
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) {
    const t = getI32(members, m);
    for (let k = 3 * t; k < 3 * t + 3; k++) if (isFar(first, end, startOf(k), least)) return false;
  }
  return true;
}

/** Whether a sample lies at least `reach` from all mouths. */
function isFar(first: i32, end: i32, sample: i32, reach: f64): bool {
  for (let m = first; m < end; m++) if (!(distanceTo(getI32(mouths, m), sample) >= reach)) return false;
  return true;
}

function isSpot(p: i32, crumbArea: f64, spotArea: f64, spotDiameter: f64): bool {
  if (getU8(open, p) == 1 || getI32(firstMouth, p + 1) - getI32(firstMouth, p) < 2) return false;
  const area = areaOf(p);
  if (area < crumbArea) return true;
  if (!(area < spotArea)) return false;
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) {
    if (!(2 * getF64(radius, getI32(members, m)) < spotDiameter)) return false;
  }
  return true;
}

/** From a sample to an edge. */
function distanceTo(edge: i32, sample: i32): f64 {
  const a = startOf(edge);
  const b = endOf(edge);
  const px = xAt(sample) - xAt(a);
  const py = yAt(sample) - yAt(a);
  const dx = xAt(b) - xAt(a);
  const dy = yAt(b) - yAt(a);
  const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
  return span(px - t * dx, py - t * dy);
}
