import { bytesAt, enterBytes, enterFloats, enterInts, floatsAt, intsAt } from '../../../kernel/kernel.ts';
import { type PlannerKernel, plannerKernel } from '../../../kernel/planner-kernel.ts';
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
  /** By triangle, of the circle through its corners, nm; Infinity where it does not lie inside, and for all beyond. */
  readonly radius: Float64Array;
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
    const kernel = plannerKernel();
    enterSamples(kernel, samples);
    const edges = kernel.triangulateRims();
    if (edges === 0) return null;
    const split = kernel.missingStretches(shortest, longest);
    if (kernel.missingCount() === 0 || round === rounds) return netOf(kernel, samples, edges);
    samples = splitEdges(samples, bytesAt(kernel, split, samples.x.length));
  }
}

function enterSamples(kernel: PlannerKernel, { x, y, next, marked }: RimSamples): void {
  const count = x.length;
  const at = kernel.takeSamples(count);
  enterFloats(kernel, at, x);
  enterFloats(kernel, at + 8 * count, y);
  enterInts(kernel, at + 16 * count, next);
  enterBytes(kernel, at + 20 * count, marked);
}

function netOf(kernel: PlannerKernel, samples: RimSamples, edges: number): RimTriangles {
  const rim = kernel.markRims();
  const inside = kernel.sidesOfRims();
  return {
    samples,
    corners: intsAt(kernel, kernel.rimCorners(), edges),
    twin: intsAt(kernel, kernel.rimTwins(), edges),
    rim: bytesAt(kernel, rim, edges),
    inside: bytesAt(kernel, inside, edges / 3 + 1),
    radius: floatsAt(kernel, kernel.circumradii(inside), edges / 3 + 1),
  };
}

/** Gives a net to a kernel, which then holds nothing else. */
export function kernelWith({ samples: { x, y }, corners, twin, rim, inside, radius }: RimTriangles): PlannerKernel {
  const kernel = plannerKernel();
  let at = kernel.takeNet(x.length, corners.length);
  for (const floats of [x, y, radius]) {
    enterFloats(kernel, at, floats);
    at += floats.byteLength;
  }
  for (const ints of [corners, twin]) {
    enterInts(kernel, at, ints);
    at += ints.byteLength;
  }
  enterBytes(kernel, at, rim);
  enterBytes(kernel, at + rim.length, inside);
  return kernel;
}
