import { expect, test } from 'vitest';
import { strandSection, touchingSpacing } from '../../src/laydown/spacing/strand-section.ts';
import { strandLength } from '../../src/laydown/strand.ts';
import { lay, polygons } from './lay.ts';
import { circle, outlineOf, rectangle } from './shapes.ts';

const cube = rectangle(-5, -5, 5, 5);
const extent = (strands: readonly { points: Int32Array }[]) =>
  Math.max(...strands.flatMap(({ points }) => Array.from(points, Math.abs))) / 1e6;

test('contours lie half a strand and whole touching spacings inside the surface, outermost first', () => {
  const { strands } = lay(cube, { spacing: 1 }, { contours: 2, crossSection: 'flattened' });
  const contours = strands.filter(({ role }) => role === 'contour');
  const step = touchingSpacing(strandSection('flattened', 0.4, 0.32));
  expect(contours.map((strand) => strandLength(strand))).toEqual([
    expect.closeTo(4 * 9.6, 5),
    expect.closeTo(4 * (9.6 - 2 * step), 5),
  ]);
  expect(strands.slice(0, 2).every(({ role }) => role === 'contour')).toBe(true);
});

test('the lattice ends beside the last contour, or reaches into it by the overlap', () => {
  const reach = (settings: Record<string, unknown>, contours: number) =>
    extent(lay(cube, { spacing: 1, ...settings }, { contours }).strands.filter(({ role }) => role === 'lattice'));
  expect(reach({}, 0)).toBeCloseTo(4.8, 5);
  expect(reach({}, 1)).toBeCloseTo(4.4, 5);
  expect(reach({ overlap: 0.5 }, 1)).toBeCloseTo(4.6, 5);
  expect(reach({ overlap: 1 }, 1)).toBeCloseTo(4.8, 5);
  expect(reach({ overlap: 1 }, 3)).toBeCloseTo(4, 5);
  expect(reach({ overlap: 0.5 }, 0)).toBeCloseTo(4.8, 5);
  expect(reach({ margin: 0.7 }, 1)).toBeCloseTo(3.7, 5);
});

test('strands shorter than minLength are left out and counted', () => {
  const disc = outlineOf(circle(0, 0, 5));
  const all = lay(disc, { spacing: 0.5, join: 'none', minLength: 0 });
  const long = lay(disc, { spacing: 0.5, join: 'none', minLength: 5 });
  expect(long.achieved.dropped.count).toBeGreaterThan(0);
  expect(long.achieved.strands + long.achieved.dropped.count).toBe(all.achieved.strands);
  expect(long.achieved.lengthMm + long.achieved.dropped.lengthMm).toBeCloseTo(all.achieved.lengthMm, 9);
});

test('printing begins near where the needle is', () => {
  for (const [x, y] of [
    [6e6, 6e6],
    [6e6, -6e6],
    [-6e6, -6e6],
  ] as const) {
    const [{ points }] = lay(cube, { spacing: 1, join: 'none' }, { startAt: [x, y] }).strands;
    expect([points[0], points[1]]).toEqual([Math.sign(x) * 4.8e6, Math.sign(y) * 4.5e6]);
  }
});

test('a gradient by radius halves the lines where twice the spacing is nearer to what is wanted', () => {
  const gradient = { along: 'radius', from: 0.5, to: 2 };
  const { strands, achieved } = lay(outlineOf(circle(0, 0, 9.2, 256)), { gradient, angles: [0] });
  const reachOf = (y: number) =>
    Math.max(
      ...strands
        .filter(({ points }) => Math.abs(points[1] / 1e6 - y) < 1e-4)
        .flatMap(({ points }) => [Math.abs(points[0]), Math.abs(points[2])]),
    ) / 1e6;
  // 0.5 √2 is wanted at 9.2 (0.7071 - 0.5) / 1.5 = 1.2703 mm from the axis, 1 √2 at 5.6071 mm.
  expect(reachOf(0.5)).toBeCloseTo(Math.sqrt(1.2703 ** 2 - 0.25), 2);
  expect(reachOf(1)).toBeCloseTo(Math.sqrt(5.6071 ** 2 - 1), 2);
  expect(reachOf(2)).toBeCloseTo(Math.sqrt(81 - 4), 2);
  expect(achieved.spacing).toBeGreaterThan(1);
  expect(achieved.spacing).toBeLessThan(2);
});

