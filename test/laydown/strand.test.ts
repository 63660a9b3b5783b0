import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderStrands } from '../../src/laydown/order/order-strands.ts';
import { pathLength } from '../../src/laydown/paths/path-length.ts';
import { type Strand, sectionAt, strandLength, strandVolume } from '../../src/laydown/strand.ts';

/** A slot strand: its section is width x height at every point. */
function slot(points: number[], widths: number[] | undefined, more: Partial<Strand> = {}): Strand {
  const width = (widths ? Math.max(...widths) : 410_000) / 1e6;
  return {
    points: Int32Array.from(points),
    ...(widths && { widths: Int32Array.from(widths) }),
    closed: false,
    role: 'contour',
    ink: 'gel',
    part: 'wedge',
    width,
    height: 0.2,
    area: width * 0.2,
    ...more,
  };
}

test('a wedge holds the volume of its trapezium, whatever pieces it is laid in', () => {
  const length = 40e6;
  const at = (t: number) => Math.round(210_000 + (800_000 - 210_000) * t);
  const trapezium = (40 * 0.2 * (0.21 + 0.8)) / 2;
  for (const pieces of [1, 7, 64]) {
    const steps = Array.from({ length: pieces + 1 }, (_, i) => i / pieces);
    const wedge = slot(
      steps.flatMap((t) => [Math.round(length * t), 0]),
      steps.map(at),
    );
    expect(strandVolume(wedge)).toBeCloseTo(trapezium, 5);
    expect(sectionAt(wedge, 0)).toBeCloseTo(0.21 * 0.2, 12);
    expect(sectionAt(wedge, pieces)).toBeCloseTo(0.8 * 0.2, 12);
  }
});

test('the closing segment of a ring and the rise of a strand count with the widths at their ends', () => {
  const square = [0, 0, 3e6, 0, 3e6, 4e6, 0, 4e6];
  const ring = slot(square, [200_000, 400_000, 600_000, 400_000], { closed: true });
  expect(strandVolume(ring)).toBeCloseTo(0.2 * (3 * 0.3 + 4 * 0.5 + 3 * 0.5 + 4 * 0.3), 12);
  const rising = slot([0, 0, 3e6, 0], [200_000, 400_000], { rise: Int32Array.from([0, 4e6]) });
  expect(strandVolume(rising)).toBeCloseTo(5 * 0.2 * 0.3, 12);
});

test('widths that are all the same hold what a strand without them holds', () => {
  const coordinate = fc.integer({ min: -50e6, max: 50e6 });
  fc.assert(
    fc.property(fc.array(coordinate, { minLength: 4, maxLength: 40 }), fc.boolean(), (numbers, closed) => {
      const points = numbers.slice(0, 2 * Math.floor(numbers.length / 2));
      const plain = slot(points, undefined, { closed });
      const varying = { ...plain, widths: new Int32Array(points.length / 2).fill(410_000) };
      expect(strandVolume(plain)).toBe(strandLength(plain) * plain.area);
      expect(Math.abs(strandVolume(varying) - strandVolume(plain))).toBeLessThanOrEqual(1e-12 * strandVolume(plain));
    }),
    { seed: 9, numRuns: 200 },
  );
});

test('a strand that is turned around or begun elsewhere takes its widths along', () => {
  const open = slot([10e6, 0, 5e6, 0, 1e6, 0], [300_000, 400_000, 500_000]);
  const [turned] = orderStrands([open], [0, 0]);
  expect([...turned.points]).toEqual([1e6, 0, 5e6, 0, 10e6, 0]);
  expect([...(turned.widths ?? [])]).toEqual([500_000, 400_000, 300_000]);
  const ring = slot([9e6, 0, 9e6, 9e6, 1e6, 1e6], [300_000, 400_000, 500_000], { closed: true });
  const [begun] = orderStrands([ring], [0, 0]);
  expect([...begun.points]).toEqual([1e6, 1e6, 9e6, 0, 9e6, 9e6]);
  expect([...(begun.widths ?? [])]).toEqual([500_000, 300_000, 400_000]);
});

test('lengths by hand: a rise counts as the third side of 3, 4, 5, and the last side of a ring counts', () => {
  const square = [0, 0, 3e6, 0, 3e6, 4e6, 0, 4e6];
  expect(strandLength(slot([0, 0, 3e6, 0], undefined, { rise: Int32Array.from([0, 4e6]) }))).toBe(5);
  expect(strandLength(slot(square, undefined))).toBe(10);
  expect(strandLength(slot(square, undefined, { closed: true }))).toBe(14);
  const rising = slot(square, undefined, { closed: true, rise: Int32Array.from([0, 0, 0, 3e6]) });
  expect(strandLength(rising)).toBeCloseTo(7 + Math.hypot(3, 3) + 5, 12);
  // Sets of paths, by the same sides: an open one, a ring, and a ring that begins where the other ended.
  const set = (closed: number[]): Parameters<typeof pathLength>[0] => ({
    points: Int32Array.from([...square, ...square]),
    ends: Int32Array.from([4, 8]),
    closed: Uint8Array.from(closed),
  });
  expect(
    [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map((closed) => pathLength(set(closed)) / 1e6),
  ).toEqual([20, 24, 24, 28]);
});
