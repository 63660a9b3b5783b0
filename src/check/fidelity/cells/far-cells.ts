import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import type { MapAddress } from './cell-map.ts';

/** Squares around a marked one whose every place lies within the reach of any place in it. */
const rings = 2;

/**
 * Cells of the section that lie further than `reachNm` from every strand's middle; 0 when there are none. Most layers
 * are settled by coarse squares: all places within two squares of one that a strand runs through are near enough.
 * Only what these leave open is looked at cell by cell.
 */
export function farCells(kernel: FidelityKernel, reachNm: number): MapAddress {
  return kernel.farCells(reachNm, reachNm / ((rings + 1) * Math.SQRT2), rings);
}
