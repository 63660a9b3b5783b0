import type { LabelSurface } from '../mesh/labels/label-surface.ts';

/** Of the way towards the mean of its neighbours that a point goes each time. */
const part = 0.5;
/** Points stay in their own block of voxels, and never meet. */
export const reach = 0.499;

/**
 * Smooths the steps of voxels away, in place; what this takes from the volumes, `keepVolumes` gives back. Points are
 * shared by the labels that meet there, so interfaces stay one, and none moves further than its block of voxels reaches.
 */
export function smoothSurface({ points, middles, links }: LabelSurface, times: number): void {
  const count = points.length / 3;
  const neighbours = new Int32Array(count);
  for (const point of links) neighbours[point]++;
  const sums = new Float64Array(points.length);
  for (let time = 0; time < times; time++) {
    sums.fill(0);
    for (let l = 0; l < links.length; l += 2) {
      const [a, b] = [3 * links[l], 3 * links[l + 1]];
      for (let axis = 0; axis < 3; axis++) {
        sums[a + axis] += points[b + axis];
        sums[b + axis] += points[a + axis];
      }
    }
    for (let i = 0; i < points.length; i++) {
      const near = neighbours[(i / 3) | 0];
      if (near === 0) continue;
      const moved = points[i] + part * (sums[i] / near - points[i]);
      points[i] = Math.min(middles[i] + reach, Math.max(middles[i] - reach, moved));
    }
  }
}
