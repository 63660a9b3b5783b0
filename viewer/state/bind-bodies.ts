import { effect, signal, untracked } from '@preact/signals';
import { Box3, Group, type Mesh, type Object3D, Plane, Vector3 } from 'three';
import { lightsWell } from '../../src/finding/well-name.ts';
import { vesselById } from '../data/load/shelves.ts';
import type { Loader } from '../data/load/wire.ts';
import type { ModelPart } from '../data/model.ts';
import { type Bounds, type Print, pointOf } from '../data/print.ts';
import { wayDone } from '../data/timeline.ts';
import { createBed } from '../scene/bodies/bed.ts';
import { createFill } from '../scene/bodies/fill.ts';
import { lineBody } from '../scene/bodies/lines.ts';
import { createMarks } from '../scene/bodies/marks.ts';
import { createModel } from '../scene/bodies/model.ts';
import { paletteOf } from '../scene/palette.ts';
import type { Stage } from '../scene/stage.ts';
import { bodyLights, createSurroundings, inkColour, type Surroundings } from '../scene/surroundings.ts';
import { measureLines } from './measuring.ts';
import type { Outline } from './outline.ts';
import { keptBySection, sectionPlane, strandFilter } from './shown.ts';
import { lastShownRow, profileOf, type Store } from './store.ts';

/** Keeps the bodies beside the strands in step with the page's state. */
export function bindBodies(store: Store, stage: Stage, loader: Loader, model: { value: readonly ModelPart[] }): void {
  let surroundings: Surroundings | null = null;
  const placeHead = () => {
    const end = lastShownRow(store);
    const print = store.print.value;
    if (print) surroundings?.placeNeedles(Math.ceil(end) - 1, wayDone(print, end));
  };
  const [ground, needles, marks, section, fill, ghost, measure, moved] = Array.from({ length: 8 }, () => slotIn(stage));

  // One plane for the sheets and the source model: moved in place, so that nothing is made anew while it slides.
  const cut = new Plane();
  effect(() => {
    const { normal, offset } = sectionPlane(store);
    cut.normal.set(-normal[0], -normal[1], -normal[2]);
    cut.constant = store.section.value ? offset : 1;
    stage.redraw(false);
  });
  // What stands around the strands comes after their first picture.
  const drawnFor = signal<Print | null>(null);
  effect(() => {
    if (store.status.value.kind !== 'loading') drawnFor.value = store.print.value;
  });
  effect(() => {
    const print = drawnFor.value;
    surroundings = null;
    if (!print || print.rows === 0) {
      const status = store.status.value;
      needles();
      if (status.kind !== 'model') ground();
      else ground(createBed(null, status.box, status.box.min[2] - 0.05, paletteOf(store.theme.value)));
      return stage.setSurroundings(status.kind === 'model' ? boxOfBounds(status.box) : new Box3());
    }
    const profile = profileOf(store);
    const vessel = store.vessel.value ? vesselById(print.header['vessel'] ?? '') : null;
    surroundings = createSurroundings(print, profile, vessel, store.theme.value);
    ground(...(store.vessel.value ? [surroundings.ground] : []));
    needles(...(store.needle.value ? [surroundings.needles] : []));
    untracked(placeHead);
    stage.setSurroundings(surroundings.box);
    stage.redraw();
  });
  effect(() => {
    placeHead();
    stage.redraw(false);
  });
  effect(() => {
    marks(...(store.marks.value && store.print.value ? markBodies(store, store.print.value) : []));
    stage.redraw(false);
  });
  effect(() => {
    section(...sectionFrame(store));
    stage.redraw(false);
  });
  effect(() => {
    measure(...measureBodies(store));
    stage.redraw(false);
  });
  showOutline(store, stage, moved);
  effect(() => showFill(store, stage, loader, cut, fill));
  effect(() => {
    ghost(...modelBodies(store, model.value, cut));
    stage.redraw(false);
  });
}

/** What is being moved: its lines are made once, and then go and turn as a whole. */
function showOutline(store: Store, stage: Stage, slot: Slot): void {
  let pieces: Outline['pieces'] = [];
  let bodies: Object3D[] = [];
  effect(() => {
    const outline = store.outline.value;
    if (outline === null && bodies.length === 0) return;
    if (outline?.pieces !== pieces) {
      pieces = outline?.pieces ?? [];
      const colour = paletteOf(store.theme.peek()).accent;
      bodies = pieces.map(({ lines }) => lineBody(lines, colour, 1, true));
      slot(...bodies);
    }
    bodies.forEach((body, i) => {
      const [x, y, z] = ([0, 1, 2] as const).map((axis) => pieces[i].pivot[axis] + (outline?.way[axis] ?? 0));
      body.position.set(x, y, z);
      body.rotation.z = ((outline?.turn ?? 0) * Math.PI) / 180;
    });
    stage.redraw(false);
  });
}

