import type { Outline } from '../slice/outline.ts';
import type { LayDownInput } from './lay-down-input.ts';
import type { PathSet } from './paths/path-set.ts';
import type { Slot } from './patterns/pattern.ts';
import type { StrandSection } from './spacing/strand-section.ts';
import { type Strand, strandVolume } from './strand.ts';
import type { Bead } from './thin/sleeves/bead.ts';
import type { LevelledBead } from './thin/thin-level.ts';

/** Closed strands along the rings of each contour, outermost first. */
export function contourStrands(contours: readonly Outline[], input: LayDownInput, section: StrandSection): Strand[] {
  const strands: Strand[] = [];
  contours.forEach(({ points, ringEnds }, k) => {
    let begin = 0;
    for (const end of ringEnds) {
      strands.push({
        points: points.slice(2 * begin, 2 * end),
        closed: true,
        role: 'contour',
        ...common(input, section, k),
      });
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
  const strand: Strand = {
    points,
    closed,
    role: contour ? 'contour' : 'fill',
    ink: inkOfLine(input, level),
    part,
    ...widthsOf(widths),
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
    const strand: Strand = {
      points: paths.points.slice(2 * begin, 2 * end),
      closed: paths.closed[path] === 1,
      role,
      ...common(input, section, paths.lines[path]),
      ...(rise ? { rise: rise.slice(begin, end) } : {}),
    };
    const widths = slot && widthsOf(slot.widths.slice(begin, end));
    strands.push(widths ? { ...strand, ...widths, area: widths.width } : strand);
    begin = end;
  }
  if (slot === undefined) return strands;
  const swept = strands.reduce((sum, strand) => sum + strandVolume(strand), 0);
  const scale = (slot.areaMm2 * input.height) / swept;
  return strands.map((strand) => ({ ...strand, area: strand.area * scale }));
}

function widthsOf(widths: Int32Array): Pick<Strand, 'width' | 'widths'> {
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const varies = widths.some((width) => width < widest - sameWidth);
  return varies ? { width: widest / 1e6, widths } : { width: widest / 1e6 };
}

function common(input: LayDownInput, { width, height, area }: StrandSection, line: number) {
  return { ink: inkOfLine(input, line), part: input.part, width, height, area };
}

/** Line n of a pattern (or contour n) is of ink n, repeated: the same line has the same ink on every layer. */
export function inkOfLine({ alternate, ink }: Pick<LayDownInput, 'alternate' | 'ink'>, line: number): string {
  if (!alternate || alternate.length === 0) return ink;
  return alternate[((line % alternate.length) + alternate.length) % alternate.length];
}
