import { addPoint, endPath, finishPaths, type PathSet, startPaths } from './path-set.ts';

/** Leaves out the points that a path does not need within `tolerance` nm (Douglas-Peucker). Ends and anchors stay. */
export function simplifyPaths(paths: PathSet, tolerance: number): PathSet {
  const into = startPaths();
  let begin = 0;
  for (let path = 0; path < paths.ends.length; path++) {
    const end = paths.ends[path];
    const keep = needed(paths.points, begin, end, tolerance);
    for (let i = begin; i < end; i++)
      if (keep[i - begin] === 1) addPoint(into, paths.points[2 * i], paths.points[2 * i + 1]);
    endPath(into, paths.closed[path] === 1, paths.lines[path], paths.anchors[2 * path], paths.anchors[2 * path + 1]);
    begin = end;
  }
  return finishPaths(into);
}

/** A stack instead of recursion: long lines cannot overflow it. */
function needed(points: Int32Array, begin: number, end: number, tolerance: number): Uint8Array {
  const keep = new Uint8Array(end - begin);
  keep[0] = 1;
  keep[end - begin - 1] = 1;
  const stack = [begin, end - 1];
  while (stack.length > 0) {
    // The stack holds pairs, and is not empty.
    const to = stack.pop()!;
    // The stack holds pairs, and is not empty.
    const from = stack.pop()!;
    const far = farthest(points, from, to, tolerance);
    if (far < 0) continue;
    keep[far - begin] = 1;
    stack.push(from, far, far, to);
  }
  return keep;
}

/** The point farthest from the segment between two others, -1 when none is farther than `tolerance`. */
function farthest(points: Int32Array, from: number, to: number, tolerance: number): number {
  const ax = points[2 * from];
  const ay = points[2 * from + 1];
  const dx = points[2 * to] - ax;
  const dy = points[2 * to + 1] - ay;
  const square = dx * dx + dy * dy;
  let best = -1;
  let worst = tolerance * tolerance;
  for (let i = from + 1; i < to; i++) {
    const px = points[2 * i] - ax;
    const py = points[2 * i + 1] - ay;
    const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
    const distance = (px - t * dx) ** 2 + (py - t * dy) ** 2;
    if (distance <= worst) continue;
    worst = distance;
    best = i;
  }
  return best;
}
