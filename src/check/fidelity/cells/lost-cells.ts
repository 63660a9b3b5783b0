import type { Asked } from '../asked.ts';
import type { MapAddress } from './cell-map.ts';
import { farCells } from './far-cells.ts';
import type { Ground } from './ground.ts';
import { localReach } from './local-reach.ts';

/** Solid fill and thin features are lost further than this from a strand's body, in widths. */
export const nearInWidths = 0.25;

/** The border of half a strand beside cells that lie further than a width from every strand: all of that place is bare. */
function borderOf({ kernel }: Ground, seeds: MapAddress, bare: MapAddress, widthNm: number): MapAddress {
  const distant = kernel.without(seeds, kernel.bodiesOf(widthNm));
  return kernel.both(bare, kernel.grown(distant, widthNm / 2));
}

/**
 * The cells that no strand reaches though one should: 0 where there are none.
 *
 * - Solid fill: further than a quarter of a width from every strand, but for the border of half a strand around what is
 *   wide enough for one.
 * - Lattices: the same where the part is thinner than a strand; elsewhere, half a strand and the margin inside the rim,
 *   further than the widest gap of the pattern from every strand.
 * - The border of half a strand is lost with a place that lies further than a width from every strand.
 */
export function lostCells(
  ground: Ground,
  asked: Asked,
  axis: readonly [u: number, v: number, wayNm: number],
  mayBeFar: boolean,
): MapAddress {
  const { kernel, section, core, thin } = ground;
  const widthNm = asked.width * 1e6;
  const orNone = (map: MapAddress) => (kernel.isEmpty(map) !== 0 ? 0 : map);
  const bare = kernel.without(section, kernel.bodiesOf(nearInWidths * widthNm));
  const inner = asked.margin > 0 ? kernel.erode(core, widthNm / 2 + asked.margin * 1e6) : core;
  if (asked.solid) {
    const seeds = kernel.both(bare, kernel.either(inner, thin));
    return orNone(seeds) === 0 ? 0 : kernel.either(seeds, borderOf(ground, seeds, bare, widthNm));
  }
  const lostThin = kernel.both(bare, thin);
  if (!mayBeFar) return orNone(lostThin);
  const far = asked.gradient
    ? kernel.without(section, localReach(kernel, asked, axis))
    : farCells(kernel, asked.gap * 1e6 + widthNm / 2);
  const seeds = far === 0 ? 0 : orNone(kernel.both(far, inner));
  if (seeds === 0) return orNone(lostThin);
  return kernel.either(lostThin, kernel.both(far, kernel.grown(seeds, widthNm / 2)));
}
