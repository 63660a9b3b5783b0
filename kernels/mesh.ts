// The kernel of mesh files and their study (src/kernel/mesh-kernel.ts).
export { momentsOf, reachFrom, surfaceSums, takeTriangles } from './mesh/moments';
export { takeRecords } from './mesh/records';
export { addTriangles, startSums, sums } from './mesh/sums';
export { clear, take } from './room';
