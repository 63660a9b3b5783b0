/**
 * The stack of layers of a construct: z 0 is the surface printed on. Layer i reaches from `top[i] - height[i]` to
 * `top[i]`; the part is cut at `plane[i]`, mid-layer. All mm.
 */
export interface LayerPlan {
  readonly count: number;
  readonly top: Float64Array;
  readonly height: Float64Array;
  readonly plane: Float64Array;
  /** Height of the layers that share a spacing with each: the first layer goes with those that follow it. */
  readonly zoneHeight: Float64Array;
}

/** The first plane above z, mm; one more than the last where none is. */
export function firstAbove(planes: Float64Array, z: number): number {
  let low = 0;
  let high = planes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (planes[middle] > z) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface LayerHeights {
  /** mm */
  readonly height: number;
  /** Height of the first layer, mm; `height` when absent. */
  readonly first?: number | undefined;
  /** Heights by zone, in rising order: layers that start below `until` (mm) are `height` tall. */
  readonly zones?: readonly { readonly until: number; readonly height: number }[] | undefined;
}
