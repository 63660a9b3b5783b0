import type { Strand } from './strand.ts';

/** Where a strand ends, how the next one follows it, and what room it takes: nm, construct frame. */

/** Number of the point at which the needle leaves a strand: a closed one ends where it began. */
export function lastOf({ points, closed }: Pick<Strand, 'points' | 'closed'>): number {
  return closed ? 0 : points.length / 2 - 1;
}

/** Where the needle leaves a strand, in the plane. */
export function endOf(strand: Strand): readonly [x: number, y: number] {
  const at = 2 * lastOf(strand);
  return [strand.points[at], strand.points[at + 1]];
}

/** The way in the plane from the end of one strand to the beginning of the next. */
export function gapNm(before: Strand, next: Strand): number {
  const [x, y] = endOf(before);
  return Math.hypot(next.points[0] - x, next.points[1] - y);
}

/** Hops shorter than 1 µm are none. */
const followingNm = 1000;

/** Whether the ink of one strand flows on into the next. */
export function flowsOn(before: Strand, next: Strand): boolean {
  return before.ink === next.ink && gapNm(before, next) <= followingNm;
}

/** Extents in the plane. */
export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** Extents with heights, above the layer's top. */
export type StrandBox = Box & { minZ: number; maxZ: number };

const boxes = new WeakMap<Strand, StrandBox>();

/** Extents of a strand's centre line in its own frame, nm; remembered, since wells share strands. */
export function boxOfStrand(strand: Strand): StrandBox {
  const known = boxes.get(strand);
  if (known !== undefined) return known;
  const { points, rise } = strand;
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity, minZ: 0, maxZ: 0 };
  for (let i = 0; i < points.length; i += 2) {
    if (points[i] < box.minX) box.minX = points[i];
    if (points[i] > box.maxX) box.maxX = points[i];
    if (points[i + 1] < box.minY) box.minY = points[i + 1];
    if (points[i + 1] > box.maxY) box.maxY = points[i + 1];
  }
  for (let i = 0; rise !== undefined && i < rise.length; i++) {
    if (i === 0 || rise[i] < box.minZ) box.minZ = rise[i];
    if (i === 0 || rise[i] > box.maxZ) box.maxZ = rise[i];
  }
  boxes.set(strand, box);
  return box;
}
