import type { ModeId } from '../colour/modes.ts';
import { layerWords } from '../data/find/words.ts';
import { pointOf, strandOf } from '../data/print.ts';
import type { App } from './app.ts';
import { keptBySection, strandFilter } from './shown.ts';
import { lastShownRow, type Store, showHidden } from './store.ts';

/** Colours by another mode; what was hidden of the mode before is shown again, but for what stays hidden in all modes. */
export function chooseMode(store: Store, id: ModeId): void {
  store.hiddenStretches.value = new Set();
  store.hover.value = null;
  store.mode.value = id;
}

/** Sets both thumbs of the layer slider, shows all moves of these layers, and says so. */
export function setLayers({ store }: App, low: number, high: number): void {
  const print = store.print.value;
  if (!print || print.layers.length === 0) return;
  const top = print.layers.length - 1;
  const upper = Math.min(Math.max(high, 0), top);
  const lower = Math.min(Math.max(low, 0), upper);
  store.high.value = upper;
  store.low.value = store.single.value ? upper : lower;
  store.head.value = Number.POSITIVE_INFINITY;
  store.announcement.value = layerWords(print, upper);
}

export function stepLayer(app: App, by: number): void {
  const { store } = app;
  const high = Number.isFinite(by) ? store.high.value + by : by;
  setLayers(app, store.low.value, high);
}

export function toggleSingle(app: App): void {
  const { store } = app;
  store.single.value = !store.single.value;
  setLayers(app, store.single.value ? store.high.value : 0, store.high.value);
}

/** Moves the head by whole moves, from the last one shown. */
export function moveHead({ store }: App, by: number): void {
  const print = store.print.value;
  if (!print) return;
  store.playing.value = false;
  const at = Number.isFinite(store.head.value) ? Math.round(store.head.value) : lastShownRow(store);
  setHead(store, at + by);
  const row = Math.ceil(store.head.value) - 1;
  if (row >= 0) store.announcement.value = `Move ${row + 1} of ${print.rows}, line ${print.line[row]}`;
}

export function setHead(store: Store, head: number): void {
  const print = store.print.value;
  if (!print) return;
  store.head.value = Math.min(Math.max(head, 0), print.rows);
  const row = Math.max(0, Math.ceil(store.head.value) - 1);
  const layer = print.layer[row];
  // A layer shown alone follows the head; the upper thumb never hides it.
  if (store.single.value) {
    store.low.value = layer;
    store.high.value = layer;
  } else if (layer > store.high.value) store.high.value = layer;
}

export function togglePlay({ store }: App): void {
  const print = store.print.value;
  if (!print) return;
  if (!store.playing.value && !(store.head.value < print.rows)) {
    setHead(store, firstRowOfLayer(store, store.low.value));
  }
  store.playing.value = !store.playing.value;
}

function firstRowOfLayer(store: Store, layer: number): number {
  // Called only with a print.
  const { runs } = store.print.value!;
  for (let r = 0; r < runs.length; r += 3) if (runs[r] === layer) return runs[r + 1];
  return 0;
}

export const paces = [1, 2, 5, 10, 20, 50, 100] as const;

export function nextPace(store: Store, by: number): void {
  const at = paces.findIndex((pace) => pace >= store.pace.value);
  store.pace.value = paces[Math.min(Math.max(at + by, 0), paces.length - 1)];
  store.announcement.value = `${store.pace.value} times as fast`;
}

/** Selects the strand after or before the selected one among those shown. */
export function pickBy({ store, picture }: App, by: 1 | -1): void {
  const print = store.print.value;
  if (!print || print.strands.count === 0) return;
  const { strands } = print;
  const { low, high } = store;
  const filter = strandFilter(store);
  const shown = (s: number) =>
    strands.layer[s] >= low.value && strands.layer[s] <= high.value && strands.endRow[s] > 0 && filter(s);
  const current = strandOf(print, store.selected.value);
  let s = current < 0 ? (by > 0 ? -1 : strands.count) : current;
  do s += by;
  while (s >= 0 && s < strands.count && !shown(s));
  if (s < 0 || s >= strands.count) return;
  selectStrand({ store, picture } as App, s, false);
}

/** Selects a strand, makes sure that it and its layer are shown, and (`fly`) brings it into view. */
export function selectStrand({ store, picture }: App, strand: number, fly: boolean): void {
  const print = store.print.value;
  if (!print || strand < 0 || strand >= print.strands.count) return;
  const layer = print.strands.layer[strand];
  if (layer > store.high.value || layer < store.low.value) {
    store.high.value = layer;
    store.low.value = store.single.value ? layer : Math.min(store.low.value, layer);
  }
  if (!strandFilter(store)(strand)) showHidden(store);
  if (fly && !keptBySection(store)(...pointOf(print, print.strands.firstRow[strand], 0))) store.section.value = null;
  if (print.strands.firstRow[strand] >= store.head.value) store.head.value = Number.POSITIVE_INFINITY;
  store.selected.value = print.strands.firstRow[strand];
  if (fly) picture.flyTo(store.selected.value);
  const ink = print.inks[print.strands.ink[strand]]?.name ?? '';
  store.announcement.value = `Strand ${strand + 1}, ${ink}, line ${print.line[store.selected.value]}`;
}
