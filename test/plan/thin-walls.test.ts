import { describe, expect, test } from 'vitest';
import { strandLength, strandVolume } from '../../src/laydown/strand.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { circle, lid, type Point, toTriangles, tube, wall } from '../../src/scaffold/solids.ts';
import { inkBetween } from '../laydown/slices.ts';
import { planJob } from './plan-job.ts';

// Thin features through the whole plan: lay-down, gates, G-code and both readings of it.
const printers = ['marlin-syringe', 'grbl-pneumatic', 'allevi-biobot1'];
const strand = 0.41;
const layer = 0.2;

type Corner = readonly [x: number, y: number];

/** An upright prism over corners in counter-clockwise order. */
function prism(corners: readonly Corner[], height: number): Point[] {
  const at = (z: number) => corners.map(([x, y]): Point => [x, y, z]);
  return [...wall(at(0), at(height)), ...lid(at(0), false), ...lid(at(height), true)];
}

function stl(triangles: Float32Array): Uint8Array {
  return writeStl({ name: 'part', triangles, bounds: boundsOf(triangles) });
}

async function planned(printer: string, triangles: Float32Array, laydown: object, contours = 0) {
  const job = {
    printer,
    inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: strand } },
    parts: [{ mesh: 'part.stl', ink: 'ink', laydown, contours }],
    layers: { height: layer },
    speed: 10,
  };
  const plan = await planJob(job, { 'part.stl': stl(triangles) }, { allow: ['flow', 'supply', 'time', 'overhang'] });
  expect(plan.refusedBy).toEqual([]);
  expect(plan.gcode).not.toBeNull();
  return plan.wells.constructs[0].construct.layers;
}

const wedge = toTriangles(
  prism(
    [
      [0, -0.1],
      [40, -1],
      [40, 1],
      [0, 0.1],
    ],
    0.6,
  ),
);

describe.each(printers)('on %s', (printer) => {
  test('a plate that tapers from 0.2 to 2 mm has the ink of its section along its length', async () => {
    for (const contours of [0, 1, 2]) {
      const layers = await planned(printer, wedge, { solid: true, pattern: 'parallel' }, contours);
      for (const { strands } of layers) {
        expect(strands.length).toBeLessThanOrEqual(12);
        for (const each of strands) expect(strandLength(each)).toBeGreaterThan(2 * strand);
        // The middle of the part is the origin. Millimetre by millimetre from where the plate is 0.21 mm thick.
        for (let x = 0; x < 40; x++) {
          const from = x - 20 + (x === 0 ? 0.25 : 0);
          const section = (x - 19 - from) * (0.2 + (1.8 * (from + x + 21)) / 80) * layer;
          const ink = inkBetween(strands, from, x - 19);
          expect(Math.abs(ink / section - 1), `${contours} contours, ${x} mm`).toBeLessThan(0.03);
        }
      }
    }
  });

  test.each(['round', 'square'])('25 %s pins of 0.4 mm are all there', async (shape) => {
    const corners: Corner[] =
      shape === 'round'
        ? circle(0.2, 0, 24).map(([x, y]): Corner => [x, y])
        : [
            [-0.2, -0.2],
            [0.2, -0.2],
            [0.2, 0.2],
            [-0.2, 0.2],
          ];
    const pins = Array.from({ length: 25 }, (_, i) =>
      prism(
        corners.map(([x, y]): Corner => [x + 2 * (i % 5), y + 2 * Math.floor(i / 5)]),
        0.6,
      ),
    );
    const layers = await planned(printer, toTriangles(pins.flat()), { solid: true, pattern: 'parallel' });
    expect(layers).toHaveLength(3);
    const volume = (shape === 'round' ? 12 * 0.04 * Math.sin(Math.PI / 12) : 0.16) * layer;
    for (const { strands } of layers) {
      expect(strands).toHaveLength(25);
      // The section of a round pin of 24 corners loses up to 8 µm to the simplified outline.
      for (const dot of strands) expect(strandVolume(dot) / volume).toBeGreaterThan(0.96);
      for (const dot of strands) expect(strandVolume(dot) / volume).toBeLessThan(1.0001);
    }
  });
});

test.each([0.25, 0.41, 0.43, 0.6, 0.84, 1])(
  'the wall of a tube, %f mm, gets its volume as ink in every pattern',
  async (thick) => {
    const triangles = tube(4 - thick, 4, 0, 0.6, 96);
    const volume = 96 * Math.tan(Math.PI / 96) * Math.cos(Math.PI / 96) ** 2 * (16 - (4 - thick) ** 2) * layer;
    const ways = [
      { laydown: { pattern: 'parallel', solid: true }, contours: 1 },
      { laydown: { pattern: 'parallel', spacing: 1 }, contours: 2 },
      { laydown: { pattern: 'concentric', solid: true }, contours: 0 },
      { laydown: { pattern: 'concentric' }, contours: 0 },
      { laydown: { pattern: 'spiral', solid: true }, contours: 0 },
      { laydown: { pattern: 'spiral' }, contours: 0 },
    ];
    for (const { laydown, contours } of ways) {
      const layers = await planned('marlin-syringe', triangles, laydown, contours);
      for (const { strands } of layers) {
        const ink = strands.reduce((sum, each) => sum + strandVolume(each), 0);
        expect(Math.abs(ink / volume - 1), JSON.stringify(laydown)).toBeLessThan(0.02);
        expect(strands.length).toBeLessThanOrEqual(thick < 1.5 * strand ? 1 : 2);
      }
    }
  },
);

test('without strands of their own, thin walls are what they were', async () => {
  const triangles = tube(3.57, 4, 0, 0.6, 96);
  const job = (thinWalls: string) => ({
    printer: 'marlin-syringe',
    inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: strand } },
    parts: [{ mesh: 'part.stl', ink: 'ink', thinWalls, contours: 1, laydown: { spacing: 1 } }],
    layers: { height: layer },
    speed: 10,
  });
  const files = { 'part.stl': stl(triangles) };
  const rings = async (thinWalls: string) => {
    const { wells } = await planJob(job(thinWalls), files, { allow: ['flow', 'supply', 'time', 'overhang'] });
    return wells.constructs[0].construct.layers[0].strands.length;
  };
  expect(await rings('on')).toBe(1);
  expect(await rings('off')).toBe(2);
});
