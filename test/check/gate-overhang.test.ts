import { expect, test } from 'vitest';
import { gateOverhang } from '../../src/check/gates/gate-overhang.ts';
import { emptyGrid, fillStrand, hangOf, supportGridFor } from '../../src/check/space/support-grid.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import { contextOf, lattice, line, path, type Request } from './physics-fixture.ts';

const find = (request: Request) => gateOverhang(contextOf({ layers: 2, ...request }));

test('a lattice carries itself', () => {
  expect(find({ layers: 6 })).toEqual([]);
});

test('the first layer lies on the floor', () => {
  expect(find({ layers: 1, strandsOf: () => [line([0, 0], [30, 0])] })).toEqual([]);
});

/** Two walls `gap` apart, and one strand across on the layer above. */
function bridgeOver(gap: number): (layer: number) => Strand[] {
  return (layer) =>
    layer === 0
      ? [line([-gap / 2, -5], [-gap / 2, 5]), line([gap / 2, -5], [gap / 2, 5])]
      : [line([-gap / 2, 0], [gap / 2, 0])];
}

test('a bridge longer than Pluronic spans is refused, with a spacing that passes', () => {
  const [finding] = find({ ink: 'pluronic-25', strandsOf: bridgeOver(6) });
  expect(finding).toMatchObject({ code: 'strand-without-support', severity: 'refuse' });
  expect(finding.where).toMatchObject({ well: 'A1', layer: 1, strand: 2 });
  // 6 mm less the reach of the two walls, which is three quarters of a width each.
  expect(finding.numbers?.['hangMm']).toBeCloseTo(6 - 0.6, 0);
  expect(finding.numbers?.['limitMm']).toBeCloseTo(3.06, 1);
  const spacing = Number(/at most ([\d.]+) mm/.exec(finding.fix ?? '')?.[1]);
  expect(spacing).toBeGreaterThan(3);
  expect(find({ ink: 'pluronic-25', strandsOf: bridgeOver(spacing) })).toEqual([]);
});

test('a loose end may hang half as far', () => {
  const cantilever = (length: number) => (layer: number) =>
    layer === 0 ? [line([-2, 0], [0, 0])] : [line([-2, 0], [length, 0])];
  expect(find({ ink: 'pluronic-25', strandsOf: cantilever(1) })).toEqual([]);
  const [finding] = find({ ink: 'pluronic-25', strandsOf: cantilever(2.5) });
  expect(finding.severity).toBe('refuse');
  expect(finding.what).toContain('to a loose end');
});

test('a layer in the air is refused, whatever the ink', () => {
  const apart = (layer: number) => [line([0, 5 * layer], [10, 5 * layer])];
  const [finding] = find({ strandsOf: apart });
  expect(finding).toMatchObject({ code: 'layer-without-support', severity: 'refuse', where: { layer: 1 } });
  expect(finding.what).toContain('no ink below 1 of its 1 strands');
});

test('one loose strand of an ink whose span is not known warns', () => {
  const most = (layer: number) => [...lattice(layer, 0.4, 0.32), ...(layer === 1 ? [line([8, -5], [8, 5])] : [])];
  const [finding] = find({ strandsOf: most });
  expect(finding).toMatchObject({ code: 'strand-without-support', severity: 'warn', where: { strand: 22 } });
});

test('a layer that was left out carries nothing', () => {
  const gap = (layer: number) => (layer === 1 ? [] : [line([0, 0], [10, 0])]);
  expect(find({ layers: 3, strandsOf: gap })[0]).toMatchObject({ where: { layer: 2 }, severity: 'refuse' });
});

test('strands that lean out by a quarter of their width rest, by all of it they do not', () => {
  const lean = (by: number) => (layer: number) => [line([0, layer * by], [10, layer * by])];
  expect(find({ strandsOf: lean(0.2) })).toEqual([]);
  expect(find({ strandsOf: lean(0.6) })[0].severity).toBe('refuse');
});

test('wells that print the same strands are told once, layers of the same fault too', () => {
  const strands = Array.from({ length: 5 }, (_, layer) => [line([0, 5 * layer], [10, 5 * layer])]);
  const found = find({ layers: 5, wells: ['A1', 'A2'], strandsOf: (layer) => strands[layer] });
  expect(found).toHaveLength(1);
  expect(found[0].what).toContain('3 more layers');
});

test('wells that share only some strands are judged each on their own', () => {
  const base = lattice(0, 0.4, 0.32);
  const context = contextOf({
    layers: 2,
    wells: ['A1', 'A2'],
    strandsOf: (layer) => (layer === 0 ? base : lattice(1, 0.4, 0.32)),
  });
  const strands = context.strands.map((step) =>
    step.well === 'A2' && step.layer === 1 ? { ...step, strand: { ...step.strand } } : step,
  );
  expect(gateOverhang({ ...context, strands })).toEqual([]);
});

test('a bridge of an ink whose span is not known is noted, once an ink', () => {
  const [finding, ...more] = find({ strandsOf: bridgeOver(6) });
  expect(finding).toMatchObject({ code: 'span-not-known', severity: 'note', where: { strand: 2 } });
  expect(more).toEqual([]);
  expect(find({ strandsOf: bridgeOver(2) })).toEqual([]);
});

test('a rising strand carries what lies above it and is not judged itself', () => {
  const turn = path(
    [
      [0, 0],
      [10, 0],
      [10, 10],
    ],
    { rise: Int32Array.of(0, 100_000, 200_000) },
  );
  const above = line([0, 0], [10, 0]);
  const strandsOf = (layer: number) => (layer === 0 ? [turn] : layer === 3 ? [above] : []);
  expect(find({ layers: 4, strandsOf })).toEqual([]);
});

test('a closed strand has no loose end: its hanging piece is a bridge over the seam', () => {
  const ring = path(
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ],
    { closed: true },
  );
  const below = line([0, 10], [10, 10]);
  const grid = supportGridFor([ring, below]);
  fillStrand(grid, below, 0.3);
  const hang = hangOf(grid, ring);
  expect(hang.floating).toBe(false);
  expect(hang.cantilever).toBe(0);
  expect(hang.bridge).toBeGreaterThan(29);
  expect(hang.bridge).toBeLessThan(30);
});

test('the grid stays small for a construct of any size', () => {
  const grid = supportGridFor([line([0, 0], [500, 500], { width: 0.1 })]);
  expect((500e6 / grid.cell) ** 2).toBeLessThan(4.1e6);
  expect(grid.kernel.memory.buffer.byteLength).toBeLessThan(0.7e6);
});

test('a band at any angle is as wide as its reach, and layers before it are forgotten', () => {
  for (let degrees = 0; degrees < 180; degrees += 15) {
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const wall = line([-20 * c, -20 * s], [20 * c, 20 * s]);
    const across = line([-5 * s, 5 * c], [5 * s, -5 * c]);
    const grid = supportGridFor([wall, across]);
    for (let layer = 0; layer < 300; layer++) emptyGrid(grid);
    fillStrand(grid, wall, 0.3);
    const { cantilever } = hangOf(grid, across);
    expect(Math.abs(cantilever - (5 - 0.3)), `${degrees} degrees`).toBeLessThan(1.5 * (grid.cell / 1e6));
    emptyGrid(grid);
    expect(hangOf(grid, across).floating).toBe(true);
  }
});
