import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { strandsAhead } from '../../src/laydown/order/strands-ahead.ts';
import { noMemory } from '../../src/memory/memory.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { planRange } from '../../src/plan/inputs/plan-range.ts';
import { workOf } from '../../src/plan/inputs/work-limits.ts';
import { layerTask } from '../../src/plan/layers/make-layer-task.ts';
import { loadPolygons } from '../../src/region/clipper-polygons.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

const meshOf = (triangles: Float32Array) => ({ name: 'part', triangles, bounds: boundsOf(triangles) });

/** A plate of 100 x 100 mm, `height` mm thick. */
function plateJob(height: number, layer: number, width: number, laydown: object, vessel = {}) {
  const job = {
    printer: 'marlin-syringe',
    inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width } },
    parts: [{ mesh: 'plate.stl', ink: 'ink', laydown }],
    layers: { height: layer },
    ...vessel,
  };
  return { job, files: { 'plate.stl': writeStl(meshOf(box(100, 100, 0, height))) } };
}

test.each([
  ['a gyroid of 0.05 mm', 0.2, 0.1, 0.02, { pattern: 'gyroid', cell: 0.05 }, 'pattern-too-fine', /256 million/],
  [
    'waves of a needle',
    0.2,
    0.2,
    0.02,
    { pattern: 'wave', spacing: 0.01 },
    'pattern-too-fine',
    /wave over 100 x 100 mm/,
  ],
  [
    'a hexagon as small as a strand',
    0.2,
    0.2,
    0.01,
    { pattern: 'honeycomb', spacing: 0.01 },
    'pattern-too-fine',
    /honey/,
  ],
  ['rings at 0.5 µm', 0.2, 0.2, 0.005, { pattern: 'spiral', spacing: 0.0001 }, 'pattern-too-fine', /spiral/],
  ['a width in metres', 0.2, 0.2, 0.0004, { spacing: 1 }, 'strand-too-thin', /0\.0004 mm.*0\.005 mm/],
  ['layers in metres', 40, 0.0032, 0.2, { spacing: 1 }, 'too-much-work', /at least 12\d km .* 20 km/],
  ['strands like hairs', 100, 0.02, 0.05, { spacing: 0.06 }, 'too-much-work', /at least 833 km .* 20 km/],
  ['a gyroid finer than its needle needs', 5, 0.1, 0.1, { pattern: 'gyroid', cell: 0.4 }, 'too-much-work', /million p/],
  ['a little too much gyroid', 6.3, 0.1, 0.2, { pattern: 'gyroid', cell: 1 }, 'too-much-work', /up to 2\d.* million/],
])('%s over a plate are refused with their numbers, at once', async (_, height, layer, width, laydown, code, what) => {
  const { job, files } = plateJob(height, layer, width, laydown);
  const before = performance.now();
  const error = await planJob(job, files).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({ code });
  expect((error as InputError).message).toMatch(what);
  expect((error as InputError).fix).toMatch(/unit|mm/);
  // It took minutes to lay what was refused then; the time is loose for machines under load.
  expect(performance.now() - before).toBeLessThan(3000);
});

test.each([
  ['gyroid', 1, 0.07],
  ['schwarz-p', 2, 0.13],
  ['diamond', 1, 0.0625],
])('points of %s in cells of %d mm are counted ahead to a tenth', async (pattern, cell, height) => {
  const job = validateJob(
    {
      printer: 'marlin-syringe',
      inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 }, width: 0.2 } },
      parts: [{ mesh: 'part', ink: 'ink', laydown: { pattern, cell } }],
      layers: { height },
    },
    'job.yaml',
  );
  const { parts, plan } = layerTask(job, [meshOf(box(20, 20, 0, 16 * height))]);
  const polygons = await loadPolygons();
  const task = layerTask(job, [meshOf(box(20, 20, 0, 16 * height))]);
  const { layers } = await planRange(task, { first: 0, last: 15 }, { polygons, memory: noMemory });
  const laid = layers.reduce((sum, { layer }) => sum + workOf(layer).points, 0) / layers.length / 400;
  const middles = plan.top.map((top, l) => top - plan.height[l] / 2);
  const { laydown, bounds } = parts[0];
  const ahead = strandsAhead({ settings: laydown, width: 0.2, height, bounds, middles });
  expect(laid / ahead.points).toBeGreaterThan(0.95);
  expect(laid / ahead.points).toBeLessThan(1.1);
});

test('layers that cut too many triangles are refused before they are cut', () => {
  const job = validateJob(
    {
      printer: 'marlin-syringe',
      inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } } },
      parts: [{ mesh: 'part', ink: 'ink' }],
      layers: { height: 0.001 },
    },
    'job.yaml',
  );
  expect(() => layerTask(job, [meshOf(cylinder(10, 0, 30, 20_000))])).toThrow(/30000 layers .* 300 million/);
});

test('what is planned in pieces, to hold few sections at a time, is what single layers give', async () => {
  const polygons = await loadPolygons();
  const job = validateJob(
    {
      printer: 'marlin-syringe',
      inks: { ink: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } } },
      parts: [{ mesh: 'part', ink: 'ink', laydown: { spacing: 2 } }],
      layers: { height: 0.02 },
    },
    'job.yaml',
  );
  // 24 000 walls of two triangles and 100 layers: 4.8 million cuts, more than are held at a time.
  const task = layerTask(job, [meshOf(cylinder(10, 0, 2, 24_000))]);
  const tools = { polygons, memory: noMemory };
  const all = await planRange(task, { first: 0, last: 99 }, tools);
  expect(all.layers.map(({ layer }) => layer.index)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  for (const at of [0, 82, 83, 84, 99]) {
    const alone = await planRange(task, { first: at, last: at }, tools);
    expect(all.layers[at]).toEqual(alone.layers[0]);
  }
});
