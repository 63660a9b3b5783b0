import { copyInt32, copyUint8, freshKernels, type Kernels } from '../../../kernel/kernels.ts';
import { type RimSamples, splitEdges } from './rim-samples.ts';

/** Delaunay triangles between the sampled rims of a region, nm. Half-edge e runs from corners[e] to corners[after(e)]. */
export interface RimTriangles {
  readonly samples: RimSamples;
  /** Three a triangle, counter-clockwise: numbers of samples. */
  readonly corners: Int32Array;
  /** The half-edge of the neighbour that runs the other way, -1 where there is none. */
  readonly twin: Int32Array;
  /** By triangle: whether it lies in the region. One more, which does, stands for all beyond the marked samples. */
  readonly inside: Uint8Array;
  /** By half-edge: 1 where it is a stretch of rim with the region on its left. */
  readonly rim: Uint8Array;
}

/** Rounds of splitting; only tips that taper to nothing need more. */
const rounds = 6;

export function after(edge: number): number {
  return edge % 3 === 2 ? edge - 2 : edge + 1;
}

/**
 * Triangulates the marked samples. Stretches of rim that are no edge of a triangle are split until they are, or are
 * shorter than `shortest`; longer ones than `longest` are none of those sampled. Samples are whole numbers from 0 to 2^31.
 */
export function triangulate(given: RimSamples, shortest: number, longest: number): RimTriangles | null {
  let samples = given;
  for (let round = 0; ; round++) {
    const kernels = freshKernels();
    enterSamples(kernels, samples);
    const edges = kernels.triangulateRims();
    if (edges === 0) return null;
    const split = kernels.missingStretches(shortest, longest);
    if (kernels.missingCount() === 0 || round === rounds) return netOf(kernels, samples, edges);
    samples = splitEdges(samples, copyUint8(kernels, split, samples.x.length));
  }
}

function enterSamples(kernels: Kernels, { x, y, next, marked }: RimSamples): void {
  const count = x.length;
  const at = kernels.takeSamples(count);
  const { buffer } = kernels.memory;
  new Float64Array(buffer, at, count).set(x);
  new Float64Array(buffer, at + 8 * count, count).set(y);
  new Int32Array(buffer, at + 16 * count, count).set(next);
  new Uint8Array(buffer, at + 20 * count, count).set(marked);
}

function netOf(kernels: Kernels, samples: RimSamples, edges: number): RimTriangles {
  const rim = kernels.markRims();
  const inside = kernels.sidesOfRims();
  return {
    samples,
    corners: copyInt32(kernels, kernels.rimCorners(), edges),
    twin: copyInt32(kernels, kernels.rimTwins(), edges),
    rim: copyUint8(kernels, rim, edges),
    inside: copyUint8(kernels, inside, edges / 3 + 1),
  };
}
