import { expect, test } from 'vitest';
import { outlineArea } from '../../../src/region/outline-area.ts';
import { emptyOutline } from '../../../src/slice/outline.ts';
import { polygons } from '../lay.ts';
import { circle, outlineOf, rectangle } from '../shapes.ts';
import { areaBetween, beadArea, lengthOf, moved, strand, thinOf, unaccounted, widthsOf } from './thin-shapes.ts';

const tube = (outer: number, wall: number) => outlineOf(circle(0, 0, outer), circle(0, 0, outer - wall, 128, true));

test('a wide region has no thin place, and comes back as it is', () => {
  for (const region of [rectangle(0, 0, 12, 5), outlineOf(circle(0, 0, 3)), rectangle(0, 0, 12, 2.6 * strand)]) {
    const laid = thinOf(region);
    expect(laid.beads).toEqual([]);
    expect(laid.rest).toBe(region);
  }
});

test('the tip of a wide triangle stays with it: corners are no thin places', () => {
  const region = outlineOf([
    [0, 0],
    [8, -2.14],
    [8, 2.14],
  ]);
  expect(thinOf(region).rest).toBe(region);
});

test.each([0.21, 0.3, 0.41, 0.43, 0.6])(
  'a wall of %f mm is one strand along its middle, as wide as the wall',
  (wall) => {
    const laid = thinOf(rectangle(0, 0, 12, wall));
    expect(laid.rest).toEqual(emptyOutline);
    expect(laid.beads).toHaveLength(1);
    const [bead] = laid.beads;
    expect(bead.areaMm2).toBeCloseTo(12 * wall, 6);
    expect(widthsOf(bead)).toEqual([expect.closeTo(wall, 3), expect.closeTo(wall, 3)]);
    // Half a width from each end, straight, in the middle.
    expect(lengthOf(bead)).toBeGreaterThan(12 - 1.05 * wall);
    expect(lengthOf(bead)).toBeLessThanOrEqual(12 - 0.85 * wall);
    expect(bead.points).toHaveLength(4);
    expect(bead.points[1]).toBeCloseTo(wall * 5e5, -4);
  },
);

test.each([0.65, 0.84, 1.0, 1.02])('a wall of %f mm is two strands side by side that turn at the ends', (wall) => {
  const { beads, rest } = thinOf(rectangle(0, 0, 12, wall));
  expect(rest).toEqual(emptyOutline);
  expect(beads).toHaveLength(1);
  expect(beads[0].closed).toBe(true);
  expect(beads[0].areaMm2).toBeCloseTo(12 * wall, 6);
  expect(widthsOf(beads[0])).toEqual([expect.closeTo(wall / 2, 3), expect.closeTo(wall / 2, 3)]);
});

test('what is thinner than half a strand is left out, and counted', () => {
  const { beads, rest, lostMm2 } = thinOf(rectangle(0, 0, 12, 0.18));
  expect(beads).toEqual([]);
  expect(rest).toEqual(emptyOutline);
  expect(lostMm2).toBeCloseTo(12 * 0.18, 6);
});

test.each([0.25, 0.4, 0.41, 0.43, 0.6])('the wall of a tube, %f mm, is one closed ring', (wall) => {
  const region = tube(4, wall);
  const { beads } = thinOf(region);
  expect(beads).toHaveLength(1);
  expect(beads[0].closed).toBe(true);
  expect(beads[0].areaMm2).toBeCloseTo(outlineArea(region), 5);
  expect(lengthOf(beads[0])).toBeCloseTo(2 * Math.PI * (4 - wall / 2), 1);
});

test.each([0.84, 1.0])('the wall of a tube, %f mm, is two closed rings that share it', (wall) => {
  const region = tube(4, wall);
  const { beads } = thinOf(region);
  expect(beads.map(({ closed }) => closed)).toEqual([true, true]);
  const lengths = beads.map(lengthOf).sort((a, b) => a - b);
  expect(lengths[0]).toBeCloseTo(2 * Math.PI * (4 - 0.75 * wall), 1);
  expect(lengths[1]).toBeCloseTo(2 * Math.PI * (4 - 0.25 * wall), 1);
  expect(beads[0].areaMm2 + beads[1].areaMm2).toBeCloseTo(outlineArea(region), 5);
});

