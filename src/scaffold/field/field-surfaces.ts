import { labelSurface } from '../../mesh/labels/label-surface.ts';
import { trianglesByLabel } from '../../mesh/labels/label-triangles.ts';
import type { FieldGrid, FieldSpace } from './field-space.ts';
import { placePoints } from './place-points.ts';
import { soundLabels } from './sound-labels.ts';

/**
 * Closed surfaces of labels 0 to the number of fields, each a 2-manifold; null where the voxels are too coarse for that.
 * `sampled` are the voxels of this space, which may have been changed since.
 */
export function fieldSurfaces(space: FieldSpace, sampled: FieldGrid): Float32Array[] | null {
  if (soundLabels(sampled) === null) return null;
  const surface = labelSurface(sampled);
  placePoints(surface, space, sampled);
  const { min } = space;
  const points = Float32Array.from(surface.points, (value, p) => {
    const axis = p % 3;
    return Math.round((min[axis] + (value + 0.5) * sampled.voxel[axis]) / finestMm) * finestMm;
  });
  return trianglesByLabel(surface, points, false, space.fields.length);
}

/** Places are rounded to this, mm, so that flat faces are flat to the bit. */
const finestMm = 1e-5;
