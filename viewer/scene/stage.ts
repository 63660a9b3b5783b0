import { Box3, Scene, Vector3 } from 'three';
import type { Print } from '../data/print.ts';
import { aimShaders } from './aim.ts';
import { type CameraRig, createCameraRig } from './camera-rig.ts';
import { watchSize } from './canvas-size.ts';
import { createComposite } from './composite.ts';
import { passed } from './gpu-fence.ts';
import { createRenderer } from './graphics/renderer.ts';
import { createPainter, type PainterStats, type Request } from './painter.ts';
import { createPathTextures, type PathTextures } from './path-textures.ts';
import type { CanvasView } from './selection/canvas-boxes.ts';
import { createSelection } from './selection/selection.ts';
import { drawBodies, patch, show } from './stage-canvas.ts';
import { isPending, type StageEvents, type StageState, type View } from './stage-state.ts';
import { createStrandMeshes, type StrandUniforms } from './strand-meshes.ts';
import { warmBodies } from './warm-bodies.ts';

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
  /** Resolves once the programs are compiled: a print that is shown earlier holds up the page. */
  readonly ready: Promise<void>;
  setPrint(print: Print | null): void;
  setView(view: View): void;
  setColours(scalar: Uint8Array | null, lut: Uint8Array): void;
  /** Brings out the strand of a row, with a ring about the row's middle; -1: none. */
  setSelected(row: number): void;
  setStrandsShown(shown: (strand: number) => boolean): void;
  setBackground(colour: number): void;
  setSurroundings(box: Box3): void;
  /** Strands anew, or (false) only the bodies. */
  redraw(strands?: boolean): void;
  box(): Box3;
  /**
   * Pause after the last change before the picture is drawn truly, ms (0.14 s unless it is said): without a graphics card
   * that takes long, and the next change waits for its end.
   */
  setRest(ms: number): void;
  /** See Painter.setFinest. */
  setFinest(on: boolean, smooth?: boolean): void;
  /** Shows the picture now, so that the canvas can be read in the same task. */
  snapshot(): void;
  stats(): StageStats;
  whenIdle(): Promise<void>;
  /** When the GPU has drawn something of the print; also when nobody looks, or it takes far too long. */
  firstPicture(): Promise<void>;
  dispose(): void;
}

/** Longest anybody waits for a first picture, ms. */
const firstPictureWithinMs = 2000;
/** Longest that the compiling of programs waits for the empty picture, ms. */
const firstFrameWithinMs = 500;

export function createStage(canvas: HTMLCanvasElement, events: StageEvents): Stage {
  const renderer = createRenderer(canvas);
  const gl = renderer.getContext() as WebGL2RenderingContext;
  const meshes = createStrandMeshes();
  const size = watchSize(canvas, gl, () => changed(stage, false));
  const rig = createCameraRig(canvas, () => {
    changed(stage, true);
    events.onCamera();
  });
  const painter = createPainter(renderer, meshes, {
    onPicture: () => (stage.toShow = true),
    drawBodies: () => drawBodies(stage),
  });
  const composite = createComposite(meshes.uniforms);
  const selection = createSelection(meshes.uniforms.uAccent);
  const stage: StageState = {
    ...{
      renderer,
      canvas,
      events,
      size,
      meshes,
      composite,
      selection,
      bodies: new Scene().add(selection.ring),
      rig,
      painter,
    },
    ...{ print: null, textures: null, surroundings: new Box3(), background: 0x101418, layerHeight: 0.3 },
    view: { low: 0, high: 0, endRow: 0, headFraction: 1, ghostBelow: false, travels: false },
    ...{
      toSketch: false,
      toRefine: false,
      toShow: true,
      toPatch: [],
      working: false,
      uploading: false,
      arriving: false,
    },
    ...{
      restMs: 140,
      ticking: false,
      changedAt: 0,
      printAt: 0,
      frames: 0,
      lost: false,
      complete: true,
      idle: [],
      first: [],
    },
  };
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();
    loseContext(stage);
  });
  canvas.addEventListener('webglcontextrestored', () => restoreContext(stage));
  resize(stage);
  const ready = firstFrame(stage)
    .then(() => meshes.warmUp(renderer, rig.camera()))
    .then(() => warmBodies(renderer, rig.camera()));
  return faceOf(stage, ready);
}

