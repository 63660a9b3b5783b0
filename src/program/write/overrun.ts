import type { ConstructLayer } from '../../laydown/construct.ts';
import type { Strand } from '../../laydown/strand.ts';
import { boxOfStrand } from '../../laydown/strand-geometry.ts';
import type { Profile } from '../../printer/profile.ts';
import { excessOver, openingAt } from '../../vessel/opening.ts';
import type { PlacedWell } from '../../vessel/place-vessel.ts';
import type { LoadedTool } from '../tools/loaded-tool.ts';
import type { Drive } from './drive-strand.ts';

/** Way on which the needle speeds up before a strand and slows down behind it, mm; 0 where there is no room. */
export interface Overrun {
  readonly before: number;
  readonly after: number;
}

/** Where strands of a layer may be run into: their boxes are looked at first. */
export interface LayerGround {
  readonly layer: ConstructLayer;
  readonly boxes: Float64Array;
}

const nmPerMm = 1e6;
/** mm that stay free between a needle or its hub and a wall. */
const clearance = 0.3;
/** Share of two half widths at which strands side by side do not touch. */
const besideShare = 0.98;

export function layerGround(layer: ConstructLayer): LayerGround {
  const boxes = new Float64Array(4 * layer.strands.length);
  layer.strands.forEach((strand, s) => {
    const { minX, minY, maxX, maxY } = boxOfStrand(strand);
    const half = (strand.width / 2) * nmPerMm;
    boxes.set([minX - half, minY - half, maxX + half, maxY + half], 4 * s);
  });
  return { layer, boxes };
}

/**
 * The way v²/2a before and behind a strand on which its needle reaches its speed and loses it, where that way meets no
 * other strand of the layer, no wall and no end of the machine. None for closed strands, which end where they began.
 */
export function overrunOf(
  { strand, speed, speeds, openS }: Drive,
  wanted: Strand,
  ground: LayerGround,
  place: PlacedWell,
  loaded: LoadedTool,
  profile: Profile,
): Overrun {
  const none = { before: 0, after: 0 };
  if (loaded.tool.dispenser.by === 'plunger' || openS !== undefined || strand.closed) return none;
  if (strand.rise?.some((rise) => rise !== 0)) return none;
  const { acceleration } = profile.motion;
  const last = strand.points.length / 2 - 1;
  const way = (v: number) => (v * v) / (2 * acceleration);
  const ends = [
    { at: 0, from: 1, way: way(speeds?.[0] ?? speed) },
    { at: last, from: last - 1, way: way(speeds?.[speeds.length - 1] ?? speed) },
  ];
  const [before, after] = ends.map(({ at, from, way: length }) => {
    const end = beyond(strand.points, at, from, length);
    const isFree = end !== null && isOpen(end, place, loaded, profile) && meetsNothing(end, strand, wanted, ground);
    return isFree ? length : 0;
  });
  return { before, after };
}

/** A piece of straight way beyond the end of a path, nm, in the construct's frame. */
interface Beyond {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** The way beyond point `at`, as its path comes from point `from`; null where the two are one. */
function beyond(points: Int32Array, at: number, from: number, lengthMm: number): Beyond | null {
  const [ax, ay] = [points[2 * at], points[2 * at + 1]];
  const [dx, dy] = [ax - points[2 * from], ay - points[2 * from + 1]];
  const length = Math.hypot(dx, dy);
  if (!(length > 0)) return null;
  const scale = (lengthMm * nmPerMm) / length;
  return { ax, ay, bx: Math.round(ax + dx * scale), by: Math.round(ay + dy * scale) };
}

/** The strand itself that leads over the way beyond one of its ends. */
export function overrunPoints(points: Int32Array, end: 'before' | 'after', lengthMm: number): Int32Array {
  const last = points.length / 2 - 1;
  const { ax, ay, bx, by } = (
    end === 'before' ? beyond(points, 0, 1, lengthMm) : beyond(points, last, last - 1, lengthMm)
  )!; // Overrun is planned only where the strand has a way at that end.
  return end === 'before' ? Int32Array.of(bx, by, ax, ay) : Int32Array.of(ax, ay, bx, by);
}

/** Needle, ink and hub stay within the well, or within the reach of the machine. */
function isOpen({ bx, by }: Beyond, place: PlacedWell, { nozzle, tool, width }: LoadedTool, { bed }: Profile): boolean {
  const [dx, dy] = [bx / nmPerMm, by / nmPerMm];
  const [x, y] = [place.x + dx, place.y + dy];
  const shift = tool.offsetBy === 'planner' ? tool.offset : { x: 0, y: 0 };
  if (x - shift.x < bed.x[0] || x - shift.x > bed.x[1] || y - shift.y < bed.y[0] || y - shift.y > bed.y[1])
    return false;
  const depth = place.inside.reduce((top, section) => Math.max(top, section.top), 0);
  const needle = Math.max(nozzle.outer, nozzle.inlet, width) / 2;
  const hub = nozzle.length < depth ? tool.hub.diameter / 2 : needle;
  return place.inside.every((section) =>
    [section.bottom, section.top].every((height) => {
      const radius = height >= nozzle.length ? Math.max(hub, needle) : needle;
      return excessOver(openingAt(section, height), dx, dy, radius) <= -clearance;
    }),
  );
}

function meetsNothing(way: Beyond, own: Strand, wanted: Strand, { layer, boxes }: LayerGround): boolean {
  const half = (own.width / 2) * nmPerMm;
  const [minX, maxX] = [Math.min(way.ax, way.bx) - half, Math.max(way.ax, way.bx) + half];
  const [minY, maxY] = [Math.min(way.ay, way.by) - half, Math.max(way.ay, way.by) + half];
  return layer.strands.every((strand, s) => {
    if (boxes[4 * s] > maxX || boxes[4 * s + 2] < minX || boxes[4 * s + 1] > maxY || boxes[4 * s + 3] < minY)
      return true;
    const { points, closed, width } = strand;
    const apart = besideShare * (half + (width / 2) * nmPerMm);
    const count = points.length / 2;
    for (let i = closed ? 0 : 1; i < count; i++) {
      const j = i === 0 ? count - 1 : i - 1;
      const [px, py, qx, qy] = [points[2 * j], points[2 * j + 1], points[2 * i], points[2 * i + 1]];
      // The leg that the way goes on from touches it, and must.
      const isOwnLeg = strand === wanted && (isAt(way, px, py) || isAt(way, qx, qy));
      if (!isOwnLeg && distance(way, px, py, qx, qy) < apart) return false;
    }
    return true;
  });
}

const isAt = ({ ax, ay }: Beyond, x: number, y: number): boolean => x === ax && y === ay;

/** Between two straight pieces: 0 where they cross, else from one of the four ends. */
function distance({ ax, ay, bx, by }: Beyond, px: number, py: number, qx: number, qy: number): number {
  const side = (ox: number, oy: number, ux: number, uy: number, x: number, y: number) =>
    Math.sign(ux * (y - oy) - uy * (x - ox));
  const crosses =
    side(ax, ay, bx - ax, by - ay, px, py) !== side(ax, ay, bx - ax, by - ay, qx, qy) &&
    side(px, py, qx - px, qy - py, ax, ay) !== side(px, py, qx - px, qy - py, bx, by);
  if (crosses) return 0;
  return Math.min(
    toSegment(ax, ay, px, py, qx, qy),
    toSegment(bx, by, px, py, qx, qy),
    toSegment(px, py, ax, ay, bx, by),
    toSegment(qx, qy, ax, ay, bx, by),
  );
}

function toSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
