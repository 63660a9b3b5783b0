import { batch } from '@preact/signals';
import { hiddenSets, type Store } from './store.ts';

/** How far up one looks, and what one hid, to be found again in the next plan of the same job. */
export interface Place {
  readonly layers: number;
  readonly low: number;
  readonly high: number;
  readonly single: boolean;
  readonly hidden: readonly ReadonlySet<number>[];
}

export function placeOf(store: Store): Place {
  return {
    layers: store.print.peek()?.layers.length ?? 0,
    low: store.low.peek(),
    high: store.high.peek(),
    single: store.single.peek(),
    hidden: Object.values(hiddenSets(store)).map((set) => set.peek()),
  };
}

/** Whoever saw all layers sees all of the next plan; others the same ones, as far as it has them. */
export function setPlace(store: Store, { layers, low, high, single, hidden }: Place): void {
  const now = store.print.peek()?.layers.length ?? 0;
  if (now === 0 || layers === 0) return;
  batch(() => {
    store.high.value = high === layers - 1 && !single ? now - 1 : Math.min(high, now - 1);
    store.low.value = Math.min(low, store.high.value);
    store.single.value = single;
    Object.values(hiddenSets(store)).forEach((set, i) => {
      set.value = hidden[i];
    });
  });
}
