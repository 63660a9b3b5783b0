import type { RimTriangles } from './rim-triangles.ts';
import { span } from './span.ts';

/** What a triangle between the rims is part of. */
export const outside = 0;
export const wide = 1;
export const thin = 2;

/** Wide spots between thin places (crossings of walls) go with them up to this inscribed diameter, of the limit. */
const spotDiameter = 1.386;
/** ... and up to this area, of the limit squared. */
const spotArea = 1.882;
/** Places of solid fill that are less than this much longer than wide are filled by its lines. */
const slender = 2;
/** A thin place holds at least this much of the square on its mouth: corners hold less (90 degrees a quarter). */
const leastArea = 1;
/** ... and reaches at least this far from the wide place, widths. */
const leastReach = 1.8;

/**
 * Tells thin from wide, by triangle: thin where the circle through its corners, which touches the rims, is smaller
 * across than `limit` nm. Corners of wide places and nubs hardly longer than a strand is wide stay with them. Places
 * wider than `narrow` that are about as long as wide are thin only where they are narrower than that.
 */
export function splitThin(
  net: RimTriangles,
  radius: Float64Array,
  width: number,
  limit: number,
  narrow: number,
): Uint8Array {
  const state = new Uint8Array(radius.length);
  const all = Array.from({ length: radius.length }, (_, t) => t);
  divide({ net, state, radius, width }, all, limit);
  if (limit > narrow) {
    for (const piece of piecesOf(net, state)) {
      if (piece.state === thin && isStout(net, radius, piece, narrow))
        divide({ net, state, radius, width }, piece.triangles, narrow);
    }
  }
  return state;
}

interface Dividing {
  readonly net: RimTriangles;
  readonly state: Uint8Array;
  readonly radius: Float64Array;
  readonly width: number;
}

/** Some triangles, all of them or those of one piece. */
function divide({ net, state, radius, width }: Dividing, triangles: readonly number[], limit: number): void {
  const own = new Uint8Array(state.length);
  for (const t of triangles) {
    own[t] = 1;
    state[t] = net.inside[t] === 0 ? outside : radius[t] < limit / 2 ? thin : wide;
  }
  const pieces = () => piecesOf(net, state).filter(({ triangles: [first] }) => own[first] === 1);
  for (const piece of pieces())
    if (piece.state === thin && isCorner(net, state, piece, width)) mark(state, piece, wide);
  for (const piece of pieces()) {
    if (piece.state === wide && isSpot(net, state, piece, radius, limit)) mark(state, piece, thin);
  }
}

/** Whether a piece is wider than `narrow`, and not much longer than wide. */
function isStout(net: RimTriangles, radius: Float64Array, { triangles }: Piece, narrow: number): boolean {
  let widest = 0;
  let area = 0;
  for (const t of triangles) {
    widest = Math.max(widest, 2 * radius[t]);
    area += triangleArea(net, t);
  }
  return widest >= narrow && area < slender * widest * widest;
}

/** Across an edge to another triangle of the region, -1 where there is none. */
export function neighbour({ twin, rim, inside }: RimTriangles, edge: number): number {
  if (rim[edge] === 1) return -1;
  const other = twin[edge] < 0 ? inside.length - 1 : Math.floor(twin[edge] / 3);
  return inside[other] === 1 ? other : -1;
}

export function triangleArea({ samples: { x, y }, corners }: RimTriangles, t: number): number {
  const [a, b, c] = [corners[3 * t], corners[3 * t + 1], corners[3 * t + 2]];
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
    const [b2, c2] = [bx * bx + by * by, cx * cx + cy * cy];
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

function isSpot(net: RimTriangles, state: Uint8Array, piece: Piece, radius: Float64Array, limit: number): boolean {
  if (piece.open || piece.mouths.length < 2 || piece.triangles.some((t) => 2 * radius[t] >= spotDiameter * limit))
    return false;
  let area = 0;
  for (const t of piece.triangles) area += triangleArea(net, t);
  return area < spotArea * limit * limit && state[piece.triangles[0]] === wide;
}

function mouthLength({ samples: { x, y }, corners }: RimTriangles, edge: number): number {
  const b = edge % 3 === 2 ? edge - 2 : edge + 1;
  return span(x[corners[b]] - x[corners[edge]], y[corners[b]] - y[corners[edge]]);
}

/** From a place to an edge. */
function distanceTo({ samples, corners }: RimTriangles, edge: number, x: number, y: number): number {
  const a = corners[edge];
  const b = corners[edge % 3 === 2 ? edge - 2 : edge + 1];
  const [ax, ay] = [samples.x[a], samples.y[a]];
  const [dx, dy] = [samples.x[b] - ax, samples.y[b] - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return span(x - ax - t * dx, y - ay - t * dy);
}
