/**
 * What is already printed, as heights on a grid: the highest top in each cell, nm. Serves the planner (where may the
 * needle slide?) and the collision gate. Cells count by their centres.
 */
export interface HeightMap {
  /** Corner of the first cell and edge of a cell, nm. */
  readonly x0: number;
  readonly y0: number;
  readonly cell: number;
  readonly nx: number;
  readonly ny: number;
  /** Row by row; `unprinted` where nothing is. */
  readonly top: Int32Array;
  /** The highest of all cells. */
  highest: number;
}

export const unprinted = -0x80000000;
const maxCells = 500_000;

export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

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
  const { x0, y0, cell, nx, ny, top } = map;
  const firstRow = Math.max(0, Math.ceil((Math.min(ay, by) - radius - y0) / cell - 0.5));
  const lastRow = Math.min(ny - 1, Math.floor((Math.max(ay, by) + radius - y0) / cell - 0.5));
  for (let row = firstRow; row <= lastRow; row++) {
    if (!spanOfCapsule(y0 + (row + 0.5) * cell, ax, ay, bx, by, radius)) continue;
    const from = row * nx + Math.max(0, Math.ceil((span[0] - x0) / cell - 0.5));
    const to = row * nx + Math.min(nx - 1, Math.floor((span[1] - x0) / cell - 0.5));
    for (let at = from; at <= to; at++) if (top[at] < z) top[at] = z;
  }
}

/**
 * The highest top within `radius` of a segment, nm; cells within `spare` of either end of the segment do not count
 * (the strands that the needle comes from and goes to). `unprinted` where nothing is.
 */
export function highestAlong(
  map: HeightMap,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  radius: number,
  spare = -1,
): number {
  const { x0, y0, cell, nx, ny, top } = map;
  const firstRow = Math.max(0, Math.ceil((Math.min(ay, by) - radius - y0) / cell - 0.5));
  const lastRow = Math.min(ny - 1, Math.floor((Math.max(ay, by) + radius - y0) / cell - 0.5));
  let highest = unprinted;
  for (let row = firstRow; row <= lastRow; row++) {
    const y = y0 + (row + 0.5) * cell;
    if (!spanOfCapsule(y, ax, ay, bx, by, radius)) continue;
    const from = Math.max(0, Math.ceil((span[0] - x0) / cell - 0.5));
    const to = Math.min(nx - 1, Math.floor((span[1] - x0) / cell - 0.5));
    for (let column = from; column <= to; column++) {
      const z = top[row * nx + column];
      if (z <= highest) continue;
      const x = x0 + (column + 0.5) * cell;
      if (spare >= 0 && (Math.hypot(x - ax, y - ay) <= spare || Math.hypot(x - bx, y - by) <= spare)) continue;
      highest = z;
    }
  }
  return highest;
}

/** x from and to, the result of `spanOfCapsule`: one array for all calls, since this runs for every row of a stamp. */
const span = new Float64Array(2);

/** Where a horizontal line at `y` cuts a segment thickened by `radius`; false where it does not. */
function spanOfCapsule(y: number, ax: number, ay: number, bx: number, by: number, radius: number): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const reachA = radius * radius - (y - ay) * (y - ay);
  if (reachA >= 0) {
    const reach = Math.sqrt(reachA);
    low = ax - reach;
    high = ax + reach;
  }
  const reachB = radius * radius - (y - by) * (y - by);
  if (reachB >= 0) {
    const reach = Math.sqrt(reachB);
    low = Math.min(low, bx - reach);
    high = Math.max(high, bx + reach);
  }
  const dy = by - ay;
  if (dy !== 0) {
    const dx = bx - ax;
    // The two long sides: the segment moved by ± radius along its normal.
    const length = Math.hypot(dx, dy);
    for (const side of [-radius, radius]) {
      const nx = (-dy / length) * side;
      const ny = (dx / length) * side;
      const t = (y - ay - ny) / dy;
      if (t < 0 || t > 1) continue;
      const x = ax + nx + t * dx;
      if (x < low) low = x;
      if (x > high) high = x;
    }
  }
  span[0] = low;
  span[1] = high;
  return low <= high;
}
