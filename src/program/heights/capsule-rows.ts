/** A grid of square cells, counted by their centres; lengths in nm. */
export interface CellGrid {
  /** Corner of the first cell and edge of a cell. */
  readonly x0: number;
  readonly y0: number;
  readonly cell: number;
  readonly nx: number;
  readonly ny: number;
}

/** The rows of cells that a capsule covers: one object for all calls, since it is filled for every segment laid. */
export interface CapsuleRows {
  /** The first row, and how many follow on it (itself included). */
  first: number;
  count: number;
  /** First and last column of each row in turn; an empty row has its last before its first. */
  columns: Int32Array;
}

export const capsule: CapsuleRows = { first: 0, count: 0, columns: new Int32Array(128) };

/**
 * Fills `capsule` with the cells whose centres lie within `radius` of a segment. A capsule is convex: in each row it
 * reaches from the lowest to the highest x of its two end discs and its two long sides.
 */
export function capsuleRows(grid: CellGrid, ax: number, ay: number, bx: number, by: number, radius: number): void {
  const { x0, y0, cell, nx, ny } = grid;
  const low = ay < by ? ay : by;
  const high = ay < by ? by : ay;
  const first = Math.max(0, Math.ceil((low - radius - y0) / cell - 0.5));
  const last = Math.min(ny - 1, Math.floor((high + radius - y0) / cell - 0.5));
  capsule.first = first;
  capsule.count = Math.max(0, last - first + 1);
  if (2 * capsule.count > capsule.columns.length) capsule.columns = new Int32Array(4 * capsule.count);
  const { columns } = capsule;
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  const slope = dy === 0 ? 0 : dx / dy;
  // The long sides are the segment moved by the radius along its normal, to either hand.
  const sideX = dy === 0 ? 0 : (dy / length) * radius;
  const sideY = dy === 0 ? 0 : (dx / length) * radius;
  const square = radius * radius;
  for (let row = first, k = 0; row <= last; row++, k += 2) {
    const y = y0 + (row + 0.5) * cell;
    let from = Number.POSITIVE_INFINITY;
    let to = Number.NEGATIVE_INFINITY;
    const aboveA = y - ay;
    const leftA = square - aboveA * aboveA;
    if (leftA >= 0) {
      const reach = Math.sqrt(leftA);
      from = ax - reach;
      to = ax + reach;
    }
    const aboveB = y - by;
    const leftB = square - aboveB * aboveB;
    if (leftB >= 0) {
      const reach = Math.sqrt(leftB);
      if (bx - reach < from) from = bx - reach;
      if (bx + reach > to) to = bx + reach;
    }
    if (dy !== 0) {
      const t = (aboveA - sideY) / dy;
      if (t >= 0 && t <= 1) {
        const x = ax - sideX + (aboveA - sideY) * slope;
        if (x < from) from = x;
        if (x > to) to = x;
      }
      const u = (aboveA + sideY) / dy;
      if (u >= 0 && u <= 1) {
        const x = ax + sideX + (aboveA + sideY) * slope;
        if (x < from) from = x;
        if (x > to) to = x;
      }
    }
    columns[k] = from <= to ? Math.max(0, Math.ceil((from - x0) / cell - 0.5)) : 0;
    columns[k + 1] = from <= to ? Math.min(nx - 1, Math.floor((to - x0) / cell - 0.5)) : -1;
  }
}
