/**
 * Many paths in flat arrays, nm. `anchors` holds where the first and the last point of each path stand on the rim of
 * the region it was cut to: number of the rim's edge plus the fraction along it, -1 where a path does not end there.
 */
export interface PathSet {
  readonly points: Int32Array;
  /** For each path, the index one past its last point. */
  readonly ends: Int32Array;
  readonly closed: Uint8Array;
  /** Running number of the line of the pattern that a path is a piece of. */
  readonly lines: Int32Array;
  readonly anchors: Float64Array;
}

/** A path set that still grows. */
export interface PathBuilder {
  points: Int32Array;
  /** Numbers used in `points`, twice the points. */
  used: number;
  readonly ends: number[];
  readonly closed: number[];
  readonly lines: number[];
  readonly anchors: number[];
}

export function startPaths(): PathBuilder {
  return { points: new Int32Array(256), used: 0, ends: [], closed: [], lines: [], anchors: [] };
}

/** Adds a point to the path under way, unless it repeats the point before it. */
export function addPoint(paths: PathBuilder, x: number, y: number): void {
  const px = Math.floor(x + 0.5);
  const py = Math.floor(y + 0.5);
  const { used } = paths;
  if (used > 2 * lastEnd(paths) && paths.points[used - 2] === px && paths.points[used - 1] === py) return;
  if (used + 2 > paths.points.length) {
    const larger = new Int32Array(paths.points.length * 2);
    larger.set(paths.points);
    paths.points = larger;
  }
  paths.points[used] = px;
  paths.points[used + 1] = py;
  paths.used = used + 2;
}

/** Ends the path under way; one that has shrunk to a point is dropped. */
export function endPath(paths: PathBuilder, closed: boolean, line: number, startAnchor = -1, endAnchor = -1): void {
  const begin = lastEnd(paths);
  if (closed && paths.used >= 2 * begin + 4 && samePoint(paths, begin, paths.used / 2 - 1)) paths.used -= 2;
  const count = paths.used / 2 - begin;
  if (count < (closed ? 3 : 2)) {
    paths.used = 2 * begin;
    return;
  }
  paths.ends.push(paths.used / 2);
  paths.closed.push(closed ? 1 : 0);
  paths.lines.push(line);
  paths.anchors.push(startAnchor, endAnchor);
}

export function finishPaths(paths: PathBuilder): PathSet {
  return {
    points: paths.points.slice(0, paths.used),
    ends: Int32Array.from(paths.ends),
    closed: Uint8Array.from(paths.closed),
    lines: Int32Array.from(paths.lines),
    anchors: Float64Array.from(paths.anchors),
  };
}

function lastEnd(paths: PathBuilder): number {
  return paths.ends.length === 0 ? 0 : paths.ends[paths.ends.length - 1];
}

function samePoint(paths: PathBuilder, a: number, b: number): boolean {
  return paths.points[2 * a] === paths.points[2 * b] && paths.points[2 * a + 1] === paths.points[2 * b + 1];
}
