import type { FidelityKernel } from '../../../kernel/fidelity-kernel.ts';
import { wordsAt } from '../../../kernel/kernel.ts';
import type { Frame } from '../frame.ts';

/** One bit for each cell of a grid, 32 columns a word; rows begin with a word of their own. */
export interface CellMap {
  readonly frame: Frame;
  readonly words: number;
  readonly bits: Uint32Array;
}

/** A map in the memory of the kernel, by its address; 0 where it is null. */
export type MapAddress = number;

/** A copy of a map that lies in the kernel's memory. */
export function mapAt(kernel: FidelityKernel, frame: Frame, address: MapAddress): CellMap {
  const words = Math.ceil(frame.columns / 32);
  return { frame, words, bits: wordsAt(kernel, address, words * frame.rows) };
}

/** Whether a cell is set; cells outside the grid are not. */
export function isSet({ frame, words, bits }: CellMap, row: number, column: number): boolean {
  if (row < 0 || row >= frame.rows || column < 0 || column >= frame.columns) return false;
  return ((bits[row * words + (column >> 5)] >>> (column & 31)) & 1) === 1;
}
