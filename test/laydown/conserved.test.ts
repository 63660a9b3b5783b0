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

test('a fin that no strand reaches gives its ink to nobody', () => {
  const body = rectangle(0, 0, 4, 4);
  const finned = polygons.union([body, rectangle(4, 1, 16, 1.3)]);
  const { strands } = lay(finned, { solid: true }, { width, height });
  const ink = strands.filter(({ points }) => points[0] < 4e6).reduce((sum, strand) => sum + strandVolume(strand), 0);
  expect(Math.abs(ink / (16 * height) - 1)).toBeLessThan(0.03);
});

test('two blocks joined by a wall of one strand hold their own ink each', () => {
  const dumbbell = polygons.union([rectangle(0, 0, 3, 3), rectangle(3, 1.5, 8, 1.7), rectangle(8, 0, 14, 6)]);
  const { strands } = lay(dumbbell, { solid: true, pattern: 'concentric' }, { width, height });
  const ink = (from: number, to: number) =>
    strands
      .filter(({ points }) => points[0] >= from * 1e6 && points[0] <= to * 1e6)
      .reduce((sum, strand) => sum + strandVolume(strand), 0);
  expect(Math.abs(ink(0, 3) / (9 * height) - 1)).toBeLessThan(0.03);
  expect(Math.abs(ink(8, 14) / (36 * height) - 1)).toBeLessThan(0.03);
});
