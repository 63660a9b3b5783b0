export { clear } from './room';
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
