import { enterInts, type Kernel, kernelOf } from './kernel.ts';
import { plannerBytes } from './kernel-bytes.ts';

/** `kernels/planner.ts` */
export interface PlannerKernel extends Kernel {
  take(bytes: number): number;
  takeOutline(points: number, rings: number): number;
  offsetRings(distanceNm: number, miterLimit: number): number;
  rimPieces(longest: number): number;
  narrowPieces(limit: number, forgiven: number, apart: number, cellsPerSide: number): number;
  sampleRims(thinPieces: number, longest: number, step: number): number;
  takeSamples(count: number): number;
  triangulateRims(): number;
  rimCorners(): number;
  rimTwins(): number;
  markRims(): number;
  missingStretches(shortest: number, longest: number): number;
  missingCount(): number;
  sidesOfRims(): number;
  circumradii(inside: number): number;
  takeNet(samples: number, edges: number): number;
  splitThin(
    narrow: number,
    limit: number,
    slender: number,
    leastArea: number,
    reach: number,
    crumbArea: number,
    spotArea: number,
    spotDiameter: number,
  ): number;
  takeChords(chords: number, areas: number): number;
  profileOf(closed: number, reachPlace: number, reachWidth: number, leastWidth: number): number;
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
