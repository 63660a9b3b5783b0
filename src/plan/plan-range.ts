import type { Polygons } from '../region/polygons.ts';
import type { LayerRepair } from '../slice/chain-rings.ts';
import { type LayerRange, sliceMesh } from '../slice/slice-mesh.ts';
import type { LayerTask } from './layer-task.ts';
import { type PlannedLayer, planLayer } from './plan-layer.ts';

/** Some consecutive layers, and what had to be mended in the sections of each part (in the order of the parts). */
export interface PlannedRange {
  readonly layers: readonly PlannedLayer[];
  readonly repairs: readonly (readonly LayerRepair[])[];
}

/** Slices all parts in a range of layers and plans each layer. */
export function planRange(
  task: LayerTask,
  range: LayerRange,
  polygons: Polygons,
  onLayer?: (index: number) => void,
): PlannedRange {
  const sliced = task.parts.map(({ mesh }) => sliceMesh(mesh, task.plan, task.shiftMm, range));
  const layers: PlannedLayer[] = [];
  for (let index = range.first; index <= range.last; index++) {
    const sections = sliced.map(({ outlines }) => outlines[index - range.first]);
    layers.push(planLayer(task, index, sections, polygons));
    onLayer?.(index);
  }
  return { layers, repairs: sliced.map(({ repairs }) => repairs) };
}
