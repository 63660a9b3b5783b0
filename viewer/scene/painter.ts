import type { Camera, WebGLRenderer, WebGLRenderTarget } from 'three';
import { createTarget } from './composite.ts';
import { createCostModel, type Quality } from './cost-model.ts';
import { type Interval, rowsIn, type Stretch, takeLast, type Visible, visibleIntervals } from './draw-plan.ts';
import { createFence } from './gpu-fence.ts';
import type { StrandMeshes } from './strand-meshes.ts';

/** What to draw: the visible rows and, faintly, those of the layers below. */
export interface Request {
  readonly runs: Uint32Array;
  readonly visible: Visible;
  readonly ghostBelow: boolean;
}

interface Job {
  readonly quality: Quality;
  readonly ghost: boolean;
  readonly queue: Stretch[];
}

/** ms of GPU work a step: long enough to be worth it, short enough that input is answered. */
const stepMs = 40;
/** Longest a picture at rest may take to become solid, ms, and to be smoothed. */
const solidWithinMs = 2500;
const smoothWithinMs = 260;

export interface Painter {
  /** The picture at rest as far as it is drawn; until there is one, the sketch is what shows. */
  target(): WebGLRenderTarget | null;
  /** Plans a whole picture at whatever quality (and, for huge prints, of whichever layers) fits one step. */
  sketch(request: Request, camera: Camera): void;
  /** The rows of the planned sketch. */
  sketched(): Interval[];
  /** Draws the planned sketch straight onto the canvas: no detour while things move. */
  drawSketch(): void;
  /** Begins to draw the same view as truly as the machine allows, aside. */
  refine(request: Request, camera: Camera): void;
  /** Does one step of that; true while there is more to do. Never waits for the GPU. */
  step(): boolean;
  /** Whether the GPU still works on what it was given last. */
  busy(): boolean;
  readonly stats: PainterStats;
  /** At rest, draws solid and (unless `smooth` is false) smooth however long it takes: for pictures that are kept. */
  setFinest(on: boolean, smooth?: boolean): void;
  resize(width: number, height: number): void;
  reset(): void;
}

export interface PainterStats {
  drawn: number;
  quality: Quality;
  steps: number;
  refined: boolean;
  smooth: boolean;
  /** The picture at rest is done. */
  complete: boolean;
  thinned: number;
  lastStepMs: number;
  /** When the GPU had finished the first picture since `reset`; 0 before. */
  firstDoneAt: number;
}

export interface PainterEvents {
  /** There is more to show. */
  onPicture(): void;
  /** Draws the bodies into the smoothed picture, where their edges are smoothed with those of the strands. */
  drawBodies(): void;
}

interface PainterState {
  readonly renderer: WebGLRenderer;
  readonly gl: WebGL2RenderingContext;
  readonly meshes: StrandMeshes;
  readonly events: PainterEvents;
  readonly cost: ReturnType<typeof createCostModel>;
  readonly fence: ReturnType<typeof createFence>;
  readonly stats: PainterStats;
  plain: WebGLRenderTarget;
  smooth: WebGLRenderTarget;
  shown: WebGLRenderTarget | null;
  drawingTo: WebGLRenderTarget;
  camera: Camera | null;
  sketched: Job[];
  jobs: Job[];
  /** What the GPU was given last and has not been seen to finish. */
  given: { quality: Quality; rows: number; since: number } | null;
  shownAt: number;
  finest: boolean;
  smoothest: boolean;
}

export function createPainter(renderer: WebGLRenderer, meshes: StrandMeshes, events: PainterEvents): Painter {
  const plain = createTarget(4, 4, 0);
  const painter: PainterState = {
    renderer,
    gl: renderer.getContext() as WebGL2RenderingContext,
    meshes,
    events,
    cost: createCostModel(),
    fence: createFence(),
    stats: {
      drawn: 0,
      quality: 'line',
      steps: 0,
      refined: false,
      smooth: false,
      complete: false,
      thinned: 1,
      lastStepMs: 0,
      firstDoneAt: 0,
    },
    plain,
    smooth: createTarget(4, 4, 4),
    shown: null,
    drawingTo: plain,
    camera: null,
    sketched: [],
    jobs: [],
    given: null,
    shownAt: 0,
    finest: false,
    smoothest: true,
  };
  return {
    stats: painter.stats,
    busy: () => busy(painter),
    setFinest(on, smooth = true) {
      painter.finest = on;
      painter.smoothest = smooth;
    },
    target: () => painter.shown,
    sketch: (request, from) => sketch(painter, request, from),
    sketched: () => painter.sketched.flatMap(({ queue }) => queue),
    drawSketch: () => drawSketch(painter),
    refine: (request, from) => refine(painter, request, from),
    step: () => step(painter),
    resize: (width, height) => resize(painter, width, height),
    reset: () => reset(painter),
  };
}

function clear({ renderer }: PainterState, on: WebGLRenderTarget): void {
  renderer.setRenderTarget(on);
  renderer.setClearColor(0x000000, 0);
  renderer.clear(true, true, true);
  renderer.setRenderTarget(null);
}

function fenceOff(painter: PainterState, quality: Quality, rows: number): void {
  painter.fence.set(painter.gl);
  painter.given = { quality, rows, since: performance.now() };
}

function busy(painter: PainterState): boolean {
  const { given, fence, gl, stats, cost } = painter;
  if (!given) return false;
  if (fence.pending(gl)) return true;
  stats.firstDoneAt ||= performance.now();
  stats.lastStepMs = performance.now() - given.since;
  cost.learn(given.quality, given.rows, stats.lastStepMs);
  painter.given = null;
  return false;
}

