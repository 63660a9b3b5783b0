import { Box3, Scene, Vector3 } from 'three';
import type { Print } from '../data/print.ts';
import { aimShaders, shadeStrength } from './aim.ts';
import { type CameraRig, createCameraRig } from './camera-rig.ts';
import { watchSize } from './canvas-size.ts';
import { createComposite } from './composite.ts';
import { visibleIntervals } from './draw-plan.ts';
import { createPainter, type PainterStats, type Request } from './painter.ts';
import { createPathTextures, type PathTextures } from './path-textures.ts';
import { createRenderer } from './renderer.ts';
import { createStrandMeshes, type StrandUniforms } from './strand-meshes.ts';
import { warmBodies } from './warm-bodies.ts';

/** What of the print is to be seen. */
export interface View {
  readonly low: number;
  readonly high: number;
  readonly endRow: number;
  /** How much of the last row is done, 0-1; 1 where nothing is being played. */
  readonly headFraction: number;
  readonly ghostBelow: boolean;
  readonly travels: boolean;
}

export interface StageStats extends PainterStats {
  readonly rows: number;
  readonly pending: boolean;
  readonly uploaded: boolean;
  readonly frames: number;
  /** From the print's arrival until the GPU had finished its first picture. */
  readonly firstPixelsMs: number;
  readonly contextLost: boolean;
}

export interface Stage {
  readonly rig: CameraRig;
  /** Bodies beside the strands: vessel, needle, bed. Change it, then call `redraw`. */
  readonly bodies: Scene;
  readonly uniforms: StrandUniforms;
  setPrint(print: Print | null): void;
  setView(view: View): void;
  setColours(scalar: Uint8Array | null, lut: Uint8Array): void;
  setStrandsShown(shown: (strand: number) => boolean): void;
  setBackground(colour: number): void;
  setSurroundings(box: Box3): void;
  /** Strands anew, or (false) only the bodies. */
  redraw(strands?: boolean): void;
  box(): Box3;
  /** See Painter.setFinest. */
  setFinest(on: boolean): void;
  /** Shows the picture now, so that the canvas can be read in the same task. */
  snapshot(): void;
  stats(): StageStats;
  whenIdle(): Promise<void>;
  /** When the GPU has drawn something of the print; also when nobody looks, or it takes far too long. */
  firstPicture(): Promise<void>;
  dispose(): void;
}

export interface StageEvents {
  onCamera(): void;
  onContext(lost: boolean): void;
}

/** Longest anybody waits for a first picture, ms. */
const firstPictureWithinMs = 2000;
/** Pause after the last change before the picture is drawn truly, ms. */
const restAfterMs = 140;

