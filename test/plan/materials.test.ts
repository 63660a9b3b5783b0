import { expect, test } from 'vitest';
import type { ConstructLayer } from '../../src/laydown/construct.ts';
import { type Strand, strandLength, thinnestWidth } from '../../src/laydown/strand.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { roundArea } from '../scaffold/round-area.ts';
import { planJob } from './plan-job.ts';
import { ball, convexOverlap, convexSection, type Flat, polygonArea, stlOf } from './sections.ts';

const everyGate = [
  'mesh',
  'flow',
  'supply',
  'time',
  'overhang',
  'bounds',
  'collision',
  'viability',
  'fidelity',
] as const;
const width = 0.4;

/** Layers of a job of several inks, each on a tool of its own. */
async function planInks(
  parts: readonly object[],
  files: Readonly<Record<string, Uint8Array>>,
  more: object = {},
): Promise<readonly ConstructLayer[]> {
  const ink = (tool: string) => ({ ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width, tool });
  const job = {
    printer: 'e3d-toolchanger-duet',
    inks: { a: ink('T0'), b: ink('T1'), c: ink('T2') },
    parts,
    layers: { height: 0.2 },
    simplify: 0,
    ...more,
  };
  const { wells, findings } = await planJob(job, files, { allow: everyGate });
  expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
  expect(findings.map(({ code }) => code)).not.toContain('region-area');
  return wells.constructs[0].construct.layers;
}

const areaOf = (layer: ConstructLayer, ink: string) => layer.inks[ink]?.areaMm2 ?? 0;
const inksOf = (layer: ConstructLayer) => [...new Set(layer.strands.map((strand) => strand.ink))].sort();

test.each([
  ['two', [ball(0, 0, 4, 4), ball(2.7, 1.1, 4.6, 3.5)]],
  ['two that just touch', [ball(0, 0, 3, 3), ball(5.99, 0, 3, 3)]],
  ['two, one inside the other', [ball(0, 0, 4, 4), ball(0.3, 0.2, 4, 2)]],
] as const)('overlapping balls of different inks (%s) share out exactly the area of their union', async (_, balls) => {
  const files = Object.fromEntries(balls.map((triangles, i) => [`ball${i}.stl`, stlOf(triangles)]));
  const parts = balls.map((_ball, i) => ({ mesh: `ball${i}.stl`, ink: 'ab'[i], laydown: { spacing: 1 } }));
  const layers = await planInks(parts, files);
  expect(layers.length).toBeGreaterThanOrEqual(30);
  const floor = Math.min(...balls.flatMap((triangles) => [...triangles].filter((_value, i) => i % 3 === 2)));
  for (const layer of layers) {
    const plane = layer.top - layer.height / 2 + floor;
    const [one, other]: Flat[][] = balls.map((triangles) => convexSection(triangles, plane));
    const shared = one.length > 0 && other.length > 0 ? polygonArea(convexOverlap(one, other)) : 0;
    // The later part wins; slivers of the earlier one narrower than half a strand may be left out.
    expect(Math.abs(areaOf(layer, 'b') - polygonArea(other))).toBeLessThanOrEqual(1e-6 * polygonArea(other) + 1e-7);
    const union = polygonArea(one) + polygonArea(other) - shared;
    const sum = areaOf(layer, 'a') + areaOf(layer, 'b');
    const sliver = union - sum;
    if (sliver > 1e-6 * union + 1e-9) {
      expect(areaOf(layer, 'a')).toBe(0);
      expect(sliver).toBeLessThan(0.5 * width * 2 * Math.PI * 4);
    } else expect(Math.abs(sliver)).toBeLessThanOrEqual(1e-6 * union + 1e-9);
  }
});

test('the higher precedence wins wherever parts overlap, whatever their order; three inks add up', async () => {
  const files = {
    'plate.stl': stlOf(box(10, 10, 0, 1)),
    'rod.stl': stlOf(cylinder(3, 0, 1, 64)),
    'core.stl': stlOf(box(2, 2, 0, 1)),
  };
  const laydown = { spacing: 1 };
  const layers = await planInks(
    [
      { mesh: 'core.stl', ink: 'c', precedence: 2, laydown },
      { mesh: 'rod.stl', ink: 'b', precedence: 1, laydown },
      { mesh: 'plate.stl', ink: 'a', laydown },
    ],
    files,
  );
  expect(layers).toHaveLength(5);
  for (const layer of layers) {
    expect(areaOf(layer, 'c')).toBeCloseTo(4, 6);
    expect(areaOf(layer, 'b')).toBeCloseTo(roundArea(3, 64) - 4, 5);
    expect(areaOf(layer, 'a')).toBeCloseTo(100 - roundArea(3, 64), 5);
  }
});

test('without precedence the later part carves the earlier one', async () => {
  const files = { 'plate.stl': stlOf(box(10, 10, 0, 1)), 'rod.stl': stlOf(cylinder(3, 0, 1, 64)) };
  const rodLast = await planInks(
    [
      { mesh: 'plate.stl', ink: 'a' },
      { mesh: 'rod.stl', ink: 'b' },
    ],
    files,
  );
  const plateLast = await planInks(
    [
      { mesh: 'rod.stl', ink: 'b' },
      { mesh: 'plate.stl', ink: 'a' },
    ],
    files,
  );
  expect(areaOf(rodLast[2], 'b')).toBeCloseTo(roundArea(3, 64), 5);
  expect(areaOf(rodLast[2], 'a')).toBeCloseTo(100 - roundArea(3, 64), 5);
  expect([areaOf(plateLast[2], 'a'), areaOf(plateLast[2], 'b')]).toEqual([100, 0]);
});

