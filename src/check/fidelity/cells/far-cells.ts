import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { enterPieces, enterRuns, kernelOn } from '../enter-layer.ts';
import type { Frame } from '../frame.ts';
import type { Runs } from '../runs.ts';
import type { StrandPieces } from '../strand-pieces.ts';
import { type CellMap, type MapAddress, mapAt } from './cell-map.ts';

/** Squares around a marked one whose every place lies within the reach of any place in it. */
const rings = 2;

/**
 * Cells of the section that lie further than `reachNm` from every strand's middle; null when there are none. Most layers
 * are settled by coarse squares: all places within two squares of one that a strand runs through are near enough.
 * Only what these leave open is looked at cell by cell.
 */
export function farCells(frame: Frame, section: Runs, pieces: StrandPieces, reachNm: number): CellMap | null {
  const kernel = kernelOn(frame);
  enterRuns(kernel, section);
  enterPieces(kernel, pieces);
  const found = farFrom(kernel, reachNm);
  return found === 0 ? null : mapAt(kernel, frame, found);
}

/** The same of the section and the pieces that the kernel holds. */
export function farFrom(kernel: FidelityKernel, reachNm: number): MapAddress {
  return kernel.farCells(reachNm, reachNm / ((rings + 1) * Math.SQRT2), rings);
}
