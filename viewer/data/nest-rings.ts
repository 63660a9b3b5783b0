/** A closed ring: x0 y0 x1 y1 … without the closing point. */
export interface Ring {
  readonly points: readonly number[];
}

export interface Area<R extends Ring> {
  readonly outer: R;
  readonly holes: readonly R[];
}

export function signedArea({ points }: Ring): number {
  let twice = 0;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    twice += points[j] * points[i + 1] - points[i] * points[j + 1];
  }
  return twice / 2;
}

function contains({ points }: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const crosses = points[i + 1] > y !== points[j + 1] > y;
    if (crosses && x < ((points[j] - points[i]) * (y - points[i + 1])) / (points[j + 1] - points[i + 1]) + points[i]) {
      inside = !inside;
    }
  }
  return inside;
}

/**
 * Outer rings (counter-clockwise) with their holes (clockwise). Of rings of one kind that lie directly within each other,
 * as several contours do, only the one at the edge of the ink counts: the outermost of outer rings, the innermost of
 * holes. Rings do not cross.
 */
export function nestRings<R extends Ring>(rings: readonly R[]): Area<R>[] {
  const sorted = rings
    .map((ring) => ({ ring, area: signedArea(ring), parent: -1, holesWithin: 0 }))
    .filter(({ area }) => Math.abs(area) > 1e-6)
    .sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
  for (const [i, item] of sorted.entries()) {
    const [x, y] = item.ring.points;
    // Sorted by size, so the last of the larger rings around this one is the innermost.
    for (let j = i - 1; j >= 0 && item.parent < 0; j--) if (contains(sorted[j].ring, x, y)) item.parent = j;
    if (item.area < 0 && item.parent >= 0) sorted[item.parent].holesWithin++;
  }
  const isEdge = ({ parent }: { parent: number }) => parent < 0 || sorted[parent].area < 0;
  const areas = new Map<number, { outer: R; holes: R[] }>();
  for (const [i, item] of sorted.entries()) {
    if (item.area > 0 && isEdge(item)) areas.set(i, { outer: item.ring, holes: [] });
    if (item.area > 0 || item.holesWithin > 0) continue;
    let owner = item.parent;
    while (owner >= 0 && !areas.has(owner)) owner = sorted[owner].parent;
    areas.get(owner)?.holes.push(item.ring);
  }
  return [...areas.values()];
}