/** What the page may ask of it. */
function faceOf(stage: StageState, ready: Promise<void>): Stage {
  const { rig, meshes, painter, size, renderer } = stage;
  return {
    rig,
    bodies: stage.bodies,
    uniforms: meshes.uniforms,
    ready,
    box: () => boxOf(stage),
    setFinest(on, smooth) {
      painter.setFinest(on, smooth);
      changed(stage, true);
    },
    setRest(ms) {
      stage.restMs = ms;
    },
    snapshot: () => show(stage),
    setPrint: (print) => setPrint(stage, print),
    setView(view) {
      stage.view = view;
      changed(stage, true);
    },
    setColours: (scalar, lut) => setColours(stage, scalar, lut),
    setSelected: (row) => setSelected(stage, row),
    setStrandsShown: (shown) => setStrandsShown(stage, shown),
    setBackground(colour) {
      stage.background = colour;
      changed(stage, false);
    },
    setSurroundings(box) {
      stage.surroundings = box;
      changed(stage, true);
    },
    redraw: (strands = true) => changed(stage, strands),
    stats: () => statsOf(stage),
    whenIdle: () => whenIdle(stage),
    firstPicture: () =>
      new Promise((resolve) => {
        // A page in the background is given no frames.
        if (document.hidden || stage.lost || !stage.ticking) return resolve();
        stage.first.push(resolve);
        setTimeout(resolve, firstPictureWithinMs);
      }),
    dispose() {
      size.dispose();
      stage.textures?.dispose();
      renderer.dispose();
    },
  };
}

function whenIdle(stage: StageState): Promise<void> {
  return new Promise((resolve) => {
    if (stage.ticking) stage.idle.push(resolve);
    else resolve();
  });
}

/** The empty picture first: shown behind programs that are compiled, it would hold up the page until they are. */
function firstFrame(stage: StageState): Promise<unknown> {
  const shown = whenIdle(stage).then(() => passed(stage.renderer.getContext() as WebGL2RenderingContext));
  // A page in the background is given no frames.
  return Promise.race([shown, new Promise((resolve) => setTimeout(resolve, document.hidden ? 0 : firstFrameWithinMs))]);
}

function changed(stage: StageState, strands: boolean): void {
  stage.changedAt = performance.now();
  if (strands || stage.painter.stats.smooth) stage.toSketch = true;
  else stage.toShow = true;
  if (!stage.lost) tickSoon(stage);
}

function tickSoon(stage: StageState): void {
  if (stage.ticking) return;
  stage.ticking = true;
  requestAnimationFrame(() => tick(stage));
}

const requestOf = ({ print, view }: StageState): Request => ({
  runs: print?.runs ?? new Uint32Array(0),
  visible: view,
  ghostBelow: view.ghostBelow,
});

function tick(stage: StageState): void {
  stage.ticking = false;
  if (stage.lost) return;
  const { painter, size, print, textures } = stage;
  if (!stage.arriving && !painter.busy() && size.mayChange()) resize(stage);
  if (print && textures) paint(stage, print, textures);
  else {
    stage.toShow ||= stage.toSketch;
    stage.toSketch = false;
    stage.toRefine = false;
  }
  // What is still on the canvas stays until its successor's rows have arrived.
  if (stage.toShow && !stage.arriving) show(stage);
  else if (stage.toPatch.length > 0 && !stage.arriving) patch(stage);
  if (stage.first.length > 0 && (painter.stats.firstDoneAt > 0 || !stage.textures)) {
    for (const resolve of stage.first) resolve();
    stage.first = [];
  }
  const complete = !print || !textures || painter.stats.complete;
  if (complete !== stage.complete) stage.events.onComplete(complete);
  stage.complete = complete;
  if (isPending(stage) || size.changed()) tickSoon(stage);
  else {
    for (const resolve of stage.idle) resolve();
    stage.idle = [];
  }
}

function paint(stage: StageState, print: Print, textures: PathTextures): void {
  const { painter, renderer, rig } = stage;
  if (stage.toSketch) {
    // What was begun for the view before is given up; the GPU is not given more than it can chew.
    if (painter.busy()) return;
    aim(stage);
    painter.sketch(requestOf(stage), rig.camera());
    stage.working = false;
    stage.toSketch = false;
    stage.toRefine = true;
    stage.arriving = true;
  }
  if (stage.arriving) {
    // The sketch's own rows come first, so that there is a picture long before the whole print is there.
    stage.arriving = !textures.bring(renderer, painter.sketched());
    stage.toShow ||= !stage.arriving;
  } else if (stage.working) stage.working = painter.step();
  else if (painter.busy()) return;
  else if (stage.uploading) {
    stage.uploading = !textures.bring(renderer, [{ first: 0, end: print.rows }]);
    stage.toShow ||= stage.view.travels && !stage.uploading;
  } else if (stage.toRefine && performance.now() - stage.changedAt > stage.restMs) {
    painter.refine(requestOf(stage), rig.camera());
    stage.toRefine = false;
    stage.working = painter.step();
  }
}

function aim(stage: StageState): void {
  const { rig, meshes, composite, view, surroundings } = stage;
  rig.hug(new Box3().copy(surroundings).union(boxOf(stage)));
  aimShaders(rig.camera(), meshes.uniforms, composite.uniforms);
  meshes.uniforms.uHeadRow.value = view.headFraction < 1 ? view.endRow - 1 : -1;
  meshes.uniforms.uHeadFraction.value = view.headFraction;
}

