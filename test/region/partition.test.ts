import fc from 'fast-check';
import {
  ClipType,
  loadNativeClipperLibInstanceAsync,
  NativeClipperLibRequestedFormat,
  PolyFillType,
} from 'js-angusj-clipper';
import { beforeAll, expect, test } from 'vitest';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import { isExact, type PartOnLayer, partition } from '../../src/region/partition.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import type { Outline } from '../../src/slice/outline.ts';
import { simplifyOutline } from '../../src/slice/simplify-outline.ts';
import { sliceMesh } from '../../src/slice/slice-mesh.ts';
import { stackLayers } from '../../src/slice/stack-layers.ts';
import { runs } from '../proving.ts';
import { meshOf, sphere } from '../slice/soups.ts';
import { outlineOf, square } from './outlines.ts';

let polygons: Polygons;
let oracle: Awaited<ReturnType<typeof loadNativeClipperLibInstanceAsync>>;
beforeAll(async () => {
  polygons = await loadPolygons();
  oracle = await loadNativeClipperLibInstanceAsync(NativeClipperLibRequestedFormat.WasmWithAsmJsFallback);
});

const part = (outline: Outline, more: Partial<PartOnLayer> = {}): PartOnLayer => ({
  part: 'part',
  ink: 'a',
  outline,
  precedence: 0,
  narrowestMm: 0,
  ...more,
});

const areas = (parts: readonly PartOnLayer[]) =>
  partition(parts, 0, polygons).regions.map(({ ink, areaMm2 }) => [ink, Math.round(areaMm2 * 1e6) / 1e6]);

test('a later part carves an earlier one', () => {
  const given = [part(square(0, 0, 10)), part(square(5, 5, 10), { ink: 'b' })];
  expect(areas(given)).toEqual([
    ['a', 75],
    ['b', 100],
  ]);
});

test('precedence overrides the order of the parts; regions keep that order', () => {
  const given = [part(square(0, 0, 10), { precedence: 1 }), part(square(5, 5, 10), { ink: 'b' })];
  expect(areas(given)).toEqual([
    ['a', 100],
    ['b', 75],
  ]);
});

test('overlapping names parts of a precedence that lie in others, not those that touch them', () => {
  const middle = part(square(0, 0, 10), { part: 'middle', precedence: 1 });
  const beside = part(square(10, 0, 10), { part: 'beside', precedence: 2 });
  const over = part(square(5, 5, 4), { part: 'over' });
  const names = (parts: readonly PartOnLayer[]) => partition(parts, 0, polygons).overlapping;
  expect(names([middle, beside])).toEqual([]);
  expect(names([middle, beside, over])).toEqual(['middle']);
  expect(names([over, part(square(0, 0, 10))])).toEqual([]);
});

test('a part that others cover has no region', () => {
  const given = [part(square(2, 2, 1)), part(square(0, 0, 10), { ink: 'b' })];
  expect(areas(given)).toEqual([['b', 100]]);
});

test('a part that others cover together is named with them', () => {
  const left = part(square(0, 0, 10), { part: 'left' });
  const right = part(square(10, 0, 10), { part: 'right' });
  const far = part(square(50, 0, 10), { part: 'far' });
  const inner = part(square(8, 2, 4), { part: 'inner' });
  const covered = (parts: readonly PartOnLayer[]) => partition(parts, 0, polygons).covered;
  expect(covered([inner, left, far, right])).toEqual([{ part: 'inner', by: ['left', 'right'] }]);
  expect(covered([inner, left, far])).toEqual([]);
  expect(covered([left, right, far, inner])).toEqual([]);
  // Its rest is narrower than asked.
  const reaching = part(square(8, 2, 12.1), { part: 'reaching', narrowestMm: 0.2 });
  expect(covered([reaching, left, part(square(10, 0, 20), { part: 'right' })])).toEqual([]);
  expect(covered([part(square(8, 2, 8.1), { part: 'rim', narrowestMm: 0.2 }), left, right])).toEqual([
    { part: 'rim', by: ['left', 'right'] },
  ]);
});

test('parts that share a wall touch and take nothing from each other', () => {
  const given = [part(square(0, 0, 10)), part(square(10, 0, 10), { ink: 'b' })];
  const { regions, areaErrorMm2, sliverMm2 } = partition(given, 0, polygons);
  expect(regions.map(({ areaMm2 }) => areaMm2)).toEqual([100, 100]);
  expect([areaErrorMm2, sliverMm2]).toEqual([0, 0]);
});

