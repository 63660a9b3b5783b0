import { allocateTriangles } from '../mesh/mesh.ts';
import { type ProfilePoint, revolve } from './revolve.ts';
import type { Shape } from './shape.ts';

/**
 * How far a facet may lie from the true surface, mm, on either side: a quarter of what outlines are simplified by.
 * Heights and volumes are exact: rings stand a little outside of the true circle, so that the areas are the same.
 */
export const arcDeviationMm = 0.002;

/** A shape as a closed surface, standing on z = 0 around the axis. */
export function shapeTriangles(shape: Shape): Float32Array {
  switch (shape.kind) {
    case 'box':
      return box(...shape.size);
    case 'disc':
      return cone(shape.diameter, shape.diameter, shape.height);
    case 'cone':
      return cone(shape.bottom, shape.top, shape.height);
    case 'tube': {
      const segments = segmentsFor(shape.outer / 2, arcDeviationMm);
      const grown = 1 / Math.sqrt(areaShare(segments));
      const [outer, inner] = [(shape.outer / 2) * grown, (shape.inner / 2) * grown];
      return revolve(
        [
          [outer, 0],
          [outer, shape.height],
          [inner, shape.height],
          [inner, 0],
        ],
        segments,
        true,
      );
    }
    case 'sphere':
      return capsule(shape.diameter, shape.diameter);
    case 'capsule':
      return capsule(shape.diameter, shape.height);
  }
}

/** Of the shape itself, by formula, mm³. */
function shapeVolume(shape: Shape): number {
  switch (shape.kind) {
    case 'box':
      return shape.size[0] * shape.size[1] * shape.size[2];
    case 'disc':
      return (Math.PI / 4) * shape.diameter ** 2 * shape.height;
    case 'cone':
      return (Math.PI / 12) * (shape.bottom ** 2 + shape.bottom * shape.top + shape.top ** 2) * shape.height;
    case 'tube':
      return (Math.PI / 4) * (shape.outer ** 2 - shape.inner ** 2) * shape.height;
    case 'sphere':
      return (Math.PI / 6) * shape.diameter ** 3;
    case 'capsule':
      return (Math.PI / 4) * shape.diameter ** 2 * (shape.height - shape.diameter / 3);
  }
}

/** Corners of a full circle whose chords stray no more than the deviation, a multiple of four. */
function segmentsFor(radius: number, deviation: number): number {
  const most = Math.acos(Math.max(0.7, 1 - deviation / radius));
  return Math.max(24, 4 * Math.ceil(Math.PI / most / 4));
}

/** Area of a regular polygon as a share of the circle through its corners. */
function areaShare(segments: number): number {
  const angle = (2 * Math.PI) / segments;
  return Math.sin(angle) / angle;
}

function cone(bottom: number, top: number, height: number): Float32Array {
  const segments = segmentsFor(Math.max(bottom, top) / 2, arcDeviationMm);
  const grown = 1 / Math.sqrt(areaShare(segments));
  const corners: ProfilePoint[] = [
    [0, 0],
    [(bottom / 2) * grown, 0],
    [(top / 2) * grown, height],
    [0, height],
  ];
  const whole = corners.filter(([r], i) => r > 0 || (i === 0 ? bottom > 0 : i === 3 ? top > 0 : true));
  return revolve(whole, segments);
}

/** Two half spheres, and a cylinder between them where the height leaves room for one. */
function capsule(diameter: number, height: number): Float32Array {
  const radius = diameter / 2;
  // Facets stray along the meridian and along the parallel: half of the deviation for each.
  const segments = segmentsFor(radius, arcDeviationMm / 2);
  const steps = segments / 4;
  const cap = Array.from({ length: steps + 1 }, (_, i): ProfilePoint => {
    const angle = (Math.PI / 2) * (i / steps);
    return [i === 0 ? 0 : radius * Math.sin(angle), i === steps ? 0 : radius * Math.cos(angle)];
  });
  const upper = cap.toReversed().map(([r, z]): ProfilePoint => [r, r === 0 ? height : height - radius + z]);
  const lower = cap.map(([r, z]): ProfilePoint => [r, radius - z]);
  const profile = height > diameter ? [...lower, ...upper] : [...lower, ...upper.slice(1)];
  const exact = shapeVolume({ kind: 'capsule', diameter, height });
  const grown = Math.sqrt(exact / (turnedVolume(profile) * areaShare(segments)));
  return revolve(
    profile.map(([r, z]) => [r * grown, z]),
    segments,
  );
}

/** Of a profile turned about the axis, between true circles. */
function turnedVolume(profile: readonly ProfilePoint[]): number {
  let sum = 0;
  for (let i = 1; i < profile.length; i++) {
    const [r0, z0] = profile[i - 1];
    const [r1, z1] = profile[i];
    sum += (Math.PI / 3) * (r0 * r0 + r0 * r1 + r1 * r1) * (z1 - z0);
  }
  return sum;
}

function box(width: number, depth: number, height: number): Float32Array {
  const [x, y] = [width / 2, depth / 2];
  const foot: readonly (readonly [number, number])[] = [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
  const corners: number[] = [];
  const add = (...points: readonly (readonly [corner: number, z: number])[]) => {
    for (const [corner, z] of points) corners.push(...foot[corner], z);
  };
  add([0, 0], [2, 0], [1, 0], [0, 0], [3, 0], [2, 0]);
  for (let i = 0; i < 4; i++) {
    const j = (i + 1) % 4;
    add([i, 0], [j, 0], [j, height], [i, 0], [j, height], [i, height]);
  }
  add([0, height], [1, height], [2, height], [0, height], [2, height], [3, height]);
  const triangles = allocateTriangles(corners.length / 9);
  triangles.set(corners);
  return triangles;
}
