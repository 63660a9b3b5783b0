import { outlineArea } from '../../region/outline-area.ts';
import type { Outline } from '../../slice/outline.ts';
import { type Island, islandsOf, reversedRing } from '../islands.ts';
import { addPoint, endPath, finishPaths, type PathBuilder, startPaths } from '../path-set.ts';
import { crossRim, indexRegion, type RegionIndex } from '../region-index.ts';
import { addRings } from './concentric.ts';
import type { PatternPaths, PatternPlace } from './pattern.ts';
import { closestAlong, closestOnRing, rightOf, ringFrom, ringLength } from './ring-walk.ts';

/** A wall of exactly one strand has no width left for its centre line: this much is forgiven, nm. */
const forgiven = 900;

/**
 * One continuous strand from the rim inwards. A piece without holes is wound to its core; a tube (one hole, wall of
 * even thickness) is wound from outside to inside and back on the next layer; a tube whose wall is one strand thick
 * becomes a helix that rises by one layer height a turn, from the layer below (`continueRising` joins the turns). Pieces
 * with more holes get closed rings.
 */
export function laySpiral(place: PatternPlace): PatternPaths {
  const wide = place.polygons.inset(place.outline, place.inset - forgiven);
  const winding: Winding = { place, free: indexRegion(wide), flat: startPaths(), rising: startPaths() };
  let torn = 0;
  let thick = 0;
  for (const island of islandsOf(place.outline)) {
    const { turns, thin } = island.holes.length === 1 ? tubeTurns(place, island) : noTurns;
    if (!thin) thick++;
    else if (turns.length === 0) torn++;
    if (turns.length === 1) layHelix(winding, turns[0]);
    else if (turns.length > 1) windTurns(winding, turns, place.layer.index % 2 === 1);
    else windPiece(winding, place.polygons.inset(whole(place, island), place.inset));
  }
  const rising = finishPaths(winding.rising);
  return {
    families: [finishPaths(winding.flat), rising],
    rise: [undefined, riseAlong(rising, place)],
    spacing: place.spacing,
    torn: torn > 0 && thick === 0,
  };
}

/** Strands under way, and where their centre lines may lie. */
interface Winding {
  readonly place: PatternPlace;
  readonly free: RegionIndex;
  readonly flat: PathBuilder;
  readonly rising: PathBuilder;
}

function whole({ polygons }: PatternPlace, { outer, holes }: Island): Outline {
  return holes.length === 0 ? outer : polygons.union([outer, ...holes]);
}

/** A bore and an outside cut into different corners leave the wall uneven by some micrometres: tried in turn, nm. */
const slacks = [0, 5000, 10_000, 20_000, 40_000];

interface Turns {
  /** Outermost first. */
  readonly turns: readonly Outline[];
  /** The wall has room for one turn only. */
  readonly thin: boolean;
}

const noTurns: Turns = { turns: [], thin: false };

