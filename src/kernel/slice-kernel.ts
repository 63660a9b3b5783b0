import { type Kernel, kernelOf } from './kernel.ts';
import { sliceBytes } from './kernel-bytes.ts';

/** `kernels/slice.ts` */
export interface SliceKernel extends Kernel {
  take(bytes: number): number;
  mark(): number;
  release(at: number): void;
  takePlanes(count: number): number;
  indexPlanes(): number;
  countCrossings(triangles: number, count: number): void;
  startCuts(first: number, last: number): void;
  crossTriangles(triangles: number, count: number, shiftX: number, shiftY: number): void;
  segmentsOf(plane: number): number;
  chainRings(plane: number): number;
  simplifyRings(points: number, ends: number, ringCount: number, toleranceNm: number): number;
}

export const sliceKernel = kernelOf<SliceKernel>(sliceBytes);
