import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPieces } from '../../src/mesh/labels/voxel-pieces.ts';
import { sumMesh } from '../../src/mesh/study/edge-sum.ts';
import { chooseLabels } from '../../src/scan/choose-labels.ts';
import type { LabelVolume, Matrix } from '../../src/scan/label-volume.ts';
import { parseChoices, parseCrop } from '../../src/scan/parse-choices.ts';
import { type ScanParts, scanParts } from '../../src/scan/scan-parts.ts';
import { runs } from '../proving.ts';
import { type LabelAt, type Size, voxelsOf } from './make-scan.ts';

const unit: Matrix = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
];

function volumeOf(size: Size, labelAt: LabelAt, toRas: Matrix = unit): LabelVolume {
  return {
    format: 'NRRD',
    size,
    labels: Uint16Array.from(voxelsOf(size, labelAt)),
    toRas,
    names: new Map(),
    notes: [],
  };
}

function partsOf(
  volume: LabelVolume,
  { labels = 'all', smooth = 10, islands = 0, crop = '', lps = false } = {},
): ScanParts {
  const choices = parseChoices(labels, volume);
  const chosen = chooseLabels(volume, choices, 'map', crop === '' ? undefined : parseCrop(crop));
  return scanParts(chosen, choices, findPieces(chosen.volume, islands), { smooth, lps });
}

/** Each directed edge by its corners; those that run both ways cancel. */
function openEdges(triangles: Float32Array): number {
  const left = new Map<string, number>();
  for (let i = 0; i < triangles.length; i += 9) {
    const corners = [0, 3, 6].map((o) => triangles.subarray(i + o, i + o + 3).join());
    corners.forEach((from, c) => {
      const to = corners[(c + 1) % 3];
      const [key, way] = from < to ? [`${from} ${to}`, 1] : [`${to} ${from}`, -1];
      left.set(key, (left.get(key) ?? 0) + way);
    });
  }
  return [...left.values()].filter((sum) => sum !== 0).length;
}

/** Triangles whatever corner they begin with, by their sense. */
function faces(triangles: Float32Array, sense: 1 | -1): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i < triangles.length; i += 9) {
    const corners = [0, 3, 6].map((o) => triangles.subarray(i + o, i + o + 3).join());
    const ordered = sense === 1 ? corners : [corners[0], corners[2], corners[1]];
    const first = ordered.indexOf([...ordered].sort()[0]);
    found.add([0, 1, 2].map((c) => ordered[(first + c) % 3]).join(' '));
  }
  return found;
}

/** A ball of two halves with a core, on voxels that are no cubes. */
const size: Size = [33, 31, 25];
const step = [1, 1, 1.5];
const ball: LabelAt = (i, j, k) => {
  const r = Math.hypot((i - 16) * step[0], (j - 15) * step[1], (k - 12) * step[2]);
  return r < 5 ? 9 : r < 14 ? (i < 16 ? 3 : 4) : 0;
};
const stretched: Matrix = [
  [1, 0, 0, -50],
  [0, 1, 0, 20],
  [0, 0, 1.5, 7],
];

