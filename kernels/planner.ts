// The kernel of regions and lay-down (src/kernel/planner-kernel.ts).
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
export { clear } from './room';
export { splitThin, takeNet } from './split-thin';
export { narrowPieces, rimPieces } from './thin-stretches';
