import { bytesAt, enterBytes, floatsAt, intsAt } from '../../../kernel/kernel.ts';
import { plannerWith } from '../../../kernel/planner-kernel.ts';
import type { Outline } from '../../../slice/outline.ts';
import type { ThinStretches } from '../thin-stretches.ts';

/** The rims of a region as points, with more of them in thin stretches. nm. */
export interface RimSamples {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The point after each along its ring; the region lies to the left of that way. */
  readonly next: Int32Array;
  /** 1 for corners of the region itself, 0 for points put between them. */
  readonly corner: Uint8Array;
  /** 1 for points of thin stretches: only these are triangulated. */
  readonly marked: Uint8Array;
}

/**
 * The corners of a region, and in its thin stretches points at most `step` apart. Where rims touch in a point, one of the
 * two moves by a nanometre: each needs its own place in the triangulation.
 */
export function sampleRims(
  { points, ringEnds }: Outline,
  { longest, marked }: ThinStretches,
  step: number,
): RimSamples {
  const kernel = plannerWith(points, ringEnds);
  const pieces = kernel.take(marked.length);
  enterBytes(kernel, pieces, marked);
  const [count, x, y, next, corner, isMarked] = intsAt(kernel, kernel.sampleRims(pieces, longest, step), 6);
  return {
    x: floatsAt(kernel, x, count),
    y: floatsAt(kernel, y, count),
    next: intsAt(kernel, next, count),
    corner: bytesAt(kernel, corner, count),
    marked: bytesAt(kernel, isMarked, count),
  };
}

/** The same rims with a point more in the middle of each edge that `split` names by its first point. */
export function splitEdges(samples: RimSamples, split: Uint8Array): RimSamples {
  const { x, y, next, corner, marked } = samples;
  const finer = {
    x: Array.from(x),
    y: Array.from(y),
    next: Array.from(next),
    corner: Array.from(corner),
    marked: Array.from(marked),
  };
  for (let i = 0; i < next.length; i++) {
    if (split[i] === 0) continue;
    const j = next[i];
    finer.next[i] = finer.x.length;
    finer.next.push(j);
    finer.x.push(Math.round((x[i] + x[j]) / 2));
    finer.y.push(Math.round((y[i] + y[j]) / 2));
    finer.corner.push(0);
    finer.marked.push(1);
  }
  return {
    x: new Float64Array(finer.x),
    y: new Float64Array(finer.y),
    next: new Int32Array(finer.next),
    corner: new Uint8Array(finer.corner),
    marked: new Uint8Array(finer.marked),
  };
}
