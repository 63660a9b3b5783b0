import { effect } from '@preact/signals';
import type { Standing } from '../../../src/plan/plan-facts.ts';
import type { Bounds } from '../../data/print.ts';
import { strandOf } from '../../data/print.ts';
import type { Viewer } from '../../start-page.tsx';
import { tell } from '../../state/store.ts';
import type { Changes, JobData } from '../form/job-data.ts';
import type { PlaceState } from './place-bar.tsx';
import { addedPart, stepped } from './placing.ts';

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

/** Parts in the picture: a click on a strand chooses its part, a drag moves it, a dropped mesh becomes one. */
export function placeInPicture(wiring: PlaceWiring): void {
  const { viewer, state } = wiring;
  effect(() => {
    const print = viewer.store.print.value;
    const strand = print === null ? -1 : strandOf(print, viewer.store.selected.value);
    const standing = state.facts.peek()?.standing;
    if (print === null || strand < 0 || standing === undefined) return;
    const found = standing.parts.findIndex(({ name }) => name === print.parts[print.strands.part[strand]]);
    if (found >= 0) state.chosen.value = found;
  });
  listenToDrags(wiring);
  listenToDrops(wiring);
}

function listenToDrags({ viewer, place, state, data, change }: PlaceWiring): void {
  let from: readonly [number, number] | null = null;
  const levelAt = (event: PointerEvent) => pointAt(viewer, place, event, topOf(viewer));
  place.addEventListener(
    'pointerdown',
    (event) => {
      if (!state.dragging.value || event.button !== 0 || !(event.target instanceof HTMLCanvasElement)) return;
      from = levelAt(event);
      // The camera stays where it is.
      event.stopPropagation();
    },
    { capture: true },
  );
  place.addEventListener(
    'pointerup',
    (event) => {
      const [began, job] = [from, data()];
      from = null;
      if (began === null || job === null) return;
      event.stopPropagation();
      const to = levelAt(event);
      if (to === null) return;
      change(
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
