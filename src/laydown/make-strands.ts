import type { Outline } from '../slice/outline.ts';
import type { LayDownInput } from './lay-down-input.ts';
import type { PathSet } from './paths/path-set.ts';
import type { Slot } from './patterns/pattern.ts';
import type { StrandSection } from './spacing/strand-section.ts';
import { type Strand, strandVolume } from './strand.ts';
import type { Bead } from './thin/bead.ts';
import type { LevelledBead } from './thin/thin-level.ts';

/** Closed strands along the rings of each contour, outermost first. */
export function contourStrands(contours: readonly Outline[], input: LayDownInput, section: StrandSection): Strand[] {
  const strands: Strand[] = [];
  contours.forEach(({ points, ringEnds }, k) => {
    let begin = 0;
    for (const end of ringEnds) {
      const ring = points.slice(2 * begin, 2 * end);
      strands.push(evenStrand(ring, undefined, true, 'contour', inkOfLine(input, k), input, section));
      begin = end;
    }
  });
  return strands;
}

/** Strands of thin places: slots of their own width, each with the ink of its place. */
export function thinStrands(beads: readonly LevelledBead[], input: LayDownInput, solid: boolean): Strand[] {
  return beads.map(({ bead, level }) => thinStrand(bead, level, level < input.contours || !solid, input));
}

/** Widths that differ by less are one, nm. */
const sameWidth = 2000;

function thinStrand(
  { points, widths, closed, areaMm2 }: Bead,
  level: number,
  contour: boolean,
  input: LayDownInput,
): Strand {
  const { height, part } = input;
  const { widest, varying } = widthsOf(widths);
  const strand: Strand = {
    points,
    rise: undefined,
    closed,
    role: contour ? 'contour' : 'fill',
    ink: inkOfLine(input, level),
    part,
    width: widest,
    widths: varying,
    round: undefined,
    height,
    area: 1,
  };
  return { ...strand, area: (areaMm2 * height) / strandVolume(strand) };
}

/** What is known of a family of paths point by point. */
interface AlongPaths {
  /** Height above the layer's top, nm. */
  readonly rise?: Int32Array | undefined;
  readonly slot?: Slot | undefined;
}

/** A strand for each path. */
export function strandsOf(
  paths: PathSet,
  { rise, slot }: AlongPaths,
  role: Strand['role'],
  input: LayDownInput,
  section: StrandSection,
): Strand[] {
  const strands: Strand[] = [];
  let begin = 0;
  for (let path = 0; path < paths.ends.length; path++) {
    const end = paths.ends[path];
    const along = paths.points.slice(2 * begin, 2 * end);
    const ink = inkOfLine(input, paths.lines[path]);
    const strand = evenStrand(along, rise?.slice(begin, end), paths.closed[path] === 1, role, ink, input, section);
    strands.push(slot === undefined ? strand : withWidths(strand, slot.widths.slice(begin, end)));
    begin = end;
  }
  if (slot === undefined) return strands;
  const swept = strands.reduce((sum, strand) => sum + strandVolume(strand), 0);
  const scale = (slot.areaMm2 * input.height) / swept;
  return strands.map((strand) => ({ ...strand, area: strand.area * scale }));
}

/** A strand of one section all along. */
function evenStrand(
  points: Int32Array,
  rise: Int32Array | undefined,
  closed: boolean,
  role: Strand['role'],
  ink: string,
  { part }: LayDownInput,
  { width, height, area }: StrandSection,
): Strand {
  return { points, rise, closed, role, ink, part, width, widths: undefined, round: undefined, height, area };
}

/** As wide as its slot at each point; its section is that of a height of 1 mm. */
function withWidths(strand: Strand, widths: Int32Array): Strand {
  const { widest, varying } = widthsOf(widths);
  return { ...strand, width: widest, widths: varying, area: widest };
}

/** The greatest width, mm, and all of them where they vary. */
function widthsOf(widths: Int32Array): { readonly widest: number; readonly varying: Int32Array | undefined } {
  let widest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < widths.length; i++) {
    if (widths[i] > widest) widest = widths[i];
    if (widths[i] < least) least = widths[i];
  }
  return { widest: widest / 1e6, varying: least < widest - sameWidth ? widths : undefined };
}

/** Line n of a pattern (or contour n) is of ink n, repeated: the same line has the same ink on every layer. */
export function inkOfLine({ alternate, ink }: Pick<LayDownInput, 'alternate' | 'ink'>, line: number): string {
  if (!alternate || alternate.length === 0) return ink;
  return alternate[((line % alternate.length) + alternate.length) % alternate.length];
}
