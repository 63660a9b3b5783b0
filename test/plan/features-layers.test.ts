import { describe, expect, test } from 'vitest';
import { models } from '../../bench/models.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { mmPerUnit } from '../../src/mesh/transform.ts';
import { oddMeshes } from '../mesh/odd-meshes.ts';
import { draws } from '../proving.ts';
import { oneInkJob, planJob } from './plan-job.ts';
import { stlOf } from './sections.ts';

/** No layer is lost that holds at least one strand: judged on the triangles by scan lines, without outlines or offsets. */

const width = 0.41;
const layer = 0.2;

/** Cuts of triangles with a plane: ax ay bx by, four numbers each, mm. */
function cuts(triangles: Float32Array, z: number): Float64Array {
  const found: number[] = [];
  for (let t = 0; t < triangles.length; t += 9) {
    let ends = 0;
    for (let k = 0; k < 3; k++) {
      const [i, j] = [t + 3 * k, t + 3 * ((k + 1) % 3)];
      const [a, b] = [triangles[i + 2] - z, triangles[j + 2] - z];
      if (a >= 0 === b >= 0) continue;
      const s = a / (a - b);
      found.push(triangles[i] + (triangles[j] - triangles[i]) * s);
      found.push(triangles[i + 1] + (triangles[j + 1] - triangles[i + 1]) * s);
      ends++;
    }
    if (ends === 1) found.length -= 2;
  }
  return Float64Array.from(found);
}

/** How many cuts a ray from (x, y) meets, along x (axis 0) or y, forwards or backwards. */
function crossings(lines: Float64Array, x: number, y: number, axis: 0 | 1, forwards: boolean): number {
  const [u, v] = axis === 0 ? [x, y] : [y, x];
  let count = 0;
  for (let i = 0; i < lines.length; i += 4) {
    const [au, av, bu, bv] = [lines[i + axis], lines[i + 1 - axis], lines[i + 2 + axis], lines[i + 3 - axis]];
    if (av > v === bv > v) continue;
    const at = au + ((bu - au) * (v - av)) / (bv - av);
    if (at > u === forwards) count++;
  }
  return count;
}

function distanceTo(lines: Float64Array, x: number, y: number): number {
  let least = Infinity;
  for (let i = 0; i < lines.length; i += 4) {
    const [ax, ay] = [lines[i], lines[i + 1]];
    const [dx, dy] = [lines[i + 2] - ax, lines[i + 3] - ay];
    const square = dx * dx + dy * dy;
    const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
    const [ex, ey] = [x - ax - t * dx, y - ay - t * dy];
    least = Math.min(least, ex * ex + ey * ey);
  }
  return Math.sqrt(least);
}

/**
 * Whether somewhere a disc of 2.2 strands lies inside: room for a strand of its own width, whatever its direction. A
 * point counts as inside when rays in all four directions say so: cracks and copies only make the oracle miss rooms.
 */
function holdsStrand(lines: Float64Array): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < lines.length; i += 2) {
    minX = Math.min(minX, lines[i]);
    maxX = Math.max(maxX, lines[i]);
    minY = Math.min(minY, lines[i + 1]);
    maxY = Math.max(maxY, lines[i + 1]);
  }
  const step = 0.5 * width;
  for (let y = minY + 1.1 * width; y <= maxY - 1.1 * width; y += step) {
    for (let x = minX + 1.1 * width; x <= maxX - 1.1 * width; x += step) {
      if (distanceTo(lines, x, y) < 1.1 * width) continue;
      const odd = (axis: 0 | 1, forwards: boolean) => crossings(lines, x, y, axis, forwards) % 2 === 1;
      if (odd(0, true) && odd(0, false) && odd(1, true) && odd(1, false)) return true;
    }
  }
  return false;
}

async function expectNoLayerLost(bytes: Uint8Array, factor = 1, units = 'mm'): Promise<number> {
  const base = oneInkJob({ mesh: 'm.stl', width, layer, laydown: { spacing: 1.1714, angles: [45, 135] }, contours: 1 });
  const [part] = (base as { parts: object[] }).parts;
  const allow = ['mesh', 'flow', 'supply', 'time', 'overhang', 'bounds', 'collision'] as const;
  const { wells } = await planJob({ ...base, parts: [{ ...part, units }] }, { 'm.stl': bytes }, { allow });
  const triangles = readStl(bytes, 'm.stl').mesh.triangles.map((value) => value * factor);
  const floor = triangles.reduce((low, value, i) => (i % 3 === 2 && value < low ? value : low), Infinity);
  let holding = 0;
  const lost: number[] = [];
  for (const { index, top, height, strands } of wells.constructs[0].construct.layers) {
    if (!holdsStrand(cuts(triangles, floor + top - height / 2))) continue;
    holding++;
    if (strands.length === 0) lost.push(index);
  }
  expect(lost).toEqual([]);
  return holding;
}

const printed = oddMeshes().filter(({ prints }) => prints);

test.each(printed.map((mesh) => [mesh.name, mesh] as const))('%s', async (_, { bytes, units }) => {
  await expectNoLayerLost(bytes, units ? mmPerUnit[units] : 1, units);
});

describe('gyroids of the bench', () => {
  test.each(['gyroid_50k', 'gyroid_225k'].slice(0, draws(1, 2)))(
    '%s: every layer holds strands, and is printed',
    async (name) => {
      expect(await expectNoLayerLost(stlOf(models[name]()))).toBe(50);
    },
  );
});
