import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { layDown } from '../../src/laydown/lay-down.ts';
import type { LayDownInput } from '../../src/laydown/lay-down-input.ts';
import { laydownSchema } from '../../src/laydown/laydown-settings.ts';
import { planeBounds } from '../../src/laydown/paths/plane-bounds.ts';
import { patternIds } from '../../src/laydown/patterns/pattern-table.ts';
import { strandLength } from '../../src/laydown/strand.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import type { Outline } from '../../src/slice/outline.ts';
import { clearance } from './clearance.ts';
import { circle, outlineOf } from './shapes.ts';

let polygons: Polygons;
beforeAll(async () => {
  polygons = await loadPolygons();
});

/** A star-shaped blob with up to three blobs cut out; may fall into pieces. */
const blob = fc.record({
  radii: fc.array(fc.double({ min: 1.5, max: 6, noNaN: true }), { minLength: 4, maxLength: 14 }),
  holes: fc.array(
    fc.record({
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      y: fc.double({ min: -3, max: 3, noNaN: true }),
      radius: fc.double({ min: 0.2, max: 1.5, noNaN: true }),
    }),
    { maxLength: 3 },
  ),
});

function outlineOfBlob({
  radii,
  holes,
}: {
  radii: number[];
  holes: { x: number; y: number; radius: number }[];
}): Outline {
  const ring = radii.map((radius, i): [number, number] => {
    const angle = (2 * Math.PI * i) / radii.length;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  const cut = polygons.union(holes.map(({ x, y, radius }) => outlineOf(circle(x, y, radius, 12))));
  return polygons.difference(outlineOf(ring), cut);
}

const requests = fc.record({
  contours: fc.integer({ min: 0, max: 2 }),
  overlap: fc.constantFrom(0, 0.3, 1),
  join: fc.constantFrom('boundary' as const, 'none' as const),
  density: fc.constantFrom({ solid: true }, { spacing: 1.1 }, { pore: 0.3 }, { porosity: 0.7 }),
  layer: fc.integer({ min: 0, max: 3 }),
  angle: fc.constantFrom(0, 17, 45, 90, 133.3),
});

function inputOf(outline: Outline, settings: Record<string, unknown>, layer: number, contours: number): LayDownInput {
  return {
    outline,
    settings: laydownSchema.parse(settings),
    contours,
    thinWalls: true,
    width: 0.4,
    height: 0.3,
    ink: 'a',
    part: 'blob',
    layer: { index: layer, count: 4, top: 0.3 * (layer + 1), constructHeight: 1.2 },
    partBounds: planeBounds(outline.points),
    polygons,
  };
}

function expectSound(input: LayDownInput): void {
  const result = layDown(input);
  expect(layDown(input)).toEqual(result);
  for (const strand of result.strands) {
    expect(strand.points.length).toBeGreaterThanOrEqual(strand.closed ? 6 : 4);
    expect(strand.area).toBeGreaterThan(0);
    if (strand.width === input.width) {
      expect(strandLength(strand)).toBeGreaterThanOrEqual(0.4 - 1e-6);
      expect(clearance(strand, input.outline)).toBeGreaterThanOrEqual(strand.width * 5e5 - 1000);
      continue;
    }
    // Strands of thin places: half as far from the rim as their place is wide, less a sixth where that changes steeply.
    for (let i = 0; i < strand.points.length / 2; i++) {
      const own = strand.widths?.[i] ?? strand.width * 1e6;
      const point = strand.points.subarray(2 * i, 2 * i + 2);
      const spot = { ...strand, points: Int32Array.of(...point, ...point), closed: false };
      expect(clearance(spot, input.outline)).toBeGreaterThanOrEqual(own / 3 - 10_000);
    }
  }
}

describe.each(patternIds)('%s', (pattern) => {
  test('keeps every strand inside its region to 1 µm, twice the same', () => {
    fc.assert(
      fc.property(blob, requests, (shape, { contours, overlap, join, density, layer, angle }) => {
        const settings = { pattern, angles: [angle, angle + 90], overlap, join, ...density };
        expectSound(inputOf(outlineOfBlob(shape), settings, layer, contours));
      }),
      { seed: 7, numRuns: 25 },
    );
  });
});

test.each(['z', 'radius', 'surface'])('gradients along %s keep every strand inside', (along) => {
  fc.assert(
    fc.property(
      blob,
      fc.constantFrom('parallel', 'grid', 'triangle', 'concentric'),
      fc.boolean(),
      (shape, pattern, up) => {
        const gradient = { along, from: up ? 0.6 : 2.4, to: up ? 2.4 : 0.6 };
        expectSound(inputOf(outlineOfBlob(shape), { pattern, gradient }, 1, 0));
      },
    ),
    { seed: 7, numRuns: 20 },
  );
});
