// The kernel of the fidelity gate (src/kernel/fidelity-kernel.ts).
export { bareRuns, takeSides } from './bare-runs';
export { emptyMap, stroke } from './cell-map';
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
} from './cells';
export { farCells } from './far-cells';
export { setFrame } from './frame';
export { takeEdges, takePieces, takeRuns } from './layer';
export { connect, extentsOf, patchesOf, rimsOf } from './patches';
export { clear, take } from './room';
export { sectionRuns, takeRings } from './section-runs';
export { staysInside } from './stays-inside';
