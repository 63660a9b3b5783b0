import { beforeAll, expect, test } from 'vitest';
import { layDown } from '../../src/laydown/lay-down.ts';
import { laydownSchema } from '../../src/laydown/laydown-settings.ts';
import { planeBounds } from '../../src/laydown/paths/plane-bounds.ts';
import { strandLength } from '../../src/laydown/strand.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import { rectangle } from './shapes.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

/** The lattice of reference scenario: 10.4 x 10.4 x 3.2 mm, ten layers of 0.32 mm. */
function golden(given: Record<string, unknown>) {
  const outline = rectangle(-5.2, -5.2, 5.2, 5.2);
  const settings = laydownSchema.parse({ join: 'none', ...given });
  return Array.from({ length: 10 }, (_, index) =>
    layDown({
      outline,
      settings,
      thinWalls: true,
      contours: 0,
      width: 0.4,
      height: 0.32,
      ink: 'a',
      part: 'box',
      layer: { index, count: 10, top: 0.32 * (index + 1), constructHeight: 3.2 },
      partBounds: planeBounds(outline.points),
      polygons,
    }),
  );
}

test('the golden lattice has eleven lines of 10 mm a layer, one spacing apart, on both edges', () => {
  const layers = golden({ spacing: 1 });
  for (const { strands } of layers) {
    expect(strands).toHaveLength(11);
    for (const strand of strands) expect(strandLength(strand)).toBe(10);
  }
  const ys = layers[0].strands.map(({ points }) => points[1]).sort((a, b) => a - b);
  expect(ys).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((y) => y * 1e6));
});

test('the golden lattice holds 1100 mm, 138.230 mm³, a porosity of .607301 by ink and of .618593 by geometry', () => {
  const layers = golden({ spacing: 1 });
  const total = (pick: (layer: (typeof layers)[number]) => number) =>
    layers.reduce((sum, layer) => sum + pick(layer), 0);
  expect(total(({ achieved }) => achieved.lengthMm)).toBeCloseTo(1100, 6);
  expect(total(({ achieved }) => achieved.volumeMm3)).toBeCloseTo(138.23, 3);
  for (const { achieved } of layers) {
    expect(Math.abs(achieved.porosity! - 0.607301)).toBeLessThan(1e-6);
    expect(Math.abs(achieved.geometricPorosity! - 0.618593)).toBeLessThan(1e-6);
  }
});

test('spacing, pore and porosity of the same lattice lead to the same strands', () => {
  const bySpacing = golden({ spacing: 1 }).map(({ strands }) => strands);
  expect(golden({ pore: 0.6 }).map(({ strands }) => strands)).toEqual(bySpacing);
  expect(golden({ porosity: 0.607301 }).map(({ strands }) => strands)).toEqual(bySpacing);
});
