import { bytesAt, intsAt, outlineAt } from '../../kernel/kernel.ts';
import { plannerWith } from '../../kernel/planner-kernel.ts';
import type { Polygons } from '../../region/polygons.ts';
import type { Outline } from '../../slice/outline.ts';
import type { Bead } from './bead.ts';
import { isSpot, readRecords } from './records.ts';
import { spotBead } from './spot-bead.ts';

/** The thin places of a region, laid, and what is left of it. */
export interface ThinLaid {
  readonly beads: readonly Bead[];
  /** The region without its thin places; the same object when it has none. */
  readonly rest: Outline;
  /** The same, its mouths moved half a strand into the thin places: fill half a strand inside of it ends where they begin. */
  readonly reaching: Outline;
  /** Area of thin places that no strand fits into, mm². */
  readonly lostMm2: number;
}

/** Places narrower than this are laid by their own strands, strand widths: one from half a width, two from one and a half. */
const thinBelow = 2.5;
/** In solid fill, where long places are narrower than this: lines of one spacing would leave gaps, or crowd, in them. */
export const narrowBelow = 5;

/**
 * Takes the thin places out of a region and lays strands of the width that each place has along its middle. The places
 * are the Delaunay triangles between the rims whose circles are small; chords from rim to rim give the middle and, as
 * area over length, the width, so that the strands together hold just the area of their place (the idea of beads along
 * the medial axis is that of Kuipers et al. 2020, arXiv 2004.13497). `width` of a strand in nm; in `solid` fill, narrow
 * places are thin ones. The kernel looks at the region from a corner of its own, so that it gives the same strands
 * wherever it lies.
 */
export function layThin(region: Outline, width: number, polygons: Polygons, solid = false): ThinLaid {
  const kernel = plannerWith(region.points, region.ringEnds);
  const found = kernel.layThin(width, thinBelow * width, limitOf(width, solid));
  if (found === 0) return { beads: [], rest: region, reaching: region, lostMm2: 0 };
  const [rest, reaching, records, end, x, y] = intsAt(kernel, found, 6);
  const { buffer } = bytesAt(kernel, records, end - records);
  const left: Outline = { kind: 'closed', ...outlineAt(kernel, rest) };
  const reachingLeft: Outline = { kind: 'closed', ...outlineAt(kernel, reaching) };
  const beads = readRecords(buffer, 8).map((laid) => (isSpot(laid) ? spotBead(laid, x, y, polygons) : laid));
  return { beads, rest: left, reaching: reachingLeft, lostMm2: new Float64Array(buffer, 0, 1)[0] / 1e12 };
}

function limitOf(width: number, solid: boolean): number {
  return (solid ? narrowBelow : thinBelow) * width;
}

/** Whether a wall is thin, by its strand widths. */
export function isThin(widths: number): boolean {
  return widths < thinBelow;
}

/** Whether there may be thin places when a region is inset by some nm; seldom true for nothing. */
export function mayBeThin(region: Outline, width: number, inset: number, solid: boolean): boolean {
  return plannerWith(region.points, region.ringEnds).mayBeThin(limitOf(width, solid), 2 * inset) !== 0;
}
