import type { RimTriangles } from './sleeves/rim-triangles.ts';
import { span } from './span.ts';

/** What a triangle between the rims is part of. */
export const outside = 0;
export const wide = 1;
export const thin = 2;
/** Not yet known: wider than thin places are everywhere, narrower than those of solid fill may be. */
const broad = 3;

/** Wide spots between thin places (crossings of walls) go with them up to this inscribed diameter, widths. */
const spotDiameter = 3.5;
/** ... and up to this area, widths squared. */
const spotArea = 12;
/** What is left between mouths with less area than this has no room for a strand, widths squared. */
const crumbArea = 2;
/** Broad places are thin ones where they hold at least this much of the square on their width. */
const slender = 2;
/** A thin place holds at least this much of the square on its mouth: corners hold less (90 degrees a quarter). */
const leastArea = 1;
/** ... and reaches at least this far from the wide place, widths. */
const leastReach = 1.8;

/**
 * Tells thin from wide, by triangle: thin where the circle through its corners, which touches the rims, is smaller
 * across than `narrow` nm, and in long places up to `limit`. Corners of wide places and nubs hardly longer than a strand
 * is wide stay with them.
 */
export function splitThin(
  net: RimTriangles,
  radius: Float64Array,
  width: number,
  narrow: number,
  limit: number,
): Uint8Array {
  const state = new Uint8Array(radius.length);
  for (let t = 0; t < state.length; t++) {
    if (net.inside[t] === 0) state[t] = outside;
    else state[t] = radius[t] < narrow / 2 ? thin : radius[t] < limit / 2 ? broad : wide;
  }
  for (const piece of limit > narrow ? piecesOf(net, state) : []) {
    if (piece.state === broad) mark(state, piece, isSlender(net, radius, piece) ? thin : wide);
  }
  for (const piece of piecesOf(net, state)) {
    if (piece.state === thin && isCorner(net, state, piece, width)) mark(state, piece, wide);
  }
  for (const piece of piecesOf(net, state)) {
    if (piece.state === wide && isSpot(net, state, piece, radius, width)) mark(state, piece, thin);
  }
  return state;
}

/** Whether a piece is clearly longer than wide. */
function isSlender(net: RimTriangles, radius: Float64Array, { triangles }: Piece): boolean {
  let widest = 0;
  let area = 0;
  for (const t of triangles) {
    widest = Math.max(widest, 2 * radius[t]);
    area += triangleArea(net, t);
  }
  return area >= slender * widest * widest;
}

/** Across an edge to another triangle of the region, -1 where there is none. */
export function neighbour({ twin, rim, inside }: RimTriangles, edge: number): number {
  if (rim[edge] === 1) return -1;
  const other = twin[edge] < 0 ? inside.length - 1 : Math.floor(twin[edge] / 3);
  return inside[other] === 1 ? other : -1;
}

export function triangleArea({ samples: { x, y }, corners }: RimTriangles, t: number): number {
  const a = corners[3 * t];
  const b = corners[3 * t + 1];
  const c = corners[3 * t + 2];
  return ((x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])) / 2;
}

/** Of the circles through the corners of triangles, nm. */
export function circumradii(net: RimTriangles): Float64Array {
  const {
    samples: { x, y },
    corners,
    inside,
  } = net;
  const radius = new Float64Array(inside.length).fill(Infinity);
  for (let t = 0; 3 * t < corners.length; t++) {
    if (inside[t] === 0) continue;
    const a = corners[3 * t];
    const bx = x[corners[3 * t + 1]] - x[a];
    const by = y[corners[3 * t + 1]] - y[a];
    const cx = x[corners[3 * t + 2]] - x[a];
    const cy = y[corners[3 * t + 2]] - y[a];
    const double = 2 * (bx * cy - by * cx);
    const b2 = bx * bx + by * by;
    const c2 = cx * cx + cy * cy;
    const ux = (cy * b2 - by * c2) / double;
    const uy = (bx * c2 - cx * b2) / double;
    radius[t] = span(ux, uy);
  }
  return radius;
}

