import fc from 'fast-check';
import { expect, test } from 'vitest';
import { straightRings } from '../../../src/check/fidelity/straight-rings.ts';
import type { Outline } from '../../../src/slice/outline.ts';
import { runs } from '../../proving.ts';

const ringOf = (points: readonly (readonly [number, number])[]): Outline => ({
  kind: 'closed',
  points: Int32Array.from(points.flat()),
  ringEnds: Uint32Array.of(points.length),
});

/** Corners of a star-shaped ring, at least some tenths of a millimetre apart, no three of them on a line. */
const corners = fc
  .array(fc.record({ radius: fc.integer({ min: 4, max: 9 }), turn: fc.integer({ min: -20, max: 20 }) }), {
    minLength: 4,
    maxLength: 12,
  })
  .map((all) =>
    all.map(({ radius, turn }, i): [number, number] => {
      const angle = (2 * Math.PI * (i + turn / 100)) / all.length;
      // A star: none lies between its neighbours.
      const far = (i % 2 === 0 ? 9 + radius / 9 : radius / 5) * 1e6;
      return [Math.round(far * Math.cos(angle)), Math.round(far * Math.sin(angle))];
    }),
  )
  .filter((all) => all.length % 2 === 0);

/** The ring with points between its corners, rounded as a cut rounds them, begun at some point. */
function withPoints(all: readonly (readonly [number, number])[], shares: readonly number[], from: number): Outline {
  const points = all.flatMap(([x, y], i) => {
    const [nextX, nextY] = all[(i + 1) % all.length];
    const between = shares.map((share) => [
      Math.round(x + share * (nextX - x)),
      Math.round(y + share * (nextY - y)),
    ]) as [number, number][];
    return [[x, y] as const, ...between];
  });
  const begin = from % points.length;
  return ringOf([...points.slice(begin), ...points.slice(0, begin)]);
}

const shares = fc
  .array(fc.integer({ min: 1, max: 99 }), { maxLength: 6 })
  .map((all) => [...new Set(all)].sort((a, b) => a - b).map((share) => share / 100));

test('points on straight sides fall away, wherever they lie and the ring begins', () => {
  fc.assert(
    fc.property(corners, shares, shares, fc.nat(50), fc.nat(50), (all, some, others, from, begin) => {
      const plain = straightRings(ringOf(all));
      expect(plain.points).toHaveLength(2 * all.length);
      expect(straightRings(withPoints(all, some, from))).toEqual(plain);
      expect(straightRings(withPoints(all, others, begin))).toEqual(plain);
    }),
    runs(20261127, 100),
  );
});

test('a fine circle keeps its area, and no point strays', () => {
  for (const count of [1_000, 100_000]) {
    const radius = 5e6;
    const points = Array.from({ length: count }, (_, i): [number, number] => {
      const angle = (2 * Math.PI * i) / count;
      return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))];
    });
    const { points: kept } = straightRings(ringOf(points));
    let area = 0;
    for (let i = 0; i < kept.length; i += 2) {
      const next = (i + 2) % kept.length;
      area += (kept[i] * kept[next + 1] - kept[next] * kept[i + 1]) / 2;
      // The sagitta of a chord that no point lies 1 nm off, and the rounding of its ends.
      const [x, y] = [(kept[i] + kept[next]) / 2, (kept[i + 1] + kept[next + 1]) / 2];
      expect(Math.abs(Math.hypot(x, y) - radius)).toBeLessThan(count === 1_000 ? 26 : 3);
    }
    const whole = (count / 2) * radius * radius * Math.sin((2 * Math.PI) / count);
    expect(Math.abs(area / whole - 1)).toBeLessThan(1e-6);
  }
});

test('corners, spikes and rings of nothing but a line stay as they are', () => {
  const spike: [number, number][] = [
    [0, 0],
    [10e6, 0],
    [10e6, 5e6],
    [15e6, 5e6],
    [10e6, 5e6],
    [10e6, 8e6],
    [0, 8e6],
  ];
  expect(straightRings(ringOf(spike)).points).toEqual(ringOf(spike).points);
  const line: [number, number][] = [
    [0, 0],
    [5e6, 0],
    [9e6, 0],
  ];
  expect(straightRings(ringOf(line)).points).toEqual(ringOf(line).points);
});

test('every ring is judged by itself', () => {
  const outer: [number, number][] = [
    [0, 0],
    [4e6, 0],
    [9e6, 0],
    [9e6, 9e6],
    [0, 9e6],
  ];
  const hole: [number, number][] = [
    [2e6, 2e6],
    [2e6, 4e6],
    [4e6, 4e6],
    [4e6, 3e6],
    [4e6, 2e6],
  ];
  const { points, ringEnds } = straightRings({
    kind: 'closed',
    points: Int32Array.from([...outer, ...hole].flat()),
    ringEnds: Uint32Array.of(5, 10),
  });
  expect([...ringEnds]).toEqual([4, 8]);
  expect([...points]).toEqual([outer[0], outer[2], outer[3], outer[4], hole[0], hole[1], hole[2], hole[4]].flat());
});
