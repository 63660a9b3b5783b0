import { kernelBytes } from './kernel-bytes.ts';

/**
 * Numeric work that runs for milliseconds: V8 compiles WebAssembly fast enough for it at once, JavaScript only after it has
 * run for long. What each export does stands in the files of `kernels/`; addresses are places in `memory`. It computes
 * with the same numbers in the same order as JavaScript would, so the results are the same to the bit on every machine.
 */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  /** Frees all room that was taken. */
  clear(): void;
  takeSamples(count: number): number;
  triangulateRims(): number;
  rimCorners(): number;
  rimTwins(): number;
  markRims(): number;
  missingStretches(shortest: number, longest: number): number;
  missingCount(): number;
  sidesOfRims(): number;
}

let started: Kernels | undefined;

/** The kernels with all of their memory free. Whoever took room before has done so in vain: results are copied out. */
export function freshKernels(): Kernels {
  started ??= start();
  started.clear();
  return started;
}

function start(): Kernels {
  const bytes = Uint8Array.from(atob(kernelBytes), (character) => character.charCodeAt(0));
  const { exports }: { readonly exports: object } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  // Held to kernels/kernels.ts by the tests.
  return exports as Kernels;
}

/** Copies of arrays out of the kernels' memory. */
export function copyInt32({ memory }: Kernels, at: number, count: number): Int32Array {
  return new Int32Array(memory.buffer, at, count).slice();
}

export function copyUint8({ memory }: Kernels, at: number, count: number): Uint8Array {
  return new Uint8Array(memory.buffer, at, count).slice();
}
