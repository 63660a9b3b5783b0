import type { Finding } from '../../finding/finding.ts';
import { noMemory } from '../../memory/memory.ts';
import { outlineArea } from '../../region/outline-area.ts';
import type { Polygons } from '../../region/polygons.ts';
import { sliceMesh } from '../../slice/slice-mesh.ts';
import type { LayerTask } from './layer-task.ts';
import { stackParts } from './make-layer-task.ts';
import { planLayer } from './plan-layer.ts';

/** A task whose lowest layer holds ink, and what had to be cut off for that. */
export interface StandingTask {
  readonly task: LayerTask;
  readonly findings: readonly Finding[];
}

/** Layers sliced at a time while the first printed one is searched. */
const layersAtOnce = 16;

/**
 * A pointed or rounded bottom whose lowest layers hold no strand would leave the first printed layer in the air: those
 * layers are cut off inside the meshes, so that the first printed layer stands where the bottom was. A construct
 * without any strand stays as it is.
 */
export function cutEmptyBottom(given: LayerTask, polygons: Polygons): StandingTask {
  let task = given;
  let cutMm = 0;
  let cutUl = 0;
  for (;;) {
    const { printed, emptyUl } = firstPrinted(task, polygons);
    if (printed === null) return { task: given, findings: [] };
    if (printed === 0) break;
    const { top, height } = task.plan;
    const depth = top[printed] - height[printed];
    cutMm += depth;
    cutUl += emptyUl;
    task = withoutBottom(task, depth);
  }
  return { task, findings: cutMm > 0 ? [bottomCut(task, cutMm, cutUl)] : [] };
}

/** The lowest layer that holds a strand (null: none does), and the volume of the empty layers below it, µL. */
function firstPrinted(task: LayerTask, polygons: Polygons): { printed: number | null; emptyUl: number } {
  const { count, height } = task.plan;
  let emptyUl = 0;
  // The lowest layer alone first: it is empty only in rare parts.
  for (let first = 0, last = 0; first < count; first = last + 1, last = Math.min(first + layersAtOnce, count) - 1) {
    const sections = task.parts.map(({ mesh, shiftMm }) => sliceMesh(mesh, task.plan, shiftMm, { first, last }));
    for (let index = first; index <= last; index++) {
      const own = sections.map(({ outlines }) => outlines[index - first]);
      if (planLayer(task, index, own, polygons, noMemory).layer.strands.length > 0) return { printed: index, emptyUl };
      emptyUl += height[index] * own.reduce((sum, outline) => sum + outlineArea(outline), 0);
    }
  }
  return { printed: null, emptyUl };
}

function withoutBottom(task: LayerTask, depth: number): LayerTask {
  const heightMm = task.heightMm - depth;
  const parts = task.parts.map((part) => {
    const [x, y, z] = part.shiftMm;
    return { ...part, shiftMm: [x, y, z - depth] as const };
  });
  return { ...task, parts, heightMm, ...stackParts(parts, heightMm, task.layers) };
}

function bottomCut({ parts }: LayerTask, cutMm: number, cutUl: number): Finding {
  return {
    gate: 'plan',
    code: 'bottom-cut',
    severity: 'note',
    where: parts.length === 1 ? { part: parts[0].name, layer: 0 } : { layer: 0 },
    what: `The lowest ${Number(cutMm.toFixed(3))} mm (${Number(cutUl.toPrecision(3))} µL) hold no strand and are cut off; the first printed layer stands in their place.`,
    fix: 'Take a finer nozzle or thinner layers if this tip matters, or turn the part so that it stands on a flat side.',
    numbers: { cutMm, cutUl },
  };
}
