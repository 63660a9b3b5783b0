import { type Kernel, kernelOf } from './kernel.ts';
import { fidelityBytes } from './kernel-bytes.ts';

/** `kernels/fidelity.ts`: a module of its own, since the gate shares nothing with lay-down. */
export interface FidelityKernel extends Kernel {
  setTilt(cosine: number, sine: number): void;
  setFrame(originU: number, originV: number, columnNm: number, rowNm: number, columns: number, rows: number): void;
  take(bytes: number): number;
  takeStrands(count: number, points: number): number;
  cutStrands(): void;
  contourRings(): void;
  turnRings(points: number, ends: number, rings: number, skipNm: number): void;
  takeSection(skipNm: number): number;
  cutOut(skipNm: number): number;
  sectionRuns(mask: number): number;
  hold(): void;
  holdRuns(found: number): void;
  restore(): void;
  lookAtPieces(lowU: number, lowV: number, highU: number, highV: number, reachNm: number): void;
  lookAtEdges(lowU: number, lowV: number, highU: number, highV: number, reachNm: number): void;
  lookAtRows(first: number, count: number): void;
  piecesLookedAt(): number;
  straightRings(points: number, ends: number, rings: number, rounding: number): number;
  staysInside(step: number, allowedNm: number): number;
  takeSides(count: number): number;
  bareRuns(): number;
  connect(slack: number, ringOf: number): number;
  rimsOf(unit: number): number;
  extentsOf(): number;
  areasByRows(): number;
  areasByRings(mostOff: number): number;
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
  distanceToRim(u: number, v: number): number;
  farCells(reachNm: number, sideNm: number, rings: number): number;
}

export const fidelityKernel = kernelOf<FidelityKernel>(fidelityBytes);
