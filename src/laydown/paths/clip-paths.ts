import type { Outline } from '../../slice/outline.ts';
import { addPoint, endPath, finishPaths, type PathBuilder, type PathSet, startPaths } from './path-set.ts';
import { crossRim, indexRegion, isInside, type RegionIndex } from './region-index.ts';

/** The cut under way: where the pieces go, and whether one is open. */
interface Cut {
  readonly index: RegionIndex;
  readonly into: PathBuilder;
  readonly at: number[];
  readonly anchors: number[];
  open: boolean;
  startAnchor: number;
}

/** The pieces of paths that lie inside a region; their ends on its rim carry anchors. Closed paths inside stay closed. */
export function clipPaths(paths: PathSet, region: Outline): PathSet {
  const into = startPaths();
  if (region.points.length === 0) return finishPaths(into);
  const cut: Cut = { index: indexRegion(region), into, at: [], anchors: [], open: false, startAnchor: -1 };
  let begin = 0;
  for (let path = 0; path < paths.ends.length; path++) {
    const end = paths.ends[path];
    if (paths.closed[path] === 1) clipClosed(cut, paths, begin, end, paths.lines[path]);
    else clipOpen(cut, paths.points, begin, end, paths.lines[path]);
    begin = end;
  }
  return finishPaths(into);
}

function clipOpen(cut: Cut, points: Int32Array, begin: number, end: number, line: number): void {
  for (let i = begin + 1; i < end; i++) clipSegment(cut, points, i - 1, i, line);
  if (cut.open) endPiece(cut, line, -1);
}

/** Begins at a point outside, so that no piece is broken where the path closes. */
function clipClosed(cut: Cut, paths: PathSet, begin: number, end: number, line: number): void {
  const { points } = paths;
  const count = end - begin;
  let outside = -1;
  let crossed = false;
  for (let i = 0; i < count && outside < 0; i++) {
    const a = begin + i;
    const b = begin + ((i + 1) % count);
    if (!isInside(cut.index, points[2 * a], points[2 * a + 1])) outside = i;
    if (
      crossRim(cut.index, points[2 * a], points[2 * a + 1], points[2 * b], points[2 * b + 1], cut.at, cut.anchors) > 0
    )
      crossed = true;
  }
  if (outside < 0 && !crossed) {
    for (let i = begin; i < end; i++) addPoint(cut.into, points[2 * i], points[2 * i + 1]);
    endPath(cut.into, true, line);
    return;
  }
  const from = Math.max(0, outside);
  for (let i = 0; i < count; i++) {
    clipSegment(cut, points, begin + ((from + i) % count), begin + ((from + i + 1) % count), line);
  }
  if (cut.open) endPiece(cut, line, -1);
}

function clipSegment(cut: Cut, points: Int32Array, a: number, b: number, line: number): void {
  const ax = points[2 * a];
  const ay = points[2 * a + 1];
  const bx = points[2 * b];
  const by = points[2 * b + 1];
  const count = Math.max(0, crossRim(cut.index, ax, ay, bx, by, cut.at, cut.anchors));
  for (let piece = 0; piece <= count; piece++) {
    const t0 = piece === 0 ? 0 : cut.at[piece - 1];
    const t1 = piece === count ? 1 : cut.at[piece];
    const middle = (t0 + t1) / 2;
    if (!isInside(cut.index, ax + (bx - ax) * middle, ay + (by - ay) * middle)) {
      if (cut.open) endPiece(cut, line, piece === 0 ? -1 : cut.anchors[piece - 1]);
      continue;
    }
    if (!cut.open) {
      cut.open = true;
      cut.startAnchor = piece === 0 ? -1 : cut.anchors[piece - 1];
      addPoint(cut.into, ax + (bx - ax) * t0, ay + (by - ay) * t0);
    }
    addPoint(cut.into, ax + (bx - ax) * t1, ay + (by - ay) * t1);
  }
}

function endPiece(cut: Cut, line: number, anchor: number): void {
  endPath(cut.into, false, line, cut.startAnchor, anchor);
  cut.open = false;
}
