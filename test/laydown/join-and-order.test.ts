import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderStrands } from '../../src/laydown/order/order-strands.ts';
import { nearestStrandOrder } from '../../src/laydown/paths/nearest-strands.ts';
import { type Strand, strandLength } from '../../src/laydown/strand.ts';
import { lay } from './lay.ts';
import { circle, outlineOf, rectangle } from './shapes.ts';

const total = (strands: readonly Strand[]) => strands.reduce((sum, strand) => sum + strandLength(strand), 0);

/** Segments of strands, either way round, as text. */
function segments(strands: readonly Strand[]): Set<string> {
  const found = new Set<string>();
  for (const { points } of strands) {
    for (let i = 2; i < points.length; i += 2) {
      const [a, b] = [`${points[i - 2]},${points[i - 1]}`, `${points[i]},${points[i + 1]}`];
      found.add(a < b ? `${a} ${b}` : `${b} ${a}`);
    }
  }
  return found;
}

describe('joining', () => {
  test('a box becomes one strand: its eleven lines and the ten steps between them', () => {
    const { strands, achieved } = lay(rectangle(-5.2, -5.2, 5.2, 5.2), { spacing: 1 });
    expect(strands).toHaveLength(1);
    expect(achieved.starts).toBe(1);
    // Lines on the rim are cut 0.5 µm inside it, so the first and last step differ from 1 mm by that.
    expect(Math.abs(achieved.lengthMm - 120)).toBeLessThan(0.002);
  });

  const holed = outlineOf(circle(0, 0, 8), circle(2, 1, 2, 64, true), circle(-4, -2, 1, 32, true));
  test.each(['parallel', 'grid', 'triangle', 'wave', 'honeycomb', 'gyroid', 'radial'])(
    '%s: joining keeps every line, adds the steps and saves starts',
    (pattern) => {
      const apart = lay(holed, { pattern, spacing: 1.2, join: 'none', minLength: 0 });
      const joined = lay(holed, { pattern, spacing: 1.2, minLength: 0 });
      const all = segments(joined.strands);
      for (const segment of segments(apart.strands)) expect(all.has(segment)).toBe(true);
      expect(joined.achieved.starts).toBeLessThan(0.6 * apart.achieved.starts);
      expect(total(joined.strands)).toBeGreaterThan(total(apart.strands));
    },
  );

  test('strands of different inks are never joined, and strands of one ink stand together', () => {
    const { strands } = lay(holed, { spacing: 1.2, minLength: 0 }, { alternate: ['a', 'b'] });
    const inks = strands.map(({ ink }) => ink);
    expect([...inks].sort()).toEqual(inks);
    expect(new Set(inks)).toEqual(new Set(['a', 'b']));
    const apart = lay(holed, { spacing: 1.2, minLength: 0, join: 'none' }, { alternate: ['a', 'b'] });
    for (const ink of ['a', 'b']) {
      const own = segments(strands.filter((strand) => strand.ink === ink));
      for (const strand of apart.strands) {
        for (const segment of segments([strand])) expect(own.has(segment)).toBe(strand.ink === ink);
      }
    }
  });
});

test('alternate inks go line by line, the same on every second layer', () => {
  const inkByLine = (index: number) =>
    lay(rectangle(-5.2, -5.2, 5.2, 5.2), { spacing: 1, join: 'none' }, { index, alternate: ['a', 'b', 'c'] })
      .strands.map(({ points, ink }) => ({ y: points[1], ink }))
      .sort((a, b) => a.y - b.y)
      .map(({ ink }) => ink)
      .join('');
  expect(inkByLine(0)).toBe('bcabcabcabc');
  expect(inkByLine(2)).toBe(inkByLine(0));
});

const strandOf = (points: readonly number[], closed: boolean): Strand => ({
  points: Int32Array.from(points),
  closed,
  role: 'lattice',
  ink: 'a',
  part: 'p',
  width: 0.4,
  height: 0.3,
  area: 0.1,
});

/** Travel from the start to and between strands, nm. */
function travel(strands: readonly Strand[], startAt: readonly [number, number]): number {
  let [x, y] = startAt;
  let sum = 0;
  for (const { points, closed } of strands) {
    sum += Math.hypot(points[0] - x, points[1] - y);
    const at = closed ? 0 : points.length - 2;
    x = points[at];
    y = points[at + 1];
  }
  return sum;
}

/** A strand wherever it begins, an open one whichever way round. */
function shape({ points, closed }: Strand): string {
  const at = Array.from({ length: points.length / 2 }, (_, i) => `${points[2 * i]},${points[2 * i + 1]}`);
  const turned = closed ? at.map((_, i) => [...at.slice(i), ...at.slice(0, i)]) : [at, [...at].reverse()];
  return `${closed}:${turned.map((way) => way.join(' ')).sort()[0]}`;
}

const coordinate = fc.integer({ min: -9_000_000, max: 9_000_000 });
const anyStrand = fc
  .tuple(fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 6 }), fc.boolean())
  .map(([points, closed]) => strandOf(points.flat(), closed));

describe('ordering', () => {
  test('loses, repeats and bends no strand, and gives the same twice', () => {
    fc.assert(
      fc.property(fc.array(anyStrand, { maxLength: 40 }), (strands) => {
        const ordered = orderStrands(strands, [0, 0]);
        expect(ordered.map(shape).sort()).toEqual(strands.map(shape).sort());
        expect(orderStrands(strands, [0, 0])).toEqual(ordered);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  test('lines in random order are laid to and fro', () => {
    const lines = Array.from({ length: 400 }, (_, i) => (i * 173) % 400).map((row) =>
      strandOf([0, row * 500_000, 10_000_000, row * 500_000], false),
    );
    const ordered = orderStrands(lines, [0, 0]);
    expect(travel(ordered, [0, 0])).toBe(399 * 500_000);
  });

  test('travels no further than nearest neighbours do, and mostly less', () => {
    let shorter = 0;
    fc.assert(
      fc.property(fc.array(anyStrand, { minLength: 20, maxLength: 60 }), (strands) => {
        const open = strands.filter(({ closed }) => !closed);
        const nearest = nearestStrandOrder(open, [0, 0]).map(({ strand, reversed }) => {
          const at = Array.from({ length: open[strand].points.length / 2 }, (_, i) =>
            open[strand].points.slice(2 * i, 2 * i + 2),
          );
          return strandOf(
            (reversed ? at.reverse() : at).flatMap((point) => [...point]),
            false,
          );
        });
        const [before, after] = [travel(nearest, [0, 0]), travel(orderStrands(open, [0, 0]), [0, 0])];
        expect(after).toBeLessThanOrEqual(before);
        if (after < 0.99 * before) shorter++;
      }),
      { seed: 5, numRuns: 30 },
    );
    expect(shorter).toBeGreaterThan(15);
  });

  test('a closed strand begins at its point nearest to the needle', () => {
    const ring = strandOf(
      [0, 0, 9, 0, 9, 9, 0, 9].map((v) => v * 1e6),
      true,
    );
    const [{ points }] = orderStrands([ring], [10e6, 8e6]);
    expect([points[0], points[1]]).toEqual([9e6, 9e6]);
  });
});