test('a shell is as thick as asked, on holes too, and the core is the rest', () => {
  const ring = polygons.difference(square(0, 0, 10), square(4, 4, 2));
  const given = [part(ring, { shell: { ink: 's', thicknessMm: 1 } })];
  const [shell, core] = partition(given, 0, polygons).regions;
  expect([shell.ink, shell.role, core.ink, core.role]).toEqual(['s', 'shell', 'a', 'core']);
  // The core: the square less 1 mm all around, and the hole grown by 1 mm with round corners.
  expect(core.areaMm2).toBeCloseTo(64 - (4 + 8 + Math.PI), 2);
  expect(shell.areaMm2 + core.areaMm2).toBeCloseTo(96, 6);
});

test('a shell thicker than the part leaves no core', () => {
  const given = [part(square(0, 0, 2), { shell: { ink: 's', thicknessMm: 1.5 } })];
  expect(areas(given)).toEqual([['s', 4]]);
});

test('pieces narrower than asked are dropped and their area told', () => {
  // The second square leaves an L of the first: a leg of 0.05 mm and a leg of 3 mm, in one piece or in two.
  const narrow = part(square(0, 0, 10), { narrowestMm: 0.2 });
  const whole = partition([narrow, part(square(3, 0.05, 20), { ink: 'b' })], 0, polygons);
  expect(whole.sliverMm2).toBe(0);
  const block = outlineOf([
    [
      [-1, 0.05],
      [20, 0.05],
      [20, 20],
      [-1, 20],
    ],
  ]);
  const sliver = partition([narrow, part(block, { ink: 'b' })], 0, polygons);
  expect(sliver.regions.map(({ ink }) => ink)).toEqual(['b']);
  expect(sliver.sliverMm2).toBeCloseTo(0.5, 9);
  expect(isExact(sliver)).toBe(true);
});

test('a thin ring around a covered part is a sliver although it is long', () => {
  const given = [part(square(0, 0, 10), { narrowestMm: 0.2 }), part(square(0.05, 0.05, 9.9), { ink: 'b' })];
  const { regions, sliverMm2 } = partition(given, 0, polygons);
  expect(regions.map(({ ink }) => ink)).toEqual(['b']);
  expect(sliverMm2).toBeCloseTo(100 - 9.9 * 9.9, 6);
});

test('two overlapping spheres of different inks: areas add up to the union within 1e-6 on every layer', () => {
  const plan = stackLayers(12, { height: 0.1 });
  const cut = (centre: [number, number, number], radius: number) =>
    sliceMesh(meshOf(sphere(centre, radius, 60)), plan, [0, 0, 0]).outlines;
  const one = cut([0, 0, 5], 5);
  const other = cut([3.1, 1.7, 7], 5);
  for (let layer = 0; layer < plan.count; layer++) {
    for (const tolerance of [0, 8000]) {
      const outlines = [one[layer], other[layer]].map((outline) => simplifyOutline(outline, tolerance));
      const given = [part(outlines[0], { narrowestMm: 0.2 }), part(outlines[1], { ink: 'b', narrowestMm: 0.2 })];
      const { regions, sliverMm2 } = partition(given, layer, polygons);
      const union = outlineArea(polygons.union(outlines));
      const sum = regions.reduce((total, { areaMm2 }) => total + areaMm2, sliverMm2);
      expect(Math.abs(sum - union), `layer ${layer}`).toBeLessThanOrEqual(1e-6 * union);
    }
  }
});

test('random parts with self-crossings: areas agree with an independent clipper', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }));
  const ring = fc.array(point, { minLength: 3, maxLength: 12 });
  let reported = 0;
  fc.assert(
    fc.property(ring, ring, ring, (...rings) => {
      const outlines = rings.map((r) => outlineOf([r.map(([x, y]) => [x / 4, y / 4] as const)]));
      const given = outlines.map((outline, i) => part(outline, { ink: 'abc'[i] }));
      const result = partition(given, 0, polygons);
      const expected = oracleArea(rings);
      // A mismatch that is told is not a lie: Clipper2 has a rare defect on degenerate input.
      if (!isExact(result)) {
        reported++;
        return;
      }
      expect(Math.abs(result.unionMm2 - expected)).toBeLessThan(1e-4);
      const sum = result.regions.reduce((total, { areaMm2 }) => total + areaMm2, 0);
      expect(Math.abs(sum - expected)).toBeLessThan(1e-4);
    }),
    { seed: 5, numRuns: 400, endOnFailure: true },
  );
  expect(reported).toBeLessThan(8);
});

