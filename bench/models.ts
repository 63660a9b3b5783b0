import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeStl } from '../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../src/mesh/study/edge-sum.ts';
import { surfaceOf } from '../test/mesh/surface-of-field.ts';

/**
 * The models of the benchmark: one shape at rising resolution, a network gyroid (cell 4 mm) clipped by a cylinder (d 16,
 * h 10), an organ of full size, and a bush of narrow twigs. Deterministic and watertight. `npx tsx bench/models.ts [folder] [name…]`
 */
export const models: Readonly<Record<string, () => Float32Array>> = {
  gyroid_50k: () => gyroidCylinder(0.6),
  gyroid_225k: () => gyroidCylinder(0.281),
  gyroid_1m: () => gyroidCylinder(0.1233),
  gyroid_2m: () => gyroidCylinder(0.0871),
  organ_873: () => organ(1),
  twigs_900k: () => twigs(160),
  // 500 MB: only when it is named.
  gyroid_10m: () => gyroidCylinder(0.0423),
};

/** The gyroids of the table of slicing. */
export const usualModels: readonly string[] = ['gyroid_50k', 'gyroid_225k', 'gyroid_1m', 'gyroid_2m'];

const radius = 8;
const height = 10;
const cell = 4;

/**
 * Triangles of the gyroid cylinder sampled about every `step` mm. The grid is bent so that its rim is the cylinder:
 * clipping the field instead would chamfer every sharp edge by a step, and coarse models would be smaller ones.
 */
