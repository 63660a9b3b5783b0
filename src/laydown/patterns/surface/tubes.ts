import { outlineArea } from '../../../region/outline-area.ts';
import type { Outline } from '../../../slice/outline.ts';
import { type Island, reversedRing } from '../../paths/islands.ts';
import { addPoint, endPath, finishPaths, type PathSet, startPaths } from '../../paths/path-set.ts';
import { indexRegion } from '../../paths/region-index.ts';
import type { Bead } from '../../thin/bead.ts';
import { isThin } from '../../thin/lay-thin.ts';
import type { PatternPlace, Slot } from '../pattern.ts';
import { rightOf, ringLength } from '../ring-walk.ts';
import { layHelix, type Winding, windTurns } from '../winding.ts';

/** A wall of exactly one strand has no width left for its centre line: this much is forgiven, nm. */
export const forgiven = 900;

/** A bore and an outside cut into different corners leave the wall uneven by some micrometres: tried in turn, nm. */
const slacks = [0, 5000, 10_000, 20_000, 40_000];

export interface Turns {
  /** Outermost first. */
  readonly turns: readonly Outline[];
  /** The wall has room for one turn only. */
  readonly thin: boolean;
}

export const noTurns: Turns = { turns: [], thin: false };

/** Rings of a tube, spread evenly over its wall; none when the wall is uneven and a ring would leave it. */
export function tubeTurns(place: PatternPlace, { outer, holes }: Island): Turns {
  const { polygons, rim: inset, spacing } = place;
  const bore = reversedRing(holes[0]);
  const wall = wallOf(outer, bore);
  const keepOut = polygons.inset(bore, forgiven - inset, 'round');
  for (const slack of slacks) {
    const room = Math.max(0, wall - 2 * inset - slack);
    const gaps = place.solid ? Math.round(room / spacing) : Math.floor((room + slack + forgiven) / spacing);
    const last = polygons.inset(outer, inset + (gaps > 0 ? room : 0));
    if (last.ringEnds.length !== 1 || outlineArea(polygons.difference(keepOut, last)) > 0) continue;
    const turns = Array.from({ length: gaps + 1 }, (_, turn) =>
      polygons.inset(outer, inset + (gaps > 0 ? (turn * room) / gaps : 0)),
    );
    return { turns, thin: gaps === 0 };
  }
  return { turns: [], thin: wall - 2 * inset < spacing };
}

/** A tube that is laid in slots; `rises` where it is one turn of a helix. */
export interface SlotFamily extends Slot {
  readonly paths: PathSet;
  readonly rises: boolean;
}

/**
 * A tube whose wall turns side by side fill from face to face: solid ones, and walls so thin that they leave no room
 * for pores. Null where the wall is too uneven for turns of one width, or wide enough for a lattice.
 */
export function slotTube(place: PatternPlace, island: Island): SlotFamily | null {
  const { polygons, section, solid, layer } = place;
  const { outer } = island;
  const bore = reversedRing(island.holes[0]);
  const areaMm2 = outlineArea(outer) - outlineArea(bore);
  const wall = wallOf(outer, bore);
  const widths = wall / (section.width * 1e6);
  if (widths < leastSlot || !(solid || isThin(widths))) return null;
  const count = Math.max(1, Math.round(widths));
  for (const slack of slacks) {
    const width = (wall - slack) / count;
    const keepOut = polygons.inset(bore, forgiven - width / 2, 'round');
    const turns = Array.from({ length: count }, (_, turn) => polygons.inset(outer, (turn + 0.5) * width));
    const last = turns[count - 1];
    if (last.ringEnds.length !== 1 || outlineArea(polygons.difference(keepOut, last)) > 0) continue;
    const free = indexRegion(polygons.inset(whole(place, island), width / 2 - forgiven - slack));
    const winding: Winding = { place: { ...place, spacing: width }, free, flat: startPaths(), rising: startPaths() };
    if (count === 1) layHelix(winding, last);
    else windTurns(winding, turns, layer.index % 2 === 1);
    const paths = finishPaths(count === 1 ? winding.rising : winding.flat);
    return {
      paths,
      rises: count === 1,
      widths: new Int32Array(paths.points.length / 2).fill(Math.round(wall / count)),
      areaMm2,
    };
  }
  return null;
}

/** Walls narrower than this are no strand's, strand widths. */
const leastSlot = 0.5;

/** Mean thickness of a tube's wall, nm. */
function wallOf(outer: Outline, bore: Outline): number {
  return (2 * (outlineArea(outer) - outlineArea(bore)) * 1e12) / (ringLength(outer.points) + ringLength(bore.points));
}

/** A closed strand of a thin wall as a turn of a helix. */
export function helixAlong(place: PatternPlace, { points, widths, areaMm2 }: Bead): SlotFamily {
  const count = widths.length;
  const [x, y] = rightOf(points, place.axisX, place.axisY);
  let first = 0;
  const off = (i: number) => Math.hypot(points[2 * i] - x, points[2 * i + 1] - y);
  for (let i = 1; i < count; i++) if (off(i) < off(first)) first = i;
  const rising = startPaths();
  for (let i = 0; i <= count; i++)
    addPoint(rising, points[2 * ((first + i) % count)], points[2 * ((first + i) % count) + 1]);
  endPath(rising, false, 0);
  const along = Int32Array.from({ length: count + 1 }, (_, i) => widths[(first + i) % count]);
  return { paths: finishPaths(rising), rises: true, widths: along, areaMm2 };
}

export function whole({ polygons }: PatternPlace, { outer, holes }: Island): Outline {
  return holes.length === 0 ? outer : polygons.union([outer, ...holes]);
}
