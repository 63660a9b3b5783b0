import type { LabelGrid } from '../../mesh/labels/label-surface.ts';

/** Below zero inside; near its surface it runs like a distance in mm, up to a factor. */
export type Field = (x: number, y: number, z: number) => number;

/** Bodies in a box. Where two overlap, the earlier one has the place; what no field claims is label 0. */
export interface FieldSpace {
  readonly min: readonly [x: number, y: number, z: number];
  readonly max: readonly [x: number, y: number, z: number];
  /** Of the voxels, mm, about: a whole number of them fills the box along each axis. */
  readonly step: number;
  /** Label 1 is the first. */
  readonly fields: readonly Field[];
}

/** The voxels of a space. */
export interface FieldGrid extends LabelGrid {
  readonly voxel: readonly [x: number, y: number, z: number];
}

/** The labels of a space at the middles of its voxels. */
export function sampleFields({ min, max, step, fields }: FieldSpace): FieldGrid {
  const size = [0, 1, 2].map((axis) => Math.max(1, Math.round((max[axis] - min[axis]) / step)));
  const voxel = [0, 1, 2].map((axis) => (max[axis] - min[axis]) / size[axis]);
  const labels = new Uint16Array(size[0] * size[1] * size[2]);
  let v = 0;
  for (let k = 0; k < size[2]; k++) {
    const z = min[2] + (k + 0.5) * voxel[2];
    for (let j = 0; j < size[1]; j++) {
      const y = min[1] + (j + 0.5) * voxel[1];
      for (let i = 0; i < size[0]; i++) labels[v++] = labelAt(fields, min[0] + (i + 0.5) * voxel[0], y, z);
    }
  }
  return {
    size: [size[0], size[1], size[2]],
    labels,
    voxel: [voxel[0], voxel[1], voxel[2]],
  };
}

function labelAt(fields: readonly Field[], x: number, y: number, z: number): number {
  for (let f = 0; f < fields.length; f++) if (fields[f](x, y, z) < 0) return f + 1;
  return 0;
}
