import type { Box } from '../../laydown/strand-geometry.ts';
import { type CellGrid, capsule, capsuleRows } from './capsule-rows.ts';

/**
 * What is already printed, as heights on a grid: the highest top in each cell, nm. Serves the planner (where may the
 * needle slide?) and the collision gate. Cells count by their centres.
 */
export interface HeightMap extends CellGrid {
  /** Row by row; `unprinted` where nothing is. */
  readonly top: Int32Array;
  /** The highest of all cells. */
  highest: number;
}

export const unprinted = -0x80000000;
const maxCells = 500_000;

/** An empty map of a box (nm) with cells of `cell` nm, or larger ones where the box would need more than 500 000. */
export function createHeightMap(box: Box, cell: number): HeightMap {
  const width = Math.max(box.maxX - box.minX, 1);
  const depth = Math.max(box.maxY - box.minY, 1);
  const least = Math.max(Math.sqrt((width * depth) / maxCells), (width + depth) / maxCells);
  const edge = Math.ceil(Math.max(cell, least, 1));
  const nx = Math.floor(width / edge) + 1;
  const ny = Math.floor(depth / edge) + 1;
  const top = new Int32Array(nx * ny).fill(unprinted);
  return { x0: box.minX, y0: box.minY, cell: edge, nx, ny, top, highest: unprinted };
}

/** Raises the map to `z` (nm) along a segment, `radius` to either side. */
export function stamp(map: HeightMap, ax: number, ay: number, bx: number, by: number, radius: number, z: number): void {
  if (z > map.highest) map.highest = z;
  const { nx, top } = map;
  capsuleRows(map, ax, ay, bx, by, radius);
  const { first, count, columns } = capsule;
  for (let k = 0; k < count; k++) {
    const start = (first + k) * nx;
    const to = start + columns[2 * k + 1];
    for (let at = start + columns[2 * k]; at <= to; at++) if (top[at] < z) top[at] = z;
  }
}

/** A place of the plan, nm. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * The highest top within `radius` of a segment, nm; cells within `spare` of either end of the segment, or of the places
 * `spared`, do not count: the strands that the needle comes from and goes to. `unprinted` where nothing is.
 */
export function highestAlong(
  map: HeightMap,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  radius: number,
  spare = -1,
  spared?: readonly Spot[],
): number {
  const { x0, y0, cell, nx, top } = map;
  capsuleRows(map, ax, ay, bx, by, radius);
  const { first, count, columns } = capsule;
  let highest = unprinted;
  for (let k = 0; k < count; k++) {
    const row = first + k;
    const y = y0 + (row + 0.5) * cell;
    for (let column = columns[2 * k]; column <= columns[2 * k + 1]; column++) {
      const z = top[row * nx + column];
      if (z <= highest) continue;
      const x = x0 + (column + 0.5) * cell;
      if (spare >= 0) {
        const isSpared =
          spared === undefined
            ? isNear(x, y, ax, ay, spare) || isNear(x, y, bx, by, spare)
            : isNearAny(x, y, spared, spare);
        if (isSpared) continue;
      }
      highest = z;
    }
  }
  return highest;
}

function isNear(x: number, y: number, atX: number, atY: number, reach: number): boolean {
  return (x - atX) * (x - atX) + (y - atY) * (y - atY) <= reach * reach;
}

function isNearAny(x: number, y: number, spots: readonly Spot[], reach: number): boolean {
  for (let i = 0; i < spots.length; i++) if (isNear(x, y, spots[i].x, spots[i].y, reach)) return true;
  return false;
}

/** A cone that stands on a disc and widens upwards, nm. */
export interface Cone {
  readonly radius: number;
  readonly topRadius: number;
  readonly height: number;
}

/**
 * By how much the tops in a map stand above the side of a cone that moves along a segment with its lower end at `z`,
 * nm: what is far from the axis may be higher. 0 or below: nothing is touched.
 */
export function depthInCone(
  map: HeightMap,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  { radius, topRadius, height }: Cone,
  z: number,
): number {
  const { x0, y0, cell, nx, top } = map;
  capsuleRows(map, ax, ay, bx, by, topRadius);
  const { first, count, columns } = capsule;
  const squared = (bx - ax) ** 2 + (by - ay) ** 2;
  let deepest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    const row = first + k;
    const y = y0 + (row + 0.5) * cell;
    for (let column = columns[2 * k]; column <= columns[2 * k + 1]; column++) {
      const over = top[row * nx + column] - z;
      if (over <= deepest) continue;
      const x = x0 + (column + 0.5) * cell;
      const t = squared === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared;
      const along = Math.min(1, Math.max(0, t));
      const away = Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
      const side = away <= radius ? 0 : ((away - radius) / (topRadius - radius)) * height;
      if (over - side > deepest) deepest = over - side;
    }
  }
  return deepest;
}
