import { bytesAt } from '../../kernel/kernel.ts';
import { kernelWith, type RimTriangles } from './sleeves/rim-triangles.ts';

/** What a triangle between the rims is part of. */
export const outside = 0;
export const wide = 1;
export const thin = 2;

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
export function splitThin(net: RimTriangles, width: number, narrow: number, limit: number): Uint8Array {
  const kernel = kernelWith(net);
  const square = width * width;
  const found = kernel.splitThin(
    narrow,
    limit,
    slender,
    leastArea,
    leastReach * width,
    crumbArea * square,
    spotArea * square,
    spotDiameter * width,
  );
  return bytesAt(kernel, found, net.inside.length);
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
