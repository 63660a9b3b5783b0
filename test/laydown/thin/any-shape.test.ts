import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexRegion, isInside } from '../../../src/laydown/paths/region-index.ts';
import { outlineArea } from '../../../src/region/outline-area.ts';
import type { Outline } from '../../../src/slice/outline.ts';
import { polygons } from '../lay.ts';
import { circle, outlineOf, rectangle } from '../shapes.ts';
import { beadArea, moved, rasterCover, strand, thinOf, unaccounted, widthsOf } from './thin-shapes.ts';

const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
const offset = fc.double({ min: -6, max: 6, noNaN: true });
const fin = fc
  .record({
    long: fc.double({ min: 2, max: 12, noNaN: true }),
    thick: fc.double({ min: 0.15, max: 2.3, noNaN: true }),
    angle,
    x: offset,
    y: offset,
  })
  .map(({ long, thick, angle: a, x, y }) => moved(rectangle(0, -thick / 2, long, thick / 2), a, x, y));
const wedge = fc
  .record({
    long: fc.double({ min: 4, max: 12, noNaN: true }),
    from: fc.double({ min: 0, max: 0.5, noNaN: true }),
    to: fc.double({ min: 0.4, max: 2.4, noNaN: true }),
    angle,
    x: offset,
    y: offset,
  })
  .map(({ long, from, to, angle: a, x, y }) =>
    moved(
      outlineOf([
        [0, -from / 2],
        [long, -to / 2],
        [long, to / 2],
        [0, from / 2],
      ]),
      a,
      x,
      y,
    ),
  );
const ring = fc
  .record({
    radius: fc.double({ min: 1, max: 4, noNaN: true }),
    wall: fc.double({ min: 0.2, max: 2.2, noNaN: true }),
    x: offset,
    y: offset,
  })
  .filter(({ radius, wall }) => radius > wall + 0.3)
  .map(({ radius, wall, x, y }) =>
    polygons.difference(outlineOf(circle(x, y, radius, 96)), outlineOf(circle(x, y, radius - wall, 80))),
  );
const disc = fc
  .record({ radius: fc.double({ min: 0.1, max: 2.5, noNaN: true }), x: offset, y: offset })
  .map(({ radius, x, y }) => outlineOf(circle(x, y, radius, 48)));
const shape = fc
  .array(fc.oneof(fin, wedge, ring, disc), { minLength: 1, maxLength: 5 })
  .map((parts): Outline => polygons.union(parts));

test('beads, the rest and what is left out are the region, each place once, however it lies', () => {
  fc.assert(
    fc.property(shape, angle, fc.boolean(), (region, turn, solid) => {
      const area = outlineArea(region);
      const laid = thinOf(region, solid);
      expect(Math.abs(unaccounted(region, laid))).toBeLessThan(1e-3 * area);
      expect(outlineArea(polygons.difference(laid.rest, region))).toBeLessThan(1e-4);
      expect(thinOf(region, solid)).toEqual(laid);
      const turned = thinOf(moved(region, turn, 31, -17), solid);
      expect(Math.abs(unaccounted(region, turned))).toBeLessThan(1e-3 * area);
    }),
    { seed: 9, numRuns: 80 },
  );
});

const speck = fc
  .record({
    radius: fc.double({ min: 0.01, max: 0.16, noNaN: true }),
    hole: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
    corners: fc.integer({ min: 3, max: 9 }),
    holeCorners: fc.integer({ min: 3, max: 9 }),
    off: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  .map(({ radius, hole, corners, holeCorners, off }) => {
    const inner = hole * radius * Math.cos(Math.PI / corners);
    const aside = off * (radius * Math.cos(Math.PI / corners) - inner);
    return outlineOf(circle(0, 0, radius, corners), circle(aside, 0, inner, holeCorners, true));
  });

test('a speck with a hole in it holds no strand, however small the hole: all of it is left out', () => {
  fc.assert(
    fc.property(speck, angle, fc.boolean(), (region, turn, solid) => {
      const turned = moved(region, turn, 3, -2);
      const laid = thinOf(turned, solid);
      expect(laid.beads.every(({ areaMm2 }) => areaMm2 < 0.5 * strand ** 2)).toBe(true);
      expect(Math.abs(unaccounted(turned, laid))).toBeLessThan(1e-3 * outlineArea(turned) + 1e-5);
    }),
    { seed: 12, numRuns: 200 },
  );
});

test('beads stay in the region and cover their places', () => {
  fc.assert(
    fc.property(shape, fc.boolean(), (region, solid) => {
      const laid = thinOf(region, solid);
      const index = indexRegion(region);
      for (const { points } of laid.beads) {
        for (let i = 0; i < points.length; i += 2) expect(isInside(index, points[i], points[i + 1])).toBe(true);
      }
      const { within, beyond } = rasterCover(laid.beads, (x, y) => isInside(index, x, y), 0.012);
      const area = beadArea(laid);
      // Corners of ends that two strands turn at stay round: a fifth of the width squared.
      const ends = laid.beads.reduce((sum, bead) => sum + (2 * widthsOf(bead)[1]) ** 2, 0);
      expect(within).toBeGreaterThanOrEqual(0.95 * area - 0.22 * ends);
      expect(beyond).toBeLessThanOrEqual(0.03 * area + 0.05 * ends);
    }),
    { seed: 10, numRuns: 25 },
  );
});

test('rims with noise of some micrometres do not break a wall into pieces', () => {
  const noise = fc.array(fc.double({ min: -0.008, max: 0.008, noNaN: true }), { minLength: 400, maxLength: 400 });
  fc.assert(
    fc.property(noise, fc.constantFrom(0.25, 0.41, 0.55, 0.8, 1.0), angle, (jitter, wall, turn) => {
      const low = jitter.slice(0, 200).map((d, i): [number, number] => [i * 0.06, d]);
      const high = jitter.slice(200).map((d, i): [number, number] => [(199 - i) * 0.06, wall + d]);
      const region = moved(polygons.union([outlineOf([...low, ...high])]), turn, 0, 0);
      const laid = thinOf(region);
      expect(laid.beads).toHaveLength(1);
      expect(beadArea(laid) / outlineArea(region)).toBeCloseTo(1, 3);
      expect(laid.beads[0].closed).toBe(wall > 1.5 * strand);
    }),
    { seed: 11, numRuns: 30 },
  );
});
