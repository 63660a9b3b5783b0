import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import { sliceMesh } from '../../src/slice/slice-mesh.ts';
import { stackLayers } from '../../src/slice/stack-layers.ts';
import { runs } from '../proving.ts';
import { box, meshOf, sphere, trianglesOf } from './soups.ts';

const origin = [0, 0, 0] as const;

test('a cube gives one counter-clockwise square a layer', () => {
  const { outlines, repairs } = sliceMesh(
    meshOf(box([0, 0, 0], [10, 10, 10])),
    stackLayers(10, { height: 0.2 }),
    origin,
  );
  expect(outlines.length).toBe(50);
  for (const outline of outlines) {
    expect(outline.ringEnds.length).toBe(1);
    expect(outlineArea(outline)).toBe(100);
  }
  expect(repairs).toEqual([]);
});

test('a cavity makes a clockwise hole', () => {
  const cavity = trianglesOf(box([3, 3, 1], [7, 7, 9])).flatMap((t) => [
    ...t.slice(3, 6),
    ...t.slice(0, 3),
    ...t.slice(6),
  ]);
  const mesh = meshOf([...box([0, 0, 0], [10, 10, 10]), ...cavity]);
  const { outlines } = sliceMesh(mesh, stackLayers(10, { height: 1 }), origin);
  expect(outlines.map((outline) => Math.round(outlineArea(outline)))).toEqual([
    100, 84, 84, 84, 84, 84, 84, 84, 84, 100,
  ]);
});

test('planes through corners and faces leave no ring open', () => {
  // Mid-planes at 0.5, 1.5, …: the step of the stairs lies exactly on one of them.
  const stairs = [...box([0, 0, 0], [2, 2, 1.5]), ...box([0, 0, 1.5], [1, 1, 3.5])];
  const { outlines, repairs } = sliceMesh(meshOf(stairs), stackLayers(3.5, { height: 1 }), origin);
  expect(repairs).toEqual([]);
  expect(outlines.map(outlineArea)).toEqual([4, 4, 1, 1]);
});

test('the shift moves the part between frames to the nanometre', () => {
  const mesh = meshOf(box([5, 5, 20], [6, 7, 21]));
  const { outlines } = sliceMesh(mesh, stackLayers(1, { height: 0.5 }), [-5.5, -6, -20]);
  expect(Array.from(outlines[1].points.filter((_, i) => i % 2 === 0)).sort((a, b) => a - b)[0]).toBe(-500_000);
  expect(outlines.map(outlineArea)).toEqual([2, 2]);
});

test('a sphere has the volume that its facets have, layer by layer', () => {
  const { outlines, repairs } = sliceMesh(meshOf(sphere([0, 0, 5], 5, 64)), stackLayers(10, { height: 0.1 }), origin);
  const volume = outlines.reduce((sum, outline) => sum + outlineArea(outline) * 0.1, 0);
  expect(volume / ((4 / 3) * Math.PI * 125)).toBeGreaterThan(0.997);
  expect(volume / ((4 / 3) * Math.PI * 125)).toBeLessThan(1);
  expect(repairs).toEqual([]);
});

test('the order of the triangles, and the corner each starts with, do not matter', () => {
  const soup = sphere([0, 0, 5], 5, 16);
  const plan = stackLayers(10, { height: 0.5 });
  const reference = sliceMesh(meshOf(soup), plan, origin);
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const random = seededRandom(seed);
      const shuffled = trianglesOf(soup)
        .map((t) => ({ t: random() < 0.5 ? t : [...t.slice(3), ...t.slice(0, 3)], key: random() }))
        .sort((a, b) => a.key - b.key)
        .flatMap(({ t }) => t);
      expect(sliceMesh(meshOf(shuffled), plan, origin)).toEqual(reference);
    }),
    runs(4, 20),
  );
});

test('a range of layers gives the same as those layers of the whole', () => {
  const mesh = meshOf(sphere([1, 2, 5], 5, 20));
  const plan = stackLayers(10, { height: 0.25, first: 0.4 });
  const whole = sliceMesh(mesh, plan, [0.1, 0.2, 0]);
  const range = { first: 7, last: 23 };
  expect(sliceMesh(mesh, plan, [0.1, 0.2, 0], range).outlines).toEqual(whole.outlines.slice(7, 24));
});

test('variable layer heights are cut at their own planes', () => {
  const cone = meshOf(sphere([0, 0, 5], 5, 40));
  const zones = [
    { until: 2, height: 0.1 },
    { until: 2.3, height: 0.03 },
  ];
  const plan = stackLayers(10, { height: 1, zones });
  const { outlines } = sliceMesh(cone, plan, origin);
  for (let l = 0; l < plan.count; l++) {
    const radius2 = 25 - (plan.plane[l] - 5) ** 2;
    expect(Math.abs(outlineArea(outlines[l]) - Math.PI * radius2)).toBeLessThan(0.02 * Math.PI * 25);
  }
});

test('a part beyond the reach of nanometres is refused by name', () => {
  const mesh = meshOf(box([0, 0, 0], [3000, 1, 1]), 'femur');
  expect(() => sliceMesh(mesh, stackLayers(1, { height: 0.5 }), origin)).toThrow('femur reaches from 0 to 3000 mm');
});

test('a mesh of no triangles gives empty layers', () => {
  const { outlines } = sliceMesh(meshOf([]), stackLayers(1, { height: 0.5 }), origin);
  expect(outlines.map((outline) => outline.ringEnds.length)).toEqual([0, 0]);
});
