import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Strand } from '../../src/laydown/strand.ts';
import { runs } from '../proving.ts';
import { planJob } from './plan-job.ts';
import { type Flat, stlOf } from './sections.ts';

/**
 * No strand leaves its region by more than 1 µm: random star-shaped prisms through the whole plan, judged on the corners
 * that went into the mesh. Simplifying moves outlines by at most 2 nm here, so that nothing else is measured.
 */
const simplify = 2e-6;
const width = 0.4;

/** A star about (x, y): radius by direction. */
interface Star {
  readonly x: number;
  readonly y: number;
  readonly radii: readonly number[];
}

const star = fc.record({
  x: fc.double({ min: -2, max: 2, noNaN: true }),
  y: fc.double({ min: -2, max: 2, noNaN: true }),
  radii: fc.array(fc.double({ min: 1.5, max: 6, noNaN: true }), { minLength: 5, maxLength: 14 }),
});

/** Corners as they stand in the file, float32. */
function cornersOf({ x, y, radii }: Star): Flat[] {
  return radii.map((radius, i): Flat => {
    const angle = (2 * Math.PI * i) / radii.length;
    return [Math.fround(x + radius * Math.cos(angle)), Math.fround(y + radius * Math.sin(angle))];
  });
}

function prism({ x, y, radii }: Star, height: number): Float32Array {
  const ring = cornersOf({ x, y, radii });
  const corners: number[] = [];
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length];
    corners.push(ax, ay, 0, bx, by, 0, bx, by, height, ax, ay, 0, bx, by, height, ax, ay, height);
    corners.push(x, y, 0, bx, by, 0, ax, ay, 0, x, y, height, ax, ay, height, bx, by, height);
  });
  return Float32Array.from(corners);
}

function distance(x: number, y: number, [ax, ay]: Flat, [bx, by]: Flat): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const t = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Distance to the rim, mm; negative outside. */
function depth(ring: readonly Flat[], x: number, y: number): number {
  let inside = false;
  let least = Infinity;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    least = Math.min(least, distance(x, y, a, b));
    if (a[1] > y !== b[1] > y && x < a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1])) inside = !inside;
  });
  return inside ? least : -least;
}

/** Points along the centre line, 0.2 mm apart, and how far each keeps from the rim at least, mm. */
function samples({ points, closed, width: widest, widths }: Strand): [x: number, y: number, keep: number][] {
  const found: [number, number, number][] = [];
  // Strands of thin places keep half their own width, less a sixth of it where the place widens steeply.
  const keepOf = (own: number) => (widths === undefined && widest === width ? own / 2 - 0.001 : own / 3 - 0.02);
  const count = points.length / 2;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = i === 0 ? count - 1 : i - 1;
    const [ax, ay, bx, by] = [points[2 * j], points[2 * j + 1], points[2 * i], points[2 * i + 1]].map((nm) => nm / 1e6);
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 0.2));
    const [from, to] = widths === undefined ? [widest, widest] : [widths[j] / 1e6, widths[i] / 1e6];
    for (let s = 0; s <= steps; s++) {
      const t = s / steps;
      found.push([ax + (bx - ax) * t, ay + (by - ay) * t, keepOf(from + (to - from) * t)]);
    }
  }
  return found;
}

const laydown = fc.record({
  pattern: fc.constantFrom('parallel', 'grid', 'concentric', 'spiral', 'honeycomb', 'wave', 'gyroid', 'radial'),
  density: fc.constantFrom({ solid: true }, { spacing: 1.1 }, { pore: 0.3 }),
  angle: fc.constantFrom(0, 17, 45),
  contours: fc.integer({ min: 0, max: 2 }),
  join: fc.constantFrom('boundary', 'none'),
});

test('no strand of two inks that overlap leaves its own region by more than 1 µm', async () => {
  await fc.assert(
    fc.asyncProperty(star, star, laydown, async (one, other, { pattern, density, angle, contours, join }) => {
      const part = { contours, laydown: { pattern, angles: [angle, angle + 90], join, ...density } };
      const ink = (tool: string) => ({ ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width, tool });
      const job = {
        printer: 'e3d-toolchanger-duet',
        inks: { a: ink('T0'), b: ink('T1') },
        parts: [
          { mesh: 'one.stl', ink: 'a', ...part },
          { mesh: 'other.stl', ink: 'b', ...part },
        ],
        layers: { height: 0.3 },
        simplify,
      };
      const files = { 'one.stl': stlOf(prism(one, 0.6)), 'other.stl': stlOf(prism(other, 0.6)) };
      const allow = ['flow', 'supply', 'time', 'overhang', 'collision', 'viability', 'mesh'] as const;
      const { wells } = await planJob(job, files, { allow });
      const { construct, shiftsMm } = wells.constructs[0];
      const [shiftMm] = shiftsMm;
      const moved = (shape: Star) => cornersOf(shape).map(([x, y]): Flat => [x + shiftMm[0], y + shiftMm[1]]);
      const [a, b] = [moved(one), moved(other)];
      for (const { strands } of construct.layers) {
        for (const strand of strands) {
          for (const [x, y, keep] of samples(strand)) {
            expect(depth(strand.ink === 'b' ? b : a, x, y)).toBeGreaterThanOrEqual(keep);
            // What the later part covers is not the earlier one's.
            if (strand.ink === 'a') expect(-depth(b, x, y)).toBeGreaterThanOrEqual(keep);
          }
        }
      }
    }),
    runs(20, 25),
  );
});
