import { beforeAll, expect, test } from 'vitest';
import { layDown } from '../../src/laydown/lay-down.ts';
import { laydownSchema } from '../../src/laydown/laydown-settings.ts';
import { planeBounds } from '../../src/laydown/paths/plane-bounds.ts';
import { strandVolume } from '../../src/laydown/strand.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import type { Outline } from '../../src/slice/outline.ts';
import { circle, outlineOf, rectangle } from './shapes.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

function solid(outline: Outline, contours: number, index: number, more: Record<string, unknown> = {}) {
  return layDown({
    outline,
    settings: laydownSchema.parse({ solid: true, ...more }),
    contours,
    thinWalls: true,
    width: 0.4,
    height: 0.2,
    ink: 'a',
    part: 'cube',
    layer: { index, count: 50, top: 0.2 * (index + 1), constructHeight: 10 },
    partBounds: planeBounds(outline.points),
    polygons,
  });
}

test.each([0, 1, 2])('a solid 10 mm cube with %i contours holds 1000 mm³ within 1 %%', (contours) => {
  for (const join of ['boundary', 'none']) {
    let volume = 0;
    for (let layer = 0; layer < 50; layer++) {
      const { strands } = solid(rectangle(-5, -5, 5, 5), contours, layer, { join });
      for (const strand of strands) volume += strandVolume(strand);
    }
    expect(Math.abs(volume - 1000)).toBeLessThan(10);
  }
});

test('fill strands stay within a tenth of their own section, contours keep it', () => {
  const { strands } = solid(rectangle(-5, -5, 5, 5), 1, 0);
  const own = 0.4 * 0.2;
  for (const { role, area } of strands) {
    if (role === 'contour') expect(area).toBeCloseTo(own, 12);
    else expect(Math.abs(area / own - 1)).toBeLessThan(0.1);
  }
});

test('solid lines stand evenly, touch both rims and number width over touching spacing', () => {
  const { strands } = solid(rectangle(-5, -5, 5, 5), 0, 0, { join: 'none' });
  const ys = strands.map(({ points }) => points[1]).sort((a, b) => a - b);
  expect(ys).toHaveLength(25);
  expect([ys[0], ys[24]]).toEqual([-4_800_000, 4_800_000]);
  for (let i = 1; i < ys.length; i++) expect(Math.abs(ys[i] - ys[i - 1] - 9.6e6 / 24)).toBeLessThanOrEqual(1);
});

test.each(['parallel', 'concentric', 'spiral'])('%s fills a disc with a hole by volume', (pattern) => {
  const outline = outlineOf(circle(0, 0, 6), circle(1, 0, 2, 64, true));
  const { strands, findings } = solid(outline, 1, 3, { pattern });
  const volume = strands.reduce((sum, strand) => sum + strandVolume(strand), 0);
  expect(Math.abs(volume / (outlineArea(outline) * 0.2) - 1)).toBeLessThan(0.01);
  expect(findings).toEqual([]);
});

test('a pattern that cannot be solid says so', () => {
  const { findings } = solid(rectangle(-5, -5, 5, 5), 0, 0, { pattern: 'triangle' });
  expect(findings.map(({ code }) => code)).toEqual(['solid-not-filled']);
});

test('a region thinner than half a strand stays empty', () => {
  const { strands, findings, achieved } = solid(rectangle(0, 0, 5, 0.15), 1, 2);
  expect([strands, findings]).toEqual([[], []]);
  expect(achieved).toMatchObject({ spacing: null, porosity: null, starts: 0, areaMm2: expect.closeTo(0.75, 9) });
});

test.each([0.45, 0.5, 0.6, 0.7, 0.85])(
  'a solid wall of %f mm whose contours crowd it gets no more ink than it holds',
  (wall) => {
    for (const contours of [1, 2]) {
      const { achieved } = solid(rectangle(0, 0, 10, wall), contours, 2);
      expect(achieved.fill).toBeLessThan(1.001);
      expect(achieved.fill).toBeGreaterThan(0.8);
    }
  },
);

/** A square plate with a round hole in the middle of each of its fields. */
function perforated(side: number, fields: number, radius: number): Outline {
  const square = [
    [0, 0],
    [side, 0],
    [side, side],
    [0, side],
  ] as const;
  const middle = (i: number) => ((i + 0.5) * side) / fields;
  const holes = Array.from({ length: fields ** 2 }, (_, i) =>
    circle(middle(i % fields), middle(Math.floor(i / fields)), radius, 24, true),
  );
  return outlineOf(square, ...holes);
}

// Rings round holes leave slits and corners that no strand fits into: up to six per cent of these plates.
test.each([
  [4.94, 2, 0.414],
  [7.54, 3, 0.724],
  [9.72, 3, 0.697],
  [6.82, 3, 0.247],
  [6.87, 3, 0.694],
  [6.53, 2, 0.688],
])(
  'a solid plate of %f mm with %i fields a side and holes of radius %f mm gets its ink, however it is filled',
  (side, fields, radius) => {
    const plate = perforated(side, fields, radius);
    for (const pattern of ['parallel', 'concentric', 'spiral', 'radial']) {
      for (const contours of [0, 1, 2, 3]) {
        const { strands } = solid(plate, contours, 0, { pattern });
        const volume = strands.reduce((sum, strand) => sum + strandVolume(strand), 0);
        const share = volume / (0.2 * outlineArea(plate));
        expect([pattern, contours, share], `${share}`).toEqual([pattern, contours, expect.closeTo(1, 2)]);
      }
    }
  },
);

test.each([0, 2])('the ink of a fin that no strand fits into goes nowhere, with %i contours', (contours) => {
  const fin = outlineOf([
    [0, 0],
    [5, 0],
    [5, 2],
    [15, 2],
    [15, 2.15],
    [5, 2.15],
    [5, 5],
    [0, 5],
  ]);
  const { strands } = solid(fin, contours, 0, { pattern: 'concentric' });
  const volume = strands.reduce((sum, strand) => sum + strandVolume(strand), 0);
  expect(volume / 0.2 / 25).toBeCloseTo(1, 2);
});