describe('a ball of two halves with a core', () => {
  const volume = volumeOf(size, ball, stretched);
  const scan = partsOf(volume);

  test('is closed part by part, and the parts fill their envelope', () => {
    const sum = scan.parts.reduce((all, { volumeMm3 }) => all + volumeMm3, 0);
    expect(Math.abs(sum / scan.envelopeMm3 - 1)).toBeLessThan(1e-9);
    for (const { mesh } of scan.parts) expect(openEdges(mesh.triangles)).toBe(0);
  });

  test('keeps the volume of its voxels, which is that of the ball', () => {
    for (const { volumeMm3, voxelMm3 } of scan.parts) expect(Math.abs(volumeMm3 / voxelMm3 - 1)).toBeLessThan(0.002);
    expect(scan.envelopeMm3 / ((4 / 3) * Math.PI * 14 ** 3)).toBeCloseTo(1, 1);
    expect(Math.abs(scan.parts[2].volumeMm3 / ((4 / 3) * Math.PI * 5 ** 3) - 1)).toBeLessThan(0.1);
  });

  test('is smooth: its surface lies nearer to the ball than the steps of its voxels', () => {
    const distances = (smooth: number) => {
      const { parts, shiftMm } = partsOf(volume, { labels: '3+4+9=ball', smooth });
      const centre = [-50 + 16, 20 + 15, 7 + 18].map((value, axis) => value + shiftMm[axis]);
      const { triangles } = parts[0].mesh;
      const off: number[] = [];
      for (let i = 0; i < triangles.length; i += 3) {
        off.push(Math.hypot(...centre.map((value, axis) => triangles[i + axis] - value)) - 14);
      }
      return Math.sqrt(off.reduce((sum, value) => sum + value ** 2, 0) / off.length);
    };
    expect(distances(10)).toBeLessThan(0.6 * distances(0));
    expect(distances(10)).toBeLessThan(0.15);
  });

  test('two parts that touch share every triangle between them', () => {
    const [left, right, core] = scan.parts.map(({ mesh }) => mesh.triangles);
    const shared = (a: Float32Array, b: Float32Array) => {
      const against = faces(b, -1);
      return [...faces(a, 1)].filter((face) => against.has(face)).length;
    };
    // All of the core's surface is shared with the halves.
    expect(shared(left, core) + shared(right, core)).toBe(core.length / 9);
    expect(shared(left, right)).toBeGreaterThan(100);
  });

  test('stands with the middle of its base at 0, 0, 0, and its shift leads back to the scan', () => {
    const low = [0, 1, 2].map((axis) => Math.min(...scan.parts.map(({ mesh }) => mesh.bounds.min[axis])));
    const high = [0, 1, 2].map((axis) => Math.max(...scan.parts.map(({ mesh }) => mesh.bounds.max[axis])));
    expect(low[2]).toBeCloseTo(0, 5);
    expect(low[0] + high[0]).toBeCloseTo(0, 4);
    const middle = [0, 1, 2].map((axis) => (low[axis] + high[axis]) / 2 - scan.shiftMm[axis]);
    [-34, 35, 25].forEach((value, axis) => expect(middle[axis]).toBeCloseTo(value, 1));
  });
});

test('any labels at all, noise included, make closed parts that fill their envelope and move less than half a voxel', () => {
  const noise = fc.record({
    size: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })),
    seed: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 216, maxLength: 216 }),
    smooth: fc.integer({ min: 0, max: 12 }),
    mirrored: fc.boolean(),
  });
  fc.assert(
    fc.property(noise, ({ size: [ni, nj, nk], seed, smooth, mirrored }) => {
      const labelAt: LabelAt = (i, j, k) => (i + j + k === 0 ? 1 : seed[(k * nj + j) * ni + i]);
      const matrix: Matrix = [[mirrored ? -1 : 1, 0, 0, 3], unit[1], unit[2]];
      const scan = partsOf(volumeOf([ni, nj, nk], labelAt, matrix), { smooth });
      const sum = scan.parts.reduce((all, { volumeMm3 }) => all + volumeMm3, 0);
      expect(Math.abs(sum - scan.envelopeMm3)).toBeLessThan(1e-9 * Math.max(1, scan.envelopeMm3) * 100);
      for (const { mesh, volumeMm3, pieces } of scan.parts) {
        expect(openEdges(mesh.triangles)).toBe(0);
        expect(volumeMm3).toBeGreaterThan(0);
        // Each face of a voxel may move by half a voxel.
        expect(Math.abs(volumeMm3 - pieces.voxels)).toBeLessThan(3 * pieces.voxels);
      }
    }),
    runs(17, 150),
  );
});

