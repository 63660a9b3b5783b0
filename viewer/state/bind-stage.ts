import { effect } from '@preact/signals';
import { Box3, Color, Raycaster, Vector2, Vector3 } from 'three';
import { lutBytes } from '../colour/colouring.ts';
import { lastingOf } from '../colour/modes.ts';
import { type Bounds, type Print, pointOf, strandOf } from '../data/print.ts';
import { wayDone } from '../data/timeline.ts';
import type { CameraPose, ViewName } from '../scene/camera-rig.ts';
import { visibleIntervals } from '../scene/draw-plan.ts';
import { paletteOf } from '../scene/palette.ts';
import { nearestOnRow, pickRow, type Ray } from '../scene/pick.ts';
import type { Stage } from '../scene/stage.ts';
import type { PictureControls } from './app.ts';
import { insetsOf } from './insets.ts';
import { savePicture } from './save-picture.ts';
import { keptBySection, rowFilter, sectionPlane, strandFilter } from './shown.ts';
import type { Store } from './store.ts';

/** The one place where the page's state meets the picture: every effect here carries one part of it over. */
export function bindStage(store: Store, stage: Stage): void {
  let staged: Print | null = null;
  // Effects run in no promised order: whichever comes first brings the print.
  const stagePrint = () => {
    const print = store.print.value;
    if (print !== staged) stage.setPrint(print);
    staged = print;
  };
  effect(stagePrint);
  effect(() => {
    const { uniforms } = stage;
    const palette = paletteOf(store.theme.value);
    uniforms.uGhostColour.value = new Color(palette.ghost);
    uniforms.uAccent.value = new Color(palette.accent);
    uniforms.uTravelColour.value = new Color(palette.travel);
    uniforms.uLiftColour.value = new Color(palette.lift);
    stage.setBackground(palette.background);
    stage.redraw();
  });
  let sent: Uint8Array | null = null;
  effect(() => {
    stagePrint();
    const colouring = store.colouring.value;
    if (!colouring) return;
    // While only the legend's filter changes, the rows' numbers are already there.
    const scalar = colouring.scalar === sent ? null : colouring.scalar;
    sent = colouring.scalar;
    const hidden = lastingOf(colouring.mode.id) === null ? store.hiddenStretches.value : new Set<number>();
    stage.setColours(scalar, lutBytes(colouring, hidden, store.hover.value));
  });
  effect(() => {
    stagePrint();
    stage.setStrandsShown(strandFilter(store));
  });
  effect(() => {
    stagePrint();
    const print = store.print.value;
    const head = Math.min(store.head.value, print?.rows ?? 0);
    stage.setView({
      low: store.low.value,
      high: store.high.value,
      endRow: Math.ceil(head),
      headFraction: print ? wayDone(print, head) : 1,
      ghostBelow: store.ghost.value,
      travels: store.travels.value,
    });
  });
  effect(() => {
    stagePrint();
    stage.setSelected(store.selected.value);
  });
  effect(() => {
    const plane = sectionPlane(store);
    stage.uniforms.uSection.value.set(plane.normal[0], plane.normal[1], plane.normal[2], plane.offset);
    stage.redraw();
  });
  effect(() => {
    stage.rig.setOrtho(store.ortho.value);
  });
  effect(() => {
    stage.rig.setInsets(insetsOf(store, store.pictureWidth.value));
  });
}

/** The row under a point of the canvas (CSS pixels), or -1. */
export function rowAt(store: Store, stage: Stage, canvas: HTMLCanvasElement, x: number, y: number): number {
  const print = store.print.value;
  if (!print) return -1;
  const kept = keptBySection(store);
  const visible = {
    low: store.low.value,
    high: store.high.value,
    endRow: Math.ceil(Math.min(store.head.value, print.rows)),
  };
  return pickRow(
    print,
    visibleIntervals(print.runs, visible),
    lineOfSight(stage, canvas, x, y),
    rowFilter(store),
    (px, py, pz) => !kept(px, py, pz),
  );
}

/** The place on the middle line of a strand under a point of the canvas (CSS pixels), or null. */
export function placeAt(store: Store, stage: Stage, canvas: HTMLCanvasElement, x: number, y: number) {
  const print = store.print.value;
  const row = rowAt(store, stage, canvas, x, y);
  return print && row >= 0 ? { row, at: nearestOnRow(print, row, lineOfSight(stage, canvas, x, y)) } : null;
}

