// Which triangles between rims are thin: src/laydown/thin/split-thin.ts says what that means.
import { getF64, getI32, getU8, setF64, setI32, setU8, take, takeZeros } from '../room';

// The net: x and y of the samples and the radius of each triangle's circle (f64), corners and twins by half-edge (i32),
// whether a half-edge is a rim, and whether a triangle lies inside, with one more for all beyond (u8).
let edges: i32 = 0;
let triangles: i32 = 0;
let xs: usize = 0;
let ys: usize = 0;
let radius: usize = 0;
let corners: usize = 0;
let twins: usize = 0;
let rim: usize = 0;
let inside: usize = 0;

/** Room for a net: the arrays above, one after the other. */
export function takeNet(samples: i32, edgeCount: i32): usize {
  edges = edgeCount;
  triangles = edges / 3;
  const all = <usize>(triangles + 1);
  xs = take(16 * <usize>samples + 9 * all + 9 * <usize>edges);
  ys = xs + 8 * <usize>samples;
  radius = ys + 8 * <usize>samples;
  corners = radius + 8 * all;
  twins = corners + 4 * <usize>edges;
  rim = twins + 4 * <usize>edges;
  inside = rim + <usize>edges;
  return xs;
}

const outside: i32 = 0;
const wide: i32 = 1;
const thin: i32 = 2;
const broad: i32 = 3;

let state: usize = 0;

// Connected triangles of one state: those of piece p from firstTriangle[p] up to the next, its mouths in the same way.
let pieces: i32 = 0;
let members: usize = 0;
let firstMember: usize = 0;
let mouths: usize = 0;
let firstMouth: usize = 0;
/** By piece (u8): whether it reaches beyond the samples that were triangulated. */
let open: usize = 0;

/** By triangle (u8): outside, wide or thin. Lengths in nm, areas in nm². */
export function splitThin(
  narrow: f64,
  limit: f64,
  slender: f64,
  leastArea: f64,
  reach: f64,
  crumbArea: f64,
  spotArea: f64,
  spotDiameter: f64,
): usize {
  takeLists();
  state = take(<usize>triangles + 1);
  for (let t = 0; t <= triangles; t++) {
    const r = getF64(radius, t);
    setU8(state, t, getU8(inside, t) == 0 ? outside : r < narrow / 2 ? thin : r < limit / 2 ? broad : wide);
  }
  if (limit > narrow) {
    findPieces();
    for (let p = 0; p < pieces; p++) if (stateOf(p) == broad) mark(p, isSlender(p, slender) ? thin : wide);
  }
  findPieces();
  for (let p = 0; p < pieces; p++) if (stateOf(p) == thin && isCorner(p, leastArea, reach)) mark(p, wide);
  findPieces();
  for (let p = 0; p < pieces; p++) {
    if (stateOf(p) == wide && isSpot(p, crumbArea, spotArea, spotDiameter)) mark(p, thin);
  }
  return state;
}

/** Marks change no other piece, so the state of its first triangle is that of the piece. */
function stateOf(p: i32): i32 {
  return getU8(state, getI32(members, getI32(firstMember, p)));
}

function mark(p: i32, as: i32): void {
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) setU8(state, getI32(members, m), as);
}

/** Across an edge to another triangle of the region, -1 where there is none. */
function neighbour(edge: i32): i32 {
  if (getU8(rim, edge) == 1) return -1;
  const twin = getI32(twins, edge);
  const other = twin < 0 ? triangles : twin / 3;
  return getU8(inside, other) == 1 ? other : -1;
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

function triangleArea(t: i32): f64 {
  const a = getI32(corners, 3 * t);
  const b = getI32(corners, 3 * t + 1);
  const c = getI32(corners, 3 * t + 2);
  const x = getF64(xs, a);
  const y = getF64(ys, a);
  return ((getF64(xs, b) - x) * (getF64(ys, c) - y) - (getF64(ys, b) - y) * (getF64(xs, c) - x)) / 2;
}

/** Whether a piece is clearly longer than wide. */
function isSlender(p: i32, slender: f64): bool {
  let widest: f64 = 0;
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) {
    widest = Math.max(widest, 2 * getF64(radius, getI32(members, m)));
  }
  return areaOf(p) >= slender * widest * widest;
}

function isCorner(p: i32, leastArea: f64, reach: f64): bool {
  const first = getI32(firstMouth, p);
  const end = getI32(firstMouth, p + 1);
  if (first == end) return false;
  let widest: f64 = 0;
  for (let m = first; m < end; m++) widest = Math.max(widest, mouthLength(getI32(mouths, m)));
  if (areaOf(p) < leastArea * widest * widest) return true;
  const least = (end - first == 1 ? 1 : 0.5) * reach;
  for (let m = getI32(firstMember, p); m < getI32(firstMember, p + 1); m++) {
    const t = getI32(members, m);
    for (let k = 3 * t; k < 3 * t + 3; k++) if (isFar(first, end, getI32(corners, k), least)) return false;
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

function after(edge: i32): i32 {
  return edge % 3 == 2 ? edge - 2 : edge + 1;
}

function mouthLength(edge: i32): f64 {
  const a = getI32(corners, edge);
  const b = getI32(corners, after(edge));
  const dx = getF64(xs, b) - getF64(xs, a);
  const dy = getF64(ys, b) - getF64(ys, a);
  return Math.sqrt(dx * dx + dy * dy);
}

/** From a sample to an edge. */
function distanceTo(edge: i32, sample: i32): f64 {
  const a = getI32(corners, edge);
  const b = getI32(corners, after(edge));
  const px = getF64(xs, sample) - getF64(xs, a);
  const py = getF64(ys, sample) - getF64(ys, a);
  const dx = getF64(xs, b) - getF64(xs, a);
  const dy = getF64(ys, b) - getF64(ys, a);
  const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
  const ex = px - t * dx;
  const ey = py - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}
