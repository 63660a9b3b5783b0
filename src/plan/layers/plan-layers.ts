import type { Asked } from '../../check/fidelity/asked.ts';
import type { LayerFigures } from '../../check/fidelity/figures.ts';
import type { Job } from '../../job/job.ts';
import type { Construct } from '../../laydown/construct.ts';
import { continueRising } from '../../laydown/paths/continue-rising.ts';
import { type Memory, noMemory } from '../../memory/memory.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import type { Inspected } from '../../mesh/study/inspect.ts';
import { loadPolygons } from '../../region/clipper-polygons.ts';
import type { Polygons } from '../../region/polygons.ts';
import type { LayerRepair } from '../../slice/chain-rings.ts';
import type { LayerPlan } from '../../slice/layer-plan.ts';
import { type PlannedRange, planRange } from '../inputs/plan-range.ts';
import { lookAgain } from '../look-again.ts';
import { mergeFindings } from '../merge-findings.ts';
import { cutEmptyBottom } from './cut-bottom.ts';
import { firstLayerSpacing } from './first-layer.ts';
import { heightRest } from './height-rest.ts';
import type { LayerTask } from './layer-task.ts';
import { layerTask } from './make-layer-task.ts';
import { askedOn, joinFigures } from './measure-fidelity.ts';
import { offPorosity, type PartFill, partFills } from './part-fill.ts';
import { partHeights } from './part-height.ts';
import { splitLayers } from './split-layers.ts';
import { thinStrands } from './thin-strands.ts';

export interface PlanConstructOptions {
  /** Loaded when absent. */
  readonly polygons?: Polygons | undefined;
  /** Threads, this one included; by default two for large jobs. Never changes the result. */
  readonly workers?: number | undefined;
  /** From the middle of the well to that of the construct, mm. */
  readonly offsetMm?: readonly [x: number, y: number] | undefined;
  /** What earlier plans made; nothing when absent. */
  readonly memory?: Memory | undefined;
  /** Awaited before each layer; what it throws ends the plan. */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
  /** Called now and then with the number of layers planned in this thread. */
  readonly onProgress?: ((layersDone: number, layers: number) => void) | undefined;
}

/** What had to be repaired in the sections of one part, for the mesh gate; lowest layer first, sound layers left out. */
export interface PartRepairs {
  readonly part: string;
  readonly layers: readonly LayerRepair[];
}

export interface PlannedConstruct {
  readonly construct: Construct;
  /** One for each part, in the order of the job. */
  readonly fills: readonly PartFill[];
  readonly plan: LayerPlan;
  /** One for each part, in the order of the job. */
  readonly repairs: readonly PartRepairs[];
  /** For each part of the job what is added to the coordinates of its mesh: its move, and the frame of the construct. */
  readonly shiftsMm: readonly (readonly [x: number, y: number, z: number])[];
  /** Bottom of the lowest layer above the floor, mm. */
  readonly liftMm: number;
  readonly fidelity: ConstructFidelity;
  /** By part, what a second look at its mesh found, where its layers asked for one: then that mesh was planned. */
  readonly studied: readonly (Inspected | null)[];
}

/** What the strands carry out of the sections of the meshes. */
export interface ConstructFidelity {
  readonly figures: readonly LayerFigures[];
  /** What the job asks of each part, by layer. */
  readonly asked: readonly (readonly Asked[])[];
  /** Width of the narrowest strand of the job. */
  readonly narrowestMm: number;
}

/**
 * Fewer cut triangles than this are planned sooner by one thread: a second one takes a third of a second to come up to
 * speed (measured on 0.3 to 0.6 million cuts, 50 layers, where it gains nothing).
 */
const cutsForThreads = 800_000;

/**
 * Plans all layers of a job. The meshes come in mm, scaled and turned as the job says but not yet moved, in the order
 * of `job.parts`; lowest layers without a strand are cut off inside them. The result is the same to the bit for any number of threads.
 * Throws InputError for layers and parts that cannot be planned.
 */
export async function planConstruct(
  job: Job,
  meshes: readonly Mesh[],
  options: PlanConstructOptions = {},
): Promise<PlannedConstruct> {
  const planned = await planOnce(job, meshes, options);
  const again = lookAgain(meshes, planned.repairs, options.memory ?? noMemory);
  if (again === null) return planned;
  const second = await planOnce(job, again.meshes, options);
  const findings = [...again.findings, ...second.construct.findings];
  return { ...second, construct: { ...second.construct, findings }, studied: again.studied };
}

async function planOnce(job: Job, meshes: readonly Mesh[], options: PlanConstructOptions): Promise<PlannedConstruct> {
  const given = layerTask(job, meshes, options.offsetMm);
  const { plan: _, ...from } = given;
  return (options.memory ?? noMemory).recallLater(
    'construct',
    (id) => ({ ...from, parts: from.parts.map((part) => ({ ...part, mesh: id(part.mesh) })) }),
    () => planLayers(given, options),
  );
}

async function planLayers(given: LayerTask, options: PlanConstructOptions): Promise<PlannedConstruct> {
  const polygons = options.polygons ?? (await loadPolygons());
  const first = await planTask(given, polygons, options);
  const printed = first.flatMap(({ layers }) => layers);
  // Only a bottom that holds no strand is looked at once more: planning has then shown that it is one.
  const emptyBottom = printed.length > 0 && printed[0].layer.strands.length === 0;
  const { task, findings: cut } = emptyBottom ? cutEmptyBottom(given, polygons) : { task: given, findings: [] };
  const ranges = task === given ? first : await planTask(task, polygons, options);
  const planned = task === given ? printed : ranges.flatMap(({ layers }) => layers);
  const findings = mergeFindings(planned.flatMap((layer) => layer.findings));
  const layers = continueRising(planned.map(({ layer }) => layer));
  const fills = partFills(layers, task.parts);
  const figures = joinFigures(ranges);
  const ofAll = [
    ...firstLayerSpacing(task),
    ...offPorosity(fills),
    ...thinStrands(layers, task.layers, task.widths),
    ...heightRest(task.heightMm, task.plan, task.layers, layers),
    ...partHeights(task, figures),
  ];
  return {
    construct: { layers, findings: [...cut, ...findings, ...ofAll] },
    fills,
    plan: task.plan,
    repairs: task.parts.map(({ name }, i) => ({ part: name, layers: ranges.flatMap(({ repairs }) => repairs[i]) })),
    shiftsMm: task.parts.map(({ shiftMm }) => shiftMm),
    liftMm: task.liftMm,
    fidelity: {
      figures,
      asked: planned.map(({ layer }) => task.parts.map((part) => askedOn(task, part, layer.index))),
      narrowestMm: Math.min(...Object.values(task.widths)),
    },
    studied: task.parts.map(() => null),
  };
}

/** All layers of a task, in one thread or several: the result is the same. */
async function planTask(
  task: LayerTask,
  polygons: Polygons,
  { workers, onProgress, pause, memory = noMemory }: PlanConstructOptions,
): Promise<readonly PlannedRange[]> {
  const { cuts, plan } = task;
  const threads = workers ?? (cuts.reduce((sum, each) => sum + each, 0) > cutsForThreads ? 2 : 1);
  const split = splitLayers(cuts, threads);
  const onLayer = (index: number) => onProgress?.(index + 1, plan.count);
  const tools = { polygons, memory, pause, onLayer };
  if (split.length <= 1) return Promise.all(split.map((range) => planRange(task, range, tools)));
  // Imported only here: browsers have no such threads.
  const { planInThreads } = await import('./worker-pool.ts');
  return planInThreads(task, split, tools);
}
