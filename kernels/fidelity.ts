// The kernel of the fidelity gate (src/kernel/fidelity-kernel.ts).
export { bareRuns, takeSides } from './fidelity/bare-runs';
export { emptyMap, stroke } from './fidelity/cell-map';
export {
  bodiesOf,
  both,
  countBare,
  distanceToRim,
  either,
  erode,
  grown,
  insideBorder,
  isEmpty,
  outsideCells,
  runsOfMap,
  sectionMap,
  without,
} from './fidelity/cells';
export { farCells } from './fidelity/far-cells';
export { setFrame, setTilt } from './fidelity/frame';
export { areasByRings, areasByRows } from './fidelity/island-areas';
export { hold, holdRuns, lookAtEdges, lookAtPieces, lookAtRows, piecesLookedAt, restore } from './fidelity/layer';
export { connect, extentsOf, patchesOf, rimsOf } from './fidelity/patches';
export { turnRings } from './fidelity/rings';
export { clear, take } from './room';
export { cutOut, takeSection } from './fidelity/section';
export { sectionRuns } from './fidelity/section-runs';
export { staysInside } from './fidelity/stays-inside';
export { straightRings } from './fidelity/straight-rings';
export { contourRings, cutStrands, takeStrands } from './fidelity/strands';
