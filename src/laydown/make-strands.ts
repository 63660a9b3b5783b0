import type { Outline } from '../slice/outline.ts';
import type { LayDownInput } from './lay-down-input.ts';
import type { PathSet } from './path-set.ts';
import type { Strand } from './strand.ts';
import type { StrandSection } from './strand-section.ts';

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

/** A strand for each path; `rise` holds the height of every point of the set above the layer's top, nm. */
export function strandsOf(
  paths: PathSet,
  rise: Int32Array | undefined,
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
    };
    strands.push(rise ? { ...strand, rise: rise.slice(begin, end) } : strand);
    begin = end;
  }
  return strands;
}

function common(input: LayDownInput, { width, height, area }: StrandSection, line: number) {
  return { ink: inkOfLine(input, line), part: input.part, width, height, area };
}

/** Line n of a pattern (or contour n) is of ink n, repeated: the same line has the same ink on every layer. */
export function inkOfLine({ alternate, ink }: Pick<LayDownInput, 'alternate' | 'ink'>, line: number): string {
  if (!alternate || alternate.length === 0) return ink;
  return alternate[((line % alternate.length) + alternate.length) % alternate.length];
}
