import { describe, expect, test } from 'vitest';
import type { LayDownResult } from '../../src/laydown/lay-down.ts';
import { planeBounds } from '../../src/laydown/paths/plane-bounds.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { draws } from '../proving.ts';
import { lay } from './lay.ts';
import { circle, outlineOf, rectangle } from './shapes.ts';

/** Calls back with every segment of a strand, mm. */
function eachSegment(
  { points, closed }: Strand,
  visit: (ax: number, ay: number, bx: number, by: number) => void,
): void {
  const count = points.length / 2;
  for (let i = closed ? 0 : 1; i < count; i++) {
    const j = i === 0 ? count - 1 : i - 1;
    visit(points[2 * j] / 1e6, points[2 * j + 1] / 1e6, points[2 * i] / 1e6, points[2 * i + 1] / 1e6);
  }
}

/** Length of a segment inside the square |x|, |y| <= half, mm (Liang and Barsky). */
function lengthInSquare(half: number, ax: number, ay: number, bx: number, by: number): number {
  let from = 0;
  let to = 1;
  for (const [p, q] of [
    [ax - bx, ax + half],
    [bx - ax, half - ax],
    [ay - by, ay + half],
    [by - ay, half - ay],
  ]) {
    if (p === 0) {
      if (q < 0) return 0;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  return from < to ? (to - from) * Math.hypot(bx - ax, by - ay) : 0;
}

function inkInSquare({ strands }: LayDownResult, half: number): number {
  let volume = 0;
  for (const strand of strands) {
    eachSegment(strand, (...ends) => {
      volume += lengthInSquare(half, ...ends) * strand.area;
    });
  }
  return volume;
}

/** Layers of strands as solids, for throwing points into them: segments by cells of the plane. */
interface Pile {
  readonly layers: readonly (readonly (readonly number[])[])[];
  readonly cell: number;
  readonly columns: number;
  readonly half: number;
  readonly width: number;
  readonly height: number;
  /** Whether the strands of a layer are round: told from their own area. */
  readonly round: readonly boolean[];
}

function pileOf(laid: readonly LayDownResult[], half: number, width: number, height: number): Pile {
  const cell = 2 * width;
  const columns = Math.ceil((2 * half) / cell) + 2;
  const layers = laid.map(({ strands }) => {
    const cells: number[][] = Array.from({ length: columns * columns }, () => []);
    const column = (at: number) => Math.min(columns - 1, Math.max(0, Math.floor((at + half) / cell) + 1));
    for (const strand of strands) {
      eachSegment(strand, (ax, ay, bx, by) => {
        const pieces = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / cell));
        for (let i = 0; i < pieces; i++) {
          const ends = [i / pieces, (i + 1) / pieces].flatMap((t) => [ax + (bx - ax) * t, ay + (by - ay) * t]);
          const [x0, y0, x1, y1] = ends;
          const reach = width / 2;
          for (let cx = column(Math.min(x0, x1) - reach); cx <= column(Math.max(x0, x1) + reach); cx++)
            for (let cy = column(Math.min(y0, y1) - reach); cy <= column(Math.max(y0, y1) + reach); cy++)
              cells[cy * columns + cx].push(...ends);
        }
      });
    }
    return cells;
  });
  const round = laid.map(({ strands }) => Math.abs(strands[0].area - (Math.PI * width ** 2) / 4) < 1e-9);
  laid.forEach(({ strands }, i) => {
    for (const { area } of strands) {
      expect(Math.abs(area - (round[i] ? (Math.PI * width ** 2) / 4 : width * height))).toBeLessThan(1e-9);
    }
  });
  return { layers, cell, columns, half, width, height, round };
}

