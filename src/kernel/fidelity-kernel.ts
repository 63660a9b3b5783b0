import { type Kernel, kernelOf } from './kernel.ts';
import { fidelityBytes } from './kernel-bytes.ts';

/** `kernels/fidelity.ts`: a module of its own, since the gate shares nothing with lay-down. */
export interface FidelityKernel extends Kernel {
  setFrame(originU: number, originV: number, columnNm: number, rowNm: number, columns: number, rows: number): void;
  takeRings(points: number, rings: number): number;
  takeRuns(count: number): number;
  takePieces(numbers: number): number;
  takeEdges(count: number): number;
  takeSides(count: number): number;
  take(bytes: number): number;
  straightRings(points: number, ends: number, rings: number, rounding: number): number;
  sectionRuns(mask: number): number;
  staysInside(step: number, allowedNm: number): number;
  bareRuns(): number;
  connect(slack: number, ringOf: number): number;
  rimsOf(unit: number): number;
  extentsOf(): number;
  patchesOf(cosines: number, sines: number, directions: number, mostSamples: number): number;
  emptyMap(): number;
  sectionMap(): number;
  stroke(map: number, au: number, av: number, bu: number, bv: number, radius: number): void;
  bodiesOf(beyondNm: number): number;
  outsideCells(core: number, section: number, widthNm: number, allowedNm: number): number;
  erode(map: number, radiusNm: number): number;
  grown(map: number, radiusNm: number): number;
  without(a: number, b: number): number;
  both(a: number, b: number): number;
  either(a: number, b: number): number;
  isEmpty(map: number): number;
  insideBorder(map: number, rows: number, columns: number): number;
  runsOfMap(map: number): number;
  countBare(places: number, count: number, beyondNm: number): number;
  farCells(reachNm: number, sideNm: number, rings: number): number;
}

export const fidelityKernel = kernelOf<FidelityKernel>(fidelityBytes);
