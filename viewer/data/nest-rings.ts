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
 * Outer rings (counter-clockwise) with their holes (clockwise). A ring that lies within another of its own kind, such as
 * a second contour, bounds nothing new and is left out: the winding number is what decides. Rings do not cross.
 */
export function nestRings<R extends Ring>(rings: readonly R[]): Area<R>[] {
  const sorted = rings
    .map((ring) => ({ ring, area: signedArea(ring), winding: 0, parent: -1 }))
    .filter(({ area }) => Math.abs(area) > 1e-6)
    .sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
  const areas: { outer: R; holes: R[] }[] = [];
  const areaOf = new Map<number, { outer: R; holes: R[] }>();
  for (const [i, item] of sorted.entries()) {
    const [x, y] = item.ring.points;
    // The innermost of the larger rings around this one: sorted by size, so the last that contains it.
    for (let j = i - 1; j >= 0 && item.parent < 0; j--) if (contains(sorted[j].ring, x, y)) item.parent = j;
    const around = item.parent < 0 ? 0 : sorted[item.parent].winding;
    item.winding = around + Math.sign(item.area);
    const area = item.parent < 0 ? undefined : areaOf.get(item.parent);
    if (around === 0 && item.winding !== 0) {
      const own = { outer: item.ring, holes: [] };
      areas.push(own);
      areaOf.set(i, own);
    } else if (around !== 0 && item.winding === 0 && area) {
      area.holes.push(item.ring);
    } else if (area) {
      areaOf.set(i, area);
    }
  }
  return areas;
}
