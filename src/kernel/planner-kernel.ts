import { enterInts, type Kernel, kernelOf } from './kernel.ts';
import { plannerBytes } from './kernel-bytes.ts';

/** `kernels/planner.ts` */
export interface PlannerKernel extends Kernel {
  take(bytes: number): number;
  takeOutline(points: number, rings: number): number;
  offsetRings(distanceNm: number, miterLimit: number): number;
  mayBeThin(limit: number, more: number): number;
  layThin(widthNm: number, narrow: number, limit: number): number;
  finishRing(points: number, count: number, width: number, areaMm2: number, x: number, y: number): number;
  takeSamples(most: number): void;
  addSample(x: number, y: number, isCorner: number, isMarked: number): void;
  closeRing(first: number): void;
  makeNet(shortest: number, longest: number): number;
  netArrays(): number;
}

export const plannerKernel = kernelOf<PlannerKernel>(plannerBytes);

/** A kernel that holds the rings of an outline, and nothing else. */
export function plannerWith(points: Int32Array, ringEnds: Uint32Array): PlannerKernel {
  const kernel = plannerKernel();
  const at = kernel.takeOutline(points.length / 2, ringEnds.length);
  enterInts(kernel, at, points);
  enterInts(kernel, at + 4 * points.length, ringEnds);
  return kernel;
}
