import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { boundsOf } from '../src/mesh/edge-sum.ts';
import { surfaceOf } from '../src/scaffold/marching-tetrahedra.ts';
import { writeStl } from '../src/scaffold/write-stl.ts';

/**
 * The models of the benchmark: one shape, a network gyroid (cell 4 mm) clipped by a cylinder (d 16, h 10), at rising
 * resolution. Deterministic and watertight. `npx tsx bench/models.ts [folder] [name…]`
 */
export const models: Readonly<Record<string, { readonly stepMm: number }>> = {
  gyroid_50k: { stepMm: 0.554 },
  gyroid_225k: { stepMm: 0.2753 },
  gyroid_1m: { stepMm: 0.1221 },
  gyroid_2m: { stepMm: 0.0862 },
};

const radius = 8;
const height = 10;
const cell = 4;

/** Triangles of the gyroid cylinder sampled at `step` mm. */
export function gyroidCylinder(step: number): Float32Array {
  const k = (2 * Math.PI) / cell;
  // The gyroid's own value is no distance; its slope is 1.5 k about, and the clip must weigh the same on all sides.
  const slope = 1.5 * k;
  const field = (x: number, y: number, z: number) => {
    const gyroid =
      Math.sin(k * x) * Math.cos(k * y) + Math.sin(k * y) * Math.cos(k * z) + Math.sin(k * z) * Math.cos(k * x);
    return Math.max(gyroid / slope, Math.hypot(x, y) - radius, -z, z - height);
  };
  // No grid plane lies on a face of the cylinder.
  const rim = 1.37 * step;
  const across = Math.ceil((2 * (radius + rim)) / step) + 1;
  const up = Math.ceil((height + 2 * rim) / step) + 1;
  return surfaceOf(field, { origin: [-radius - rim, -radius - rim, -rim], points: [across, across, up], step });
}

/** Writes the named models (all when none is named) as binary STL; gives their paths. */
export function writeModels(folder: string, names: readonly string[] = Object.keys(models)): string[] {
  mkdirSync(folder, { recursive: true });
  return names.map((name) => {
    const triangles = gyroidCylinder(models[name].stepMm);
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
