// The kernel of regions and lay-down (src/kernel/planner-kernel.ts).
export { offsetRings } from './planner/offset-rings';
export { takeOutline } from './planner/outline';
export { finishRing } from './planner/sleeves/bead';
export { layThin, mayBeThin } from './planner/thin/lay-thin';
export { addSample, closeRing, makeNet, netArrays, takeSamples } from './planner/thin/net';
export { clear, take } from './room';