test('the same body lies on the same side, whichever way x runs on the disk', () => {
  // A long arm to the right of the patient, and a mark in front.
  const body: Size = [12, 8, 6];
  const there: LabelAt = (i, j, k) =>
    i > 2 && i < 10 && j > 2 && j < 5 && k > 1 && k < 4 ? 1 : i > 7 && j >= 5 && k === 2 ? 2 : 0;
  const plain = partsOf(volumeOf(body, there, [[1, 0, 0, 0], unit[1], unit[2]]));
  const turned = partsOf(volumeOf(body, (i, j, k) => there(11 - i, j, k), [[-1, 0, 0, 11], unit[1], unit[2]]));
  plain.parts.forEach((part, p) => {
    const other = turned.parts[p];
    // The diagonals of the quads run the other way.
    expect(Math.abs(other.volumeMm3 / part.volumeMm3 - 1)).toBeLessThan(0.01);
    for (const end of ['min', 'max'] as const) {
      part.mesh.bounds[end].forEach((value, axis) => expect(other.mesh.bounds[end][axis]).toBeCloseTo(value, 1));
    }
  });
  const [arm, mark] = plain.parts;
  expect(mark.mesh.bounds.max[0]).toBeGreaterThan(arm.mesh.bounds.max[0] - 1);
  expect(mark.mesh.bounds.max[1]).toBeGreaterThan(arm.mesh.bounds.max[1]);
  // Left and posterior instead: a half turn, no mirror.
  const lps = partsOf(volumeOf(body, there), { lps: true });
  expect(lps.parts[1].mesh.bounds.min[0]).toBeCloseTo(-mark.mesh.bounds.max[0], 4);
  expect(lps.parts[1].volumeMm3).toBeCloseTo(mark.volumeMm3, 4);
});

describe('choosing', () => {
  const three: LabelAt = (i, j, k) => (k !== 1 || j !== 1 ? 0 : i < 2 ? 5 : i < 4 ? 6 : i === 6 ? 5 : i > 8 ? 7 : 0);
  const volume = volumeOf([12, 3, 3], three);

  test('merges, names and leaves out', () => {
    const { parts } = partsOf(volume, { labels: '5+6=bone, 7', smooth: 0 });
    expect(parts.map(({ name, labels, pieces }) => [name, labels, pieces.voxels, pieces.pieces])).toEqual([
      ['bone', [5, 6], 5, 2],
      ['label 7', [7], 3, 1],
    ]);
  });

  test('drops islands and counts them, but never the whole label', () => {
    const { parts } = partsOf(volume, { labels: 'all', islands: 3, smooth: 0 });
    expect(parts.map(({ pieces }) => [pieces.voxels, pieces.dropped])).toEqual([
      [2, 1],
      [2, 0],
      [3, 0],
    ]);
  });

  test('crops by voxels', () => {
    const { parts } = partsOf(volume, { labels: '5', crop: '1:12,0:3,0:3', smooth: 0 });
    expect(parts[0].pieces).toMatchObject({ voxels: 2, pieces: 2 });
  });

  test.each([
    ['8', '', /no voxel of 8/],
    ['5,5=a', '', /Label 5 is chosen for two parts/],
    ['bone', '', /names no label/],
    ['0', '', /names no label/],
    ['5', '0:13,0:3,0:3', /does not lie within/],
    ['7', '0:4,0:3,0:3', /no voxel of 7 within the crop/],
  ])('%s %s is refused', (labels, crop, what) => {
    expect(() => partsOf(volume, { labels, crop })).toThrow(what);
  });

  test('counts voxels of places thinner than two of them', () => {
    const plate: LabelAt = (i, j, k) => (k < 2 && i < 4 && j < 4 ? 1 : i === 2 && j === 2 && k < 6 ? 1 : 0);
    expect(findPieces(volumeOf([5, 5, 7], plate)).get(1)).toMatchObject({ voxels: 36, thin: 4, pieces: 1 });
  });
});

test('a part of many thousand triangles is closed by the fingerprint that the planner uses', () => {
  const bumpy: LabelAt = (i, j, k) =>
    Math.hypot(i - 30, j - 30, k - 30) < 22 + 4 * Math.sin(i / 3) * Math.sin(j / 4) * Math.sin(k / 2) ? 1 : 0;
  const [{ mesh, volumeMm3, voxelMm3 }] = partsOf(volumeOf([61, 61, 61], bumpy)).parts;
  expect(mesh.triangles.length / 9).toBeGreaterThan(10_000);
  expect(sumMesh(mesh.triangles)).toMatchObject({ closed: true, degenerate: 0, doubled: false });
  expect(volumeMm3 / voxelMm3).toBeCloseTo(1, 3);
});