test('organic parts always add up exactly', () => {
  const wobble = fc.record({
    x: fc.double({ min: -4, max: 4, noNaN: true }),
    y: fc.double({ min: -4, max: 4, noNaN: true }),
    radius: fc.double({ min: 0.5, max: 5, noNaN: true }),
    waves: fc.integer({ min: 2, max: 9 }),
    depth: fc.double({ min: 0, max: 0.4, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(wobble, { minLength: 2, maxLength: 4 }), (blobs) => {
      const given = blobs.map(({ x, y, radius, waves, depth }, i) => {
        const ring = Array.from({ length: 200 }, (_, k) => {
          const angle = (Math.PI * k) / 100;
          const r = radius * (1 + depth * Math.cos(waves * angle));
          return [x + r * Math.cos(angle), y + r * Math.sin(angle)] as const;
        });
        return part(outlineOf([ring]), { ink: 'abcd'[i], narrowestMm: 0.2 });
      });
      const result = partition(given, 0, polygons);
      expect(isExact(result)).toBe(true);
      const sum = result.regions.reduce((total, { areaMm2 }) => total + areaMm2, result.sliverMm2);
      expect(Math.abs(sum - result.unionMm2)).toBeLessThanOrEqual(1e-6 * result.unionMm2);
    }),
    runs(6, 150),
  );
});

type Path = { x: number; y: number }[];

/** Area of the union of the parts, each taken for itself first: their windings do not mix. */
function oracleArea(rings: readonly (readonly (readonly [number, number])[])[]): number {
  const parts = rings.flatMap((ring) => {
    const isLine = ring.every(
      ([x, y]) =>
        crossOf(
          ring[0],
          ring.find((p) => `${p}` !== `${ring[0]}`),
          [x, y],
        ) === 0,
    );
    // The oracle refuses paths without area.
    return isLine
      ? []
      : oracleUnion([ring.map(([x, y]) => ({ x: (x / 4) * 1e6, y: (y / 4) * 1e6 }))], PolyFillType.Positive);
  });
  if (parts.length === 0) return 0;
  return oracleUnion(parts).reduce((sum, path) => {
    const area2 = path.reduce((total, a, i) => {
      const b = path[(i + 1) % path.length];
      return total + a.x * b.y - b.x * a.y;
    }, 0);
    return sum + area2 / 2e12;
  }, 0);
}

function oracleUnion(paths: readonly Path[], fill = PolyFillType.NonZero): Path[] {
  return oracle.clipToPaths({
    clipType: ClipType.Union,
    subjectInputs: paths.map((data) => ({ data, closed: true })),
    subjectFillType: fill,
  });
}

function crossOf(a: readonly number[], b: readonly number[] | undefined, c: readonly number[]): number {
  return b === undefined ? 0 : (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

test('where two shells meet, crumbs of a core between them belong to the shell', () => {
  const circle = (radius: number, turn: number) =>
    Array.from({ length: 96 }, (_, i): [number, number] => {
      const angle = (turn * 2 * Math.PI * i) / 96;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
  // A wall of 0.84 mm with shells of 0.42 mm from either side: facets leave a core of micrometres here and there.
  const ring = outlineOf([circle(2.84, 1), circle(2, -1)]);
  const given = [part(ring, { shell: { ink: 's', thicknessMm: 0.42 }, narrowestMm: 0.2 })];
  const parts = partition(given, 0, polygons);
  expect(parts.regions.map(({ role }) => role)).toEqual(['shell']);
  expect(parts.regions[0].areaMm2).toBeCloseTo(outlineArea(ring), 9);
  expect(isExact(parts)).toBe(true);
  // With room for a strand the core is kept.
  const wide = [part(ring, { shell: { ink: 's', thicknessMm: 0.3 }, narrowestMm: 0.2 })];
  expect(partition(wide, 0, polygons).regions.map(({ role }) => role)).toEqual(['shell', 'core']);
});
