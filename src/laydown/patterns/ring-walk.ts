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

/** A place on a ring: where, on which edge (index of its first number), and the square of how far off. */
interface OnRing {
  readonly point: [number, number];
  readonly edge: number;
  readonly square: number;
}

/** The nearest place among `edges` edges from `first` on. */
function nearest(ring: ArrayLike<number>, x: number, y: number, first = 0, edges = ring.length / 2): OnRing {
  let edge = 0;
  let bestX = ring[0];
  let bestY = ring[1];
  let bestDistance = Infinity;
  for (let k = 0; k < edges; k++) {
    const i = (first + 2 * k) % ring.length;
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
  return { point: [bestX, bestY], edge, square: bestDistance };
}

/** Edges on either side of the last place that are tried before the whole ring is. */
const nearby = 32;

/**
 * Closest places on a ring for a walk along another that is nowhere nearer to it than `apart`: found from the place
 * before, and from the whole ring only where that is farther off.
 */
export function closestAlong(ring: ArrayLike<number>, apart: number): (x: number, y: number) => [number, number] {
  let last = nearest(ring, 0, 0, 0, 0);
  const enough = (1.001 * apart) ** 2;
  return (x, y) => {
    const first = (last.edge + ring.length * nearby - 2 * nearby) % ring.length;
    const near = nearest(ring, x, y, first, Math.min(ring.length / 2, 2 * nearby));
    last = near.square <= enough ? near : nearest(ring, x, y);
    return last.point;
  };
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
