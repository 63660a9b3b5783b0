import { allocateTriangles } from '../mesh.ts';

/**
 * Nine numbers a triangle from numbered points, of those triangles that are listed (null: all). A mirror turns every
 * triangle inside out, so two of its corners change places.
 */
export function flattenMesh(
  corners: Int32Array,
  points: Float32Array,
  which: Int32Array | null,
  mirrored = false,
): Float32Array {
  const count = which === null ? corners.length / 3 : which.length;
  const triangles = allocateTriangles(count);
  const [second, third] = mirrored ? [2, 1] : [1, 2];
  let o = 0;
  for (let k = 0; k < count; k++) {
    const t = which === null ? k : which[k];
    const a = 3 * corners[3 * t];
    const b = 3 * corners[3 * t + second];
    const c = 3 * corners[3 * t + third];
    triangles[o] = points[a];
    triangles[o + 1] = points[a + 1];
    triangles[o + 2] = points[a + 2];
    triangles[o + 3] = points[b];
    triangles[o + 4] = points[b + 1];
    triangles[o + 5] = points[b + 2];
    triangles[o + 6] = points[c];
    triangles[o + 7] = points[c + 1];
    triangles[o + 8] = points[c + 2];
    o += 9;
  }
  return triangles;
}

/** One after the other; the very array where there is one. */
export function joinTriangles(pieces: readonly Float32Array[]): Float32Array {
  if (pieces.length === 1) return pieces[0];
  const all = allocateTriangles(pieces.reduce((sum, piece) => sum + piece.length, 0) / 9);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
