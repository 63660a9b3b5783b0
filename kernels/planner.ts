// The kernel of meshes, regions and lay-down (src/kernel/planner-kernel.ts).
export { momentsOf, reachFrom, surfaceSums, takeTriangles } from './moments';
export { offsetRings } from './offset-rings';
export { takeOutline } from './outline';
export { profileOf, takeChords } from './profile';
export {
  circumradii,
  markRims,
  missingCount,
  missingStretches,
  rimCorners,
  rimTwins,
  sidesOfRims,
  takeSamples,
  triangulateRims,
} from './rims';
export { clear, take } from './room';
export { splitThin, takeNet } from './split-thin';
export { narrowPieces, rimPieces } from './thin-stretches';
