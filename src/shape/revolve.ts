import { allocateTriangles } from '../mesh/mesh.ts';

/** A corner of the profile that is turned about the z axis: its distance from the axis and its height, mm. */
export type ProfilePoint = readonly [r: number, z: number];

/**
 * The solid that a profile leaves when it is turned about z in `segments` steps. The profile runs with the solid on its
 * left, from the axis back to the axis, or all around (closed). Corners are computed once for each quarter, so that
 * the solid measures the same along x and y to the bit, and faces share their corners.
 */
export function revolve(profile: readonly ProfilePoint[], segments: number, closed = false): Float32Array {
  const { cos, sin } = circleTable(segments);
  const sides = closed ? profile.length : profile.length - 1;
  const triangles = allocateTriangles(countTriangles(profile, sides, segments));
  let o = 0;
  const corner = ([r, z]: ProfilePoint, i: number) => {
    triangles[o++] = r * cos[i];
    triangles[o++] = r * sin[i];
    triangles[o++] = z;
  };
  for (let side = 0; side < sides; side++) {
    const from = profile[side];
    const to = profile[(side + 1) % profile.length];
    for (let i = 0; i < segments; i++) {
      const j = (i + 1) % segments;
      if (from[0] > 0) {
        corner(from, i);
        corner(from, j);
        corner(to, j);
      }
      if (to[0] > 0) {
        corner(from, i);
        corner(to, j);
        corner(to, i);
      }
    }
  }
  return triangles;
}

/** A side that ends on the axis is a fan of triangles, any other a ring of quadrangles. */
function countTriangles(profile: readonly ProfilePoint[], sides: number, segments: number): number {
  let count = 0;
  for (let side = 0; side < sides; side++) {
    if (profile[side][0] > 0) count++;
    if (profile[(side + 1) % profile.length][0] > 0) count++;
  }
  return count * segments;
}

/** Directions of the corners, `segments` a multiple of four: a quarter, and the same turned by quarter turns. */
function circleTable(segments: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const cos = new Float64Array(segments);
  const sin = new Float64Array(segments);
  const quarter = segments / 4;
  for (let i = 0; i < quarter; i++) {
    const angle = (2 * Math.PI * i) / segments;
    let [c, s] = [Math.cos(angle), i === 0 ? 0 : Math.sin(angle)];
    for (let turn = 0; turn < 4; turn++) {
      cos[i + turn * quarter] = c;
      sin[i + turn * quarter] = s;
      [c, s] = [-s, c];
    }
  }
  return { cos, sin };
}