test('a gradient by radius steps concentric rings by what is wanted where each of them lies', () => {
  const gradient = { along: 'radius', from: 0.5, to: 2 };
  const { strands } = lay(outlineOf(circle(0, 0, 8, 256)), { pattern: 'concentric', gradient });
  const radii = strands.map(({ points }) => Math.hypot(points[0], points[1]) / 1e6).sort((a, b) => b - a);
  const wanted = [7.8];
  // From the axis to the rim, 8 mm, the wanted spacing grows from 0.5 to 2 mm.
  while (wanted[wanted.length - 1] > 1)
    wanted.push(wanted[wanted.length - 1] - 0.5 - (1.5 * wanted[wanted.length - 1]) / 8);
  expect(radii.length).toBeGreaterThanOrEqual(wanted.length);
  for (const [i, radius] of wanted.entries()) expect(radii[i]).toBeCloseTo(radius, 2);
});

test('a gradient from the surface makes concentric rings wider inwards', () => {
  const gradient = { along: 'surface', from: 0.5, to: 1.5, over: 4 };
  const { strands } = lay(outlineOf(circle(0, 0, 8, 256)), { pattern: 'concentric', gradient });
  const radii = strands.map(({ points }) => Math.hypot(points[0], points[1]) / 1e6).sort((a, b) => b - a);
  expect(radii[0]).toBeCloseTo(7.8, 3);
  expect(radii[0] - radii[1]).toBeCloseTo(0.5 + 0.2 / 4, 2);
  expect(radii.at(-2)! - radii.at(-1)!).toBeCloseTo(1.5, 2);
});

test('a pattern that cannot follow a gradient says so and keeps the mean', () => {
  const { findings } = lay(cube, { pattern: 'gyroid', gradient: { along: 'z', from: 1, to: 3 } });
  expect(findings.map(({ code }) => code)).toEqual(['gradient-ignored']);
});

test('settings written by mistake neither hang nor fill the memory', () => {
  const slips = [
    { spacing: 1e-6 },
    { pattern: 'gyroid', cell: 1e-6 },
    { pattern: 'wave', amplitude: 1e-6, wavelength: 1e-6 },
    { pattern: 'honeycomb', pore: 0 },
    { pattern: 'concentric', gradient: { along: 'surface', from: 1e-6, to: 1e-6 } },
    { pattern: 'parallel', gradient: { along: 'radius', from: 1e-6, to: 5 } },
    { pattern: 'radial', spacing: 1e-6 },
    { porosity: 0.99, pattern: 'triangle' },
  ];
  for (const slip of slips) expect(lay(cube, slip).achieved.strands).toBeGreaterThan(0);
});

test('without strands of their own, contours that lie on each other in a thin wall share the ink of the strands that fit', () => {
  const own = 0.4 * 0.32;
  const area = (wall: number) =>
    lay(rectangle(0, 0, 20, wall), { spacing: 1 }, { contours: 1, thinWalls: false }).strands[0].area;
  expect(area(0.9)).toBe(own);
  expect(area(0.6) / own).toBeGreaterThan(0.7);
  expect(area(0.6) / own).toBeLessThan(0.8);
  expect(area(0.42) / own).toBeCloseTo((20 * 0.42) / (2 * (19.6 + 0.02) * 0.4), 9);
});

test('such contours of one piece do not thin those of another', () => {
  const apart = polygons.union([rectangle(0, 0, 20, 0.6), rectangle(0, 2, 20, 7)]);
  const { strands } = lay(apart, { spacing: 1 }, { contours: 1, thinWalls: false });
  const areas = strands.filter(({ role }) => role === 'contour').map(({ area }) => area / (0.4 * 0.32));
  expect(areas.map((area) => Number(area.toFixed(6))).sort()).toEqual([
    expect.closeTo((20 * 0.6) / (2 * (19.6 + 0.2) * 0.4), 6),
    1,
  ]);
});

test('contours fill their slot beside a lattice that stays round', () => {
  const { strands } = lay(cube, { spacing: 1 }, { contours: 1, width: 0.41, height: 0.2 });
  const areas = (role: string) => new Set(strands.filter((strand) => strand.role === role).map(({ area }) => area));
  expect([...areas('contour')]).toEqual([expect.closeTo(0.082, 12)]);
  expect([...areas('lattice')]).toEqual([expect.closeTo((Math.PI * 0.41 ** 2) / 4, 12)]);
});
