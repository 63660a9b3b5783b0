import { expect, test } from 'vitest';
import { resample } from '../../src/network/resample.ts';

// Curves through the points of a network stay where its file has them.

/** x y z r of each point. */
const rows = (nodes: Float64Array) =>
  Array.from({ length: nodes.length / 4 }, (_, i) => [...nodes.subarray(4 * i, 4 * i + 4)]);

test('a sharp corner stays a corner: no node lies farther from the line than a fifth of the strand is wide', () => {
  const line = Float64Array.from([0, 0, 0, 0.3, 10, 0, 0, 0.3, 10, 10, 0, 0.3]);
  const nodes = rows(resample(line, 0.1, true));
  const away = ([x, y]: number[]) => Math.min(Math.hypot(Math.max(0, x - 10), y), Math.hypot(x - 10, Math.max(0, -y)));
  const farthest = Math.max(...nodes.map(away));
  expect(farthest).toBeLessThanOrEqual(0.12 + 1e-9);
  // It is a curve all the same.
  expect(farthest).toBeGreaterThan(0.1);
  for (const point of rows(line)) expect(nodes).toContainEqual(point);
});

test('a gentle curve is drawn as it is: points on a circle give one', () => {
  const turn = (k: number) => (k * Math.PI) / 16;
  const points = Array.from({ length: 9 }, (_, k) => [20 * Math.cos(turn(k)), 20 * Math.sin(turn(k)), 0, 0.5]);
  const nodes = rows(resample(Float64Array.from(points.flat()), 0.2, true)).slice(20, -20);
  for (const [x, y] of nodes) expect(Math.abs(Math.hypot(x, y) - 20)).toBeLessThan(0.02);
});
