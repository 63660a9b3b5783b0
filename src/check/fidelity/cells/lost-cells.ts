import type { Asked } from '../asked.ts';
import { type StrandPieces, strokeBodies } from '../strand-pieces.ts';
import { both, type CellMap, either, emptyMap, grown, isEmpty, without } from './cell-map.ts';
import { farCells } from './far-cells.ts';
import { erode, type Ground } from './ground.ts';
import { localReach } from './local-reach.ts';

/** Solid fill and thin features are lost further than this from a strand's body, in widths. */
export const nearInWidths = 0.25;

/** The border of half a strand beside cells that lie further than a width from every strand: all of that place is bare. */
function borderOf(seeds: CellMap, bare: CellMap, pieces: StrandPieces, widthNm: number): CellMap {
  const around = emptyMap(seeds.frame);
  strokeBodies(around, pieces, widthNm);
  return both(bare, grown(without(seeds, around), widthNm / 2));
}

/**
 * The cells that no strand reaches though one should: null where there are none.
 *
 * - Solid fill: further than a quarter of a width from every strand, but for the border of half a strand around what is
 *   wide enough for one.
 * - Lattices: the same where the part is thinner than a strand; elsewhere, half a strand and the margin inside the rim,
 *   further than the widest gap of the pattern from every strand.
 * - The border of half a strand is lost with a place that lies further than a width from every strand.
 */
export function lostCells(
  ground: Ground,
  edges: Float64Array,
  pieces: StrandPieces,
  asked: Asked,
  axis: readonly [u: number, v: number, wayNm: number],
  mayBeFar: boolean,
): CellMap | null {
  const { frame, section, core, thin } = ground;
  const widthNm = asked.width * 1e6;
  const covered = emptyMap(frame);
  strokeBodies(covered, pieces, nearInWidths * widthNm);
  const bare = without(section, covered);
  const inner = asked.margin > 0 ? erode(core, edges, widthNm / 2 + asked.margin * 1e6) : core;
  if (asked.solid) {
    const seeds = both(bare, either(inner, thin));
    return isEmpty(seeds) ? null : either(seeds, borderOf(seeds, bare, pieces, widthNm));
  }
  const lostThin = both(bare, thin);
  if (!mayBeFar) return isEmpty(lostThin) ? null : lostThin;
  const far = asked.gradient
    ? without(section, localReach(ground, edges, pieces, asked, axis))
    : farCells(frame, ground.runs, pieces, asked.gap * 1e6 + widthNm / 2);
  const seeds = far && both(far, inner);
  if (far === null || seeds === null || isEmpty(seeds)) return isEmpty(lostThin) ? null : lostThin;
  return either(lostThin, both(far, grown(seeds, widthNm / 2)));
}