function lineOfSight(stage: Stage, canvas: HTMLCanvasElement, x: number, y: number): Ray {
  const caster = new Raycaster();
  const at = new Vector2((2 * x) / canvas.clientWidth - 1, 1 - (2 * y) / canvas.clientHeight);
  caster.setFromCamera(at, stage.rig.camera());
  const { origin, direction } = caster.ray;
  const { ortho, zoom } = stage.rig.pose();
  // Parallel projection also shows what stands behind the camera.
  if (ortho) origin.addScaledVector(direction, -farBehind);
  const perPixel = (ortho ? 2 * zoom : 2 * Math.tan((16 * Math.PI) / 180)) / canvas.clientHeight;
  return {
    from: origin.toArray(),
    along: direction.toArray(),
    spread: ortho ? 0 : 2 * perPixel,
    radius: ortho ? 2 * perPixel : 0,
  };
}

/** mm; more than any bed. */
const farBehind = 1e4;

/** The camera's part of the commands. Whatever moves the camera ends a flight that is still under way. */
export function pictureControls(
  store: Store,
  stage: Stage,
  canvas: HTMLCanvasElement,
  still: () => boolean,
): PictureControls {
  const { rig } = stage;
  let flight = 0;
  const landed =
    <T extends unknown[]>(move: (...given: T) => void) =>
    (...given: T): void => {
      cancelAnimationFrame(flight);
      move(...given);
    };
  rig.controls.addEventListener('start', () => cancelAnimationFrame(flight));
  const fly = (from: CameraPose, to: CameraPose, started: number): void => {
    const t = Math.min((performance.now() - started) / flightMs, 1);
    rig.setPose(poseBetween(from, to, t * t * (3 - 2 * t)));
    if (t < 1) flight = requestAnimationFrame(() => fly(from, to, started));
  };
  return {
    fit: landed(() => rig.fit(stage.box())),
    look: landed((view: ViewName) => rig.look(view, stage.box())),
    setOrtho: landed(rig.setOrtho),
    setPose: landed(rig.setPose),
    orbit: landed(rig.orbit),
    zoom: landed(rig.zoom),
    flyTo: landed((row: number) => {
      const to = poseAt(store, rig.pose(), row);
      if (still()) rig.setPose(to);
      else fly(rig.pose(), to, performance.now());
    }),
    frame: landed((box: Bounds) => rig.fit(new Box3(new Vector3(...box.min), new Vector3(...box.max)))),
    project: (at) => rig.project(at, canvas.clientWidth, canvas.clientHeight),
    onLevel(x, y, z) {
      const { from, along } = lineOfSight(stage, canvas, x, y);
      const way = (z - from[2]) / along[2];
      return Number.isFinite(way) && way > 0 ? [from[0] + way * along[0], from[1] + way * along[1]] : null;
    },
    savePicture() {
      // A picture that changes all the time never comes to rest.
      store.playing.value = false;
      void savePicture(store, stage, canvas);
    },
  };
}

const flightMs = 350;

/** The same way of looking, at a row, from no farther than its strand needs. */
function poseAt(store: Store, from: CameraPose, row: number): CameraPose {
  const print = store.print.value;
  if (!print) return from;
  const target = pointOf(print, row, 0);
  const distance = Math.max(12, 40 * print.strands.width[Math.max(strandOf(print, row), 0)]);
  const way = from.eye.map((value, i) => value - from.target[i]);
  const scale = Math.min(1, distance / (Math.hypot(...way) || 1));
  return {
    ortho: from.ortho,
    target,
    eye: [target[0] + way[0] * scale, target[1] + way[1] * scale, target[2] + way[2] * scale],
    zoom: from.ortho ? Math.min(from.zoom, distance / 3) : 1,
  };
}

function poseBetween(from: CameraPose, to: CameraPose, t: number): CameraPose {
  const at = (a: number, b: number) => a + (b - a) * t;
  const point = (a: CameraPose['eye'], b: CameraPose['eye']) =>
    [at(a[0], b[0]), at(a[1], b[1]), at(a[2], b[2])] as const;
  return {
    ortho: from.ortho,
    eye: point(from.eye, to.eye),
    target: point(from.target, to.target),
    zoom: at(from.zoom, to.zoom),
  };
}
