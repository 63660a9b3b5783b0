import type { Mesh } from '../../src/mesh/mesh.ts';

type Point = readonly [x: number, y: number, z: number];

/** A mesh from flat numbers, nine a triangle, mm. */
export function meshOf(numbers: ArrayLike<number>, name = 'part'): Mesh {
  const triangles = Float32Array.from(numbers);
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < triangles.length; i++) {
    min[i % 3] = Math.min(min[i % 3], triangles[i]);
    max[i % 3] = Math.max(max[i % 3], triangles[i]);
  }
  return { name, triangles, bounds: { min, max } };
}

/** A closed box facing outwards, twelve triangles. */
export function box(low: Point, high: Point): number[] {
  const corner = (i: number): Point => [i & 1 ? high[0] : low[0], i & 2 ? high[1] : low[1], i & 4 ? high[2] : low[2]];
  const faces = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [1, 3, 7, 5],
    [3, 2, 6, 7],
    [2, 0, 4, 6],
  ];
  return faces.flatMap(([a, b, c, d]) => [a, b, c, a, c, d].flatMap((i) => [...corner(i)]));
}

/** A sphere of `bands` rings of latitude and twice as many of longitude, closed, facing outwards. */
export function sphere(centre: Point, radius: number, bands: number): number[] {
  const at = (i: number, j: number): Point => {
    const polar = (Math.PI * i) / bands;
    const around = (Math.PI * (j % (2 * bands))) / bands;
    if (i === 0 || i === bands) return [centre[0], centre[1], centre[2] + radius * Math.cos(polar)];
    return [
      centre[0] + radius * Math.sin(polar) * Math.cos(around),
      centre[1] + radius * Math.sin(polar) * Math.sin(around),
      centre[2] + radius * Math.cos(polar),
    ];
  };
  const out: number[] = [];
  for (let i = 0; i < bands; i++) {
    for (let j = 0; j < 2 * bands; j++) {
      const [a, b, c, d] = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      if (i < bands - 1) out.push(...a, ...b, ...c);
      if (i > 0) out.push(...a, ...c, ...d);
    }
  }
  return out;
}

/** The triangles of a soup, one array each. */
export function trianglesOf(soup: ArrayLike<number>): number[][] {
  return Array.from({ length: soup.length / 9 }, (_, t) => Array.from({ length: 9 }, (_, k) => soup[9 * t + k]));
}

/** A tube standing on z 0: closed ring walls of `segments` facets, facing outwards. */
export function tube(outer: number, inner: number, height: number, segments: number): number[] {
  const at = (radius: number, j: number, z: number): Point => {
    const around = (2 * Math.PI * (j % segments)) / segments;
    return [radius * Math.cos(around), radius * Math.sin(around), z];
  };
  const out: number[] = [];
  const quad = (a: Point, b: Point, c: Point, d: Point) => out.push(...a, ...b, ...c, ...a, ...c, ...d);
  const steps = 16;
  for (let j = 0; j < segments; j++) {
    for (let k = 0; k < steps; k++) {
      const z0 = (height * k) / steps;
      const z1 = (height * (k + 1)) / steps;
      quad(at(outer, j, z0), at(outer, j + 1, z0), at(outer, j + 1, z1), at(outer, j, z1));
      quad(at(inner, j + 1, z0), at(inner, j, z0), at(inner, j, z1), at(inner, j + 1, z1));
    }
    quad(at(outer, j + 1, 0), at(outer, j, 0), at(inner, j, 0), at(inner, j + 1, 0));
    quad(at(outer, j, height), at(outer, j + 1, height), at(inner, j + 1, height), at(inner, j, height));
  }
  return out;
}
