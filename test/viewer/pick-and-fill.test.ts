import { describe, expect, test } from 'vitest';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { fillLayer } from '../../viewer/data/fill-layer.ts';
import { nestRings, signedArea } from '../../viewer/data/nest-rings.ts';
import { neighboursOf, pickRow } from '../../viewer/scene/pick.ts';
import { printOf } from './print-of.ts';
import { samplePrint } from './sample-plans.ts';

const print = printOf(samplePrint({ layers: 5 }));

describe('picking', () => {
  const all = [{ first: 0, end: print.rows }];
  const down = (x: number, y: number) => ({
    from: [x, y, 50] as const,
    along: [0, 0, -1] as const,
    spread: 0,
    radius: 0,
  });
  test('meets the topmost strand under the ray', () => {
    const row = pickRow(print, all, down(55, 60), () => true);
    const strand = print.path[4 * (row + 1) + 3];
    expect(print.strands.layer[strand]).toBe(4);
  });
  test('misses beside the print and where nothing is shown', () => {
    expect(pickRow(print, all, down(0, 0), () => true)).toBe(-1);
    expect(pickRow(print, all, down(55, 60), () => false)).toBe(-1);
    expect(pickRow(print, [], down(55, 60), () => true)).toBe(-1);
  });
  test('looks past rows that are hidden', () => {
    const top = pickRow(print, all, down(55, 60), () => true);
    const below = pickRow(print, all, down(55, 60), (_strand, row) => row !== top);
    expect(below).toBeGreaterThanOrEqual(0);
    expect(below).not.toBe(top);
  });
  test('looks past what the section cut away', () => {
    const row = pickRow(
      print,
      all,
      down(55, 60),
      () => true,
      (_x, _y, z) => z > 0.5,
    );
    expect(print.strands.layer[print.path[4 * (row + 1) + 3]]).toBeLessThan(2);
  });
  test('agrees with a slow search by sampling', () => {
    for (const [x, y] of [
      [55.3, 58],
      [62.1, 61.7],
      [64.9, 55.2],
      [57.7, 64.8],
    ]) {
      const row = pickRow(print, all, down(x, y), () => true);
      let best = -1;
      let height = -1;
      for (let r = 0; r < print.rows; r++) {
        const s = print.path[4 * (r + 1) + 3];
        if (s < 0) continue;
        for (let t = 0; t <= 1; t += 1 / 512) {
          const px = print.path[4 * r] + t * (print.path[4 * r + 4] - print.path[4 * r]);
          const py = print.path[4 * r + 1] + t * (print.path[4 * r + 5] - print.path[4 * r + 1]);
          if (Math.hypot(px - x, py - y) < print.strands.width[s] / 2 - 0.02 && print.path[4 * r + 6] > height) {
            height = print.path[4 * r + 6];
            best = r;
          }
        }
      }
      if (best >= 0) expect(print.path[4 * row + 6]).toBeCloseTo(height, 5);
    }
  });
  test('neighbours are of the same layer, nearest first', () => {
    const found = neighboursOf(print, 0, 3);
    expect(found.length).toBeGreaterThan(0);
    for (const { strand } of found) expect(print.strands.layer[strand]).toBe(print.strands.layer[0]);
    expect(found.map(({ distance }) => distance)).toEqual(found.map(({ distance }) => distance).sort((a, b) => a - b));
  });
});

describe('filled areas', () => {
  const square = (size: number, clockwise = false) => {
    const ring = [-size, -size, size, -size, size, size, -size, size];
    return { points: clockwise ? [6, 7, 4, 5, 2, 3, 0, 1].map((i) => ring[i]) : ring };
  };
  test('a hole is cut out, a second contour within adds nothing', () => {
    const [outer, second, hole] = [square(5), square(4.5), square(2, true)];
    expect(nestRings([second, hole, outer])).toEqual([{ outer, holes: [hole] }]);
    expect(signedArea(outer)).toBe(100);
    expect(signedArea(hole)).toBe(-16);
  });
  test('an island in a hole is an area of its own', () => {
    const [outer, hole, island] = [square(5), square(3, true), square(1)];
    expect(nestRings([outer, island, hole])).toEqual([
      { outer, holes: [hole] },
      { outer: island, holes: [] },
    ]);
  });
  test('triangles cover exactly the contours of the layer, by ink', () => {
    const reading = readGcode(new TextEncoder().encode(samplePrint({ layers: 2 })), null);
    const { inks } = fillLayer(reading)(1);
    const areas = inks.map(({ points, triangles }) => {
      let area = 0;
      for (let t = 0; t < triangles.length; t += 3) {
        const [a, b, c] = [0, 1, 2].map((k) => [points[2 * triangles[t + k]], points[2 * triangles[t + k] + 1]]);
        area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
      }
      return area;
    });
    expect(areas[0]).toBeCloseTo(4.75 * 10, 3);
    expect(areas[1]).toBeCloseTo(4.75 * 10, 3);
  });
});
