import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumMesh } from '../../src/mesh/study/edge-sum.ts';
import { hashPoint } from '../../src/mesh/study/hash-point.ts';
import { inspectMesh } from '../../src/mesh/study/inspect.ts';
import { box, cylinder, tube } from '../../src/scaffold/solids.ts';
import { runs } from '../proving.ts';
import { gyroid, volumeOf } from './odd-meshes.ts';

const cube = box(6, 6, 0, 4);

function without(t: Float32Array, triangle: number): Float32Array {
  return Float32Array.from(t.filter((_, i) => Math.floor(i / 9) !== triangle));
}

function turn(t: Float32Array, triangle: number): Float32Array {
  const out = t.slice();
  const o = 9 * triangle;
  out.set(t.subarray(o + 6, o + 9), o + 3);
  out.set(t.subarray(o + 3, o + 6), o + 6);
  return out;
}

function both(...all: Float32Array[]): Float32Array {
  return Float32Array.from(all.flatMap((t) => [...t]));
}

describe('the counts of a box', () => {
  test('whole', () => {
    expect(inspectMesh(cube, 'cube').report).toEqual({
      triangles: 12,
      shells: 1,
      watertight: true,
      openEdges: 0,
      nonManifoldEdges: 0,
      flippedEdges: 0,
      degenerate: 0,
      duplicate: 0,
      cancelled: 0,
      vanishedMm2: 0,
      caps: [],
      volumeMm3: 144,
      shellsInverted: 0,
      bounds: { min: [-3, -3, 0], max: [3, 3, 4] },
    });
  });

  test('without one triangle: closed again, and the opening is reported', () => {
    const { mesh, report, repairs } = inspectMesh(without(cube, 5), 'c');
    expect(report).toMatchObject({ watertight: true, openEdges: 0, shells: 1, caps: [{ sure: true, offPlane: 0 }] });
    expect(volumeOf(mesh.triangles)).toBeCloseTo(144, 9);
    expect(repairs).toEqual(['closed 1 opening']);
  });

  test('with one triangle turned: three flipped edges, turned back', () => {
    const { report, mesh, repairs } = inspectMesh(turn(cube, 4), 'c');
    expect(report).toMatchObject({ watertight: true, flippedEdges: 3, openEdges: 0 });
    expect([...mesh.triangles]).toEqual([...cube]);
    expect(repairs.join()).toContain('turned over 1 triangle ');
  });

  test('and another that shares one edge: one edge of four triangles', () => {
    const beside = cube.map((value, i) => value + (i % 3 === 2 ? 0 : 6));
    expect(inspectMesh(both(cube, beside), 'c').report).toMatchObject({ nonManifoldEdges: 1, watertight: true });
  });

  test('beside another: two shells; one inside out is turned', () => {
    const far = cube.map((value, i) => value + (i % 3 === 0 ? 20 : 0));
    const inverted = Array.from({ length: 12 }, (_, t) => t).reduce(turn, far);
    const { report, mesh } = inspectMesh(both(cube, inverted), 'c');
    expect(report).toMatchObject({ shells: 2, shellsInverted: 1, volumeMm3: 288 });
    expect(volumeOf(mesh.triangles)).toBeCloseTo(288, 3);
  });

  test('with minus zeros is the same box', () => {
    const signs = cube.map((value, i) => (value === 0 && i % 2 === 0 ? -0 : value));
    expect(inspectMesh(signs, 'c').report).toMatchObject({ watertight: true, openEdges: 0 });
  });
});

describe('the fingerprint', () => {
  const meshes = [cube, cylinder(4, 0, 2, 17), tube(2, 3, 0, 5, 33), gyroid()];

  test('is zero for closed surfaces in any order, whatever the first corner of each triangle', () => {
    const mesh = fc.constantFrom(...meshes);
    fc.assert(
      fc.property(mesh, fc.integer(), (triangles, seed) => {
        const count = triangles.length / 9;
        const step = 1 + 2 * (Math.abs(seed) % count);
        const shuffled = new Float32Array(triangles.length);
        const order = Array.from({ length: count }, (_, i) => i).sort(
          (a, b) => ((a * step) % 7919) - ((b * step) % 7919),
        );
        order.forEach((from, to) => {
          for (let k = 0; k < 9; k++) shuffled[9 * to + ((k + 3 * (from % 3)) % 9)] = triangles[9 * from + k];
        });
        const sums = sumMesh(shuffled);
        expect(sums.closed).toBe(true);
        expect(sums.volume).toBeCloseTo(sumMesh(triangles).volume, 2);
      }),
      runs(1, 40),
    );
  });

  test('is not zero when a triangle is missing, turned, doubled or moved by the last bit', () => {
    const damage = fc.constantFrom('missing', 'turned', 'doubled', 'nudged');
    fc.assert(
      fc.property(fc.constantFrom(...meshes), damage, fc.nat(), (triangles, kind, at) => {
        const triangle = at % (triangles.length / 9);
        let damaged: Float32Array = triangles.slice();
        if (kind === 'missing') damaged = without(triangles, triangle);
        if (kind === 'turned') damaged = turn(triangles, triangle);
        if (kind === 'doubled') damaged = both(triangles, triangles.slice(9 * triangle, 9 * triangle + 9));
        if (kind === 'nudged') new Int32Array(damaged.buffer)[9 * triangle] += 1;
        expect(sumMesh(damaged).closed).toBe(false);
      }),
      runs(2, 200),
    );
  });
});

test('points on a coarse grid spread over the hash table as random ones would', () => {
  const slots = new Set<number>();
  const bits = new Int32Array(new Float32Array([0.25]).buffer);
  const bitsOf = (value: number) => {
    new Float32Array(bits.buffer)[0] = value;
    return bits[0];
  };
  for (let x = 0; x < 16; x++) {
    for (let y = 0; y < 16; y++) {
      for (let z = 0; z < 16; z++) slots.add(hashPoint(bitsOf(x / 4), bitsOf(y / 4), bitsOf(z / 4)) & 0xffff);
    }
  }
  // 4096 balls in 65536 slots leave 3970 slots taken on average.
  expect(slots.size).toBeGreaterThan(3850);
});
