import type { LayerFigures } from '../../check/fidelity/figures.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Polygons } from '../../region/polygons.ts';
import { type LayerRepair, nothingRepaired } from '../../slice/chain-rings.ts';
import { type LayerRange, type SlicedMesh, sliceMesh } from '../../slice/slice-mesh.ts';
import type { LayerTask, PartTask } from '../layers/layer-task.ts';
import { fidelityMeter, type MeasuredRange } from '../layers/measure-fidelity.ts';
import { type PlannedLayer, planLayer } from '../layers/plan-layer.ts';
import { addWork, isTooMuch, noWork, workOf } from './work-limits.ts';

/** Some consecutive layers, and what had to be repaired in the sections of each part (in the order of the parts). */
export interface PlannedRange extends MeasuredRange {
  readonly layers: readonly PlannedLayer[];
  readonly repairs: readonly (readonly LayerRepair[])[];
}

/** What a range is planned with. */
export interface RangeTools {
  readonly polygons: Polygons;
  readonly memory: Memory;
  /** Awaited before each layer; what it throws ends the plan. */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
  readonly onLayer?: ((index: number) => void) | undefined;
}

/** Sections are held for as many layers at a time as this many cuts make, so that memory does not grow with the layers. */
const cutsAtOnce = 4_000_000;

/**
 * Slices all parts in a range of layers and plans each layer. Stops early where the strands are more than one job may
 * ask for: the job is refused then (`refuseTooMuch`).
 */
export async function planRange(
  task: LayerTask,
  range: LayerRange,
  { polygons, memory, pause, onLayer }: RangeTools,
): Promise<PlannedRange> {
  const layers: PlannedLayer[] = [];
  const repairs: LayerRepair[][] = task.parts.map(() => []);
  const fidelity = fidelityMeter(task, memory);
  const figures: LayerFigures[] = [];
  let work = noWork;
  for (const piece of piecesOf(range, task.cuts)) {
    const sliced = task.parts.map((part) => sectionsOf(task, part, piece, memory));
    sliced.forEach((part, i) => {
      for (const repair of part.repairs) repairs[i].push(repair);
    });
    for (let index = piece.first; index <= piece.last; index++) {
      const paused = pause?.();
      if (paused !== undefined) await paused;
      const sections = sliced.map(({ outlines }) => outlines[index - piece.first]);
      const { layer, findings, lostMm2 } = planLayer(task, index, sections, polygons, memory);
      layers.push({ layer, findings });
      figures.push(fidelity.measure(index, sections, layer.strands));
      lostMm2.forEach((lost, i) => {
        if (lost > 0) addLoss(repairs[i], index, lost);
      });
      work = addWork(work, workOf(layer));
      if (isTooMuch(work)) return { layers, repairs, figures, seams: fidelity.seams() };
      onLayer?.(index);
    }
  }
  return { layers, repairs, figures, seams: fidelity.seams() };
}

/** The plan of the layers follows from the height of the construct and what the job says of its layers. */
function sectionsOf(task: LayerTask, { mesh, shiftMm }: PartTask, piece: LayerRange, memory: Memory): SlicedMesh {
  return memory.recall(
    'sections',
    (id) => [id(mesh), shiftMm, task.heightMm, task.layers, piece],
    () => sliceMesh(mesh, task.plan, shiftMm, piece),
  );
}

/** Writes an area that was left out beside what else was done to the section. */
function addLoss(repairs: LayerRepair[], layer: number, lostMm2: number): void {
  const at = repairs.findIndex((repair) => repair.layer >= layer);
  if (at >= 0 && repairs[at].layer === layer) repairs[at] = { ...repairs[at], lostMm2 };
  else repairs.splice(at < 0 ? repairs.length : at, 0, { ...nothingRepaired, layer, lostMm2 });
}

function piecesOf({ first, last }: LayerRange, cuts: Float64Array): LayerRange[] {
  const pieces: LayerRange[] = [];
  let begin = first;
  let held = 0;
  for (let l = first; l <= last; l++) {
    held += cuts[l];
    if (l < last && held + cuts[l + 1] <= cutsAtOnce) continue;
    pieces.push({ first: begin, last: l });
    begin = l + 1;
    held = 0;
  }
  return pieces;
}
