import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box } from '../../src/scaffold/solids.ts';
import { printOf } from '../viewer/print-of.ts';
import { planJob } from './plan-job.ts';

const block = (height: number) => {
  const triangles = box(4, 4, 0, height);
  return { 'block.stl': writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }) };
};
const laydown = { pattern: 'parallel', angles: [0, 90], spacing: 1 };

test('the report holds the dose of each layer: that of the lowest of eight is seven times the nominal one', async () => {
  const photo = { wavelength: 405, irradiance: 20, seconds: 10, attenuation: 0.0978 };
  const { report } = await planJob(
    {
      printer: 'allevi-biobot1',
      inks: { a: { ink: 'gelma', nozzle: { gauge: 22 }, width: 0.4 } },
      parts: [{ mesh: 'block.stl', ink: 'a', laydown }],
      layers: { height: 0.3 },
      crosslink: [{ ink: 'a', every: 1, photo }],
    },
    block(2.4),
  );
  // Each cure after a layer reaches it through the layers above: a geometric series of exp(-alpha h).
  const kept = Math.exp(-0.0978 * 0.3);
  const wanted = Array.from({ length: 8 }, (_, j) => (200 * (1 - kept ** (8 - j))) / (1 - kept));
  expect(wanted[0]).toBeCloseTo(1447.12, 2);
  expect(report.layers.map(({ doseMjCm2 }) => doseMjCm2['-'])).toEqual(wanted.map((dose) => expect.closeTo(dose, 6)));
});

test('light on the whole plate reaches both wells, in the report and in the viewer', async () => {
  const { report, gcode } = await planJob(
    {
      printer: 'marlin-syringe',
      vessel: { plate: 'corning-24', wells: ['A1', 'A2'] },
      inks: { gel: { ink: 'ama', nozzle: { gauge: 22, length: 25.4 } } },
      parts: [{ mesh: 'block.stl', ink: 'gel', laydown }],
      layers: { height: 0.25 },
      speed: 8,
      crosslink: [
        { at: 'end', photo: { wavelength: 405, irradiance: 20, seconds: 10 } },
        { every: 2, perWell: false, photo: { wavelength: 405, irradiance: 20, seconds: 10 } },
      ],
    },
    block(1),
  );
  const print = printOf(new TextDecoder().decode(gcode!));
  // Wells one after the other: the first is lit with the second, too.
  expect(print.cures.map(({ well }) => well)).toContain('*');
  const seen = new Map<string, number>();
  for (let s = 0; s < print.strands.count; s++) {
    if (print.strands.layer[s] === 0) seen.set(print.wellNames[print.strands.well[s]], print.strands.dose[s]);
  }
  expect(Object.fromEntries(seen)).toEqual(report.layers[0].doseMjCm2);
  expect(Object.keys(report.layers[0].doseMjCm2)).toEqual(['A1', 'A2']);
  for (const dose of Object.values(report.layers[0].doseMjCm2)) expect(dose % 200).toBe(0);
  expect(report.layers[0].doseMjCm2['A1']).toBeGreaterThanOrEqual(600);
});
