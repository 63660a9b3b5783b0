import { enterFloats, enterInPieces, pieceBytes, wordsAt } from '../kernel/kernel.ts';
import { type SliceKernel, sliceKernel } from '../kernel/slice-kernel.ts';

/** Segments held at a time, so that memory stays bounded on tall parts with many large triangles. */
const segmentsAtOnce = 2_000_000;

/**
 * Cuts triangles (mm) at planes (rising z) and calls `onPlane` for each of these, in order, while the kernel holds its
 * segments: directed, material on the left when the triangles face outwards, in nm and moved by `shiftMm`. A corner on a
 * plane counts as above it, so a triangle crosses the planes with lowest corner < z <= highest corner, and none is ever
 * crossed in a mere point. Each crossing is interpolated from the corner below to the corner above, so that both
 * triangles of an edge get the same point to the bit. Cuts of no length are left out.
 */
export function cutPlanes(
  triangles: Float32Array,
  planes: Float64Array,
  shiftMm: readonly [number, number, number],
  onPlane: (kernel: SliceKernel, plane: number) => void,
): void {
  if (planes.length === 0) return;
  const kernel = sliceKernel();
  const room = kernel.take(pieceBytes);
  enterFloats(kernel, kernel.takePlanes(planes.length), planes);
  const counted = kernel.indexPlanes();
  enterInPieces(kernel, triangles, room, (count) => kernel.countCrossings(room, count));
  const crossings = wordsAt(kernel, counted, planes.length);
  const free = kernel.mark();
  for (let first = 0; first < planes.length; ) {
    const last = batchEnd(crossings, first);
    kernel.release(free);
    kernel.startCuts(first, last);
    // Half a nanometre more, so that floor rounds to the nearest.
    const [x, y] = [shiftMm[0] * 1e6 + 0.5, shiftMm[1] * 1e6 + 0.5];
    enterInPieces(kernel, triangles, room, (count) => kernel.crossTriangles(room, count, x, y));
    for (let plane = first; plane < last; plane++) onPlane(kernel, plane);
    first = last;
  }
}

function batchEnd(crossings: Uint32Array, first: number): number {
  let last = first + 1;
  let count = crossings[first];
  while (last < crossings.length && count + crossings[last] <= segmentsAtOnce) count += crossings[last++];
  return last;
}