/** Rings of a tube, spread evenly over its wall; none when the wall is uneven and a ring would leave it. */
function tubeTurns(place: PatternPlace, { outer, holes }: Island): Turns {
  const { polygons, inset, spacing } = place;
  const bore = reversedRing(holes[0]);
  const wall =
    (2 * (outlineArea(outer) - outlineArea(bore)) * 1e12) / (ringLength(outer.points) + ringLength(bore.points));
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

/** Once round, and back to where it began: the next layer goes on from there. */
function layHelix({ place, rising }: Winding, turn: Outline): void {
  const ring = ringFrom(turn.points, ...rightOf(turn.points, place.axisX, place.axisY));
  for (let i = 0; i < ring.length; i += 2) addPoint(rising, ring[i], ring[i + 1]);
  addPoint(rising, ring[0], ring[1]);
  endPath(rising, false, 0);
}

/** Height of each point of rising turns above the layer's top, nm: from one layer height below it up to it. */
function riseAlong({ points, ends }: { points: Int32Array; ends: Int32Array }, place: PatternPlace): Int32Array {
  const rise = new Int32Array(points.length / 2);
  const height = place.section.height * 1e6;
  let begin = 0;
  for (const end of ends) {
    const along = new Float64Array(end - begin);
    for (let i = begin + 1; i < end; i++) {
      const step = Math.hypot(points[2 * i] - points[2 * i - 2], points[2 * i + 1] - points[2 * i - 1]);
      along[i - begin] = along[i - begin - 1] + step;
    }
    const total = along[along.length - 1];
    for (let i = begin; i < end; i++) rise[i] = Math.round((along[i - begin] / total - 1) * height);
    begin = end;
  }
  return rise;
}

/** Winds each piece to its core; where it falls apart on the way, each part is wound by itself. */
function windPiece(winding: Winding, piece: Outline): void {
  const { polygons, spacing } = winding.place;
  const open = islandsOf(piece);
  for (let island = open.pop(); island; island = open.pop()) {
    if (island.holes.length > 0) {
      closedRings(winding, island);
      continue;
    }
    const turns = [island.outer];
    for (;;) {
      const next = polygons.inset(turns[turns.length - 1], spacing);
      if (next.ringEnds.length !== 1) {
        open.push(...islandsOf(next));
        break;
      }
      turns.push(next);
    }
    windTurns(winding, turns, false);
  }
}

function closedRings({ place, flat }: Winding, island: Island): void {
  const piece = whole(place, island);
  let level = piece;
  for (let number = 1; level.points.length > 0; number++) {
    addRings(flat, level, number);
    level = place.polygons.inset(piece, number * place.spacing);
  }
}

/**
 * One strand through rings that lie in each other: on its way round, each turn slides over to the next. Where a ring
 * lies so far from the next one that the slide would cut a corner of the piece, the turn is closed and a new strand
 * begins on the next ring.
 */
function windTurns(winding: Winding, turns: readonly Outline[], inwardsOut: boolean): void {
  const { place, free } = winding;
  let way: number[] = [];
  let ring = ringFrom(turns[0].points, ...rightOf(turns[0].points, place.axisX, place.axisY));
  for (let turn = 0; turn < turns.length; turn++) {
    const next = turns[turn + 1]?.points;
    const slide = next && slideOver(ring, next, place.spacing);
    if (next && slide && staysInside(free, way, slide)) {
      for (const at of slide) way.push(at);
      ring = ringFrom(next, ...closestOnRing(next, ring[0], ring[1]));
      continue;
    }
    for (const at of ring) way.push(at);
    way.push(ring[0], ring[1]);
    addWay(winding.flat, way, inwardsOut);
    way = [];
    if (next) ring = ringFrom(next, ...closestOnRing(next, ring[0], ring[1]));
  }
}

/** Pieces of a turn that slides over; corners of the ring come on top. */
const piecesOfSlide = { least: 64, most: 720 };

/** Once round a ring, moving evenly to the nearest place of the next. */
function slideOver(ring: readonly number[], next: Int32Array, spacing: number): number[] {
  const total = ringLength(ring);
  const { least, most } = piecesOfSlide;
  const pieces = Math.min(most, Math.max(least, Math.ceil(total / spacing)));
  const closest = closestAlong(next, spacing);
  const way: number[] = [];
  let walked = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const edge = Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
    const steps = Math.max(1, Math.ceil((edge / total) * pieces));
    for (let step = 0; step < steps; step++) {
      const x = ring[i] + ((ring[j] - ring[i]) * step) / steps;
      const y = ring[i + 1] + ((ring[j + 1] - ring[i + 1]) * step) / steps;
      const slide = (walked + (edge * step) / steps) / total;
      const [nx, ny] = closest(x, y);
      way.push(x + (nx - x) * slide, y + (ny - y) * slide);
    }
    walked += edge;
  }
  way.push(...closestOnRing(next, ring[0], ring[1]));
  return way;
}

/** Whether a way that goes on from another meets no rim of the free region. */
function staysInside(free: RegionIndex, before: readonly number[], way: readonly number[]): boolean {
  let x = before.length > 0 ? before[before.length - 2] : way[0];
  let y = before.length > 0 ? before[before.length - 1] : way[1];
  for (let i = 0; i < way.length; i += 2) {
    if (crossRim(free, x, y, way[i], way[i + 1], [], []) > 0) return false;
    x = way[i];
    y = way[i + 1];
  }
  return true;
}

function addWay(into: PathBuilder, way: readonly number[], backwards: boolean): void {
  for (let i = 0; i < way.length; i += 2) {
    const at = backwards ? way.length - 2 - i : i;
    addPoint(into, way[at], way[at + 1]);
  }
  endPath(into, false, 0);
}
