import { firstAbove, type LayerPlan } from '../../slice/layer-plan.ts';
import type { LayerRange } from '../../slice/slice-mesh.ts';
import type { PartTask } from './layer-task.ts';

/** Every so many triangles one is looked at to guess the work on each layer. */
const sampling = 61;

/** About how many triangles are cut on each layer. */
export function estimateCuts(parts: readonly PartTask[], { plane, count }: LayerPlan): Float64Array {
  const cuts = new Float64Array(count);
  for (const { mesh, shiftMm } of parts) addCuts(cuts, plane, mesh.triangles, shiftMm[2]);
  return cuts;
}

function addCuts(cuts: Float64Array, planes: Float64Array, triangles: Float32Array, shiftMm: number): void {
  for (let i = 0; i < triangles.length; i += 9 * sampling) {
    const a = triangles[i + 2];
    const b = triangles[i + 5];
    const c = triangles[i + 8];
    const highest = Math.max(a, b, c) + shiftMm;
    for (let l = firstAbove(planes, Math.min(a, b, c) + shiftMm); planes[l] <= highest; l++) cuts[l] += sampling;
  }
}

/** The first thread is that much ahead of the others, cut triangles: they have to start and to compile everything again. */
const ahead = 400_000;

/**
 * Consecutive ranges of layers, at most `count`, that are done at about the same time: with as many cut triangles in each
 * but in the first, which belongs to the thread that is running already.
 */
export function splitLayers(cuts: Float64Array, count: number): LayerRange[] {
  const total = cuts.reduce((sum, each) => sum + each + sampling, 0);
  const others = Math.max(total - ahead, total / 2) / count;
  const ranges: LayerRange[] = [];
  let first = 0;
  let left = total;
  for (let l = 0; l < cuts.length; l++) {
    left -= cuts[l] + sampling;
    const isLast = l === cuts.length - 1;
    if (!isLast && left > others * (count - 1 - ranges.length)) continue;
    ranges.push({ first, last: l });
    first = l + 1;
  }
  return ranges;
}
