import { mm } from '../data/find/words.ts';
import {
  measurePoints,
  measureStrands,
  type PickedPlace,
  type PointMeasure,
  type StrandMeasure,
} from '../data/measure.ts';
import { pointOf, strandOf } from '../data/print.ts';
import type { Label } from '../overlay/labels.ts';
import type { Store } from './store.ts';

/** A third place begins again. */
export function takePlace(store: Store, place: PickedPlace): void {
  const taken = store.measured.value;
  store.measured.value = taken.length === 1 ? [taken[0], place] : [place];
  const found = measureOf(store);
  store.announcement.value = found ? `${mm(found.points.distance)} apart` : 'First place taken';
}

/** The middle of the selected row, for the keyboard. */
export function takeSelected(store: Store): void {
  const print = store.print.value;
  const row = store.selected.value;
  if (!print || row < 0) return;
  const [a, b] = [pointOf(print, row, 0), pointOf(print, row, 1)];
  takePlace(store, { row, at: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2] });
}

export interface Measure {
  readonly points: PointMeasure;
  readonly strands: StrandMeasure | null;
}

export function measureOf(store: Store): Measure | null {
  const print = store.print.value;
  const [a, b] = store.measured.value;
  if (!print || !a || !b || strandOf(print, b.row) < 0) return null;
  return { points: measurePoints(a, b), strands: measureStrands(print, a, b) };
}

/** The ends of the lines that show what is measured, two by two. */
export function measureLines(store: Store): readonly (readonly [number, number, number])[] {
  const [a, b] = store.measured.value;
  const found = measureOf(store);
  if (!found) return [];
  return [a.at, b.at, ...(found.strands ? [found.strands.from, found.strands.to] : [])];
}

export function measureLabels(store: Store): readonly Label[] {
  const found = measureOf(store);
  if (!found) return [];
  const [a, b] = store.measured.value;
  const middle = [0, 1, 2].map((i) => (a.at[i] + b.at[i]) / 2) as [number, number, number];
  return [{ at: middle, text: mm(found.points.distance), tone: 'strong' }];
}
