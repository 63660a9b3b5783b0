import { expect, test } from 'vitest';
import { compileKernel, kernelSourceHash } from '../../scripts/make-kernels.ts';
import { fidelityBytes, kernelSource, plannerBytes, supportBytes } from '../../src/kernel/kernel-bytes.ts';
import { draws } from '../proving.ts';

// Compiling takes some seconds: here the bytes say what they were made from, and a proof makes them again.

test('the bytes were compiled from kernels/ as it stands: else run npm run kernels', async () => {
  expect(kernelSource).toBe(kernelSourceHash());
  if (draws(0, 1) === 0) return;
  expect(await compileKernel('planner')).toBe(plannerBytes);
  expect(await compileKernel('fidelity')).toBe(fidelityBytes);
  expect(await compileKernel('support')).toBe(supportBytes);
});
