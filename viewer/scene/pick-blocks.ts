import type { Print } from '../data/print.ts';

/** Rows a block: so few that a slanted zigzag fills its box, so many that the boxes are soon gone through. */
export const rowsOfBlock = 32;

/** Boxes about every `rowsOfBlock` rows, six numbers each (least and greatest x, y, z of their points), mm. */
export interface PickBlocks {
  readonly boxes: Float32Array;
  /** By how much a strand can stand out of the box of its points, mm. */
  readonly reach: number;
}

const known = new WeakMap<Print, PickBlocks>();

/** Of a print; worked out when it is first asked for (2 M rows: some 10 ms) and kept as long as the print. */
export function blocksOf(print: Print): PickBlocks {
  const kept = known.get(print);
  if (kept) return kept;
  const { path, rows, strands } = print;
  const boxes = new Float32Array(6 * Math.ceil(rows / rowsOfBlock));
  for (let first = 0, at = 0; first < rows; first += rowsOfBlock, at += 6) {
    const last = Math.min(first + rowsOfBlock, rows);
    let [x0, y0, z0] = [path[4 * first], path[4 * first + 1], path[4 * first + 2]];
    let [x1, y1, z1] = [x0, y0, z0];
    for (let i = 4 * (first + 1); i <= 4 * last; i += 4) {
      const x = path[i];
      const y = path[i + 1];
      const z = path[i + 2];
      if (x < x0) x0 = x;
      else if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      else if (y > y1) y1 = y;
      if (z < z0) z0 = z;
      else if (z > z1) z1 = z;
    }
    boxes[at] = x0;
    boxes[at + 1] = y0;
    boxes[at + 2] = z0;
    boxes[at + 3] = x1;
    boxes[at + 4] = y1;
    boxes[at + 5] = z1;
  }
  let reach = 0;
  for (let s = 0; s < strands.count; s++) reach = Math.max(reach, 0.5 * (strands.width[s] + strands.height[s]));
  const blocks = { boxes, reach };
  known.set(print, blocks);
  return blocks;
}

/** Whether a line from a point along a direction comes within `reach` mm of the box of a block. */
export function meetsBlock(
  boxes: Float32Array,
  block: number,
  reach: number,
  [ox, oy, oz]: readonly [number, number, number],
  [dx, dy, dz]: readonly [number, number, number],
): boolean {
  const at = 6 * block;
  let from = 0;
  let to = Number.POSITIVE_INFINITY;
  for (let axis = 0; axis < 3; axis++) {
    const o = axis === 0 ? ox : axis === 1 ? oy : oz;
    const d = axis === 0 ? dx : axis === 1 ? dy : dz;
    const low = boxes[at + axis] - reach - o;
    const high = boxes[at + axis + 3] + reach - o;
    if (Math.abs(d) < 1e-12) {
      if (low > 0 || high < 0) return false;
      continue;
    }
    const a = low / d;
    const b = high / d;
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  }
  return from <= to;
}
