// The kernel of lay-down (src/kernel/laydown-kernel.ts).
export {
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
