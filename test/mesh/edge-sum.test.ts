import { expect, test } from 'vitest';
import { recordReader } from '../../src/mesh/formats/stl/stl-binary.ts';
import { sumMesh } from '../../src/mesh/study/edge-sum.ts';

// A torus of so many triangles that its sums and its records are taken in several pieces.
const around = 300;
const across = 160;
const [large, small] = [5, 2];

function torus(): Float32Array {
  const corner = (i: number, j: number) => {
    const u = (2 * Math.PI * (i % around)) / around;
    const v = (2 * Math.PI * (j % across)) / across;
    const r = large + small * Math.cos(v);
    return [100 + r * Math.cos(u), r * Math.sin(u), small * Math.sin(v)];
  };
  const triangles = new Float32Array(18 * around * across);
  for (let i = 0; i < around; i++)
    for (let j = 0; j < across; j++) {
      const [a, b, c, d] = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
      triangles.set([a, b, c, a, c, d].flat(), 18 * (i * across + j));
    }
  return triangles;
}

/** Whole for all tests: each works on a copy. */
const mesh = torus();

function joined(...pieces: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Signed tetrahedra with the origin, the way a textbook has it. */
function volumeOf(t: Float32Array): number {
  let six = 0;
  for (let i = 0; i < t.length; i += 9) {
    const [ax, ay, az] = [t[i], t[i + 1], t[i + 2]];
    const [bx, by, bz] = [t[i + 3], t[i + 4], t[i + 5]];
    const [cx, cy, cz] = [t[i + 6], t[i + 7], t[i + 8]];
    six += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return six / 6;
}

test('sums of a mesh of several pieces', () => {
  const sums = sumMesh(mesh);
  expect(sums.closed).toBe(true);
  expect(sums.doubled).toBe(false);
  expect(sums.degenerate).toBe(0);
  expect(sums.volume).toBeCloseTo(volumeOf(mesh), 6);
  expect(Math.abs(sums.volume / (2 * Math.PI ** 2 * large * small ** 2) - 1)).toBeLessThan(1e-3);
  expect(sums.bounds).toEqual({ min: [93, expect.closeTo(-7, 6), -2], max: [107, expect.closeTo(7, 6), 2] });
});

test('one triangle turned over or left out, anywhere, opens the mesh', () => {
  const triangles = mesh.length / 9;
  for (const t of [0, 1, 32_767, 32_768, triangles - 1]) {
    const turned = mesh.slice();
    turned.copyWithin(9 * t, 9 * t + 3, 9 * t + 9);
    turned.set(mesh.subarray(9 * t, 9 * t + 3), 9 * t + 6);
    expect(sumMesh(turned).closed).toBe(true);
    turned.set(mesh.subarray(9 * t, 9 * t + 3), 9 * t + 3);
    turned.set(mesh.subarray(9 * t + 3, 9 * t + 6), 9 * t);
    turned.set(mesh.subarray(9 * t + 6, 9 * t + 9), 9 * t + 6);
    expect(sumMesh(turned).closed).toBe(false);
    const without = joined(mesh.subarray(0, 9 * t), mesh.subarray(9 * t + 9));
    expect(sumMesh(without).closed).toBe(false);
  }
});

test('a mesh that stands in a file twice is doubled, minus zero is zero, and triangles without area are counted', () => {
  expect(sumMesh(joined(mesh, mesh)).doubled).toBe(true);
  const signed = mesh.map((x) => (x === 0 ? -0 : x));
  expect(signed.some((x) => Object.is(x, -0))).toBe(true);
  expect(sumMesh(signed)).toMatchObject({ closed: true, volume: sumMesh(mesh).volume });
  expect(sumMesh(Float32Array.from([...mesh.subarray(0, 900), 1, 2, 3, 1, 2, 3, 4, 5, 6])).degenerate).toBe(1);
});

test('records are taken in pieces, and those that are not finite left out wherever they stand', () => {
  const triangles = mesh.length / 9;
  const file = new DataView(new ArrayBuffer(50 * triangles));
  for (let t = 0; t < triangles; t++)
    for (let k = 0; k < 9; k++) file.setFloat32(50 * t + 12 + 4 * k, mesh[9 * t + k], true);
  const broken = [0, 20_970, 20_971, 20_972, triangles - 1];
  broken.forEach((t, i) => {
    file.setFloat32(50 * t + 12 + 4 * (2 * i), [Number.NaN, Infinity, -Infinity][i % 3], true);
  });
  const reader = recordReader(triangles);
  const bytes = new Uint8Array(file.buffer);
  const half = 50 * (triangles >> 1);
  reader.take(bytes.subarray(0, half));
  reader.take(bytes.subarray(half));
  const { triangles: kept, nonFinite } = reader.end();
  expect(nonFinite).toBe(broken.length);
  const whole = mesh.filter((_, i) => !broken.includes(Math.floor(i / 9)));
  // A deep comparison of so many numbers one by one takes seconds.
  expect(Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength).equals(Buffer.from(whole.buffer))).toBe(true);
});
