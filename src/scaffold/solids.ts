/**
 * Closed surfaces by construction. Every corner is computed once and rounded to float32 once, so faces that meet share
 * it to the bit, within a part and between neighbouring parts built from the same numbers.
 */

export type Point = readonly [x: number, y: number, z: number];
/** Corners in a ring about the z axis, counter-clockwise seen from above. */
export type Ring = readonly Point[];

/** A circle at height z. Equal arguments give equal corners. */
export function circle(radius: number, z: number, segments: number): Ring {
  return Array.from({ length: segments }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / segments;
    return [radius * Math.cos(angle), radius * Math.sin(angle), z];
  });
}

/** The wall between two rings of equal count; seen from outside, `to` is above `from`. */
export function wall(from: Ring, to: Ring): Point[] {
  const corners: Point[] = [];
  for (let i = 0; i < from.length; i++) {
    const j = (i + 1) % from.length;
    corners.push(from[i], from[j], to[j], from[i], to[j], to[i]);
  }
  return corners;
}

function turnedOver(corners: readonly Point[]): Point[] {
  return corners.map((_, i) => corners[i % 3 === 0 ? i : i % 3 === 1 ? i + 1 : i - 1]);
}

/** A flat lid over a ring, as a fan about its centre; up or down is where its outside lies. */
export function lid(ring: Ring, up: boolean): Point[] {
  const centre: Point = [0, 0, ring[0][2]];
  const corners: Point[] = [];
  for (let i = 0; i < ring.length; i++) {
    const j = (i + 1) % ring.length;
    corners.push(centre, ring[up ? i : j], ring[up ? j : i]);
  }
  return corners;
}

/** Upright cylinder about the z axis from z0 to z1. */
export function cylinder(radius: number, z0: number, z1: number, segments: number): Float32Array {
  const bottom = circle(radius, z0, segments);
  const top = circle(radius, z1, segments);
  return toTriangles([...lid(bottom, false), ...wall(bottom, top), ...lid(top, true)]);
}

/** Upright tube about the z axis: outside wall, inside wall, and a ring-shaped lid at both ends. */
export function tube(inner: number, outer: number, z0: number, z1: number, segments: number): Float32Array {
  const [outerBottom, outerTop] = [circle(outer, z0, segments), circle(outer, z1, segments)];
  const [innerBottom, innerTop] = [circle(inner, z0, segments), circle(inner, z1, segments)];
  // The inside is the same wall turned over, so that a tube and what fills it share its very triangles.
  return toTriangles([
    ...wall(outerBottom, outerTop),
    ...wall(outerTop, innerTop),
    ...turnedOver(wall(innerBottom, innerTop)),
    ...wall(innerBottom, outerBottom),
  ]);
}

/** Upright box with its base centred on the origin at height z0. */
export function box(width: number, depth: number, z0: number, z1: number): Float32Array {
  const ring = (z: number): Ring => [
    [-width / 2, -depth / 2, z],
    [width / 2, -depth / 2, z],
    [width / 2, depth / 2, z],
    [-width / 2, depth / 2, z],
  ];
  const quad = ([a, b, c, d]: Ring, up: boolean): Point[] => (up ? [a, b, c, a, c, d] : [a, c, b, a, d, c]);
  return toTriangles([...quad(ring(z0), false), ...wall(ring(z0), ring(z1)), ...quad(ring(z1), true)]);
}

export function toTriangles(corners: readonly Point[]): Float32Array {
  return Float32Array.from(corners.flat());
}
