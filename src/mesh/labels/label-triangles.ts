import type { LabelSurface } from './label-surface.ts';

/**
 * Closed surfaces of labels 0 to `most`, from points placed in mm: two triangles of each quad for the label on its inner
 * side, and the same turned over for the one on its outer side. Label 0 is what lies outside of all: its surface turned
 * over is that of everything together. `mirrored` where the way from voxels to mm turns a right hand into a left one.
 */
export function trianglesByLabel(
  { quads, sides }: Pick<LabelSurface, 'quads' | 'sides'>,
  points: Float32Array,
  mirrored: boolean,
  most: number,
): Float32Array[] {
  const counts = new Int32Array(most + 1);
  for (const label of sides) counts[label]++;
  const meshes = Array.from(counts, (count) => new Float32Array(18 * count));
  const filled = new Int32Array(most + 1);
  for (let side = 0; side < sides.length; side++) {
    const label = sides[side];
    const triangles = meshes[label];
    let o = filled[label];
    for (const corner of (side % 2 === 0) !== mirrored ? forwards : backwards) {
      const from = 3 * quads[4 * (side >> 1) + corner];
      triangles[o] = points[from];
      triangles[o + 1] = points[from + 1];
      triangles[o + 2] = points[from + 2];
      o += 3;
    }
    filled[label] = o;
  }
  return meshes;
}

/** Both ways along the same diagonal, so that two parts share the triangles between them. */
const forwards = [0, 1, 2, 0, 2, 3];
const backwards = [0, 2, 1, 0, 3, 2];
