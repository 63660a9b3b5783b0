import fc from 'fast-check';
import {
  EndType,
  JoinType,
  loadNativeClipperLibInstanceAsync,
  NativeClipperLibRequestedFormat,
} from 'js-angusj-clipper';
import { beforeAll, expect, test } from 'vitest';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import type { Polygons } from '../../src/region/polygons.ts';
import type { Outline } from '../../src/slice/outline.ts';
import { runs } from '../proving.ts';
import { outlineOf } from './outlines.ts';

let polygons: Polygons;
let oracle: Awaited<ReturnType<typeof loadNativeClipperLibInstanceAsync>>;
beforeAll(async () => {
  polygons = await loadPolygons();
  oracle = await loadNativeClipperLibInstanceAsync(NativeClipperLibRequestedFormat.WasmWithAsmJsFallback);
});

/** A wobbly disc with a wobbly hole, mm: anything from smooth to jagged. */
const plate = fc
  .record({
    corners: fc.integer({ min: 3, max: 60 }),
    wobble: fc.double({ min: 0, max: 0.9, noNaN: true }),
    phase: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 120, maxLength: 120 }),
    hole: fc.boolean(),
  })
  .map(({ corners, wobble, phase, hole }) => {
    const ring = (size: number, from: number) =>
      Array.from({ length: corners }, (_, i): [number, number] => {
        const radius = size * (1 - wobble * phase[from + i]);
        const angle = (2 * Math.PI * i) / corners;
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      });
    const outer = polygons.union([outlineOf([ring(10, 0)])]);
    return hole ? polygons.difference(outer, outlineOf([ring(3, 60)])) : outer;
  });

function byOracle({ points, ringEnds }: Outline, distanceNm: number): number {
  const rings: { x: number; y: number }[][] = [];
  let start = 0;
  for (const end of ringEnds) {
    rings.push(
      Array.from({ length: end - start }, (_, i) => ({ x: points[2 * (start + i)], y: points[2 * (start + i) + 1] })),
    );
    start = end;
  }
  const moved = oracle.offsetToPaths({
    delta: -distanceNm,
    miterLimit: 2,
    offsetInputs: [{ data: rings, joinType: JoinType.Miter, endType: EndType.ClosedPolygon }],
  });
  return (moved ?? []).reduce((area, ring) => {
    let twice = 0;
    ring.forEach(({ x, y }, i) => {
      const next = ring[(i + 1) % ring.length];
      twice += x * next.y - next.x * y;
    });
    return area + twice / 2e12;
  }, 0);
}

function distanceToRim(x: number, y: number, { points, ringEnds }: Outline): number {
  let least = Number.POSITIVE_INFINITY;
  let start = 0;
  for (const end of ringEnds) {
    for (let i = start; i < end; i++) {
      const j = i + 1 === end ? start : i + 1;
      const [ax, ay] = [points[2 * i], points[2 * i + 1]];
      const [dx, dy] = [points[2 * j] - ax, points[2 * j + 1] - ay];
      const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy));
    }
    start = end;
  }
  return least;
}

test('an inset keeps its distance from every edge, and covers what another algorithm says', () => {
  fc.assert(
    fc.property(plate, fc.integer({ min: 20_000, max: 3_000_000 }), (outline, distance) => {
      const inset = polygons.inset(outline, distance);
      for (let i = 0; i < inset.points.length; i += 2) {
        expect(distanceToRim(inset.points[i], inset.points[i + 1], outline)).toBeGreaterThan(distance - 5);
      }
      expect(Math.abs(outlineArea(inset) - byOracle(outline, distance))).toBeLessThan(1e-3);
    }),
    runs(11, 300),
  );
});

test('a growth covers what another algorithm says', () => {
  fc.assert(
    fc.property(plate, fc.integer({ min: 20_000, max: 3_000_000 }), (outline, distance) => {
      const grown = outlineArea(polygons.inset(outline, -distance));
      expect(Math.abs(grown / byOracle(outline, -distance) - 1)).toBeLessThan(1e-6);
    }),
    runs(12, 200),
  );
});