/** Exchanges the content of a place among the bodies as a whole. */
type Slot = (...content: Object3D[]) => void;

function slotIn(stage: Stage): Slot {
  const group = new Group();
  stage.bodies.add(group);
  return (...content) => {
    for (const child of [...group.children]) {
      group.remove(child);
      disposeOf(child);
    }
    if (content.length > 0) group.add(...content);
  };
}

function measureBodies(store: Store): Object3D[] {
  const colour = paletteOf(store.theme.value).accent;
  const ends = store.measured.value.flatMap(({ at }) => [...at]);
  const lines = measureLines(store).flat();
  return [
    ...(ends.length > 0 ? [createMarks(ends, 'ring', colour, 12)] : []),
    ...(lines.length > 0 ? [lineBody(lines, colour)] : []),
  ];
}

function boxOfBounds({ min, max }: Bounds): Box3 {
  return new Box3(new Vector3(...min), new Vector3(...max));
}

/** The sheets of the highest layer shown, as soon as the loader has them. */
function showFill(store: Store, stage: Stage, loader: Loader, cut: Plane, fill: Slot): void {
  const print = store.print.value;
  const layer = store.high.value;
  const theme = store.theme.value;
  if (!store.fill.value || !print || print.layers.length === 0) {
    fill();
    stage.redraw(false);
    return;
  }
  void loader.fill(layer).then((areas) => {
    if (store.print.peek() !== print || store.high.peek() !== layer || !store.fill.peek()) return;
    const { z, height } = print.layers[layer];
    fill(createFill(areas, z - (height ?? 0) + 0.01, (ink) => inkColour(theme, ink), cut));
    stage.redraw(false);
  });
}

/** The source model: alone, or around the strands in each well. */
function modelBodies(store: Store, parts: readonly ModelPart[], cut: Plane): Object3D[] {
  const print = store.print.value;
  const theme = store.theme.value;
  if (store.status.value.kind === 'model') {
    return [createModel(parts, [{ x: 0, y: 0 }], () => inkColour(theme, 0), cut), ...bodyLights()];
  }
  if (!store.model.value || !print || parts.length === 0) return [];
  const inks = print.inks.map(({ name }) => name);
  const origins = print.wells.length > 0 ? print.wells : [{ x: 0, y: 0 }];
  return [createModel(parts, origins, (ink) => inkColour(theme, inks.indexOf(ink)), cut)];
}

/**
 * Materials stay as they are: with the last one of a kind its program would go, and the bodies of the next print would
 * have it compiled again, for up to a second without a graphics card. There are only a few kinds.
 */
function disposeOf(body: Object3D): void {
  body.traverse((part) => (part as Mesh).geometry?.dispose());
}

/** Starts of ink on the layers shown, and cure steps at their well. */
function markBodies(store: Store, print: Print): Object3D[] {
  const palette = paletteOf(store.theme.value);
  const starts: number[] = [];
  const head = Math.min(store.head.value, print.rows);
  const { strands } = print;
  const low = store.low.value;
  const high = store.high.value;
  const shown = strandFilter(store);
  const kept = keptBySection(store);
  for (let s = 0; s < strands.count; s++) {
    const row = strands.firstRow[s];
    if (strands.layer[s] < low || strands.layer[s] > high || row >= head || !shown(s)) continue;
    const [x, y, z] = pointOf(print, row, 0);
    if (kept(x, y, z)) starts.push(x, y, z);
  }
  const cures: number[] = [];
  for (const cure of print.cures) {
    const layer = print.layers.findIndex(({ number }) => number === cure.layer);
    if (cure.row > head || layer < low || layer > high) continue;
    const z = print.layers[layer].z;
    const wells = print.wells.filter(({ well }) => lightsWell(cure.well, well));
    for (const { x, y } of wells) if (kept(x, y, z)) cures.push(x, y, z + 0.5);
  }
  return [createMarks(starts, 'disc', palette.mark, 6), createMarks(cures, 'diamond', palette.light, 13)];
}

function sectionFrame(store: Store): Object3D[] {
  const section = store.section.value;
  const print = store.print.value;
  if (!section || !print) return [];
  const { position } = sectionPlane(store);
  const low = print.bounds.min.map((value) => value - 2);
  const high = print.bounds.max.map((value) => value + 2);
  const across = { x: 0, y: 1, z: 2 }[section.axis];
  const [u, v] = [0, 1, 2].filter((axis) => axis !== across);
  const corner = (atU: number, atV: number): number[] => {
    const point = [0, 0, 0];
    point[across] = position;
    point[u] = atU;
    point[v] = atV;
    return point;
  };
  const corners = [corner(low[u], low[v]), corner(high[u], low[v]), corner(high[u], high[v]), corner(low[u], high[v])];
  const lines = corners.flatMap((point, i) => [...point, ...corners[(i + 1) % 4]]);
  return [lineBody(lines, paletteOf(store.theme.value).edge)];
}
