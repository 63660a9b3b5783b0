import { beforeAll, expect, test, vi } from 'vitest';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { emptyOutline } from '../../src/slice/outline.ts';
import { outlineOf, square } from './outlines.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

test('two squares that overlap unite, subtract and intersect to the square nanometre', () => {
  const a = square(0, 0, 10);
  const b = square(5, 5, 10);
  expect(outlineArea(polygons.union([a, b]))).toBe(175);
  expect(outlineArea(polygons.difference(a, b))).toBe(75);
  expect(outlineArea(polygons.intersection(a, b))).toBe(25);
});

test('an inset shrinks by its distance, keeps mitred corners and grows when negative', () => {
  expect(outlineArea(polygons.inset(square(0, 0, 10), 1_000_000))).toBe(64);
  expect(outlineArea(polygons.inset(square(0, 0, 10), -1_000_000))).toBe(144);
  expect(outlineArea(polygons.inset(square(0, 0, 10), -1_000_000, 'round'))).toBeCloseTo(140 + Math.PI, 2);
  expect(polygons.inset(square(0, 0, 10), 5_000_001)).toEqual(emptyOutline);
});

test('holes stay holes: outer rings counter-clockwise, holes clockwise', () => {
  const ring = polygons.difference(square(0, 0, 10), square(4, 4, 2));
  expect(ring.ringEnds.length).toBe(2);
  expect(outlineArea(ring)).toBe(96);
  expect(outlineArea(polygons.inset(ring, 1_000_000))).toBe(64 - 16);
});

test('a ring run backwards is as solid as one run forwards', () => {
  const backwards = outlineOf([
    [
      [0, 0],
      [0, 10],
      [10, 10],
      [10, 0],
    ],
  ]);
  expect(outlineArea(backwards)).toBe(-100);
  expect(outlineArea(polygons.union([backwards]))).toBe(100);
});

test('empty input gives empty output', () => {
  expect(polygons.union([])).toEqual(emptyOutline);
  expect(polygons.union([emptyOutline, emptyOutline])).toEqual(emptyOutline);
  expect(polygons.difference(emptyOutline, square(0, 0, 1))).toEqual(emptyOutline);
  expect(polygons.intersection(square(0, 0, 1), emptyOutline)).toEqual(emptyOutline);
  expect(polygons.inset(emptyOutline, 1)).toEqual(emptyOutline);
  expect(outlineArea(polygons.difference(square(0, 0, 1), emptyOutline))).toBe(1);
});

test('a triangle of some nanometres survives: the unit is the nanometre', () => {
  const tiny = outlineOf([
    [
      [0, 0],
      [0.00001, 0],
      [0.00001, 0.00005],
    ],
  ]);
  expect(polygons.union([tiny]).ringEnds.length).toBe(1);
});

test('Clipper is compiled and started once a thread, however many plans ask for it', async () => {
  const compiled = vi.spyOn(WebAssembly, 'instantiate');
  const [one, another] = [await loadPolygons(), await loadPolygons()];
  expect(compiled).not.toHaveBeenCalled();
  expect(one.union([square(0, 0, 10)])).toEqual(another.union([square(0, 0, 10)]));
  compiled.mockRestore();
});
