import type { PrintWell } from '../data/print.ts';
import type { App } from './app.ts';
import type { Store } from './store.ts';

/** Brings a well into view, shown and as large as the picture allows. */
export function goToWell({ store, picture }: App, well: PrintWell): void {
  store.multiples.value = false;
  if (store.hiddenWells.value.has(well.row)) toggleWell(store, well);
  picture.frame(well.box);
  store.announcement.value = `Well ${well.well}${well.detail ? `, ${well.detail}` : ''}`;
}

export function toggleWell(store: Store, { row, well }: PrintWell): void {
  const hidden = new Set(store.hiddenWells.value);
  if (!hidden.delete(row)) hidden.add(row);
  store.hiddenWells.value = hidden;
  store.announcement.value = `Well ${well} ${hidden.has(row) ? 'hidden' : 'shown'}`;
}

/** Hides all wells but this one. */
export function showOnly(store: Store, { row, well }: PrintWell): void {
  const print = store.print.value;
  if (!print) return;
  store.hiddenWells.value = new Set(print.wellNames.map((_, other) => other).filter((other) => other !== row));
  store.announcement.value = `Well ${well} alone is shown`;
}
