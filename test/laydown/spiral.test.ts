import { expect, test } from 'vitest';
import { type Strand, strandVolume } from '../../src/laydown/strand.ts';
import { outlineArea } from '../../src/region/outline-area.ts';
import { clearance } from './clearance.ts';
import { lay } from './lay.ts';
import { circle, outlineOf, rectangle } from './shapes.ts';

const radii = ({ points }: Strand) =>
  Array.from({ length: points.length / 2 }, (_, i) => Math.hypot(points[2 * i], points[2 * i + 1]) / 1e6);

test('a disc is one strand that winds inwards by one spacing a turn', () => {
  const { strands, achieved } = lay(outlineOf(circle(0, 0, 8, 256)), { pattern: 'spiral', spacing: 1 });
  expect([strands.length, achieved.starts]).toEqual([1, 1]);
  const way = radii(strands[0]);
  const inwards = way[0] > way[way.length - 1] ? way : way.reverse();
  expect(inwards[0]).toBeCloseTo(7.8, 3);
  for (let i = 1; i < inwards.length; i++) expect(inwards[i]).toBeLessThan(inwards[i - 1] + 0.002);
  // Turns at 7.8, 6.8 … 0.8: an Archimedean spiral has pi (R² - r²) / spacing, the innermost ring is walked in full.
  const length = (Math.PI * (7.8 ** 2 - 0.8 ** 2)) / 1 + 2 * Math.PI * 0.8;
  expect(Math.abs(achieved.lengthMm / length - 1)).toBeLessThan(0.01);
});

const tube = outlineOf(circle(0, 0, 5, 96), circle(0, 0, 4.55, 96, true));
const layers = Array.from({ length: 4 }, (_, index) => lay(tube, { pattern: 'spiral' }, { index }));

test('a tube one strand thick rises by a layer on every turn', () => {
  expect(layers.map(({ strands }) => strands.length)).toEqual([1, 1, 1, 1]);
  for (const { strands } of layers) {
    const { rise, closed } = strands[0];
    expect(closed).toBe(false);
    expect([rise![0], rise!.at(-1)]).toEqual([-320_000, 0]);
    for (let i = 1; i < rise!.length; i++) expect(rise![i]).toBeGreaterThan(rise![i - 1]);
  }
});

test('each turn of the tube begins where the one below ended', () => {
  const start = ({ strands: [{ points }] }: (typeof layers)[number]) => [points[0], points[1]];
  const end = ({ strands: [{ points }] }: (typeof layers)[number]) => [points.at(-2), points.at(-1)];
  for (let i = 1; i < layers.length; i++) expect(start(layers[i])).toEqual(end(layers[i - 1]));
});

test('a thick tube is one strand a layer, outside in and inside out in turn', () => {
  const thick = outlineOf(circle(0, 0, 6, 128), circle(0, 0, 3.6, 64, true));
  const ways = [0, 1].map(
    (index) => lay(thick, { pattern: 'spiral', spacing: 0.5 }, { index, startAt: [9e6, 0] }).strands,
  );
  expect(ways.map((strands) => strands.length)).toEqual([1, 1]);
  const inner = Math.min(...radii(ways[0][0]));
  expect(Math.max(...radii(ways[0][0]))).toBeCloseTo(5.8, 2);
  expect(inner).toBeGreaterThan(3.8 - 0.001);
  expect(inner).toBeLessThan(3.9);
});

test('a comb, whose rings fall apart, is wound piece by piece', () => {
  const comb = outlineOf([
    [0, 0],
    [10, 0],
    [10, 6],
    [7, 6],
    [7, 1],
    [3, 1],
    [3, 6],
    [0, 6],
  ]);
  const { strands } = lay(comb, { pattern: 'spiral', spacing: 0.6 });
  expect(strands.length).toBeGreaterThan(1);
  expect(strands.length).toBeLessThanOrEqual(4);
});

test('a square is wound without a stop', () => {
  const { strands, achieved } = lay(rectangle(-5, -5, 5, 5), { pattern: 'spiral', solid: true });
  expect(strands).toHaveLength(1);
  expect(Math.abs(achieved.fill - 1)).toBeLessThan(0.01);
});

test('without strands of its own, a tube whose wall its strand just misses is laid narrower, and that is noted', () => {
  const thin = outlineOf(circle(0, 0, 5, 96), circle(0, 0, 4.61, 96, true));
  const { strands, findings } = lay(thin, { pattern: 'spiral' }, { index: 1, thinWalls: false });
  expect(strands).toHaveLength(1);
  expect(strands[0].width).toBeCloseTo(0.38, 9);
  expect(clearance(strands[0], thin)).toBeGreaterThanOrEqual(190_000 - 1000);
  expect(findings.map(({ code }) => code)).toEqual(['strand-narrowed']);
});

test.each([0.25, 0.4, 0.41, 0.43, 0.59])(
  'a tube whose wall is %f mm rises in one turn a layer as wide as the wall',
  (wall) => {
    const tube = outlineOf(circle(0, 0, 5, 96), circle(0, 0, 5 - wall, 96, true));
    const { strands, findings } = lay(tube, { pattern: 'spiral' }, { index: 1 });
    expect(findings).toEqual([]);
    expect(strands).toHaveLength(1);
    const [turn] = strands;
    expect([turn.rise![0], turn.rise!.at(-1)]).toEqual([-320_000, 0]);
    expect(turn.width).toBeCloseTo(wall, 3);
    expect(clearance(turn, tube)).toBeGreaterThanOrEqual(wall * 5e5 - 6000);
    expect(strandVolume(turn)).toBeCloseTo(outlineArea(tube) * 0.32, 9);
  },
);

test.each([0.7, 0.84, 0.95, 1.3, 1.7])('a solid tube of %f mm is one strand of turns that share its wall', (wall) => {
  const tube = outlineOf(circle(0, 0, 5, 96), circle(0, 0, 5 - wall, 96, true));
  const { strands } = lay(tube, { pattern: 'spiral', solid: true });
  expect(strands).toHaveLength(1);
  expect(strands[0].width).toBeCloseTo(wall / Math.round(wall / 0.4), 2);
  expect(strandVolume(strands[0])).toBeCloseTo(outlineArea(tube) * 0.32, 9);
});

test('a tube of uneven wall rises, too, and its width follows the wall', () => {
  const tube = outlineOf(circle(0, 0, 5, 128), circle(0.1, 0, 4.6, 128, true));
  const { strands } = lay(tube, { pattern: 'spiral' }, { index: 1 });
  expect(strands).toHaveLength(1);
  const [{ rise, widths, points }] = strands;
  expect([rise![0], rise!.at(-1)]).toEqual([-320_000, 0]);
  for (let i = 0; i < widths!.length; i++) {
    const angle = Math.atan2(points[2 * i + 1], points[2 * i]);
    expect(widths![i] / 1e6).toBeCloseTo(0.4 - 0.1 * Math.cos(angle), 2);
  }
});
