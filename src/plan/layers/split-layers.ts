import type { LayerRange } from '../../slice/slice-mesh.ts';
import type { LayerTask } from './layer-task.ts';

/** Every so many triangles one is looked at to guess the work on each layer. */
const sampling = 61;

/** About how many triangles are cut on each layer. */
export function estimateCuts({ parts, plan }: LayerTask): Float64Array {
  const cuts = new Float64Array(plan.count);
  for (const { mesh, shiftMm } of parts) {
    const { triangles } = mesh;
    for (let i = 0; i < triangles.length; i += 9 * sampling) {
      const [a, b, c] = [triangles[i + 2], triangles[i + 5], triangles[i + 8]];
      const first = firstAbove(plan.plane, Math.min(a, b, c) + shiftMm[2]);
      const last = firstAbove(plan.plane, Math.max(a, b, c) + shiftMm[2]);
      for (let l = first; l < last; l++) cuts[l] += sampling;
    }
  }
  return cuts;
}

/** Consecutive ranges of layers, at most `count`, with about the same number of cut triangles in each. */
export function splitLayers(cuts: Float64Array, count: number): LayerRange[] {
  const total = cuts.reduce((sum, each) => sum + each + sampling, 0);
  const ranges: LayerRange[] = [];
  let first = 0;
  let done = 0;
  for (let l = 0; l < cuts.length; l++) {
    done += cuts[l] + sampling;
    const isLast = l === cuts.length - 1;
    if (!isLast && done < (total * (ranges.length + 1)) / count) continue;
    ranges.push({ first, last: l });
    first = l + 1;
  }
  return ranges;
}

/** The first plane above z. */
function firstAbove(planes: Float64Array, z: number): number {
  let low = 0;
  let high = planes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (planes[middle] > z) high = middle;
    else low = middle + 1;
  }
  return low;
}