test('a wedge has two strands, then one, and each place the ink of its own width', () => {
  const region = outlineOf([
    [0, -0.1],
    [40, -1],
    [40, 1],
    [0, 0.1],
  ]);
  const laid = thinOf(region);
  expect(Math.abs(unaccounted(region, laid))).toBeLessThan(1e-4);
  expect(laid.beads).toHaveLength(2);
  for (const bead of laid.beads) expect(lengthOf(bead)).toBeGreaterThan(2 * strand);
  // Ink of each millimetre, the change from two strands to one included.
  const half = (x: number) => 0.1 + (0.9 * x) / 40;
  for (let x = 0.5; x < 17; x += 0.5) {
    const ink = laid.beads.reduce((sum, bead) => sum + areaBetween(bead, x, x + 1), 0);
    expect(ink / (2 * half(x + 0.5)), `from ${x} mm`).toBeGreaterThan(0.97);
    expect(ink / (2 * half(x + 0.5)), `from ${x} mm`).toBeLessThan(1.03);
  }
  // The wide end is left, up to where the wedge is two and a half strands thick.
  const cut = Math.min(...Array.from(laid.rest.points.filter((_, i) => i % 2 === 0))) / 1e6;
  expect(2 * half(cut)).toBeCloseTo(2.5 * strand, 1);
});

test('a fin beside a block begins where the block ends: one outline, each place once', () => {
  const region = outlineOf([
    [0, 0],
    [4, 0],
    [4, 1.8],
    [16, 1.8],
    [16, 2.2],
    [4, 2.2],
    [4, 4],
    [0, 4],
  ]);
  const { beads, rest } = thinOf(region);
  expect(outlineArea(rest)).toBeCloseTo(16, 6);
  expect(polygons.difference(rest, rectangle(0, 0, 4, 4)).points).toHaveLength(0);
  expect(beads).toHaveLength(1);
  expect(beads[0].areaMm2).toBeCloseTo(12 * 0.4, 6);
  expect(Math.min(beads[0].points[0], beads[0].points[2]) / 1e6).toBeCloseTo(4, 6);
});

test.each([
  ['round', outlineOf(circle(0, 0, 0.2, 32))],
  ['square', rectangle(0, 0, 0.4, 0.4)],
  ['turned', moved(rectangle(0, 0, 0.4, 0.4), 0.5, 3, 2)],
])('a %s pin of one strand is a dot with the ink of the pin', (_, region) => {
  const { beads, rest } = thinOf(region);
  expect(rest).toEqual(emptyOutline);
  expect(beads).toHaveLength(1);
  const [dot] = beads;
  expect(dot.points).toHaveLength(4);
  expect(lengthOf(dot)).toBeLessThan(widthsOf(dot)[0]);
  expect(lengthOf(dot)).toBeGreaterThan(0.001);
  expect(dot.areaMm2).toBeCloseTo(outlineArea(region), 9);
  expect(widthsOf(dot)[1]).toBeCloseTo(0.4, 2);
});

test('a pin of two strands is a ring', () => {
  const region = outlineOf(circle(0, 0, 0.4, 32));
  const { beads } = thinOf(region);
  expect(beads.map(({ closed, areaMm2 }) => [closed, areaMm2])).toEqual([
    [true, expect.closeTo(outlineArea(region), 9)],
  ]);
});

test('at a T one strand goes straight on and the other ends at it', () => {
  const region = polygons.union([rectangle(0, 0, 10, 0.4), rectangle(5, 0, 5.4, 6)]);
  const laid = thinOf(region);
  expect(laid.beads.map(lengthOf).sort((a, b) => b - a)).toEqual([expect.closeTo(9.6, 1), expect.closeTo(5.4, 1)]);
  expect(beadArea(laid)).toBeCloseTo(outlineArea(region), 6);
  for (const bead of laid.beads) expect(widthsOf(bead)).toEqual([expect.closeTo(0.4, 2), expect.closeTo(0.4, 2)]);
});

test.each([0.4, 0.8])('where walls of %f mm cross, one goes through and the others end at it', (wall) => {
  const half = wall / 2;
  const region = polygons.union([rectangle(-5, -half, 5, half), rectangle(-half, -5, half, 5)]);
  const laid = thinOf(region);
  expect(laid.rest).toEqual(emptyOutline);
  expect(laid.beads).toHaveLength(3);
  expect(beadArea(laid)).toBeCloseTo(outlineArea(region), 6);
  for (const bead of laid.beads) {
    expect(lengthOf(bead)).toBeGreaterThan(4);
    expect(Math.max(...widthsOf(bead))).toBeLessThan(1.1 * 0.4);
  }
});

