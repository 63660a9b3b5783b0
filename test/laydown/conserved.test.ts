import fc from 'fast-check';
import { expect, test } from 'vitest';
import { strandVolume } from '../../src/laydown/strand.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import { insideOutline, splitPieces } from '../../src/region/slivers.ts';
import type { Outline } from '../../src/slice/outline.ts';
import { lay, polygons } from './lay.ts';
import { circle, outlineOf, rectangle } from './shapes.ts';

const height = 0.2;
const width = 0.4;

/** Ink of each piece over its volume. */
function fills(outline: Outline, settings: Record<string, unknown>, contours: number, index: number): number[] {
  const { strands } = lay(outline, settings, { contours, index, width, height });
  return splitPieces(outline).map((piece) => {
    const own = strands.filter(({ points }) => insideOutline(piece, points[0], points[1]));
    return own.reduce((sum, strand) => sum + strandVolume(strand), 0) / (outlineArea(piece) * height);
  });
}

/** Blocks and discs: all of it wider than three strands and a half. */
const shape = fc.record({
  blocks: fc.array(
    fc.record({
      x: fc.double({ min: -6, max: 6, noNaN: true }),
      y: fc.double({ min: -6, max: 6, noNaN: true }),
      long: fc.double({ min: 1.4, max: 6, noNaN: true }),
      wide: fc.double({ min: 1.4, max: 6, noNaN: true }),
      round: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  contours: fc.integer({ min: 0, max: 2 }),
  pattern: fc.constantFrom('parallel', 'concentric', 'spiral'),
  join: fc.constantFrom('boundary', 'none'),
  layer: fc.integer({ min: 0, max: 3 }),
});

test('a solid body holds its volume in ink within 3 %, each piece by itself', () => {
  fc.assert(
    fc.property(shape, ({ blocks, contours, pattern, join, layer }) => {
      const parts = blocks.map(({ x, y, long, wide, round }, i) =>
        // Pieces apart from each other: their rims must not make thin places.
        round
          ? outlineOf(circle(20 * i + x, y, wide / 2 + 0.2, 90))
          : rectangle(20 * i + x, y, 20 * i + x + long, y + wide),
      );
      const outline = polygons.union(parts);
      for (const fill of fills(outline, { solid: true, pattern, join, angles: [0, 45, 90, 120] }, contours, layer)) {
        expect(Math.abs(fill - 1)).toBeLessThan(0.03);
      }
    }),
    { seed: 5, numRuns: 150 },
  );
});

test('a fin that no strand reaches gives its ink to no other place', () => {
  const body = rectangle(0, 0, 4, 4);
  const finned = polygons.union([body, rectangle(4, 1, 16, 1.3)]);
  const { strands } = lay(finned, { solid: true }, { width, height, thinWalls: false });
  const ink = strands.filter(({ points }) => points[0] < 4e6).reduce((sum, strand) => sum + strandVolume(strand), 0);
  expect(Math.abs(ink / (16 * height) - 1)).toBeLessThan(0.03);
});

test('two blocks joined by a wall of one strand hold their own ink each', () => {
  const dumbbell = polygons.union([rectangle(0, 0, 3, 3), rectangle(3, 1.5, 8, 1.7), rectangle(8, 0, 14, 6)]);
  const { strands } = lay(dumbbell, { solid: true, pattern: 'concentric' }, { width, height });
  const ink = (from: number, to: number) =>
    strands
      .filter(({ points }) => points.every((x, i) => i % 2 === 1 || (x >= from * 1e6 && x <= to * 1e6)))
      .reduce((sum, strand) => sum + strandVolume(strand), 0);
  expect(Math.abs(ink(0, 3) / (9 * height) - 1)).toBeLessThan(0.03);
  expect(Math.abs(ink(8, 14) / (36 * height) - 1)).toBeLessThan(0.03);
  expect(Math.abs(ink(3, 8) / (5 * 0.2 * height) - 1)).toBeLessThan(0.03);
});

test('a solid spiral says what its turns leave open, though its ink is that of the volume', () => {
  const { achieved, findings } = lay(
    outlineOf(circle(0, 0, 5, 180)),
    { solid: true, pattern: 'spiral' },
    { height: 0.3 },
  );
  expect(achieved.fill).toBeCloseTo(1, 3);
  expect(findings.map(({ code }) => code)).toEqual(['solid-not-filled']);
  // The first turn leaves half a turn's width along the rim open: pi 9.6 x 0.2 of 78.5 mm², and the core.
  expect(achieved.covered).toBeGreaterThan(0.9);
  expect(achieved.covered).toBeLessThan(0.95);
});

/** Directions in which a pattern lays strands in one layer. */
const directions: Readonly<Record<string, number>> = { grid: 2, triangle: 3 };

const lattices = fc.record({
  wide: fc.double({ min: 7, max: 16, noNaN: true }),
  deep: fc.double({ min: 7, max: 16, noNaN: true }),
  round: fc.boolean(),
  pattern: fc.constantFrom('parallel', 'wave', 'grid', 'triangle', 'honeycomb', 'concentric', 'spiral'),
  angle: fc.constantFrom(0, 20, 45),
  join: fc.constantFrom('boundary', 'none'),
  contours: fc.integer({ min: 0, max: 2 }),
  porosity: fc.constantFrom(0.45, 0.6, 0.75),
});

test('a lattice holds the ink that its porosity means, within 3 % and one strand in each direction', () => {
  fc.assert(
    fc.property(lattices, ({ wide, deep, round, pattern, angle, join, contours, porosity }) => {
      const outline = round
        ? outlineOf(circle(0, 0, wide / 2, 120))
        : rectangle(-wide / 2, -deep / 2, wide / 2, deep / 2);
      const settings = { pattern, porosity, join, angles: [angle, angle + 90] };
      const layers = [0, 1].map((index) => lay(outline, settings, { contours, index, width, height: 0.32 }));
      const band = contours * width;
      const inner = round ? Math.PI * (wide / 2 - band) ** 2 : (wide - 2 * band) * (deep - 2 * band);
      const longest = Math.hypot(wide, round ? wide : deep);
      for (const { strands } of layers) {
        const of = (role: string) =>
          strands.filter((strand) => strand.role === role).reduce((sum, strand) => sum + strandVolume(strand), 0);
        const around = outlineArea(outline) - inner;
        if (contours > 0) expect(Math.abs(of('contour') / (around * 0.32) - 1)).toBeLessThan(0.03);
        const meant = (1 - porosity) * inner * 0.32;
        const area = Math.max(...strands.filter(({ role }) => role === 'lattice').map((strand) => strand.area));
        // Rings have no ends: one of them is a strand.
        const strand =
          pattern === 'concentric' || pattern === 'spiral' ? 4 * longest : longest * (directions[pattern] ?? 1);
        expect(Math.abs(of('lattice') - meant)).toBeLessThan(0.03 * meant + area * strand);
      }
    }),
    { seed: 5, numRuns: 120 },
  );
});

test('a pattern whose strands cross says that they lie on each other where it is solid', () => {
  const { achieved, findings } = lay(rectangle(-5, -5, 5, 5), { solid: true, pattern: 'grid' }, { width, height });
  expect(achieved.covered).toBeCloseTo(2, 1);
  expect(findings.map(({ code }) => code)).toEqual(['solid-not-filled']);
  expect(findings[0].what).toContain('lie on each other');
});

test('strands that a length leaves out are left out with their ink', () => {
  const disc = outlineOf(circle(0, 0, 3, 120));
  const laid = (minLength?: number) =>
    lay(disc, { solid: true, join: 'none', ...(minLength === undefined ? {} : { minLength }) }, { width, height });
  const all = laid();
  const long = laid(4);
  expect(all.achieved.fill).toBeCloseTo(1, 2);
  const left = long.achieved.lengthMm / all.achieved.lengthMm;
  expect(left).toBeLessThan(0.9);
  expect(long.achieved.volumeMm3 / all.achieved.volumeMm3).toBeCloseTo(left, 2);
});
