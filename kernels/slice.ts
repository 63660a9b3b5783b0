// The kernel of sections (src/kernel/slice-kernel.ts).
export { clear, mark, release, take } from './room';
export { chainRings, segmentsOf } from './slice/chain';
export { crossTriangles, startCuts } from './slice/cross';
export { countCrossings, indexPlanes, takePlanes } from './slice/planes';
export { simplifyRings } from './slice/simplify';
