import { effect } from '@preact/signals';
import type { Standing } from '../../../src/plan/plan-facts.ts';
import type { Bounds } from '../../data/print.ts';
import { strandOf } from '../../data/print.ts';
import type { Viewer } from '../../start-page.tsx';
import type { Outline } from '../../state/outline.ts';
import { tell } from '../../state/store.ts';
import type { Changes, JobData } from '../form/job-data.ts';
import { outlineOf, steppedOutline } from './part-outline.ts';
import type { PlaceState } from './place-bar.tsx';
import { addedPart, type Step, stepped, vectorOf } from './placing.ts';

export interface PlaceWiring {
  readonly viewer: Viewer;
  /** The element of the picture, with its canvas in it. */
  readonly place: HTMLElement;
  readonly state: PlaceState;
  readonly data: () => JobData | null;
  readonly change: (changes: Changes) => void;
  /** Keeps a dropped mesh for the planner; gives the name it has from now on. */
  readonly keep: (file: File) => Promise<string>;
}

const meshes = /\.(stl|3mf|obj|ply)$/i;

/**
 * Parts in the picture: a click on a strand chooses its part, a drag moves it, a dropped mesh becomes one. Gives what makes
 * a change that is such a step of the chosen part: its outline shows where that leads until the plan is there.
 */
export function placeInPicture(wiring: PlaceWiring): (step: Step, changes: Changes) => void {
  const { viewer, state } = wiring;
  effect(() => {
    const print = viewer.store.print.value;
    const strand = print === null ? -1 : strandOf(print, viewer.store.selected.value);
    const standing = state.facts.peek()?.standing;
    if (print === null || strand < 0 || standing === undefined) return;
    const found = standing.parts.findIndex(({ name }) => name === print.parts[print.strands.part[strand]]);
    if (found >= 0) state.chosen.value = found;
  });
  const outlined = outlining(wiring);
  listenToDrags(wiring, outlined);
  listenToDrops(wiring);
  return outlined.step;
}

interface Outlining {
  /** As laid last, or (where it has gone already) as it is; null where nothing of it is shown. */
  readonly begin: () => Outline | null;
  readonly step: (step: Step, changes: Changes) => void;
  /** Shows it while it is dragged, and where it was let go. */
  readonly drag: (outline: Outline) => void;
  readonly drop: (changes: Changes) => void;
  readonly end: () => void;
}

function outlining({ viewer: { store }, state, data, change }: PlaceWiring): Outlining {
  // A change of the job that is not the way of the outline ends it, and so does the picture of the plan.
  let held = false;
  const begin = () => {
    const [print, standing, job] = [store.print.peek(), state.facts.peek()?.standing, data()];
    if (print === null || standing === undefined || job === null) return null;
    const part = state.chosen.peek();
    return store.outline.peek() ?? outlineOf(print, standing, part, vectorOf(job, part, 'move'));
  };
  const end = () => {
    held = false;
    store.outline.value = null;
  };
  const make = (changes: Changes) => {
    held = true;
    change(changes);
    held = false;
  };
  effect(() => {
    const { value: kind } = state.kind;
    if (kind !== 'planning' && !held) end();
  });
  effect(() => {
    // Read first, so that this runs whenever it changes.
    const { value: text } = state.text;
    if (text !== '' && !held) end();
  });
  return {
    begin,
    end,
    step(step, changes) {
      const outline = begin();
      if (outline !== null) store.outline.value = steppedOutline(outline, step);
      make(changes);
    },
    drag(outline) {
      held = true;
      store.outline.value = outline;
    },
    drop: make,
  };
}

function listenToDrags({ viewer, place, state, data }: PlaceWiring, outlined: Outlining): void {
  let from: readonly [number, number] | null = null;
  let outline: Outline | null = null;
  const levelAt = (event: PointerEvent) => pointAt(viewer, place, event, topOf(viewer));
  place.addEventListener(
    'pointerdown',
    (event) => {
      if (!state.dragging.value || event.button !== 0 || !(event.target instanceof HTMLCanvasElement)) return;
      from = levelAt(event);
      outline = outlined.begin();
      // The camera stays where it is.
      event.stopPropagation();
    },
    { capture: true },
  );
  place.addEventListener('pointermove', (event) => {
    const to = from === null || outline === null ? null : levelAt(event);
    if (from === null || outline === null || to === null) return;
    const { way } = outline;
    outlined.drag({ ...outline, way: [way[0] + to[0] - from[0], way[1] + to[1] - from[1], way[2]] });
  });
  place.addEventListener('pointercancel', () => {
    from = null;
    outlined.end();
  });
  place.addEventListener(
    'pointerup',
    (event) => {
      const [began, job] = [from, data()];
      from = null;
      if (began === null) return;
      if (job === null) return outlined.end();
      event.stopPropagation();
      const to = levelAt(event);
      if (to === null || (to[0] === began[0] && to[1] === began[1])) return outlined.end();
      outlined.drop(
        stepped(job, state.chosen.value, [
          { key: 'move', axis: 0, by: to[0] - began[0] },
          { key: 'move', axis: 1, by: to[1] - began[1] },
        ]),
      );
    },
    { capture: true },
  );
}

function listenToDrops({ viewer, place, state, data, change, keep }: PlaceWiring): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    const [file] = files.filter(({ name }) => meshes.test(name));
    const [job, standing] = [data(), state.facts.value?.standing];
    if (file === undefined) return tell(viewer.store, 'Drop a mesh here (STL, 3MF, OBJ or PLY): it becomes a part.');
    if (job === null || standing === undefined)
      return tell(viewer.store, 'A part can be added once the job is planned.');
    const point = pointAt(viewer, place, event, 0);
    const at = point === null ? [0, 0] : fromWell(viewer, standing, point);
    void viewer.app.loader
      .model({ kind: 'file', file, name: file.name })
      .then(async ({ box }: { box: Bounds }) => {
        const name = await keep(file);
        change(addedPart(job, name, box, [at[0], at[1]], standing));
        state.chosen.value = standing.parts.length;
      })
      .catch((error: unknown) => tell(viewer.store, error instanceof Error ? error.message : String(error)));
  });
}

/** From the middle of the nearest well that is printed; on the bare bed from the middle of the construct. */
function fromWell({ store }: Viewer, { bed }: Standing, [x, y]: readonly [number, number]): [number, number] {
  const wells = bed === null ? (store.print.peek()?.wells ?? []) : [{ x: bed[0], y: bed[1] }];
  const far = (well: { x: number; y: number }) => Math.hypot(x - well.x, y - well.y);
  const [first = { x, y }, ...others] = wells;
  const nearest = others.reduce(
    (best, well) => (far(well) < far(best) ? well : best),
    first as { x: number; y: number },
  );
  return [x - nearest.x, y - nearest.y];
}

const topOf = ({ store }: Viewer): number => store.print.peek()?.bounds.max[2] ?? 0;

function pointAt(viewer: Viewer, place: HTMLElement, { clientX, clientY }: MouseEvent, z: number) {
  const canvas = place.querySelector('canvas');
  if (canvas === null) return null;
  const { left, top, right, bottom } = canvas.getBoundingClientRect();
  if (clientX < left || clientX > right || clientY < top || clientY > bottom) return null;
  return viewer.app.picture.onLevel(clientX - left, clientY - top, z);
}
