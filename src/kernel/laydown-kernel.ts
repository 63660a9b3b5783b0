import { type Kernel, kernelOf } from './kernel.ts';
import { laydownBytes } from './kernel-bytes.ts';

/** `kernels/laydown.ts` */
export interface LaydownKernel extends Kernel {
  takeSamples(count: number): number;
  triangulateRims(): number;
  rimCorners(): number;
  rimTwins(): number;
  markRims(): number;
  missingStretches(shortest: number, longest: number): number;
  missingCount(): number;
  sidesOfRims(): number;
}

export const laydownKernel = kernelOf<LaydownKernel>(laydownBytes);
