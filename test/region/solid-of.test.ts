import { beforeAll, describe, expect, test } from 'vitest';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { solidOf } from '../../src/region/solid-of.ts';
import { outlineOf } from './outlines.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

type Ring = readonly (readonly [number, number])[];
const ring = (x: number, y: number, size: number): Ring => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];
const hole = (x: number, y: number, size: number): Ring => [...ring(x, y, size)].reverse();

describe('the material of a section', () => {
  const cases: readonly (readonly [name: string, rings: readonly Ring[], areaMm2: number, lostMm2: number])[] = [
    ['a square', [ring(0, 0, 10)], 100, 0],
    ['a square with a hole', [ring(0, 0, 10), hole(2, 2, 4)], 84, 0],
    ['an island in a hole', [ring(0, 0, 10), hole(1, 1, 8), ring(3, 3, 2)], 40, 0],
    ['two that overlap', [ring(0, 0, 10), ring(5, 5, 10)], 175, 0],
    ['two that overlap, with a hole in both', [ring(0, 0, 10), ring(5, 5, 10), hole(6, 6, 2)], 175, 0],
    ['a hole alone', [hole(0, 0, 10)], 0, 100],
    ['a hole alone beside a square', [ring(20, 0, 10), hole(0, 0, 10)], 100, 100],
    ['a hole alone with an island, which is lost too', [hole(0, 0, 10), ring(3, 3, 2)], 0, 100],
    ['a hole that reaches out of its square', [ring(0, 0, 10), hole(5, 5, 10)], 75, 75],
    [
      'holes that overlap within a square, which may mean anything',
      [ring(0, 0, 10), hole(2, 2, 4), hole(4, 4, 4)],
      72,
      4,
    ],
  ];

  test.each(cases)('of %s', (_, rings, areaMm2, lostMm2) => {
    const solid = solidOf(outlineOf(rings), polygons);
    expect(outlineArea(solid.outline)).toBeCloseTo(areaMm2, 6);
    expect(solid.lostMm2).toBeCloseTo(lostMm2, 6);
  });
});
