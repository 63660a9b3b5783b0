import { outlineArea } from '../../region/outline-area.ts';
import { dropSlivers, joinOutlines, splitPieces } from '../../region/slivers.ts';
import type { Outline } from '../../slice/outline.ts';
import type { LineFrame } from '../paths/line-frame.ts';
import type { PathSet } from '../paths/path-set.ts';
import { type LevelledBead, layThinLevel } from '../thin/thin-level.ts';
import type { PatternPaths, PatternPlace } from './pattern.ts';

/** A gap narrower than this holds no strand, widths. */
const leastWidth = 0.5;
/** What is narrower than this beside a gap, widths, is none of it: slivers along the rim, where lines end. */
const sliver = 0.4;
/** A gap that holds less than this is left to the lines, widths squared: two of them long at least. */
const leastArea = 1;
/** Lines reach over their slots by this, nm, so that none is left between two. */
const seam = 500;
/** Strands in gaps hold at most this much more for the tips of their gap. */
const mostMore = 1.25;

/**
 * Where the rim runs nearly along the lines of solid fill, the last one may leave nearly a strand's width between itself
 * and the rim: strands of their own width fill these gaps, and the lines have the rest to themselves.
 */
export function fillGaps(place: PatternPlace, frame: LineFrame, paths: PathSet, spacing: number): PatternPaths {
  const plain = { families: [paths], spacing };
  if (!place.solid || !place.thinWalls || paths.ends.length === 0) return plain;
  const { polygons, outline } = place;
  const width = place.section.width * 1e6;
  const left = polygons.difference(outline, slotsOf(paths, frame, width, spacing));
  const wide = polygons.inset(left, (sliver * width) / 2);
  if (wide.ringEnds.length === 0) return plain;
  const gaps = polygons.intersection(polygons.inset(wide, (-sliver * width) / 2), left);
  const filled: Outline[] = [];
  const beads: LevelledBead[] = [];
  for (const gap of splitPieces(dropSlivers(gaps, (leastWidth * width) / 1e6, polygons).outline)) {
    const area = outlineArea(gap);
    if (area * 1e12 < leastArea * width * width) continue;
    const laid = layThinLevel(gap, place.level, width, polygons).beads;
    const held = laid.reduce((sum, { bead }) => sum + bead.areaMm2, 0);
    if (held * 1e12 < leastArea * width * width) continue;
    const more = Math.min(mostMore, area / held);
    filled.push(gap);
    for (const { bead, level } of laid) beads.push({ bead: { ...bead, areaMm2: bead.areaMm2 * more }, level });
  }
  return filled.length === 0 ? plain : { ...plain, beads, wound: polygons.difference(outline, joinOutlines(filled)) };
}

/** What straight lines fill: half a spacing to both sides, and half a width beyond their ends. */
function slotsOf({ points, ends }: PathSet, { cos, sin }: LineFrame, width: number, spacing: number): Outline {
  const corners = new Int32Array(8 * ends.length);
  const side = spacing / 2 + seam;
  const over = width / 2;
  let begin = 0;
  let at = 0;
  for (const end of ends) {
    const [a, b] = [2 * begin, 2 * (end - 1)];
    const forwards = (points[b] - points[a]) * cos + (points[b + 1] - points[a + 1]) * sin >= 0;
    const [from, to] = forwards ? [a, b] : [b, a];
    for (const [p, u, v] of [
      [from, -over, -side],
      [to, over, -side],
      [to, over, side],
      [from, -over, side],
    ]) {
      corners[at++] = Math.round(points[p] + u * cos - v * sin);
      corners[at++] = Math.round(points[p + 1] + u * sin + v * cos);
    }
    begin = end;
  }
  return { kind: 'closed', points: corners, ringEnds: Uint32Array.from(ends, (_, i) => 4 * (i + 1)) };
}
