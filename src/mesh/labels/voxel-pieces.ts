import type { LabelGrid } from './label-surface.ts';

/** What the voxels of one label make up. */
export interface LabelPieces {
  readonly voxels: number;
  /** Pieces that hang together by faces. */
  readonly pieces: number;
  readonly largest: number;
  /** Voxels that are in no block of 2 x 2 x 2 of their label: it is thinner than two voxels there. */
  readonly thin: number;
  /** Voxels of pieces that were left out as islands. */
  readonly dropped: number;
}

interface Sum {
  voxels: number;
  pieces: number;
  largest: number;
  dropped: number;
  /** Pieces that are islands. */
  readonly small: Int32Array[];
}

/** Calls back with each piece of a label that hangs together by faces: its voxels, in an array that is used again. */
export function eachPiece(grid: LabelGrid, visit: (label: number, voxels: Int32Array) => void): void {
  const { labels } = grid;
  const seen = new Uint8Array(labels.length);
  let heap = new Int32Array(1024);
  for (let seed = 0; seed < labels.length; seed++) {
    if (labels[seed] === 0 || seen[seed] === 1) continue;
    const own = labels[seed];
    let filled = 0;
    heap[filled++] = seed;
    seen[seed] = 1;
    for (let at = 0; at < filled; at++) {
      const v = heap[at];
      if (filled + 6 > heap.length) {
        const wider = new Int32Array(2 * heap.length);
        wider.set(heap);
        heap = wider;
      }
      filled = pushNeighbours(v, own, grid, seen, heap, filled);
    }
    visit(own, heap.subarray(0, filled));
  }
}

/**
 * Pieces of each label, by label. Pieces of fewer voxels than `leastVoxels` are left out of the labels given, in place;
 * the largest piece of a label stays in any case.
 */
export function findPieces({ size, labels }: LabelGrid, leastVoxels = 0): Map<number, LabelPieces> {
  const found = new Map<number, Sum>();
  eachPiece({ size, labels }, (own, voxels) => {
    const sum = found.get(own) ?? { voxels: 0, pieces: 0, largest: 0, dropped: 0, small: [] };
    if (!found.has(own)) found.set(own, sum);
    sum.voxels += voxels.length;
    sum.pieces++;
    sum.largest = Math.max(sum.largest, voxels.length);
    if (voxels.length < leastVoxels) sum.small.push(voxels.slice());
  });
  for (const sum of found.values()) dropIslands(sum, labels);
  const thin = thinVoxels({ size, labels });
  return new Map(
    [...found]
      .sort(([a], [b]) => a - b)
      .map(([label, { voxels, pieces, largest, dropped }]) => [
        label,
        { voxels, pieces, largest, thin: thin.get(label) ?? 0, dropped },
      ]),
  );
}

/** Takes islands out of the labels, but never all that there is of one. */
function dropIslands(sum: Sum, labels: Uint16Array): void {
  const isAll = sum.pieces === sum.small.length;
  const stays = isAll ? sum.small.findIndex(({ length }) => length === sum.largest) : -1;
  sum.small.forEach((piece, p) => {
    if (p === stays) return;
    for (const v of piece) labels[v] = 0;
    sum.pieces--;
    sum.voxels -= piece.length;
    sum.dropped += piece.length;
  });
}

function pushNeighbours(
  v: number,
  own: number,
  { size: [ni, nj, nk], labels }: LabelGrid,
  seen: Uint8Array,
  heap: Int32Array,
  filled: number,
): number {
  const sheet = ni * nj;
  const i = v % ni;
  const j = Math.floor(v / ni) % nj;
  const k = Math.floor(v / sheet);
  let count = filled;
  const visit = (w: number) => {
    if (seen[w] === 1 || labels[w] !== own) return;
    seen[w] = 1;
    heap[count++] = w;
  };
  if (i > 0) visit(v - 1);
  if (i + 1 < ni) visit(v + 1);
  if (j > 0) visit(v - ni);
  if (j + 1 < nj) visit(v + ni);
  if (k > 0) visit(v - sheet);
  if (k + 1 < nk) visit(v + sheet);
  return count;
}

function thinVoxels({ size: [ni, nj, nk], labels }: LabelGrid): Map<number, number> {
  const thick = new Uint8Array(labels.length);
  const sheet = ni * nj;
  const corners = [0, 1, ni, ni + 1, sheet, sheet + 1, sheet + ni, sheet + ni + 1];
  for (let k = 0; k + 1 < nk; k++) {
    for (let j = 0; j + 1 < nj; j++) {
      for (let i = 0; i + 1 < ni; i++) {
        const v = (k * nj + j) * ni + i;
        if (labels[v] === 0 || corners.some((corner) => labels[v + corner] !== labels[v])) continue;
        for (const corner of corners) thick[v + corner] = 1;
      }
    }
  }
  const counts = new Map<number, number>();
  for (let v = 0; v < labels.length; v++) {
    if (labels[v] !== 0 && thick[v] === 0) counts.set(labels[v], (counts.get(labels[v]) ?? 0) + 1);
  }
  return counts;
}
