import type { MapAddress } from './cells/cell-map.ts';
import type { Ground } from './cells/ground.ts';

/** A strand that fills its slot bulges beyond its width by this much of the layer's height on either side. */
const bulge = (1 - Math.PI / 4) / 2;
/** Rounding of strands and outlines, mm. */
const rounding = 0.01;

/** How far the body of a strand may pass the border, nm. */
export const allowedBeyond = (heightMm: number): number => (bulge * heightMm + rounding) * 1e6;

/**
 * Cells outside the section that strands cover, less what a strand that fills its slot may pass the border; 0 when
 * there are none. Strands whose middle runs through the core of the section need no second look.
 */
export function outsideCells({ kernel, core, section }: Ground, widthNm: number, heightMm: number): MapAddress {
  return kernel.outsideCells(core, section, widthNm, allowedBeyond(heightMm));
}
