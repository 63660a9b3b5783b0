import type { Outline } from '../../slice/outline.ts';
import { addPoint, endPath, finishPaths, type PathSet, startPaths } from './path-set.ts';

/** Ends of paths by their order along the rim. End 2p is the first point of path p, end 2p + 1 its last. */
interface RimOrder {
  /** The end that follows (next) or goes before (previous) along the rim, -1 for ends that stand on no rim. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** Length of rim from an end to its next, nm. */
  readonly gap: Float64Array;
}

interface Links {
  readonly partner: Int32Array;
  /** 1 where the link follows the rim's own direction, -1 against it. */
  readonly direction: Int8Array;
}

/**
 * Joins paths whose ends are neighbours on the rim of the region they were cut to: the connection follows the rim
 * itself, so it stays where the paths may be and meets no other path of the set. Rim pieces longer than `reach` (nm)
 * are left alone, and so are lines that `mayJoin` keeps apart. Fewer starts; no path is lost or shortened.
 */
export function joinPaths(
  paths: PathSet,
  rim: Outline,
  reach: number,
  mayJoin: (lineA: number, lineB: number) => boolean = () => true,
): PathSet {
  if (paths.ends.length < 2) return paths;
  const order = orderAlongRim(paths, rim);
  const links = link(paths, order, reach, mayJoin);
  return trace(paths, rim, links);
}

function orderAlongRim(paths: PathSet, rim: Outline): RimOrder {
  const { anchors } = paths;
  const ends: number[] = [];
  for (let end = 0; end < anchors.length; end++) if (anchors[end] >= 0) ends.push(end);
  ends.sort((a, b) => anchors[a] - anchors[b] || a - b);

  const along = rimLengths(rim);
  const next = new Int32Array(anchors.length).fill(-1);
  const previous = new Int32Array(anchors.length).fill(-1);
  const gap = new Float64Array(anchors.length);
  let ringBegin = 0;
  let from = 0;
  for (const ringEnd of rim.ringEnds) {
    let to = from;
    while (to < ends.length && anchors[ends[to]] < ringEnd) to++;
    const around = along[ringEnd - 1] + edgeLength(rim, ringEnd - 1, ringBegin);
    for (let i = from; i < to; i++) {
      const end = ends[i];
      const after = ends[i + 1 < to ? i + 1 : from];
      next[end] = after;
      previous[after] = end;
      const distance =
        position(rim, along, ringBegin, ringEnd, anchors[after]) -
        position(rim, along, ringBegin, ringEnd, anchors[end]);
      gap[end] = distance > 0 || i + 1 < to ? distance : distance + around;
    }
    ringBegin = ringEnd;
    from = to;
  }
  return { next, previous, gap };
}

/** Length of rim from the first point of each ring to each of its points, nm. */
function rimLengths(rim: Outline): Float64Array {
  const along = new Float64Array(rim.points.length / 2);
  let begin = 0;
  for (const end of rim.ringEnds) {
    for (let i = begin + 1; i < end; i++) along[i] = along[i - 1] + edgeLength(rim, i - 1, i);
    begin = end;
  }
  return along;
}

function edgeLength(rim: Outline, from: number, to: number): number {
  const { points } = rim;
  return Math.hypot(points[2 * to] - points[2 * from], points[2 * to + 1] - points[2 * from + 1]);
}

function position(rim: Outline, along: Float64Array, ringBegin: number, ringEnd: number, anchor: number): number {
  const edge = Math.floor(anchor);
  const after = edge + 1 < ringEnd ? edge + 1 : ringBegin;
  return along[edge] + (anchor - edge) * edgeLength(rim, edge, after);
}

/** Grows chains from the first path on, always over the shorter piece of rim; lines are laid to and fro by that. */
function link(
  paths: PathSet,
  order: RimOrder,
  reach: number,
  mayJoin: (lineA: number, lineB: number) => boolean,
): Links {
  const count = paths.ends.length;
  const used = new Uint8Array(count);
  const partner = new Int32Array(2 * count).fill(-1);
  const direction = new Int8Array(2 * count);
  const fits = (end: number, other: number, length: number) =>
    other >= 0 && used[other >> 1] === 0 && length <= reach && mayJoin(paths.lines[end >> 1], paths.lines[other >> 1]);
  const grow = (from: number) => {
    for (let end = from; ; ) {
      const after = order.next[end];
      const before = order.previous[end];
      const forward = fits(end, after, order.gap[end]) ? order.gap[end] : Infinity;
      const backward = fits(end, before, order.gap[before]) ? order.gap[before] : Infinity;
      if (forward === Infinity && backward === Infinity) return;
      const other = forward <= backward ? after : before;
      partner[end] = other;
      partner[other] = end;
      direction[end] = forward <= backward ? 1 : -1;
      direction[other] = -direction[end];
      used[other >> 1] = 1;
      end = other ^ 1;
    }
  };
  for (let path = 0; path < count; path++) {
    if (used[path] === 1) continue;
    used[path] = 1;
    grow(2 * path + 1);
    grow(2 * path);
  }
  return { partner, direction };
}

function trace(paths: PathSet, rim: Outline, links: Links): PathSet {
  const result = startPaths();
  const done = new Uint8Array(paths.ends.length);
  for (let first = 0; first < 2 * paths.ends.length; first++) {
    if (done[first >> 1] === 1 || links.partner[first] >= 0) continue;
    let end = first;
    for (;;) {
      done[end >> 1] = 1;
      addPath(result, paths, end);
      const exit = end ^ 1;
      const entry = links.partner[exit];
      if (entry < 0) {
        endPath(
          result,
          paths.closed[first >> 1] === 1,
          paths.lines[first >> 1],
          paths.anchors[first],
          paths.anchors[exit],
        );
        break;
      }
      addRim(result, rim, paths.anchors[exit], paths.anchors[entry], links.direction[exit]);
      end = entry;
    }
  }
  return finishPaths(result);
}

/** Adds the points of a path, from its first one when `entry` is even, backwards when it is odd. */
function addPath(into: ReturnType<typeof startPaths>, paths: PathSet, entry: number): void {
  const path = entry >> 1;
  const begin = path === 0 ? 0 : paths.ends[path - 1];
  const end = paths.ends[path];
  for (let i = begin; i < end; i++) {
    const point = entry & 1 ? end - 1 - (i - begin) : i;
    addPoint(into, paths.points[2 * point], paths.points[2 * point + 1]);
  }
}

/** Adds the corners of the rim between two anchors of one ring. */
function addRim(into: ReturnType<typeof startPaths>, rim: Outline, from: number, to: number, direction: number): void {
  const { points, ringEnds } = rim;
  let ring = 0;
  while (ringEnds[ring] <= from) ring++;
  const begin = ring === 0 ? 0 : ringEnds[ring - 1];
  const count = ringEnds[ring] - begin;
  const fromEdge = Math.floor(from) - begin;
  const toEdge = Math.floor(to) - begin;
  let corners = direction > 0 ? toEdge - fromEdge : fromEdge - toEdge;
  const wraps = direction > 0 ? to < from : to > from;
  if (corners < 0 || (corners === 0 && wraps)) corners += count;
  for (let i = 0; i < corners; i++) {
    const corner = direction > 0 ? fromEdge + 1 + i : fromEdge - i;
    const point = begin + (((corner % count) + count) % count);
    addPoint(into, points[2 * point], points[2 * point + 1]);
  }
}