test('a bent wall is one strand round the corner', () => {
  const region = polygons.union([rectangle(0, 0, 10, 0.4), rectangle(0, 0, 0.4, 6)]);
  const { beads } = thinOf(region);
  expect(beads).toHaveLength(1);
  expect(lengthOf(beads[0])).toBeCloseTo(9.8 - 0.2 + 5.8 - 0.2, 0);
  expect(beads[0].areaMm2).toBeCloseTo(outlineArea(region), 6);
});

test('the bar of a dumbbell is laid by itself, its ends stay wide', () => {
  const region = polygons.union([outlineOf(circle(-5, 0, 2)), outlineOf(circle(5, 0, 2)), rectangle(-5, -0.2, 5, 0.2)]);
  const laid = thinOf(region);
  expect(laid.beads).toHaveLength(1);
  expect(laid.rest.ringEnds).toHaveLength(2);
  expect(Math.abs(unaccounted(region, laid))).toBeLessThan(1e-6);
});

test.each([
  [0.5, true],
  [0.27, false],
])('a bulb of radius %f mm at the end of a twig has its own strand, and its own ink', (radius, isRing) => {
  const half = 0.12;
  const region = polygons.union([outlineOf(circle(0, 0, radius, 48)), rectangle(0, -half, 6, half)]);
  const laid = thinOf(region);
  expect(Math.abs(unaccounted(region, laid))).toBeLessThan(1e-3);
  const [bulb, twig] = [...laid.beads].sort((a, b) => a.points[0] - b.points[0]);
  expect(laid.beads).toHaveLength(2);
  expect(bulb.closed).toBe(isRing);
  expect(bulb.areaMm2 / (Math.PI * radius ** 2)).toBeCloseTo(1, 1);
  expect(Math.max(...bulb.points.filter((_, i) => i % 2 === 0)) / 1e6).toBeLessThan(radius);
  expect(twig.areaMm2).toBeCloseTo((6 - Math.sqrt(radius ** 2 - half ** 2)) * 2 * half, 1);
  expect(lengthOf(twig)).toBeCloseTo(6 - radius - half, 0);
});

test('two fins on opposite sides of a block, one with two strands, which turn at its end', () => {
  const region = polygons.union([rectangle(0, 0, 5, 5), rectangle(-6, 2, 0, 2.8), rectangle(5, 2, 11, 2.3)]);
  const laid = thinOf(region);
  expect(outlineArea(laid.rest)).toBeCloseTo(25, 5);
  expect(laid.beads.map(({ closed }) => closed)).toEqual([false, false]);
  expect(laid.beads.map(({ areaMm2 }) => areaMm2).sort()).toEqual([expect.closeTo(1.8, 5), expect.closeTo(4.8, 5)]);
});

test('where fill may lie, mouths are half a strand further into the thin places', () => {
  const region = polygons.union([rectangle(0, 0, 5, 5), rectangle(-6, 2, 0, 2.8), rectangle(5, 2, 11, 2.3)]);
  const { rest, reaching } = thinOf(region);
  expect(outlineArea(reaching) - outlineArea(rest)).toBeCloseTo((0.8 + 0.3) * (strand / 2), 5);
});

test('a tube whose wall grows from one strand to two is a ring, and a strand within its thick half', () => {
  const [outer, inner, off] = [3, 2.4, 0.2];
  const region = outlineOf(circle(0, 0, outer), circle(off, 0, inner, 128, true));
  const laid = thinOf(region);
  expect(laid.rest).toEqual(emptyOutline);
  expect(beadArea(laid)).toBeCloseTo(outlineArea(region), 6);
  const [ring, strandWithin] = [...laid.beads].sort((a, b) => lengthOf(b) - lengthOf(a));
  expect(laid.beads).toHaveLength(2);
  expect(ring.closed).toBe(true);
  expect(strandWithin.closed).toBe(false);
  expect(lengthOf(ring)).toBeGreaterThan(2 * Math.PI * inner);
  expect(lengthOf(ring)).toBeLessThan(2 * Math.PI * outer);
  // The wall is 0.6 - 0.2 cos thick, and wide enough for two from one and a half strands on.
  expect(Math.max(...strandWithin.points.filter((_, i) => i % 2 === 0)) / 1e6).toBeLessThan(0.5);
});

test('a region is laid the same, whatever was laid before it', () => {
  const regions = [
    outlineOf(circle(0, 0, 0.1, 48)),
    rectangle(0, 0, 12, 0.4),
    tube(3, 0.5),
    polygons.union([rectangle(0, 0, 10, 0.4), rectangle(5, 0, 5.4, 6)]),
  ];
  for (const region of regions) {
    const laid = thinOf(region);
    for (const before of regions) {
      thinOf(before);
      expect(thinOf(region)).toEqual(laid);
    }
  }
});
