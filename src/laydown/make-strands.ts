import type { LayDownInput } from './lay-down.ts';
import type { PathSet } from './path-set.ts';
import type { Strand } from './strand.ts';
import { type StrandSection, touchingSpacing } from './strand-section.ts';

/** Contour k lies half a strand plus k touching spacings inside the surface (and its margin). */
export function contourStrands(input: LayDownInput, section: StrandSection): Strand[] {
  const strands: Strand[] = [];
  const step = touchingSpacing(section);
  for (let k = 0; k < input.contours; k++) {
    const depth = (input.settings.margin + section.width / 2 + k * step) * 1e6;
    const rings = input.polygons.inset(input.outline, depth);
    if (rings.points.length === 0) break;
    let begin = 0;
    for (const end of rings.ringEnds) {
      const points = rings.points.slice(2 * begin, 2 * end);
      strands.push({ points, closed: true, role: 'contour', ...common(input, section, k) });
      begin = end;
    }
  }
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
