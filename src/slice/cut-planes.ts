import { enterFloats, enterSingles, wordsAt } from '../kernel/kernel.ts';
import { type SliceKernel, sliceKernel } from '../kernel/slice-kernel.ts';

/** Segments held at a time, so that memory stays bounded on tall parts with many large triangles. */
const segmentsAtOnce = 2_000_000;

/** Coordinates cut at a time: whole triangles, a megabyte of them. */
const pieceLength = 9 * Math.floor(2 ** 20 / 36);

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
  const room = kernel.take(4 * pieceLength);
  enterFloats(kernel, kernel.takePlanes(planes.length), planes);
  const counted = kernel.indexPlanes();
  inPieces(kernel, triangles, room, (count) => kernel.countCrossings(room, count));
  const crossings = wordsAt(kernel, counted, planes.length);
  const free = kernel.mark();
  for (let first = 0; first < planes.length; ) {
    const last = batchEnd(crossings, first);
    kernel.release(free);
    kernel.startCuts(first, last);
    // Half a nanometre more, so that floor rounds to the nearest.
    const [x, y] = [shiftMm[0] * 1e6 + 0.5, shiftMm[1] * 1e6 + 0.5];
    inPieces(kernel, triangles, room, (count) => kernel.crossTriangles(room, count, x, y));
    for (let plane = first; plane < last; plane++) onPlane(kernel, plane);
    first = last;
  }
}

function inPieces(kernel: SliceKernel, triangles: Float32Array, room: number, take: (count: number) => void): void {
  for (let at = 0; at < triangles.length; at += pieceLength) {
    const piece = triangles.subarray(at, at + pieceLength);
    enterSingles(kernel, room, piece);
    take(piece.length / 9);
  }
}

function batchEnd(crossings: Uint32Array, first: number): number {
  let last = first + 1;
  let count = crossings[first];
  while (last < crossings.length && count + crossings[last] <= segmentsAtOnce) count += crossings[last++];
  return last;
}