function drawJob({ renderer, meshes, camera }: PainterState, job: Job, part: readonly Interval[]): void {
  if (camera === null) return;
  meshes.uniforms.uGhost.value = job.ghost ? 1 : 0;
  meshes.draw(renderer, camera, job.quality, part);
  const cut = meshes.uniforms.uSection.value.lengthSq() > 0 && job.quality === 'solid';
  if (cut) meshes.draw(renderer, camera, 'cap', part);
}

function drawSome(painter: PainterState, job: Job): void {
  const { renderer, cost, stats, drawingTo } = painter;
  const smoothing = drawingTo === painter.smooth;
  painter.meshes.uniforms.uKeep.value = smoothing ? 0 : 1;
  const part = takeLast(job.queue, smoothing ? Number.POSITIVE_INFINITY : cost.rowsFor(job.quality, stepMs));
  renderer.setRenderTarget(drawingTo);
  drawJob(painter, job, part);
  renderer.setRenderTarget(null);
  stats.steps++;
  // Smoothed drawing costs more; it must not spoil what is known of the plain one.
  fenceOff(painter, job.quality, smoothing ? 0 : rowsIn(part));
}

function sketch(painter: PainterState, request: Request, from: Camera): void {
  const { cost, stats } = painter;
  painter.camera = from;
  painter.shown = null;
  painter.jobs = [];
  const rows = rowsOf(request);
  const quality = cost.best(rows, stepMs) ?? 'line';
  stats.thinned = Math.max(1, Math.ceil(rows / cost.rowsFor(quality, stepMs)));
  painter.sketched = jobsFor(quality, request, stats.thinned);
  stats.drawn = rowsIn(painter.sketched[0].queue);
  stats.quality = quality;
  stats.refined = false;
  stats.smooth = false;
  stats.complete = false;
}

function drawSketch(painter: PainterState): void {
  const { sketched, stats } = painter;
  painter.meshes.uniforms.uKeep.value = 0;
  let rows = 0;
  for (const job of sketched) {
    drawJob(painter, job, job.queue);
    rows += rowsIn(job.queue);
  }
  stats.steps++;
  if (sketched.length > 0) fenceOff(painter, sketched[0].quality, rows);
}

function refine(painter: PainterState, request: Request, from: Camera): void {
  const { cost, stats, finest } = painter;
  painter.camera = from;
  const rows = rowsOf(request);
  const solid = cost.ms('solid', rows);
  const quality: Quality = finest || solid < solidWithinMs ? 'solid' : 'ribbon';
  stats.smooth = finest ? painter.smoothest : quality === 'solid' && solid * 2 < smoothWithinMs;
  painter.drawingTo = stats.smooth ? painter.smooth : painter.plain;
  clear(painter, painter.drawingTo);
  const coats = jobsFor(quality, request, 1);
  stats.drawn = rowsIn(coats[0].queue);
  // A long drawing begins with the sketch, so that what is still missing does not leave a hole.
  painter.jobs = stats.smooth ? coats : [...jobsFor('line', request, stats.thinned), ...coats];
  stats.thinned = 1;
  stats.quality = quality;
  stats.refined = true;
  painter.shownAt = performance.now();
}

function step(painter: PainterState): boolean {
  const { jobs, stats, renderer, events } = painter;
  if (busy(painter)) return true;
  while (jobs.length > 0 && jobs[0].queue.length === 0) jobs.shift();
  if (jobs.length > 0) {
    drawSome(painter, jobs[0]);
    const now = performance.now();
    if (painter.drawingTo === painter.plain && now - painter.shownAt > 150) {
      painter.shown = painter.plain;
      painter.shownAt = now;
      events.onPicture();
    }
    return true;
  }
  if (stats.smooth) {
    renderer.setRenderTarget(painter.smooth);
    events.drawBodies();
    renderer.setRenderTarget(null);
  }
  painter.shown = painter.drawingTo;
  stats.complete = true;
  events.onPicture();
  return false;
}

function resize(painter: PainterState, width: number, height: number): void {
  painter.plain.dispose();
  painter.smooth.dispose();
  painter.plain = createTarget(width, height, 0);
  painter.smooth = createTarget(width, height, 4);
  painter.shown = null;
  painter.drawingTo = painter.plain;
  painter.jobs = [];
}

function reset(painter: PainterState): void {
  const { stats, fence } = painter;
  painter.sketched = [];
  painter.jobs = [];
  fence.forget();
  painter.given = null;
  painter.shown = null;
  stats.complete = false;
  stats.smooth = false;
  stats.firstDoneAt = 0;
}

function jobsFor(quality: Quality, { runs, visible, ghostBelow }: Request, everyLayer: number): Job[] {
  const jobs: Job[] = [{ quality, ghost: false, queue: visibleIntervals(runs, { ...visible, everyLayer }) }];
  if (ghostBelow && visible.low > 0) {
    const below = visibleIntervals(runs, { low: 0, high: visible.low - 1, endRow: visible.endRow, everyLayer });
    jobs.push({ quality: quality === 'solid' ? 'ribbon' : quality, ghost: true, queue: below });
  }
  return jobs;
}

function rowsOf({ runs, visible, ghostBelow }: Request): number {
  return rowsIn(visibleIntervals(runs, ghostBelow ? { ...visible, low: 0 } : visible));
}
