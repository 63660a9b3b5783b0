import type { Outline } from '../../slice/outline.ts';
import type { LayDownInput } from '../lay-down-input.ts';
import { patternOf } from '../patterns/pattern-table.ts';
import { type StrandSection, touchingSpacing } from '../spacing/strand-section.ts';
import { closeSmall } from '../thin/close-small.ts';
import { type LevelledBead, layThinInside, layThinLevel } from '../thin/thin-level.ts';

/** Where the centre lines of one region run. */
export interface InsetRegion {
  /** Centre lines of the contours, outermost first; fewer than asked for where the region is too narrow. */
  readonly contours: readonly Outline[];
  /** Strands of thin places, and of what contours leave of a wall. */
  readonly thin: readonly LevelledBead[];
  /** Those among them of the region itself: the first so many. What they leave of it is `wide`. */
  readonly ownThin: number;
  readonly wide: Outline;
  /** Where centre lines of the lattice may lie. */
  readonly lattice: Outline;
  /** How far that is inside the surface of the part, nm. */
  readonly depth: number;
  /** What solid fill or a spiral is to fill, and how far centre lines stay inside of that, nm. */
  readonly inner: Outline;
  readonly rim: number;
}

/** All that an inset is made from, its outline by a number: a change of the pattern's spacing is no change of it. */
export function insetFrom(
  { settings: { margin, overlap, pattern }, contours, thinWalls }: LayDownInput,
  section: StrandSection,
  solid: boolean,
  outline: number,
): unknown {
  return [outline, margin, overlap, pattern, contours, thinWalls, section, solid];
}

/**
 * Contour k lies half a strand plus k touching spacings inside the surface and its margin; the lattice ends one more
 * touching spacing inside the last contour, less the overlap asked for, and without contours half a strand inside the
 * surface. Each is inset from the one before: what has vanished costs no more. On its way inwards the region loses its
 * thin places, as long as contours or solid fill would come there, so that everything has room for them.
 */
export function insetRegion(input: LayDownInput, section: StrandSection, solid: boolean): InsetRegion {
  if (!input.thinWalls) return withoutThin(input, section);
  const { settings, polygons } = input;
  const width = section.width * 1e6;
  const step = touchingSpacing(section) * 1e6;
  const margin = settings.margin * 1e6;
  const overlap = input.contours > 0 ? Math.min(settings.overlap * width, input.contours * step) : 0;
  const start = margin > 0 ? polygons.inset(input.outline, margin) : input.outline;
  // Spirals find the thin places of their own area themselves: a thin tube is one of their turns.
  const { findsThin, followsRim } = patternOf(settings.pattern);
  const first =
    findsThin && input.contours === 0
      ? { beads: [], rest: start, forFill: start }
      : layThinLevel(start, 0, width, polygons, solid);
  const thin = [...first.beads];
  const contours: Outline[] = [];
  let inner: Outline | null = first.rest;
  // Rings go round at a mouth; lines end there.
  const lines = !followsRim;
  let within: Outline | null = lines && input.contours === 0 ? first.forFill : inner;
  let centre = polygons.inset(within, width / 2);
  for (let k = 0; k < input.contours; k++) {
    contours.push(centre);
    const last = k + 1 === input.contours;
    const filled = solid && !findsThin;
    const inside = filled || !last ? layThinInside(centre, k + 1, step - width / 2, width, polygons, filled) : null;
    if (inside !== null) thin.push(...inside.beads);
    inner = inside?.rest ?? null;
    const overlapping = last ? overlap : 0;
    within = (last && lines ? inside?.forFill : inside?.rest) ?? null;
    centre = within ? polygons.inset(within, width / 2 - overlapping) : polygons.inset(centre, step - overlapping);
  }
  const depth = margin + width / 2 + input.contours * step - overlap;
  // Only fill and spirals ask for the area itself.
  if (inner === null && (solid || findsThin)) {
    inner = polygons.inset(contours[contours.length - 1], step - width / 2);
  }
  if (solid && lines && inner !== null) {
    const closed = closeSmall(inner, input.contours, width, step, polygons);
    thin.push(...closed.beads);
    if (closed.small !== null) {
      centre = polygons.inset(polygons.difference(within ?? inner, closed.small), width / 2 - overlap);
    }
    inner = closed.rest;
  }
  return {
    contours,
    thin,
    ownThin: first.beads.length,
    wide: first.rest,
    lattice: centre,
    depth,
    inner: inner ?? input.outline,
    rim: width / 2 - overlap,
  };
}

function withoutThin(input: LayDownInput, section: StrandSection): InsetRegion {
  const { settings, polygons } = input;
  const step = touchingSpacing(section) * 1e6;
  const first = (settings.margin + section.width / 2) * 1e6;
  const band = input.contours > 0 ? Math.max(0, input.contours * step - settings.overlap * section.width * 1e6) : 0;
  const contours: Outline[] = [];
  let rings = input.outline;
  let depth = 0;
  for (let k = 0; k < input.contours; k++) {
    rings = polygons.inset(rings, first + k * step - depth);
    depth = first + k * step;
    contours.push(rings);
  }
  const lattice = latticeRegion(input, contours, first, band, step);
  const { outline } = input;
  return {
    contours,
    thin: [],
    ownThin: 0,
    wide: outline,
    lattice,
    depth: first + band,
    inner: outline,
    rim: first + band,
  };
}

/** From the innermost contour that lies outside of it; an overlap of a whole strand reaches back over a contour. */
function latticeRegion(
  { outline, polygons }: LayDownInput,
  contours: readonly Outline[],
  first: number,
  band: number,
  step: number,
): Outline {
  const outside = Math.min(contours.length, Math.floor((band + 1) / step) + 1);
  if (outside === 0) return polygons.inset(outline, first + band);
  const left = band - (outside - 1) * step;
  return left < 1 ? contours[outside - 1] : polygons.inset(contours[outside - 1], left);
}