function boxOf({ print }: StageState): Box3 {
  const { min, max } = print?.bounds ?? { min: [-10, -10, 0] as const, max: [10, 10, 5] as const };
  const around = new Box3(new Vector3(...min), new Vector3(...max)).expandByScalar(0.4);
  around.min.z -= 0.4;
  return around;
}

function resize(stage: StageState): void {
  const { size, renderer, rig, painter, composite } = stage;
  const now = size.take();
  if (now === null) return;
  const { width, height, ratio } = now;
  renderer.setPixelRatio(ratio);
  renderer.setSize(width, height, false);
  rig.resize(width, height);
  stage.events.onWidth(width);
  painter.resize(Math.round(width * ratio), Math.round(height * ratio));
  composite.uniforms.uReach.value = 1.5 * ratio;
  changed(stage, true);
}

function loseContext(stage: StageState): void {
  stage.lost = true;
  stage.painter.reset();
  stage.size.forget();
  stage.events.onContext(true);
}

function restoreContext(stage: StageState): void {
  const { textures, meshes, events } = stage;
  stage.lost = false;
  textures?.restart();
  if (textures) meshes.use(textures);
  stage.uploading = textures !== null;
  stage.arriving = false;
  stage.working = false;
  resize(stage);
  events.onContext(false);
  changed(stage, true);
}

function setPrint(stage: StageState, print: Print | null): void {
  const { painter, meshes, composite } = stage;
  stage.textures?.dispose();
  stage.print = print;
  // Whoever selects in the new print says so.
  stage.selection.select(null, -1);
  meshes.uniforms.uSelectedStrand.value = stage.selection.strand();
  stage.textures = print && print.rows > 0 ? createPathTextures(print) : null;
  if (stage.textures) meshes.use(stage.textures);
  stage.uploading = stage.textures !== null;
  stage.arriving = false;
  stage.working = false;
  painter.reset();
  painter.stats.steps = 0;
  stage.printAt = performance.now();
  stage.layerHeight = print?.layers[0]?.height ?? 0.3;
  composite.uniforms.uPit.value = 2.5 * stage.layerHeight;
  meshes.uniforms.uDash.value = 1;
  changed(stage, true);
}

function setColours(stage: StageState, scalar: Uint8Array | null, lut: Uint8Array): void {
  const { textures } = stage;
  if (!textures) return;
  if (scalar) {
    (textures.scalar.image.data as Uint8Array).set(scalar);
    textures.scalar.needsUpdate = true;
  }
  const before = textures.lut.image.data as Uint8Array;
  const uncovers = hidesSome(before) || hidesSome(lut);
  before.set(lut);
  textures.lut.needsUpdate = true;
  if (uncovers) changed(stage, true);
  else recoloured(stage);
}

/** Of what a hidden colour covers nothing is kept: there the strands have to be drawn. */
function hidesSome(lut: Uint8Array): boolean {
  for (let at = 3; at < lut.length; at += 4) if (lut[at] < 64) return true;
  return false;
}

/** What the pixels show is kept beside them: other colours need no strand drawn again. */
const keepsPixels = ({ painter, toSketch }: StageState): boolean =>
  painter.target() !== null && !painter.stats.smooth && !toSketch;

/** The same strands in other colours: a picture that keeps what its pixels show is only shown again. */
function recoloured(stage: StageState): void {
  if (!keepsPixels(stage)) {
    changed(stage, true);
    return;
  }
  stage.toShow = true;
  if (!stage.lost) tickSoon(stage);
}

function setSelected(stage: StageState, row: number): void {
  const { selection, print, meshes, canvas, rig } = stage;
  const view: CanvasView = { camera: rig.camera(), width: canvas.width, height: canvas.height };
  const before = selection.boxes(view);
  selection.select(print, row);
  meshes.uniforms.uSelectedStrand.value = selection.strand();
  if (!keepsPixels(stage)) {
    changed(stage, true);
    return;
  }
  stage.toPatch.push(...before, ...selection.boxes(view));
  if (!stage.lost) tickSoon(stage);
}

function setStrandsShown(stage: StageState, shown: (strand: number) => boolean): void {
  const { print, textures } = stage;
  if (!print || !textures) return;
  const data = textures.style.image.data as Float32Array;
  for (let s = 0; s < print.strands.count; s++) data[4 * s + 2] = shown(s) ? 1 : 0;
  textures.style.needsUpdate = true;
  changed(stage, true);
}

function statsOf(stage: StageState): StageStats {
  const { painter, print, textures, uploading, ticking, frames, printAt, lost } = stage;
  return {
    ...painter.stats,
    rows: print?.rows ?? 0,
    pending: isPending(stage) || ticking,
    uploaded: textures !== null && !uploading,
    frames,
    firstPixelsMs: painter.stats.firstDoneAt > 0 ? painter.stats.firstDoneAt - printAt : 0,
    contextLost: lost,
  };
}