export function createStage(canvas: HTMLCanvasElement, events: StageEvents): Stage {
  const renderer = createRenderer(canvas);
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const size = watchSize(canvas, gl, () => changed(false));
  const meshes = createStrandMeshes();
  const composite = createComposite();
  const bodies = new Scene();
  const rig = createCameraRig(canvas, () => {
    changed(true);
    events.onCamera();
  });
  const painter = createPainter(renderer, meshes, {
    onPicture: () => (toShow = true),
    drawBodies,
  });
  let print: Print | null = null;
  let textures: PathTextures | null = null;
  let view: View = { low: 0, high: 0, endRow: 0, headFraction: 1, ghostBelow: false, travels: false };
  let surroundings = new Box3();
  let background = 0x101418;
  let toSketch = false;
  let toRefine = false;
  let toShow = true;
  let working = false;
  let uploading = false;
  let arriving = false;
  let ticking = false;
  let changedAt = 0;
  let printAt = 0;
  let frames = 0;
  let layerHeight = 0.3;
  let lost = false;
  let idle: (() => void)[] = [];
  let first: (() => void)[] = [];

  function changed(strands: boolean): void {
    changedAt = performance.now();
    if (strands || painter.stats.smooth) toSketch = true;
    else toShow = true;
    if (!ticking && !lost) {
      ticking = true;
      requestAnimationFrame(tick);
    }
  }
  function request(): Request {
    return { runs: print?.runs ?? new Uint32Array(0), visible: view, ghostBelow: view.ghostBelow };
  }
  function tick(): void {
    ticking = false;
    if (lost) return;
    if (!arriving && !painter.busy() && size.mayChange()) resize();
    if (print && textures) paint(print, textures);
    else {
      toShow ||= toSketch;
      toSketch = false;
      toRefine = false;
    }
    // What is still on the canvas stays until its successor's rows have arrived.
    if (toShow && !arriving) show();
    if (first.length > 0 && (painter.stats.firstDoneAt > 0 || !textures)) {
      for (const resolve of first) resolve();
      first = [];
    }
    const more = uploading || arriving || size.changed() || working || toSketch || toRefine || toShow;
    if (more) {
      ticking = true;
      requestAnimationFrame(tick);
    } else {
      for (const resolve of idle) resolve();
      idle = [];
    }
  }
  function paint(print: Print, textures: PathTextures): void {
    if (toSketch) {
      // What was begun for the view before is given up; the GPU is not given more than it can chew.
      if (painter.busy()) return;
      aim();
      painter.sketch(request(), rig.camera());
      working = false;
      toSketch = false;
      toRefine = true;
      arriving = true;
    }
    if (arriving) {
      // The sketch's own rows come first, so that there is a picture long before the whole print is there.
      arriving = !textures.bring(renderer, painter.sketched());
      toShow ||= !arriving;
    } else if (working) working = painter.step();
    else if (painter.busy()) return;
    else if (uploading) {
      uploading = !textures.bring(renderer, [{ first: 0, end: print.rows }]);
      toShow ||= view.travels && !uploading;
    } else if (toRefine && performance.now() - changedAt > restAfterMs) {
      painter.refine(request(), rig.camera());
      toRefine = false;
      working = painter.step();
    }
  }
  function aim(): void {
    rig.hug(new Box3().copy(surroundings).union(box()));
    aimShaders(rig.camera(), meshes.uniforms, composite.uniforms);
    meshes.uniforms.uHeadRow.value = view.headFraction < 1 ? view.endRow - 1 : -1;
    meshes.uniforms.uHeadFraction.value = view.headFraction;
  }
  function show(): void {
    toShow = false;
    renderer.setRenderTarget(null);
    renderer.setClearColor(background, 1);
    renderer.clear(true, true, true);
    const ready = print !== null && textures !== null && !arriving;
    const target = ready ? painter.target() : null;
    if (target) {
      composite.uniforms.uShade.value = painter.stats.complete
        ? shadeStrength(rig.pose(), layerHeight, canvas.height)
        : 0;
      composite.show(renderer, target);
    } else if (ready) painter.drawSketch();
    // A smoothed picture holds the bodies already.
    if (!target || !painter.stats.smooth) drawBodies();
    frames++;
  }
  function drawBodies(): void {
    if (print && view.travels && !uploading) {
      meshes.uniforms.uGhost.value = 0;
      meshes.draw(renderer, rig.camera(), 'travel', visibleIntervals(print.runs, view));
    }
    renderer.render(bodies, rig.camera());
  }
  function box(): Box3 {
    const { min, max } = print?.bounds ?? { min: [-10, -10, 0] as const, max: [10, 10, 5] as const };
    const around = new Box3(new Vector3(...min), new Vector3(...max)).expandByScalar(0.4);
    around.min.z -= 0.4;
    return around;
  }
  function resize(): void {
    const now = size.take();
    if (now === null) return;
    const { width, height, ratio } = now;
    renderer.setPixelRatio(ratio);
    renderer.setSize(width, height, false);
    rig.resize(width, height);
    painter.resize(Math.round(width * ratio), Math.round(height * ratio));
    composite.uniforms.uReach.value = 1.5 * ratio;
    changed(true);
  }
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    lost = true;
    painter.reset();
    size.forget();
    events.onContext(true);
  });
  canvas.addEventListener('webglcontextrestored', () => {
    lost = false;
    textures?.restart();
    if (textures) meshes.use(textures);
    uploading = textures !== null;
    arriving = false;
    working = false;
    resize();
    events.onContext(false);
    changed(true);
  });
  resize();
  meshes.warmUp(renderer, rig.camera());
  warmBodies(renderer, rig.camera());
  return {
    rig,
    bodies,
    uniforms: meshes.uniforms,
    box,
    setFinest(on) {
      painter.setFinest(on);
      changed(true);
    },
    snapshot: show,
    setPrint(next) {
      textures?.dispose();
      print = next;
      textures = next && next.rows > 0 ? createPathTextures(next) : null;
      if (textures) meshes.use(textures);
      uploading = textures !== null;
      arriving = false;
      working = false;
      painter.reset();
      painter.stats.steps = 0;
      printAt = performance.now();
      layerHeight = next?.layers[0]?.height ?? 0.3;
      composite.uniforms.uPit.value = 2.5 * layerHeight;
      meshes.uniforms.uDash.value = 1;
      changed(true);
    },
    setView(next) {
      view = next;
      changed(true);
    },
    setColours(scalar, lut) {
      if (!textures) return;
      if (scalar) {
        (textures.scalar.image.data as Uint8Array).set(scalar);
        textures.scalar.needsUpdate = true;
      }
      (textures.lut.image.data as Uint8Array).set(lut);
      textures.lut.needsUpdate = true;
      changed(true);
    },
    setStrandsShown(shown) {
      if (!print || !textures) return;
      const data = textures.style.image.data as Float32Array;
      for (let s = 0; s < print.strands.count; s++) data[4 * s + 2] = shown(s) ? 1 : 0;
      textures.style.needsUpdate = true;
      changed(true);
    },
    setBackground(colour) {
      background = colour;
      changed(false);
    },
    setSurroundings(next) {
      surroundings = next;
      changed(true);
    },
    redraw: (strands = true) => changed(strands),
    stats: () => ({
      ...painter.stats,
      rows: print?.rows ?? 0,
      pending: uploading || arriving || working || toSketch || toRefine || toShow || ticking,
      uploaded: textures !== null && !uploading,
      frames,
      firstPixelsMs: painter.stats.firstDoneAt > 0 ? painter.stats.firstDoneAt - printAt : 0,
      contextLost: lost,
    }),
    whenIdle: () =>
      new Promise((resolve) => {
        if (ticking) idle.push(resolve);
        else resolve();
      }),
    firstPicture: () =>
      new Promise((resolve) => {
        // A page in the background is given no frames.
        if (document.hidden || lost || !ticking) return resolve();
        first.push(resolve);
        setTimeout(resolve, firstPictureWithinMs);
      }),
    dispose() {
      size.dispose();
      textures?.dispose();
      renderer.dispose();
    },
  };
}
