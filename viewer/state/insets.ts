import type { Store } from './store.ts';

/** Room at the picture's edges that slider, legend and panels cover, CSS pixels. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

const sliderWidth = 84;
const cardsWidth = 290;
const modelCardHeight = 200;

/** What lies over a picture of this width now; cards first, then the slider too are left out where too little is left. */
export function insetsOf(store: Store, width: number): Insets {
  const left = store.print.value ? sliderWidth : 0;
  const right = store.print.value && store.legend.value ? cardsWidth : 0;
  const bottom = store.status.value.kind === 'model' ? modelCardHeight : 0;
  if (width - left - right >= 400) return { left, right, bottom };
  return { left: width - left >= 240 ? left : 0, right: 0, bottom };
}