interface Piece {
  readonly state: number;
  readonly triangles: readonly number[];
  /** Half-edges of its triangles across which the region goes on in the other state. */
  readonly mouths: readonly number[];
  /** Whether it reaches beyond the stretches of rim that are known. */
  readonly open: boolean;
}

/** Connected triangles of one state. */
function piecesOf(net: RimTriangles, state: Uint8Array): Piece[] {
  const seen = new Uint8Array(state.length);
  const pieces: Piece[] = [];
  for (let start = 0; 3 * start < net.corners.length; start++) {
    if (state[start] === outside || seen[start] === 1) continue;
    seen[start] = 1;
    const triangles = [start];
    const mouths: number[] = [];
    let open = false;
    for (let i = 0; i < triangles.length; i++) {
      for (let edge = 3 * triangles[i]; edge < 3 * triangles[i] + 3; edge++) {
        const other = neighbour(net, edge);
        if (other < 0) continue;
        open ||= 3 * other >= net.corners.length;
        if (state[other] !== state[start]) mouths.push(edge);
        else if (seen[other] === 0 && 3 * other < net.corners.length) {
          seen[other] = 1;
          triangles.push(other);
        }
      }
    }
    pieces.push({ state: state[start], triangles, mouths, open });
  }
  return pieces;
}

function mark(state: Uint8Array, { triangles }: Piece, as: number): void {
  for (const t of triangles) state[t] = as;
}

function isCorner(net: RimTriangles, state: Uint8Array, piece: Piece, width: number): boolean {
  if (piece.mouths.length === 0) return false;
  let area = 0;
  for (const t of piece.triangles) area += triangleArea(net, t);
  let widest = 0;
  for (const edge of piece.mouths) widest = Math.max(widest, mouthLength(net, edge));
  if (area < leastArea * widest * widest) return true;
  const reach = (piece.mouths.length === 1 ? 1 : 0.5) * leastReach * width;
  for (const t of piece.triangles) {
    if (state[t] !== thin) continue;
    for (let k = 3 * t; k < 3 * t + 3; k++) if (isFar(net, piece.mouths, net.corners[k], reach)) return false;
  }
  return true;
}

/** Whether a sample lies at least `reach` from all mouths. */
function isFar(net: RimTriangles, mouths: readonly number[], sample: number, reach: number): boolean {
  const { x, y } = net.samples;
  for (const edge of mouths) if (!(distanceTo(net, edge, x[sample], y[sample]) >= reach)) return false;
  return true;
}

function isSpot(net: RimTriangles, state: Uint8Array, piece: Piece, radius: Float64Array, width: number): boolean {
  if (piece.open || piece.mouths.length < 2 || state[piece.triangles[0]] !== wide) return false;
  let area = 0;
  for (const t of piece.triangles) area += triangleArea(net, t);
  if (area < crumbArea * width * width) return true;
  return area < spotArea * width * width && piece.triangles.every((t) => 2 * radius[t] < spotDiameter * width);
}

function mouthLength({ samples: { x, y }, corners }: RimTriangles, edge: number): number {
  const b = edge % 3 === 2 ? edge - 2 : edge + 1;
  return span(x[corners[b]] - x[corners[edge]], y[corners[b]] - y[corners[edge]]);
}

/** From a place to an edge. */
function distanceTo({ samples, corners }: RimTriangles, edge: number, x: number, y: number): number {
  const a = corners[edge];
  const b = corners[edge % 3 === 2 ? edge - 2 : edge + 1];
  const ax = samples.x[a];
  const ay = samples.y[a];
  const dx = samples.x[b] - ax;
  const dy = samples.y[b] - ay;
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return span(x - ax - t * dx, y - ay - t * dy);
}
