import type { Outline } from '../slice/outline.ts';
import type { LayDownInput } from './lay-down-input.ts';
import { type StrandSection, touchingSpacing } from './strand-section.ts';

/** Where the centre lines of one region run. */
export interface InsetRegion {
  /** Centre lines of the contours, outermost first; fewer than asked for where the region is too narrow. */
  readonly contours: readonly Outline[];
  /** Where centre lines of the lattice may lie. */
  readonly lattice: Outline;
  /** How far that is inside the surface of the part, nm. */
  readonly depth: number;
}

/**
 * Contour k lies half a strand plus k touching spacings inside the surface and its margin; the lattice ends one more
 * touching spacing inside the last contour, less the overlap asked for, and without contours half a strand inside the
 * surface. Each is inset from the one before: what has vanished costs no more.
 */
export function insetRegion(input: LayDownInput, section: StrandSection): InsetRegion {
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
  return { contours, lattice: latticeRegion(input, contours, first, band, step), depth: first + band };
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
