/** Length of a closed ring x0 y0 x1 y1 …, in the unit of its points. */
export function ringLength(ring: ArrayLike<number>): number {
  let length = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    length += Math.hypot(ring[j] - ring[i], ring[j + 1] - ring[i + 1]);
  }
  return length;
}

/** The point of a closed ring that is closest to a place; the first one among equals. */
export function closestOnRing(ring: ArrayLike<number>, x: number, y: number): [number, number] {
  return nearest(ring, x, y).point;
}

function nearest(ring: ArrayLike<number>, x: number, y: number): { point: [number, number]; edge: number } {
  let edge = 0;
  let bestX = ring[0];
  let bestY = ring[1];
  let bestDistance = Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const dx = ring[j] - ring[i];
    const dy = ring[j + 1] - ring[i + 1];
    const square = dx * dx + dy * dy;
    const t = square > 0 ? Math.min(1, Math.max(0, ((x - ring[i]) * dx + (y - ring[i + 1]) * dy) / square)) : 0;
    const px = ring[i] + dx * t;
    const py = ring[i + 1] + dy * t;
    const distance = (px - x) ** 2 + (py - y) ** 2;
    if (distance >= bestDistance) continue;
    bestDistance = distance;
    bestX = px;
    bestY = py;
    edge = i;
  }
  return { point: [bestX, bestY], edge };
}

/** A ring that begins at its place nearest to x, y. */
export function ringFrom(ring: ArrayLike<number>, x: number, y: number): number[] {
  const { point, edge } = nearest(ring, x, y);
  const turned: number[] = [...point];
  for (let i = 0; i < ring.length; i++) turned.push(ring[(edge + 2 + i) % ring.length]);
  return turned;
}

/**
 * Where the ray from x, y to the right leaves a ring for good, its rightmost point when the ray misses it: seams put
 * there stand above each other on all layers.
 */
export function rightOf(ring: ArrayLike<number>, x: number, y: number): [number, number] {
  let far = Number.NEGATIVE_INFINITY;
  let rightmost = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    if (ring[i] > ring[rightmost]) rightmost = i;
    if (ring[i + 1] > y === ring[j + 1] > y) continue;
    const at = ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]);
    if (at >= x && at > far) far = at;
  }
  return far > Number.NEGATIVE_INFINITY ? [far, y] : [ring[rightmost], ring[rightmost + 1]];
}
