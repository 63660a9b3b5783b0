// The kernel of the fidelity gate (src/kernel/fidelity-kernel.ts).
export { bareRuns, takeSides } from './fidelity/bare-runs';
export { emptyMap, stroke } from './fidelity/cell-map';
export {
  bodiesOf,
  both,
  countBare,
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
export { setFrame } from './fidelity/frame';
export { takeEdges, takePieces, takeRuns } from './fidelity/layer';
export { connect, extentsOf, patchesOf, rimsOf } from './fidelity/patches';
export { clear, take } from './room';
export { sectionRuns, takeRings } from './fidelity/section-runs';
export { staysInside } from './fidelity/stays-inside';
export { straightRings } from './fidelity/straight-rings';
