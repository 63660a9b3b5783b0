// The kernel of regions and lay-down (src/kernel/planner-kernel.ts).
export { offsetRings } from './planner/offset-rings';
export { takeOutline } from './planner/outline';
export { profileOf, takeChords } from './planner/profile';
export { sampleRims } from './planner/rim-samples';
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
} from './planner/rims';
export { clear, take } from './room';
export { splitThin, takeNet } from './planner/split-thin';
export { narrowPieces, rimPieces } from './planner/thin-stretches';
