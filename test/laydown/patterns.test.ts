import { describe, expect, test } from 'vitest';
import { patternInfos } from '../../src/laydown/patterns/describe-pattern.ts';
import { patternIds } from '../../src/laydown/patterns/pattern-table.ts';
import { zeroLines } from '../../src/laydown/patterns/surface/marching-squares.ts';
import { diamond, gyroid, schwarzP } from '../../src/laydown/patterns/surface/surfaces.ts';
import { type Strand, strandLength } from '../../src/laydown/strand.ts';
import { lay } from './lay.ts';
import { circle, outlineOf, rectangle } from './shapes.ts';

const kinds = { gyroid, 'schwarz-p': schwarzP, diamond };
const box = rectangle(-5.2, -5.2, 5.2, 5.2);
const wide = rectangle(-20.2, -20.2, 20.2, 20.2);
const total = (strands: readonly Strand[]) => strands.reduce((sum, strand) => sum + strandLength(strand), 0);
const xy = ({ points }: Strand) =>
  Array.from({ length: points.length / 2 }, (_, i): [number, number] => [points[2 * i] / 1e6, points[2 * i + 1] / 1e6]);

test('every pattern is described', () => {
  expect(patternInfos.map(({ id }) => id)).toEqual([...patternIds]);
});

test('parallel: angles repeat, the shift grows with each repeat, all layers share one phase', () => {
  const ys = (index: number) =>
    lay(box, { spacing: 1, shift: 0.5, join: 'none' }, { index })
      .strands.map((strand) => xy(strand)[0][index % 2 === 0 ? 1 : 0])
      .sort((a, b) => a - b);
  expect(ys(0)).toEqual([-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5]);
  expect(ys(1)).toEqual(ys(0));
  expect(ys(2)).toEqual([-4.5, -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5]);
  expect(ys(4)).toEqual(ys(0));
});

test('parallel: an even number of lines stands symmetrically too', () => {
  const { strands } = lay(rectangle(-5.2, -4.7, 5.2, 4.7), { spacing: 1, join: 'none' });
  expect(strands.map((strand) => xy(strand)[0][1]).sort((a, b) => a - b)).toEqual([
    -4.5, -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5,
  ]);
});

test('parallel at 45°: the length of lines is the area over the spacing', () => {
  const { strands } = lay(wide, { spacing: 1, angles: [45], join: 'none' });
  expect(Math.abs(total(strands) / 1600 - 1)).toBeLessThan(0.01);
});

test('grid: both directions on each layer', () => {
  const { strands, achieved } = lay(box, { pattern: 'grid', spacing: 1, join: 'none' });
  expect(strands).toHaveLength(22);
  expect(achieved.lengthMm).toBeCloseTo(220, 6);
});

test('triangle: three lines of every crossing meet in one point', () => {
  const { strands } = lay(wide, { pattern: 'triangle', spacing: 2, join: 'none' });
  const through = strands.filter((strand) => {
    const [[ax, ay], [bx, by]] = xy(strand);
    return Math.abs(ax * by - ay * bx) / Math.hypot(bx - ax, by - ay) < 1e-5;
  });
  expect(through).toHaveLength(3);
  expect(Math.abs(total(strands) / ((3 * 1600) / 2) - 1)).toBeLessThan(0.02);
});

test('honeycomb: one strand a row, as long as its cells say', () => {
  const { strands } = lay(wide, { pattern: 'honeycomb', spacing: 2, join: 'none' });
  expect(Math.abs(total(strands) / ((1600 * 8) / (3 * 2.4)) - 1)).toBeLessThan(0.03);
  // 40 mm hold 33 rows of 1.2 mm; the outermost are cut to pieces by the rim.
  const whole = strands.filter((strand) => strandLength(strand) > 40);
  expect(Math.abs(whole.length - 33)).toBeLessThanOrEqual(1);
});

test('concentric: rings one spacing apart', () => {
  const { strands } = lay(box, { pattern: 'concentric', spacing: 1 });
  expect(strands.map((strand) => Math.round(strandLength(strand) * 1e6) / 1e6).sort((a, b) => a - b)).toEqual([
    8, 16, 24, 32, 40,
  ]);
  expect(strands.every(({ closed }) => closed)).toBe(true);
});

