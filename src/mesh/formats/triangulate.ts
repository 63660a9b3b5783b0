import earcut from 'earcut';

/**
 * A polygon in space as triangles: numbers of its corners, three a triangle, in its direction. A fan where it is convex;
 * else ears are cut in the plane that it is nearest to. null where it has no area.
 */
export function triangulate(points: Float64Array): readonly number[] | null {
  const count = points.length / 3;
  if (count === 3) return [0, 1, 2];
  const normal = newell(points);
  const size = normal.map(Math.abs);
  const widest = size.indexOf(Math.max(...size));
  if (size[widest] === 0) return null;
  const flat = flatten(points, widest, normal[widest] > 0);
  if (isConvex(flat))
    return Array.from({ length: 3 * (count - 2) }, (_, i) => (i % 3 === 0 ? 0 : Math.floor(i / 3) + (i % 3)));
  const ears = earcut(flat);
  return ears.length === 0 ? null : outward(ears, flat);
}

/** Twice the area vector. */
function newell(p: Float64Array): number[] {
  const normal = [0, 0, 0];
  for (let i = 0, j = p.length - 3; i < p.length; j = i, i += 3) {
    normal[0] += (p[j + 1] - p[i + 1]) * (p[j + 2] + p[i + 2]);
    normal[1] += (p[j + 2] - p[i + 2]) * (p[j] + p[i]);
    normal[2] += (p[j] - p[i]) * (p[j + 1] + p[i + 1]);
  }
  return normal;
}

/** Seen along an axis, so that the polygon runs counter-clockwise. */
function flatten(points: Float64Array, axis: number, up: boolean): number[] {
  const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
  const flat: number[] = [];
  for (let i = 0; i < points.length; i += 3) {
    if (up) flat.push(points[i + u], points[i + v]);
    else flat.push(points[i + v], points[i + u]);
  }
  return flat;
}

/** Turns left at every corner, and around only once. */
function isConvex(flat: readonly number[]): boolean {
  const n = flat.length;
  let turns = 0;
  for (let i = 0; i < n; i += 2) {
    const [ax, ay] = [flat[i], flat[i + 1]];
    const [bx, by] = [flat[(i + 2) % n], flat[(i + 3) % n]];
    const [cx, cy] = [flat[(i + 4) % n], flat[(i + 5) % n]];
    if ((bx - ax) * (cy - by) - (by - ay) * (cx - bx) <= 0) return false;
    // Of a polygon that runs around once, the direction of its sides passes the x axis upwards once.
    if (by - ay < 0 && cy - by >= 0) turns++;
  }
  return turns === 1;
}

/** Ears in the direction of the polygon. */
function outward(ears: readonly number[], flat: readonly number[]): number[] {
  const [a, b, c] = ears;
  const area =
    (flat[2 * b] - flat[2 * a]) * (flat[2 * c + 1] - flat[2 * a + 1]) -
    (flat[2 * b + 1] - flat[2 * a + 1]) * (flat[2 * c] - flat[2 * a]);
  return area >= 0 ? [...ears] : ears.map((_, i) => ears[i - (i % 3) + [0, 2, 1][i % 3]]);
}
