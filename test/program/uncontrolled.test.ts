import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from '../plan/plan-job.ts';

const triangles = box(5, 5, 0, 0.6);
const files = { 'block.stl': writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }) };

const reported = async (printer: string, more: object, gel: object) => {
  const job = {
    printer,
    inks: { gel: { ink: 'alginate-i1g-4', tool: 'T0', nozzle: { gauge: 22 }, ...gel } },
    parts: [{ mesh: 'block.stl', ink: 'gel', laydown: { spacing: 1 } }],
    layers: { height: 0.3 },
    ...more,
  };
  const { findings } = await planJob(job, files);
  return findings
    .filter(({ code }) => code === 'temperature-by-other-means')
    .map(({ where, numbers }) => ({ ...where, ...numbers }));
};

test('temperatures that the printer cannot set are told, not dropped in silence', async () => {
  expect(await reported('allevi-biobot1', { bedTemperature: 30 }, { temperature: 26 })).toEqual([
    { celsius: 30 },
    { ink: 'gel', tool: 'T0', celsius: 26 },
  ]);
  expect(await reported('cellink-biox', { bedTemperature: 30 }, { temperature: 26 })).toEqual([]);
  expect(await reported('allevi-biobot1', {}, {})).toEqual([]);
});
