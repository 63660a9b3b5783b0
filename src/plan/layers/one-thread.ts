import type { LayerRange } from '../../slice/slice-mesh.ts';
import { type PlannedRange, planRange, type RangeTools } from '../inputs/plan-range.ts';
import type { LayerTask } from './layer-task.ts';

/** Stands in for the worker pool in `bioweft/core`, where one thread plans all ranges: the result is the same. */
export async function planInThreads(
  task: LayerTask,
  ranges: readonly LayerRange[],
  tools: RangeTools,
): Promise<PlannedRange[]> {
  const planned: PlannedRange[] = [];
  for (const range of ranges) planned.push(await planRange(task, range, tools));
  return planned;
}
