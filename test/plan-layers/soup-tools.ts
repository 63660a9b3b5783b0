import { type Point, toTriangles } from '../../src/scaffold/solids.ts';

/** Soups of triangles, moved, turned, damaged and put together. */

export type Random = () => number;

export function joined(...soups: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(soups.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const soup of soups) {
    all.set(soup, at);
    at += soup.length;
  }
  return all;
}

export function moved(soup: Float32Array, x: number, y = 0, z = 0): Float32Array {
  return soup.map((value, i) => value + [x, y, z][i % 3]);
}

export function scaled(soup: Float32Array, factor: number): Float32Array {
  return soup.map((value) => value * factor);
}

/** Turned about a random axis by a random angle. */
export function tumbled(soup: Float32Array, random: Random): Float32Array {
  const [a, b, c] = [random(), random(), random()].map((value) => 2 * Math.PI * value);
  return rotated(soup, a, b, c);
}

/** About z, then x, then z again. */
export function rotated(soup: Float32Array, a: number, b: number, c: number): Float32Array {
  const out = soup.slice();
  const spin = (i: number, p: number, q: number, angle: number) => {
    const [u, v] = [out[i + p], out[i + q]];
    out[i + p] = Math.cos(angle) * u - Math.sin(angle) * v;
    out[i + q] = Math.sin(angle) * u + Math.cos(angle) * v;
  };
  for (let i = 0; i < out.length; i += 3) {
    spin(i, 0, 1, a);
    spin(i, 1, 2, b);
    spin(i, 0, 1, c);
  }
  return out;
}

/** Those triangles turned over that are chosen; all where nothing is said. */
export function flipped(soup: Float32Array, which: (t: number) => boolean = () => true): Float32Array {
  const out = soup.slice();
  for (let i = 0; i < out.length; i += 9) {
    if (!which(i / 9)) continue;
    out.set(soup.subarray(i + 3, i + 6), i + 6);
    out.set(soup.subarray(i + 6, i + 9), i + 3);
  }
  return out;
}

export function kept(soup: Float32Array, which: (t: number, corners: Float32Array) => boolean): Float32Array {
  const out: number[] = [];
  for (let i = 0; i < soup.length; i += 9) {
    if (which(i / 9, soup.subarray(i, i + 9))) out.push(...soup.subarray(i, i + 9));
  }
  return Float32Array.from(out);
}

export function shuffled(soup: Float32Array, random: Random): Float32Array {
  const order = Array.from({ length: soup.length / 9 }, (_, t) => ({ t, key: random() })).sort((a, b) => a.key - b.key);
  const out = new Float32Array(soup.length);
  order.forEach(({ t }, at) => {
    const first = 3 * Math.floor(3 * random());
    for (let k = 0; k < 9; k++) out[9 * at + k] = soup[9 * t + ((k + first) % 9)];
  });
  return out;
}

/** Each triangle, where chosen, with its corners off by up to `mm` on each axis. */
export function noisy(soup: Float32Array, mm: number, random: Random, share = 1): Float32Array {
  let chosen = true;
  return soup.map((value, i) => {
    if (i % 9 === 0) chosen = random() < share;
    return chosen ? value + mm * (2 * random() - 1) : value;
  });
}

export const pick = (share: number, random: Random) => (): boolean => random() < share;

export function torus(radius: number, thick: number, around: number, across: number): Float32Array {
  const at = (i: number, j: number): Point => {
    const [a, b] = [(2 * Math.PI * (i % around)) / around, (2 * Math.PI * (j % across)) / across];
    const r = radius + thick * Math.cos(b);
    return [r * Math.cos(a), r * Math.sin(a), thick * Math.sin(b)];
  };
  const corners: Point[] = [];
  for (let i = 0; i < around; i++) {
    for (let j = 0; j < across; j++) {
      const [a, b, c, d] = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      corners.push(a, b, c, a, c, d);
    }
  }
  return toTriangles(corners);
}

/** A pipe along a curve, its ends open or closed by fans; `turned` makes its outside its inside. */
export function pipe(path: readonly Point[], radius: number, across: number, closed: boolean): Float32Array {
  const rings = path.map((p, i) => ringAround(path, i, p, radius, across));
  const corners: Point[] = [];
  for (let i = 0; i + 1 < rings.length; i++) {
    for (let j = 0; j < across; j++) {
      const k = (j + 1) % across;
      const [a, b, c, d] = [rings[i][j], rings[i][k], rings[i + 1][k], rings[i + 1][j]];
      corners.push(a, b, c, a, c, d);
    }
  }
  if (closed) {
    for (let j = 0; j < across; j++) {
      const k = (j + 1) % across;
      corners.push(path[0], rings[0][k], rings[0][j]);
      corners.push(path[path.length - 1], rings[rings.length - 1][j], rings[rings.length - 1][k]);
    }
  }
  return toTriangles(corners);
}

/** Rings in planes across the curve, for curves that lie in a plane of constant y. */
function ringAround(path: readonly Point[], i: number, p: Point, radius: number, across: number): Point[] {
  const [before, after] = [path[Math.max(0, i - 1)], path[Math.min(path.length - 1, i + 1)]];
  const [dx, dz] = [after[0] - before[0], after[2] - before[2]];
  const length = Math.hypot(dx, dz);
  const [nx, nz] = [-dz / length, dx / length];
  return Array.from({ length: across }, (_, j): Point => {
    const angle = (2 * Math.PI * j) / across;
    const [u, v] = [radius * Math.cos(angle), radius * Math.sin(angle)];
    return [p[0] + nx * u, p[1] - v, p[2] + nz * u];
  });
}
