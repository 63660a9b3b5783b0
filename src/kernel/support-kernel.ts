import { type Kernel, newKernelOf } from './kernel.ts';
import { supportBytes } from './kernel-bytes.ts';

/** `kernels/support.ts`: each holds one grid. */
export interface SupportKernel extends Kernel {
  setGrid(cornerX: number, cornerY: number, edge: number, columns: number, rows: number): void;
  emptyGrid(): void;
  takeStrand(points: number): number;
  widthsOfStrand(): number;
  fillStrand(points: number, closed: number, radius: number, varies: number, reach: number, width: number): void;
  hangOf(points: number, closed: number): number;
}

export const newSupportKernel = newKernelOf<SupportKernel>(supportBytes);