/** Whether a point lies in a strand of its layer or of those that may reach to it; layers repeat after the last. */
function isInked(pile: Pile, x: number, y: number, layer: number, z: number): boolean {
  const { layers, cell, columns, half, width, height, round } = pile;
  const at = (Math.floor((y + half) / cell) + 1) * columns + Math.floor((x + half) / cell) + 1;
  for (let k = -2; k <= 2; k++) {
    const other = (layer + k + layers.length) % layers.length;
    const dz = z - k * height;
    if (Math.abs(dz) >= (round[other] ? width : height) / 2) continue;
    const reach2 = width ** 2 / 4 - (round[other] ? dz * dz : 0);
    const segments = layers[other][at];
    for (let s = 0; s < segments.length; s += 4) {
      const [ax, ay] = [segments[s], segments[s + 1]];
      const [dx, dy] = [segments[s + 2] - ax, segments[s + 3] - ay];
      const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      if ((ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2 < reach2) return true;
    }
  }
  return false;
}

/** Void of the middle of a pile, |x|, |y| <= half (or a disc of that radius), by points thrown into it. */
function thrownVoid(pile: Pile, half: number, disc: boolean): number {
  const next = seededRandom(11);
  const points = draws(30_000, 60_000);
  let free = 0;
  let thrown = 0;
  while (thrown < points) {
    const [x, y] = [(2 * next() - 1) * half, (2 * next() - 1) * half];
    const layer = Math.floor(next() * pile.layers.length);
    const z = (next() - 0.5) * pile.height;
    if (disc && x * x + y * y > half * half) continue;
    thrown++;
    if (!isInked(pile, x, y, layer, z)) free++;
  }
  return free / thrown;
}

interface Case {
  readonly given: Record<string, unknown>;
  /** Layers until they repeat. */
  readonly layers: number;
  /** Period of a minimal surface in spacings: slots reach into no other layer, so some cuts spread over it will do. */
  readonly period?: number;
  readonly disc?: boolean;
  /** Spokes, measured over all of a square. */
  readonly corners?: boolean;
}

const cases: readonly Case[] = [
  { given: { angles: [0, 90] }, layers: 2 },
  { given: { angles: [0, 60, 120] }, layers: 3 },
  { given: { angles: [0, 0, 90, 90] }, layers: 4 },
  { given: { angles: [0] }, layers: 2 },
  { given: { angles: [0], shift: 0.5 }, layers: 2 },
  { given: { angles: [0, 90], shift: 0.25 }, layers: 8 },
  { given: { pattern: 'wave' }, layers: 2 },
  { given: { pattern: 'grid' }, layers: 2 },
  { given: { pattern: 'triangle' }, layers: 2 },
  { given: { pattern: 'honeycomb' }, layers: 2 },
  { given: { pattern: 'concentric' }, layers: 2 },
  { given: { pattern: 'spiral' }, layers: 2 },
  { given: { pattern: 'radial' }, layers: 2, disc: true },
  { given: { pattern: 'radial' }, layers: 2, corners: true },
  { given: { pattern: 'gyroid' }, layers: 7, period: 2.4573 },
  { given: { pattern: 'schwarz-p' }, layers: 7, period: 1.8856 },
  { given: { pattern: 'diamond' }, layers: 7, period: 3.0449 },
];

/** Layer heights of strands 0.4 mm wide: as high as wide, the log-pile, flat, and hardly half as high. */
const heights = [0.4, 0.32, 0.25, 0.21];
const width = 0.4;
const asked = 0.6;

/** Share of the space that ink takes in squares about the middle: a mean over squares that end all over a cell. */
function inkShare(laid: readonly LayDownResult[], half: number, cell: number, height: number): number {
  const squares = Array.from({ length: 8 }, (_, i) => half - (cell * i) / 8);
  return squares.reduce((mean, square) => {
    const ink = laid.reduce((sum, layer) => sum + inkInSquare(layer, square), 0);
    return mean + ink / (4 * square ** 2 * height * laid.length * squares.length);
  }, 0);
}

/** Of each case two heights, and all four in a proof. */
const sampled = cases.map((each, i) => ({ ...each, some: heights.filter((_, k) => (i + k) % draws(2, 1) === 0) }));

describe.each(sampled)(
  '$given asked for a porosity of .6',
  ({ given, layers, period, disc = false, corners = false, some }) => {
    test.each(some)('in layers of %f mm: ink within .005, thrown points within .01 of the geometry', (height) => {
      const settings = { ...given, porosity: asked, join: 'none', minLength: 0 };
      const { spacing: s } = lay(rectangle(-9, -9, 9, 9), settings, { width, height }).achieved;
      const asLaid = period === undefined ? s! : width / (1 - asked);
      const side = 43 * asLaid;
      const outline = disc
        ? outlineOf(circle(0, 0, side / 2, 720))
        : rectangle(-side / 2, -side / 2, side / 2, side / 2);
      const laid = Array.from({ length: layers }, (_, index) => {
        const top = height / 2 + (period === undefined ? index * height : ((index + 0.5) / layers) * period * asLaid);
        const layer = { index, count: layers, top, constructHeight: 40 };
        return lay(outline, settings, {
          width,
          height,
          layer,
          partBounds: { ...planeBounds(outline.points), corners },
        });
      });
      const half = disc || corners ? (side - width) / 2 : side / 2 - 1.5 * asLaid;
      const area = (disc ? Math.PI : 4) * half ** 2;
      const share =
        disc || corners
          ? laid.reduce((sum, { achieved }) => sum + achieved.volumeMm3, 0) / (area * height * layers)
          : inkShare(laid, half, (period ?? 1) * asLaid, height);
      expect(Math.abs(1 - share - asked)).toBeLessThan(0.005);
      const mean = (of: 'porosity' | 'geometricPorosity') =>
        laid.reduce((sum, { achieved }) => sum + achieved[of]! / layers, 0);
      expect(Math.abs(mean('porosity') - asked)).toBeLessThan(0.005);
      expect(
        Math.abs(thrownVoid(pileOf(laid, side / 2, width, height), half, disc) - mean('geometricPorosity')),
      ).toBeLessThan(0.01);
    });
  },
);
