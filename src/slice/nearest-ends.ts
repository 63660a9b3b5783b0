/** Two loose ends and how far apart they are, nm. */
export interface EndPair {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

/** Looks at no more cells and ends than this for one end: a hostile heap of ends costs time in proportion, not squared. */
const mostLooks = 512;

/** What may still be spent on looking, over many searches. */
export interface Patience {
  looks: number;
}

/**
 * For each of the `loose` ends the nearest other within `reach` that `allowed` admits (the lower number among equals).
 * The cells of a hash grid are searched outwards, as far as patience goes.
 */
export function searchNearest(
  x: Float64Array,
  y: Float64Array,
  loose: readonly number[],
  reach: number,
  allowed: (a: number, b: number, distance: number) => boolean,
  patience: Patience,
): EndPair[] {
  const grid = gridOf(x, y, loose, reach);
  const widest = Math.ceil(reach / grid.cell);
  const pairs: EndPair[] = [];
  for (const a of loose) {
    if (patience.looks <= 0) break;
    let best = -1;
    let bestDistance = reach;
    let looks = 0;
    const look = (column: number, row: number): void => {
      looks++;
      for (let k = grid.heads[bucketOf(column, row, grid.mask)]; k >= 0; k = grid.nexts[k]) {
        if (++looks > mostLooks) return;
        const b = loose[k];
        const distance = Math.sqrt((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2);
        if (distance > bestDistance || (distance === bestDistance && best >= 0 && b >= best)) continue;
        if (!allowed(a, b, distance)) continue;
        best = b;
        bestDistance = distance;
      }
    };
    const column = Math.floor(x[a] / grid.cell);
    const row = Math.floor(y[a] / grid.cell);
    // Cells `far` steps out lie more than far - 1 cells away.
    for (let far = 0; far <= widest && (far - 1) * grid.cell <= bestDistance && looks < mostLooks; far++) {
      for (let r = row - far; r <= row + far; r++) {
        const step = r === row - far || r === row + far ? 1 : 2 * far;
        for (let c = column - far; c <= column + far; c += step) look(c, r);
      }
    }
    patience.looks -= looks;
    if (best >= 0) pairs.push({ a: Math.min(a, best), b: Math.max(a, best), distance: bestDistance });
  }
  return pairs;
}

interface Grid {
  readonly cell: number;
  readonly mask: number;
  /** For each bucket the first place in `loose`, then from place to place; -1 ends the list. */
  readonly heads: Int32Array;
  readonly nexts: Int32Array;
}

function gridOf(x: Float64Array, y: Float64Array, loose: readonly number[], reach: number): Grid {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const end of loose) {
    left = Math.min(left, x[end]);
    right = Math.max(right, x[end]);
    low = Math.min(low, y[end]);
    high = Math.max(high, y[end]);
  }
  // About one end a cell where they are spread evenly, and never wider than the reach.
  const fair = Math.max(
    (right - left + high - low) / loose.length,
    Math.sqrt(((right - left) * (high - low)) / loose.length),
  );
  const cell = Math.max(1, Math.min(reach, fair));
  let size = 16;
  while (size < 2 * loose.length) size *= 2;
  const heads = new Int32Array(size).fill(-1);
  const nexts = new Int32Array(loose.length);
  for (let k = loose.length - 1; k >= 0; k--) {
    const bucket = bucketOf(Math.floor(x[loose[k]] / cell), Math.floor(y[loose[k]] / cell), size - 1);
    nexts[k] = heads[bucket];
    heads[bucket] = k;
  }
  return { cell, mask: size - 1, heads, nexts };
}

function bucketOf(column: number, row: number, mask: number): number {
  const h = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca6b);
  return (h ^ (h >>> 15)) & mask;
}
