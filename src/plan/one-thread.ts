import type { Polygons } from '../region/polygons.ts';
import type { LayerRange } from '../slice/slice-mesh.ts';
import type { LayerTask } from './layer-task.ts';
import { type PlannedRange, planRange } from './plan-range.ts';

/** Stands in for the worker pool in `bioweft/core`, where one thread plans all ranges: the result is the same. */
export async function planInThreads(
  task: LayerTask,
  ranges: readonly LayerRange[],
  polygons: Polygons,
  onLayer?: (index: number) => void,
): Promise<PlannedRange[]> {
  return ranges.map((range) => planRange(task, range, polygons, onLayer));
}