export function gyroidCylinder(step: number): Float32Array {
  const k = (2 * Math.PI) / cell;
  const gyroid = (x: number, y: number, z: number) =>
    Math.sin(k * x) * Math.cos(k * y) + Math.sin(k * y) * Math.cos(k * z) + Math.sin(k * z) * Math.cos(k * x);
  // In units of the grid, which has whole steps from rim to rim and one row more outside.
  const across = Math.round((2 * radius) / step);
  const up = Math.round(height / step);
  const bend = (u: number, v: number, w: number): [number, number, number] => {
    const x = (2 * u) / across - 1;
    const y = (2 * v) / across - 1;
    const length = Math.hypot(x, y);
    const scale = length > 0 ? (radius * Math.max(Math.abs(x), Math.abs(y))) / length : 0;
    return [x * scale, y * scale, (w * height) / up];
  };
  const field = (u: number, v: number, w: number) => {
    const [cu, cv, cw] = [clamp(u, across), clamp(v, across), clamp(w, up)];
    const value = gyroid(...bend(cu, cv, cw));
    // Outside the rim the field goes on as at the rim, but nothing is inside there: the cut falls on the rim itself.
    return cu === u && cv === v && cw === w ? value : Math.max(value, 1e-9);
  };
  const corners = surfaceOf(field, { origin: [-1, -1, -1], points: [across + 3, across + 3, up + 3], step: 1 });
  for (let i = 0; i < corners.length; i += 3) {
    const at = bend(onGrid(corners[i], across), onGrid(corners[i + 1], across), onGrid(corners[i + 2], up));
    corners.set(at, i);
  }
  return withoutCollapsed(corners);
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** Clamped to the rim, and moved onto a grid point that is very near. */
function onGrid(value: number, most: number): number {
  const inside = clamp(value, most);
  const whole = Math.round(inside);
  return Math.abs(inside - whole) < 0.02 ? whole : inside;
}

/** Leaves out triangles two of whose corners have fallen together; the surface stays closed. */
function withoutCollapsed(t: Float32Array): Float32Array {
  const same = (a: number, b: number) => t[a] === t[b] && t[a + 1] === t[b + 1] && t[a + 2] === t[b + 2];
  let kept = 0;
  for (let i = 0; i < t.length; i += 9) {
    if (same(i, i + 3) || same(i + 3, i + 6) || same(i, i + 6)) continue;
    t.copyWithin(kept, i, i + 9);
    kept += 9;
  }
  return t.slice(0, kept);
}

const lobes: readonly (readonly [x: number, y: number, z: number, rx: number, ry: number, rz: number])[] = [
  [0, 0, 62, 44, 34, 62],
  [14, 6, 108, 34, 30, 62],
  [-18, -8, 96, 30, 26, 70],
];

/** Middle lines of vessels through the lobes, with their radius, mm. */
const vessels: readonly (readonly [from: readonly number[], to: readonly number[], radius: number])[] = [
  [[0, 0, -5], [2, 0, 120], 5],
  [[2, 0, 60], [30, 10, 130], 3],
  [[2, 0, 70], [-26, -12, 140], 3],
  [[0, 0, 40], [0, 26, 90], 2],
  [[0, 0, 50], [10, -26, 100], 2],
];

/** An organ 174.6 mm high (873 layers of 0.2 mm): lobes that run into each other, with vessels through them. */
export function organ(step: number): Float32Array {
  const high = 174.6;
  const field = (x: number, y: number, z: number) => {
    let inside = -1;
    for (const [cx, cy, cz, rx, ry, rz] of lobes) {
      const away = Math.hypot((x - cx) / rx, (y - cy) / ry, (z - cz) / rz);
      inside = Math.max(inside, (1 - away) * Math.min(rx, ry, rz));
    }
    for (const [from, to, radius] of vessels) inside = Math.min(inside, distanceTo(from, to, [x, y, z]) - radius);
    return -inside;
  };
  const triangles = surfaceOf(field, { origin: [-60, -60, -6], points: [121, 121, 188], step });
  let low = Infinity;
  let top = -Infinity;
  for (let i = 2; i < triangles.length; i += 3) {
    low = Math.min(low, triangles[i]);
    top = Math.max(top, triangles[i]);
  }
  return withoutCollapsed(triangles.map((v, i) => (i % 3 === 2 ? ((v - low) * high) / (top - low) : v)));
}

function distanceTo(from: readonly number[], to: readonly number[], at: readonly number[]): number {
  const along = from.map((v, i) => to[i] - v);
  const t = along.reduce((sum, v, i) => sum + v * (at[i] - from[i]), 0) / along.reduce((sum, v) => sum + v * v, 0);
  const near = Math.min(1, Math.max(0, t));
  return Math.hypot(...at.map((v, i) => v - from[i] - near * along[i]));
}

/**
 * A bush of closed tubes 0.5 to 2.4 mm thick that run into each other, 5 760 triangles each, in a box of 30 x 30 x 12 mm:
 * many small rings a layer, as vascular casts have. From a fixed seed.
 */
export function twigs(count: number): Float32Array {
  let seed = 20_261_127;
  const draw = (low: number, high: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return low + ((high - low) * seed) / 2 ** 32;
  };
  const all: number[] = [];
  for (let t = 0; t < count; t++) {
    const foot = [draw(2, 28), draw(2, 28), 0];
    const lean = [draw(-6, 6), draw(-6, 6)];
    const [radius, bend] = [draw(0.25, 1.2), draw(0, 2 * Math.PI)];
    const ring = (k: number, around: number): number[] => {
      const share = k / rings;
      const thick = radius * (1 - 0.5 * share);
      const sway = Math.sin(3 * share + bend);
      const angle = (2 * Math.PI * around) / sides;
      return [
        foot[0] + lean[0] * share + sway + thick * Math.cos(angle),
        foot[1] + lean[1] * share + sway + thick * Math.sin(angle),
        twigHeight * share,
      ];
    };
    const middle = (k: number): number[] => {
      const [a, b] = [ring(k, 0), ring(k, sides / 2)];
      return a.map((v, i) => (v + b[i]) / 2);
    };
    for (let i = 0; i < sides; i++) {
      for (let k = 0; k < rings; k++) {
        const [a, b, c, d] = [ring(k, i), ring(k, i + 1), ring(k + 1, i + 1), ring(k + 1, i)];
        all.push(...a, ...b, ...c, ...a, ...c, ...d);
      }
      all.push(
        ...middle(0),
        ...ring(0, i + 1),
        ...ring(0, i),
        ...middle(rings),
        ...ring(rings, i),
        ...ring(rings, i + 1),
      );
    }
  }
  return Float32Array.from(all);
}

const sides = 48;
const rings = 59;
const twigHeight = 12;

/** Writes the named models (the usual ones when none is named) as binary STL; gives their paths. */
export function writeModels(folder: string, names: readonly string[] = usualModels): string[] {
  mkdirSync(folder, { recursive: true });
  return names.map((name) => {
    const triangles = models[name]();
    const path = join(folder, `${name}.stl`);
    writeFileSync(path, writeStl({ name, triangles, bounds: boundsOf(triangles) }));
    console.log(`${path}: ${triangles.length / 9} triangles`);
    return path;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder = 'out/bench', ...names] = process.argv.slice(2);
  writeModels(folder, names.length > 0 ? names : undefined);
}