test('radial: spokes point at the axis and keep at least one spacing', () => {
  const { strands } = lay(outlineOf(circle(0, 0, 8)), { pattern: 'radial', spacing: 1, join: 'none' });
  const rims: number[] = [];
  for (const strand of strands) {
    const [[ax, ay], [bx, by]] = xy(strand);
    expect(Math.abs(ax * by - ay * bx)).toBeLessThan(1e-4);
    rims.push(Math.atan2(by, bx));
  }
  rims.sort((a, b) => a - b);
  for (let i = 1; i < rims.length; i++) expect((rims[i] - rims[i - 1]) * 7.8).toBeGreaterThan(0.99);
});

test('wave: a sine of the amplitude and wavelength asked for', () => {
  const { strands } = lay(wide, { pattern: 'wave', spacing: 2, amplitude: 0.5, wavelength: 5, join: 'none' });
  const middle = strands.filter((strand) => xy(strand).some(([x, y]) => Math.abs(x) < 1e-9 && Math.abs(y) < 1e-5));
  expect(middle).toHaveLength(1);
  for (const [x, y] of xy(middle[0])) expect(Math.abs(y - 0.5 * Math.sin((2 * Math.PI * x) / 5))).toBeLessThan(0.003);
  // Arc length of the sine, by its elliptic series: 1 + k²/4 - 3k⁴/64 …, k = 2 pi 0.5 / 5.
  expect(strandLength(middle[0]) / 40).toBeCloseTo(
    1 + 0.3948 / 4 - (3 * 0.3948 ** 2) / 64 + (5 * 0.3948 ** 3) / 256,
    2,
  );
});

describe.each([
  [
    'gyroid',
    (x: number, y: number, z: number) =>
      Math.sin(x) * Math.cos(y) + Math.sin(y) * Math.cos(z) + Math.sin(z) * Math.cos(x),
  ],
  ['schwarz-p', (x: number, y: number, z: number) => Math.cos(x) + Math.cos(y) + Math.cos(z)],
  [
    'diamond',
    (x: number, y: number, z: number) =>
      Math.sin(x) * Math.sin(y) * Math.sin(z) +
      Math.sin(x) * Math.cos(y) * Math.cos(z) +
      Math.cos(x) * Math.sin(y) * Math.cos(z) +
      Math.cos(x) * Math.cos(y) * Math.sin(z),
  ],
] as const)('%s', (pattern, level) => {
  const cell = 5;
  const disc = outlineOf(circle(0, 0, 20, 256));
  const layerAt = (top: number) =>
    lay(disc, { pattern, cell, join: 'none', minLength: 0 }, { layer: { index: 0, count: 9, top, constructHeight: 9 } })
      .strands;

  test('lies on the surface at the middle of the layer', () => {
    const k = (2 * Math.PI) / cell;
    for (const strand of layerAt(0.9)) {
      for (const [x, y] of xy(strand)) expect(Math.abs(level(k * x, k * y, k * 0.74))).toBeLessThan(0.01);
    }
  });

  test('repeats exactly after one cell, and its walls are on average cell / density apart', () => {
    expect(layerAt(cell + 0.9)).toEqual(layerAt(0.9));
    let length = 0;
    // A prime number of heights misses those of symmetry, where the lines are longest.
    const heights = 23;
    for (let i = 0; i < heights; i++) length += total(layerAt(0.16 + (cell * (i + 0.5)) / heights));
    const spacing = (Math.PI * 19.8 ** 2 * heights) / length;
    expect(Math.abs(spacing / kinds[pattern].spacingOfCell(cell) - 1)).toBeLessThan(0.01);
  });

  test('by spacing: the cell follows', () => {
    const byCell = lay(box, { pattern, cell: 2 / kinds[pattern].spacingOfCell(1) });
    expect(lay(box, { pattern, spacing: 2 }).strands).toEqual(byCell.strands);
  });
});

test('zero lines of a cone are a circle', () => {
  const values = new Float64Array(101 * 101);
  for (let i = 0; i < values.length; i++) values[i] = Math.hypot((i % 101) - 50, Math.floor(i / 101) - 50) - 40;
  const { ends, closed, points } = zeroLines({ values, columns: 101, rows: 101, originX: 0, originY: 0, step: 1e5 });
  expect([ends.length, closed[0]]).toEqual([1, 1]);
  for (let i = 0; i < points.length; i += 2) {
    expect(Math.abs(Math.hypot(points[i] - 5e6, points[i + 1] - 5e6) - 4e6)).toBeLessThan(1000);
  }
});