test('sequence [a, a, b] gives each layer one ink, repeated from the floor', async () => {
  const layers = await planInks([{ mesh: 'box.stl', sequence: ['a', 'a', 'b'] }], {
    'box.stl': stlOf(box(6, 6, 0, 2)),
  });
  expect(layers.map((layer) => inksOf(layer).join())).toEqual(['a', 'a', 'b', 'a', 'a', 'b', 'a', 'a', 'b', 'a']);
  for (const layer of layers) expect(Object.values(layer.inks).map(({ areaMm2 }) => areaMm2)).toEqual([36]);
});

test('a shell of 1 mm leaves a core of 8 x 8 in a box of 10 x 10, and strands of each stay on their side', async () => {
  const shell = { ink: 'b', thickness: 1 };
  const layers = await planInks([{ mesh: 'box.stl', ink: 'a', shell, laydown: { solid: true } }], {
    'box.stl': stlOf(box(10, 10, 0, 1)),
  });
  for (const layer of layers) {
    expect(areaOf(layer, 'a')).toBeCloseTo(64, 6);
    expect(areaOf(layer, 'b')).toBeCloseTo(36, 6);
    for (const strand of layer.strands) {
      const { ink, points } = strand;
      const own = thinnestWidth(strand);
      const reach = Math.max(...points.map(Math.abs)) / 1e6;
      if (ink === 'a') expect(reach).toBeLessThanOrEqual(4 - own / 2 + 0.001);
      else expect(reach).toBeGreaterThanOrEqual(4 + own / 2 - 0.001);
    }
    // Solid fill: each ink fills its own region.
    expect(layer.inks['a'].volumeMm3 / (64 * 0.2)).toBeCloseTo(1, 1);
    expect(layer.inks['b'].volumeMm3 / (36 * 0.2)).toBeCloseTo(1, 1);
  }
});

test('a shell thicker than the part leaves no core, and is refused', async () => {
  const shell = { ink: 'b', thickness: 6 };
  const made = planInks([{ mesh: 'box.stl', ink: 'a', shell }], { 'box.stl': stlOf(box(10, 10, 0, 1)) });
  await expect(made).rejects.toThrow('parts.0.shell.thickness changes nothing');
});

/** Positions of straight strands across their direction, with their inks; mm. */
function rowsOf(strands: readonly Strand[], axis: 0 | 1): [number, string][] {
  return strands.map(({ points, ink }): [number, string] => [points[axis] / 1e6, ink]).sort(([a], [b]) => a - b);
}

test('alternate [a, b, c] gives neighbouring strands the three inks in turn, on every layer', async () => {
  const laydown = { spacing: 1, angles: [0, 90], join: 'none' };
  const layers = await planInks([{ mesh: 'box.stl', alternate: ['a', 'b', 'c'], laydown }], {
    'box.stl': stlOf(box(9.4, 9.4, 0, 0.8)),
  });
  layers.forEach((layer, index) => {
    const rows = rowsOf(layer.strands, index % 2 === 0 ? 1 : 0);
    expect(rows.map(([at]) => at)).toEqual(Array.from({ length: 10 }, (_, i) => expect.closeTo(i - 4.5, 6)));
    const inks = rows.map(([, ink]) => ink).join('');
    // Seen across, every second direction runs the other way.
    expect(['abcabcabcabc', 'cbacbacbacba'].some((turn) => turn.includes(inks))).toBe(true);
    for (const strand of layer.strands) expect(strandLength(strand)).toBeCloseTo(9, 6);
  });
  // The same line has the same ink on every layer of its direction: walls of one ink.
  expect(rowsOf(layers[2].strands, 1)).toEqual(rowsOf(layers[0].strands, 1));
});

test('alternate strands of one ink are joined along the rim, never those of two', async () => {
  const layers = await planInks([{ mesh: 'box.stl', alternate: ['a', 'b'], laydown: { spacing: 1, angles: [0] } }], {
    'box.stl': stlOf(box(9.4, 9.4, 0, 0.2)),
  });
  const { strands } = layers[0];
  expect(strands.reduce((sum, strand) => sum + strandLength(strand), 0)).toBeGreaterThanOrEqual(90 - 1e-6);
  for (const { points, ink } of strands) {
    for (let i = 0; i < points.length; i += 2) {
      const row = Math.round(points[i + 1] / 1e6 + 4.5);
      if (Math.abs(points[i]) === 4_500_000) continue;
      expect(['a', 'b'][row % 2] === ink || Math.abs(points[i]) >= 4_499_000).toBe(true);
    }
  }
});

test('sequence, shell and carving together still fill each layer exactly once', async () => {
  const layers = await planInks(
    [
      { mesh: 'box.stl', sequence: ['a', 'b'], shell: { ink: 'c', thickness: 0.8 }, laydown: { spacing: 1 } },
      { mesh: 'rod.stl', ink: 'c', laydown: { spacing: 1 } },
    ],
    { 'box.stl': stlOf(box(10, 10, 0, 1)), 'rod.stl': stlOf(cylinder(2, 0, 1, 64)) },
  );
  layers.forEach((layer, index) => {
    const ink = 'ab'[index % 2];
    expect(areaOf(layer, 'ab'[1 - (index % 2)])).toBe(0);
    expect(areaOf(layer, ink) + areaOf(layer, 'c')).toBeCloseTo(100, 5);
    // The shell follows the outside and the hole that the rod carves.
    expect(areaOf(layer, ink)).toBeLessThan(8.4 * 8.4 - Math.PI * 2.79 ** 2);
    expect(areaOf(layer, ink)).toBeGreaterThan(8.4 * 8.4 - Math.PI * 2.81 ** 2);
  });
});
