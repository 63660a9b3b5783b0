import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { box, cylinder, tube } from '../../src/scaffold/solids.ts';
import { meshOf } from '../mesh/mesh-of.ts';
import { volumeOf } from '../mesh/odd-meshes.ts';
import { surfaceOf } from '../mesh/surface-of-field.ts';
import { roundArea } from './round-area.ts';
import { topologyOf } from './topology.ts';

describe('solids are closed and have the volume of their formula', () => {
  test.each([
    ['box', box(3, 5, 1, 2), 2, 15],
    ['cylinder', cylinder(4, 0, 2.5, 96), 2, 2.5 * roundArea(4, 96)],
    ['tube', tube(2, 3, -1, 20, 64), 0, 21 * (roundArea(3, 64) - roundArea(2, 64))],
  ] as const)('%s', (_, triangles, euler, volume) => {
    expect(topologyOf(triangles)).toEqual({ unpaired: 0, euler });
    expect(volumeOf(triangles) / volume).toBeCloseTo(1, 5);
  });

  test('a polygon of 96 corners is 0.07 % smaller than its circle', () => {
    expect(roundArea(4, 96) / (Math.PI * 16)).toBeCloseTo(1 - (2 * Math.PI ** 2) / (3 * 96 ** 2), 6);
  });
});

describe('the surface of a field', () => {
  const sphere = (x: number, y: number, z: number) => Math.hypot(x, y, z) - 2;
  const grid = (step: number) => {
    const points = Math.ceil(5 / step) + 1;
    return { origin: [-2.5, -2.5, -2.5], points: [points, points, points], step } as const;
  };

  test('of a sphere is closed, of genus 0, and nears its volume with the square of the step', () => {
    const exact = (4 / 3) * Math.PI * 8;
    const error = [0.4, 0.2, 0.1].map((step) => {
      const triangles = surfaceOf(sphere, grid(step));
      expect(topologyOf(triangles)).toEqual({ unpaired: 0, euler: 2 });
      return exact - volumeOf(triangles);
    });
    expect(error[0]).toBeGreaterThan(0);
    expect(error[0] / error[1]).toBeGreaterThan(3);
    expect(error[1] / error[2]).toBeGreaterThan(3);
    expect(error[2] / exact).toBeLessThan(0.01);
  });

  test('through grid points is still closed', () => {
    const cube = (x: number, y: number, z: number) => Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) - 1;
    const triangles = surfaceOf(cube, grid(0.5));
    expect(topologyOf(triangles)).toEqual({ unpaired: 0, euler: 2 });
    for (const value of triangles) expect(Math.abs(value)).toBeLessThan(1.001);
    expect(Math.max(...triangles)).toBeCloseTo(1, 2);
  });

  test('of a torus has Euler characteristic 0', () => {
    const torus = (x: number, y: number, z: number) => Math.hypot(Math.hypot(x, y) - 1.5, z) - 0.6;
    expect(topologyOf(surfaceOf(torus, grid(0.2)))).toEqual({ unpaired: 0, euler: 0 });
  });
});

describe('a written STL file', () => {
  test('has the size of its count, a header that is no text, and unit normals that point outward', () => {
    const bytes = writeStl(meshOf(box(2, 2, 0, 2), 'solid'));
    const view = new DataView(bytes.buffer);
    expect(bytes.length).toBe(84 + 50 * 12);
    expect(view.getUint32(80, true)).toBe(12);
    expect(new TextDecoder().decode(bytes.subarray(0, 5))).not.toBe('solid');
    for (let t = 0; t < 12; t++) {
      const at = 84 + 50 * t;
      const n = [0, 4, 8].map((k) => view.getFloat32(at + k, true));
      const corner = [12, 16, 20].map((k) => view.getFloat32(at + k, true));
      expect(Math.hypot(...n)).toBeCloseTo(1, 6);
      expect(n[0] * corner[0] + n[1] * corner[1] + n[2] * (corner[2] - 1)).toBeCloseTo(1, 6);
    }
  });
});
