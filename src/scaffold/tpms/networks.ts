import type { LabelGrid } from '../../mesh/labels/label-surface.ts';
import { eachPiece } from '../../mesh/labels/voxel-pieces.ts';

/** A piece of one label, and where it is open: at the bottom, the top and the side of the body. */
export interface Network {
  readonly voxels: Int32Array;
  readonly bottom: boolean;
  readonly top: boolean;
  readonly side: boolean;
}

/** Pieces of a label that hang together by faces of voxels, the largest first. */
export function networksOf(grid: LabelGrid, wanted: number): Network[] {
  const networks: Network[] = [];
  const [ni, nj, nk] = grid.size;
  const isOutside = (i: number, j: number, k: number) =>
    i < 0 || j < 0 || i >= ni || j >= nj || grid.labels[(k * nj + j) * ni + i] === 0;
  eachPiece(grid, (label, voxels) => {
    if (label !== wanted) return;
    let [bottom, top, side] = [false, false, false];
    for (const v of voxels) {
      const i = v % ni;
      const j = Math.floor(v / ni) % nj;
      const k = Math.floor(v / (ni * nj));
      bottom ||= k === 0;
      top ||= k === nk - 1;
      side ||= isOutside(i - 1, j, k) || isOutside(i + 1, j, k) || isOutside(i, j - 1, k) || isOutside(i, j + 1, k);
    }
    networks.push({ voxels: voxels.slice(), bottom, top, side });
  });
  return networks.sort((a, b) => b.voxels.length - a.voxels.length);
}
