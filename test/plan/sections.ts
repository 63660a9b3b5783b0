import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import type { Mesh } from '../../src/mesh/mesh.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { type Point, toTriangles } from '../../src/scaffold/solids.ts';

/** Sections of triangle soups by other means than the planner's: for convex parts, and by counting crossings of rays. */

export type Flat = readonly [x: number, y: number];

export const stlOf = (triangles: Float32Array, name = 'part'): Uint8Array =>
  writeStl({ name, triangles, bounds: boundsOf(triangles) });

export const meshOf = (triangles: Float32Array, name = 'part'): Mesh => ({
  name,
  triangles,
  bounds: boundsOf(triangles),
});

/** A ball of flat faces about a centre, rounded to float32. */
export function ball(x: number, y: number, z: number, radius: number, around = 48, up = 24): Float32Array {
  const corner = (i: number, k: number): Point => {
    const [a, b] = [(2 * Math.PI * (i % around)) / around, Math.PI * (k / up - 0.5)];
    const r = k === 0 || k === up ? 0 : radius * Math.cos(b);
    return [x + r * Math.cos(a), y + r * Math.sin(a), z + radius * Math.sin(b)];
  };
  const corners: Point[] = [];
  for (let k = 0; k < up; k++) {
    for (let i = 0; i < around; i++) {
      const [a, b, c, d] = [corner(i, k), corner(i + 1, k), corner(i + 1, k + 1), corner(i, k + 1)];
      if (k > 0) corners.push(a, b, c);
      if (k < up - 1) corners.push(a, c, d);
      if (k === 0) corners.splice(corners.length - 3, 3, a, c, d);
    }
  }
  return toTriangles(corners);
}

/** Section of a convex part at height z: its corners counter-clockwise. */
export function convexSection(triangles: Float32Array, z: number): Flat[] {
  const points: Flat[] = [];
  for (let t = 0; t < triangles.length; t += 9) {
    for (let k = 0; k < 3; k++) {
      const [i, j] = [t + 3 * k, t + 3 * ((k + 1) % 3)];
      const [a, b] = [triangles[i + 2] - z, triangles[j + 2] - z];
      if (a < 0 === b < 0) continue;
      const s = a / (a - b);
      points.push([
        triangles[i] + (triangles[j] - triangles[i]) * s,
        triangles[i + 1] + (triangles[j + 1] - triangles[i + 1]) * s,
      ]);
    }
  }
  if (points.length === 0) return [];
  const [cx, cy] = [0, 1].map((k) => points.reduce((sum, p) => sum + p[k], 0) / points.length);
  points.sort((p, q) => Math.atan2(p[1] - cy, p[0] - cx) - Math.atan2(q[1] - cy, q[0] - cx));
  // Neighbouring triangles name each corner twice.
  return points.filter(([x, y], i) => {
    const [u, v] = points[(i + 1) % points.length];
    return Math.hypot(u - x, v - y) > 1e-6;
  });
}

export function polygonArea(ring: readonly Flat[]): number {
  return ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    return sum + (x * v - u * y) / 2;
  }, 0);
}

/** What two convex polygons share (Sutherland and Hodgman: each edge of one cuts the other). */
export function convexOverlap(subject: readonly Flat[], clip: readonly Flat[]): Flat[] {
  let left = [...subject];
  clip.forEach(([ax, ay], i) => {
    const [bx, by] = clip[(i + 1) % clip.length];
    const side = ([x, y]: Flat) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const next: Flat[] = [];
    left.forEach((p, k) => {
      const q = left[(k + 1) % left.length];
      const [sp, sq] = [side(p), side(q)];
      if (sp >= 0) next.push(p);
      if (sp >= 0 !== sq >= 0)
        next.push([p[0] + ((q[0] - p[0]) * sp) / (sp - sq), p[1] + ((q[1] - p[1]) * sp) / (sp - sq)]);
    });
    left = next;
  });
  return left;
}
