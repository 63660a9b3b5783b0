import type { Camera, WebGLRenderer, WebGLRenderTarget } from 'three';
import { createTarget } from './composite.ts';
import { createCostModel, type Quality } from './cost-model.ts';
import { type Interval, rowsIn, takeLast, type Visible, visibleIntervals } from './draw-plan.ts';
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
  readonly queue: { first: number; end: number }[];
}

/** ms of GPU work a step: long enough to be worth it, short enough that input is answered. */
const stepMs = 40;
/** Longest a picture at rest may take to become solid, ms, and to be smoothed. */
const solidWithinMs = 2500;
const smoothWithinMs = 260;

export interface Painter {
  /** The picture as far as it is drawn. */
  target(): WebGLRenderTarget;
  /** Starts over: a whole picture at whatever quality (and, for huge prints, whichever layers) fits one step. */
  sketch(request: Request, camera: Camera): void;
  /** Draws the same view again as truly as the machine allows. */
  refine(request: Request, camera: Camera): void;
  /** Does one step; true while there is more to do. Never waits for the GPU. */
  step(): boolean;
  readonly stats: PainterStats;
  resize(width: number, height: number): void;
  reset(): void;
}

export interface PainterStats {
  drawn: number;
  quality: Quality;
  steps: number;
  refined: boolean;
  smooth: boolean;
  thinned: number;
  lastStepMs: number;
}

export function createPainter(renderer: WebGLRenderer, meshes: StrandMeshes, onPicture: () => void): Painter {
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const cost = createCostModel();
  const stats: PainterStats = {
    drawn: 0,
    quality: 'line',
    steps: 0,
    refined: false,
    smooth: false,
    thinned: 1,
    lastStepMs: 0,
  };
  let plain = createTarget(4, 4, 0);
  let smooth = createTarget(4, 4, 4);
  let target = plain;
  let drawingTo = plain;
  let camera: Camera | null = null;
  let jobs: Job[] = [];
  let fence: { sync: WebGLSync; quality: Quality; rows: number; since: number } | null = null;
  let shownAt = 0;

  function clear(on: WebGLRenderTarget): void {
    renderer.setRenderTarget(on);
    renderer.setClearColor(0x000000, 0);
    renderer.clear(true, true, true);
    renderer.setRenderTarget(null);
  }
  function jobsFor(quality: Quality, request: Request, everyLayer: number): Job[] {
    const { runs, visible, ghostBelow } = request;
    const shown = visibleIntervals(runs, { ...visible, everyLayer });
    stats.drawn = rowsIn(shown);
    const list: Job[] = [{ quality, ghost: false, queue: shown.slice() }];
    if (ghostBelow && visible.low > 0) {
      const below = visibleIntervals(runs, { low: 0, high: visible.low - 1, endRow: visible.endRow, everyLayer });
      list.push({ quality: quality === 'solid' ? 'ribbon' : quality, ghost: true, queue: below.slice() });
    }
    return list;
  }
  function rowsOf({ runs, visible, ghostBelow }: Request): number {
    return rowsIn(visibleIntervals(runs, ghostBelow ? { ...visible, low: 0 } : visible));
  }
  function fenceOff(quality: Quality, rows: number): void {
    const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    if (sync) fence = { sync, quality, rows, since: performance.now() };
  }
  function fenceReached(): boolean {
    if (!fence) return true;
    const reached = gl.getSyncParameter(fence.sync, gl.SYNC_STATUS) === gl.SIGNALED;
    if (!reached) return false;
    stats.lastStepMs = performance.now() - fence.since;
    cost.learn(fence.quality, fence.rows, stats.lastStepMs);
    gl.deleteSync(fence.sync);
    fence = null;
    return true;
  }
  function drawSome(job: Job): void {
    const scale = drawingTo === smooth ? Number.POSITIVE_INFINITY : cost.rowsFor(job.quality, stepMs);
    const part = takeLast(job.queue, scale);
    meshes.uniforms.uGhost.value = job.ghost ? 1 : 0;
    renderer.setRenderTarget(drawingTo);
    meshes.draw(renderer, camera!, job.quality, part);
    renderer.setRenderTarget(null);
    stats.steps++;
    fenceOff(job.quality, drawingTo === smooth ? 0 : rowsIn(part as Interval[]));
  }
  return {
    stats,
    target: () => target,
    sketch(request, from) {
      camera = from;
      target = plain;
      drawingTo = plain;
      clear(plain);
      const rows = rowsOf(request);
      const quality = cost.best(rows, stepMs) ?? 'line';
      stats.thinned = Math.max(1, Math.ceil(rows / cost.rowsFor(quality, stepMs)));
      jobs = jobsFor(quality, request, stats.thinned);
      stats.quality = quality;
      stats.refined = false;
      stats.smooth = false;
      shownAt = 0;
    },
    refine(request, from) {
      camera = from;
      const rows = rowsOf(request);
      const solid = cost.ms('solid', rows);
      const quality: Quality = solid < solidWithinMs ? 'solid' : 'ribbon';
      stats.smooth = quality === 'solid' && solid * 2 < smoothWithinMs;
      drawingTo = stats.smooth ? smooth : plain;
      if (stats.smooth) clear(smooth);
      stats.thinned = 1;
      // A sketch of this very quality needs no second coat.
      const whole = stats.quality === quality && target === plain && !stats.smooth;
      jobs = whole ? [] : jobsFor(quality, request, 1);
      stats.quality = quality;
      stats.refined = true;
      shownAt = performance.now();
    },
    step() {
      if (!fenceReached()) return true;
      const job = jobs[0];
      const now = performance.now();
      if (!job) {
        if (target !== drawingTo) target = drawingTo;
        onPicture();
        return false;
      }
      if (job.queue.length === 0) {
        jobs.shift();
        return true;
      }
      drawSome(job);
      if (drawingTo === target && now - shownAt > 150) {
        shownAt = now;
        onPicture();
      }
      return true;
    },
    resize(width, height) {
      plain.dispose();
      smooth.dispose();
      plain = createTarget(width, height, 0);
      smooth = createTarget(width, height, 4);
      target = plain;
      drawingTo = plain;
      jobs = [];
    },
    reset() {
      jobs = [];
      fence = null;
    },
  };
}
